"""Churn of 50 connections a second for so many minutes: memory stays, descriptors come back.

    soak.py MINUTES

Half of the connections are by TLS. The slope of memory is that of a line through what is measured after
a warm-up of a fifth of the time, at least half a minute; from five minutes on it has to be below 1 MiB an
hour. A shorter run tells too little for that, and is judged by memory that goes up by 1 MiB.
"""

import asyncio
import random
import struct
import sys
import time

from process import descriptors, resident
from program import Serve
from progress import Progress
from raw import BINARY, PING, TEXT, close, frame, request
from secure import trusting

RATE = 50
SLOPE = 1024  # KiB an hour
ENDS = ["close", "close", "vanish", "reset", "half-handshake", "breach"]


async def visit(port, context, end, dice):
    """One connection: a handshake, messages, and one of the ends there are."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    try:
        if end == "half-handshake":
            writer.write(b"GET / HTTP/1.1\r\n")
            return
        writer.write(request(port, Sec_WebSocket_Extensions="permessage-deflate"))
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 "), head
        for _ in range(dice.randrange(1, 6)):
            payload = dice.randbytes(dice.choice([1, 125, 4000, 70_000]))
            writer.write(frame(BINARY, payload) + frame(PING, b"soak"))
            await writer.drain()
            await asyncio.sleep(dice.random() * 0.1)
        if end == "close":
            writer.write(close(1000))
            await reader.read()
        elif end == "breach":
            writer.write(frame(TEXT, b"\xff"))
            await reader.read()
    finally:
        if end == "reset":
            import socket
            writer.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()


async def churn(ports, seconds, sample):
    """RATE visits a second; how many there were, and how many failed."""
    dice = random.Random(7)
    context = trusting_plainly()
    tasks, begun, visits, failed = set(), time.monotonic(), 0, []
    while (passed := time.monotonic() - begun) < seconds:
        while visits < passed * RATE:
            visits += 1
            secure = visits % 2
            task = asyncio.create_task(visit(
                ports[secure], context if secure else None, dice.choice(ENDS), dice))
            tasks.add(task)
        done = {task for task in tasks if task.done()}
        failed += [task.exception() for task in done if task.exception()]
        tasks -= done
        sample(passed, visits)
        await asyncio.sleep(0.02)
    for error in await asyncio.gather(*tasks, return_exceptions=True):
        failed += [error] if isinstance(error, Exception) else []
    return visits, failed


def trusting_plainly():
    """asyncio has a TLS of its own, for one thread."""
    import ssl
    context = trusting()
    context.sslsocket_class = ssl.SSLSocket
    return context


def slope(samples):
    """KiB an hour of the line through (seconds, KiB) with the least squares."""
    count = len(samples)
    if count < 2:
        return 0.0
    middle = sum(x for x, _ in samples) / count
    height = sum(y for _, y in samples) / count
    spread = sum((x - middle) ** 2 for x, _ in samples)
    return 3600 * sum((x - middle) * (y - height) for x, y in samples) / spread


def main():
    minutes = float(sys.argv[1])
    options = ["--events", "connections", "--handshake-timeout", "2s", "--slots", "1024"]
    progress = Progress("soak")
    with Serve(*options) as plain, Serve("--tls", "self-signed", *options) as secure:
        servers = [plain, secure]
        pids = [server.process.pid for server in servers]
        baselines = [descriptors(pid) for pid in pids]
        warm, samples, shown = max(30.0, minutes * 12), [[], []], [0.0]

        def sample(passed, visits):
            for server in servers:
                while not server.events.empty():
                    server.events.get()
            if passed - shown[0] < 1:
                return
            shown[0] = passed
            for index, pid in enumerate(pids):
                samples[index].append((passed, resident(pid)))
            progress.show(f"{visits} connections, {samples[0][-1][1] >> 10} and "
                          f"{samples[1][-1][1] >> 10} MiB")

        visits, failed = asyncio.run(churn([server.port for server in servers], minutes * 60,
                                           sample))
        left = [descriptors(pid, until=base) for pid, base in zip(pids, baselines)]
        statuses = [server.end() for server in servers]
    seconds = progress.end()
    settled = [[each for each in one if each[0] > warm] or one for one in samples]
    slopes = [slope(one) for one in settled]
    growth = [one[-1][1] - one[0][1] for one in settled]
    faults = []
    if left != baselines:
        faults.append(f"descriptors {left}, before {baselines}")
    if minutes >= 5 and max(slopes) > SLOPE or minutes < 5 and max(growth) > SLOPE:
        faults.append("memory grows")
    if statuses != [0, 0]:
        faults.append(f"exit statuses {statuses}")
    if failed:
        faults.append(f"{len(failed)} visits failed, the first with {failed[0]!r}")
    for fault in faults:
        print(f"soak: {fault}")
    print(f"soak: {visits} connections in {seconds:.0f} s, plain and TLS: slope "
          f"{slopes[0]:.0f} and {slopes[1]:.0f} KiB an hour, growth {growth[0]} and {growth[1]} KiB "
          f"after {warm:.0f} s, descriptors {left} of {baselines}, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
