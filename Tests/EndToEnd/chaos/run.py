"""COUNT numbered messages of many clients through a proxy that misbehaves.

    run.py COUNT [SEED]
"""

import asyncio
import os
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chaos.client import Account, play  # noqa: E402
from chaos.proxy import Proxy  # noqa: E402
from process import descriptors  # noqa: E402
from program import Serve  # noqa: E402
from progress import Progress  # noqa: E402

CLIENTS = 200
OPTIONS = ["--slots", "4096", "--events", "connections", "--ping-interval", "1s",
           "--pong-timeout", "2s", "--control-rate", "0"]


async def run(server, count, seed):
    """The accounts of all clients, and the proxy they went through."""
    dice = random.Random(seed)
    proxy = Proxy(server.port, seed)
    port = await proxy.start()
    clients = min(CLIENTS, count)
    accounts = [Account() for _ in range(clients)]
    shares = [count // clients + (index < count % clients) for index in range(clients)]
    tasks = [asyncio.create_task(play(index, port, share, account, random.Random(dice.random())))
             for index, (share, account) in enumerate(zip(shares, accounts))]
    progress = Progress("chaos")
    pending = set(tasks)
    while pending:
        _, pending = await asyncio.wait(pending, timeout=0.5)
        done = sum(account.echoed + account.lost for account in accounts)
        progress.show(f"{done} of {count} messages, {proxy.resets} resets")
        if server.process.poll() is not None:
            raise SystemExit(f"chaos: the server ended with status {server.process.returncode}")
    await proxy.stop()
    for task in tasks:
        task.result()
    return accounts, proxy, progress.end()


def main():
    count = int(sys.argv[1])
    seed = sys.argv[2] if len(sys.argv) > 2 else str(int.from_bytes(os.urandom(4)))
    with Serve(*OPTIONS) as server:
        baseline = descriptors(server.process.pid)
        accounts, proxy, seconds = asyncio.run(run(server, count, seed))
        faults = [fault for account in accounts for fault in account.faults]
        sent, echoed, lost, connections = (
            sum(getattr(account, name) for account in accounts)
            for name in ("sent", "echoed", "lost", "connections"))
        if sent != count or echoed + lost != sent:
            faults.append(f"{sent} sent, but {echoed} echoed and {lost} lost")
        causes = ends_of(server, connections, faults)
        left = descriptors(server.process.pid, until=baseline)
        if left != baseline:
            faults.append(f"{left} descriptors, {baseline} before")
        if server.end() != 0:
            faults.append(f"the server's exit status is {server.process.returncode}")
    for fault in faults[:10]:
        print(f"chaos: {fault}")
    named = ", ".join(f"{number} {cause}" for cause, number in sorted(causes.items()))
    print(f"chaos: seed {seed}: {count} messages, {echoed} echoed once, {lost} lost with their "
          f"connection, {connections} connections ({named}), {proxy.resets} resets, "
          f"{proxy.half_open} half-open, {len(faults)} faults, {seconds:.0f} s")
    sys.exit(1 if faults else 0)


def ends_of(server, connections, faults):
    """How the server names the end of each connection; every one that opened has one end."""
    causes, opened, closed = {}, 0, 0
    while opened < connections or closed < opened:
        try:
            event = server.next(timeout=20)
        except Exception:
            faults.append(f"{opened} connections opened, {closed} closed")
            return causes
        if event["event"] == "LOST":
            # Counted, and so no fault; the sums are not known then.
            return causes | {"not told": event.get("count", 0)}
        opened += event["event"] == "CONNECTED"
        if event["event"] == "CLOSED":
            closed += 1
            cause = event.get("timeout", event["cause"])
            causes[cause] = causes.get(cause, 0) + 1
    return causes


if __name__ == "__main__":
    main()
