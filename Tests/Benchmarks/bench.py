"""`make bench`: wscope beside the floor and the servers people would pick, in one run.

usage: bench.py [--rows thr1,thr16,…] [--peers uwebsockets,…] [--reps 3] [--only plain|tls]
"""

import argparse
import json
import os
import platform
import random
import re
import resource
import statistics
import sys
import time
from pathlib import Path

import measure
import peers as known
import table
from rows import ROWS


# The share of a window that server or load was ready to run and did not: more is no quiet machine.
BUSY = 0.05


def words(text):
    return [word for word in re.split(r"[,\s]+", text) if word]


def chosen():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--rows", default="")
    parser.add_argument("--peers", default="")
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--only", choices=("plain", "tls"))
    a = parser.parse_args()
    a.rows = words(a.rows) or list(ROWS)
    a.peers = [] if a.peers == "none" else words(a.peers) or known.USUAL
    for row in a.rows:
        if row not in ROWS:
            parser.error(f"no row {row}: {' '.join(ROWS)}")
    for peer in a.peers:
        if peer not in known.USUAL:
            parser.error(f"no peer {peer}: {' '.join(known.USUAL)}")
    if a.reps < 1:
        parser.error("--reps is at least 1")
    return a


def prepare(names):
    """The servers that there are, and why others are not."""
    servers, skipped = [], {}
    for name in names:
        say(f"bench: prepare {name}")
        try:
            servers.append(known.ALL[name]())
        except known.Missing as why:
            if name in ("floor", "wscope"):
                raise SystemExit(f"bench: {name}: {why}")
            skipped[name] = str(why)
            say(f"bench: skipped {name}: {why}", keep=True)
    return servers, skipped


def say(text, keep=False):
    """Progress: on a terminal one line that changes."""
    if sys.stderr.isatty():
        print("\r\x1b[K" + text, end="\n" if keep else "", file=sys.stderr, flush=True)
    elif keep or text.startswith("bench: prepare"):
        print(text, file=sys.stderr, flush=True)


def is_measured(row_name, peer, tls):
    row = ROWS[row_name]
    if tls and row.plain_only or row.deflates and not peer.deflates:
        return False
    if row_name == "console":
        return peer.name in ("wscope", "console")
    return peer.name != "console" and not (row.deflates and peer.name == "floor")


def runs(a, servers, certificate):
    """Every run in its order, repetitions outermost, servers shuffled within a row."""
    ways = [way for way in ("plain", "tls") if a.only in (None, way)]
    for _ in range(a.reps):
        for way in ways:
            for name in a.rows:
                tls = certificate if way == "tls" else None
                among = [peer for peer in servers if is_measured(name, peer, tls)]
                random.shuffle(among)
                for peer in among:
                    yield way, name, peer, tls


def measure_all(a, servers, program, certificate):
    values, failures, began = {}, [], time.monotonic()
    plan = list(runs(a, servers, certificate))
    with open(known.FOLDER / "servers.log", "w") as log:
        for index, (way, name, peer, tls) in enumerate(plan):
            spent = time.monotonic() - began
            left = spent / index * (len(plan) - index) if index else 0
            say(f"bench: {index + 1} of {len(plan)}: {way} {name} {peer.name}, {left:.0f} s left")
            if not sys.stderr.isatty() and index % 50 == 0:
                say(f"bench: {index} of {len(plan)} runs", keep=True)
            try:
                figures = measure.figures(ROWS[name], peer, program, tls, log)
            except KeyboardInterrupt:
                failures.append(f"interrupted after {index} of {len(plan)} runs")
                break
            except (measure.Failed, OSError, ValueError) as why:
                failures.append(f"{way} {name} {peer.name}: {why}")
                continue
            values.setdefault((way, name), {}).setdefault(peer.name, []).append(figures)
    say("", keep=False)
    return values, failures


def machine():
    names = re.findall(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    return {"cpu": names[0] if names else "unknown", "cores": os.cpu_count(),
            "kernel": platform.release()}


def median(runs, figure):
    return statistics.median(run[figure] for run in runs)


def console(values):
    """What an open console costs the server, in words; nothing where it was not measured."""
    row = values.get(("plain", "console"), {})
    if not {"wscope", "console"} <= row.keys():
        return None
    headless, shown = row["wscope"], row["console"]
    share = median(shown, "per_second") / median(headless, "per_second")
    return (f"thr16 headless {median(headless, 'server_us'):.2f} µs a message, with the console "
            f"open {median(shown, 'server_us'):.2f} µs; throughput: {share:.2f} of it")


def disturbed(values):
    """How many runs had to wait for a core that others had, of all that could tell."""
    # With the console open, the program's own threads wait for each other.
    waits = [run["waited"] for (_, name), row in values.items() if name != "console"
             for runs in row.values() for run in runs if "waited" in run]
    return sum(wait > BUSY for wait in waits), len(waits)


def summary(a, medians, skipped, failures):
    """The one line that matters."""
    ahead = total = 0
    for (_, name), row in medians.items():
        others = [v for peer, v in row.items() if peer not in ("floor", "wscope", "console")]
        if name != "console" and "wscope" in row and others:
            total += 1
            ahead += row["wscope"] <= min(others)
    parts = [f"wscope first in {ahead} of {total} rows"] if total else []
    row = medians.get(("plain", "console"), {})
    if {"wscope", "console"} <= row.keys():
        parts.append(f"the console open costs {row['console'] / row['wscope']:.2f}× the CPU")
    if skipped:
        parts.append("skipped " + ", ".join(skipped))
    if failures:
        parts.append(f"{len(failures)} runs failed")
    return "bench: " + "; ".join(parts + [f"medians of {a.reps}", ".build/bench/bench.json"])


def main():
    a = chosen()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    known.FOLDER.mkdir(parents=True, exist_ok=True)
    names = ["floor", "wscope", *(["console"] if "console" in a.rows else []), *a.peers]
    try:
        program, certificate = known.load(), known.certificate()
    except known.Missing as why:
        raise SystemExit(f"bench: {why}")
    servers, skipped = prepare(names)
    values, failures = measure_all(a, servers, program, certificate)
    medians = {key: {peer: median(v, ROWS[key[1]].figure) for peer, v in row.items()}
               for key, row in values.items()}
    columns = [peer.name for peer in servers if peer.name != "console"]
    rows = {name: ROWS[name] for name in a.rows if name != "console"}
    for way in ("plain", "tls"):
        results = {name: row for (kind, name), row in medians.items() if kind == way}
        if results:
            print("\n".join(table.lines(way, rows, columns, results)) + "\n")
    print("\n".join(table.legend(rows)))
    told = console(values)
    if told:
        print(f"  console  {told}")
    for line in failures:
        print(f"failed: {line}")
    busy, told_of = disturbed(values)
    if busy:
        print(f"bench: the machine was busy with something else in {busy} of {told_of} runs: "
              "figures for a clock are worth little")
    (known.FOLDER / "bench.json").write_text(json.dumps({
        "machine": machine(), "reps": a.reps, "busy": busy, "skipped": skipped,
        "failures": failures,
        "runs": {way: {name: row for (kind, name), row in values.items() if kind == way}
                 for way in ("plain", "tls")},
        "medians": {way: {name: row for (kind, name), row in medians.items() if kind == way}
                    for way in ("plain", "tls")}}, indent=1) + "\n")
    print(summary(a, medians, skipped, failures))
    # What a peer cannot do is told, and is not ours: libwebsockets tears compressed messages.
    return 1 if any(line.split(":")[0].split()[-1] not in a.peers for line in failures) else 0


if __name__ == "__main__":
    sys.exit(main())
