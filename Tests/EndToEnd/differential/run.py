"""The long run: COUNT messages over many connections, several processes; a seed for each group.

    run.py COUNT [SEED]     SEED: plays that group alone, as a difference names it
"""

import collections
import multiprocessing
import os
import queue
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from differential import messages, offers  # noqa: E402
from differential.deviations import DEVIATIONS  # noqa: E402
from differential.events import Events  # noqa: E402
from differential.play import CLIENTS, OPTIONS, play  # noqa: E402
from program import Serve  # noqa: E402
from progress import Progress  # noqa: E402

CONNECTIONS, ROUNDS, BATCH, LARGEST = 6, 10, 40, 300_000
SERVERS = [[], ["--tls", "self-signed"], ["--compress", "on"],
           ["--compress", "on", "--tls", "self-signed"]]


def group(seed, servers):
    """Plays the group of a seed: messages, bytes, and how often a client and wscope deviated."""
    dice = random.Random(seed)
    server, events = dice.choice(servers)
    parts, deviations = [], collections.Counter()
    while len(parts) < CONNECTIONS:
        client, offer = dice.choice(CLIENTS), dice.choice([None, *[dice.choice(offers.ALL)] * 5])
        if client.can(offer):
            parts.append((client, offer))
        else:
            deviations["window of 256"] += 1
    rounds = ([[messages.message(dice, LARGEST) for _ in range(BATCH)] for _ in parts]
              for _ in range(ROUNDS))
    sessions = play(server, events, parts, rounds, dice)
    for session in sessions:
        deviations += session.deviations
    return sum(session.messages for session in sessions), sum(
        session.bytes for session in sessions), deviations


NOTHING = 0, 0, collections.Counter()


def work(seeds, results, enough):
    """Plays one group after another on servers of its own."""
    started = [Serve(*OPTIONS, *options) for options in SERVERS]
    servers = [(server, Events(server)) for server in started]
    for seed in seeds:
        if enough.is_set():
            break
        try:
            results.put((seed, group(seed, servers), None))
        except Exception as difference:
            results.put((seed, NOTHING, f"{type(difference).__name__}: {difference}"))
            break
    for server in started:
        status = server.end()
        if status != 0:
            results.put((None, NOTHING, f"wscope ended with status {status}"))
    results.put(None)


def main(count, only=None):
    results, enough = multiprocessing.Queue(), multiprocessing.Event()
    workers = 1 if only is not None else os.cpu_count() or 1
    seeds = [[only]] if only is not None else [
        range(number, sys.maxsize, workers) for number in range(workers)]
    running = [multiprocessing.Process(target=work, args=(mine, results, enough), daemon=True)
               for mine in seeds]
    for process in running:
        process.start()
    totals, differences, left = NOTHING, [], workers
    progress = Progress("differential")
    while left:
        try:
            item = results.get(timeout=5)
        except queue.Empty:
            if not any(process.is_alive() for process in running):
                differences.append("a process of the run died")
                break
            continue
        if item is None:
            left -= 1
            continue
        seed, numbers, difference = item
        totals = [a + b for a, b in zip(totals, numbers)]
        if difference:
            differences.append(f"seed {seed}: {difference}")
            enough.set()
        if totals[0] >= count:
            enough.set()
        progress.show(f"{totals[0]:,} of {count:,} messages, {totals[1] >> 20:,} MiB")
    seconds = progress.end()
    for difference in differences:
        print(f"  {difference}")
    named = ", ".join(f"{name} {totals[2][name]}" for name in DEVIATIONS)
    print(f"differential: {totals[0]} messages, {totals[1]} bytes, {len(differences)} differences; "
          f"deviations: {named}; {seconds:.0f} s")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
