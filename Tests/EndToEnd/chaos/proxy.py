"""A proxy on loopback that delays, splits, resets and half-opens, by the dice of a seed."""

import asyncio
import contextlib
import random
import socket
import struct


class Proxy:
    """What a connection meets is drawn when it begins; `resets` and `half_open` count the ends."""

    def __init__(self, target, seed):
        self.target = target
        self.dice = random.Random(seed)
        self.resets = self.half_open = 0
        self.tasks = set()

    async def start(self):
        self.server = await asyncio.start_server(self._accept, "127.0.0.1", 0, backlog=1024)
        return self.server.sockets[0].getsockname()[1]

    async def stop(self):
        self.server.close()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _accept(self, reader, writer):
        task = asyncio.current_task()
        self.tasks.add(task)
        try:
            # Whom stop ends, nobody has to hear of.
            with contextlib.suppress(asyncio.CancelledError):
                await self._carry(reader, writer)
        finally:
            self.tasks.discard(task)

    async def _carry(self, reader, writer):
        dice = random.Random(self.dice.random())
        there, back = await asyncio.open_connection("127.0.0.1", self.target)
        fate = dice.choices(["end", "reset", "half-open"], [4, 3, 1])[0]
        # Bytes in both directions after which the network strikes.
        left = [dice.randrange(2_000, 400_000)] if fate != "end" else None
        struck = asyncio.Event()
        ways = [asyncio.create_task(self._pump(source, sink, dice, left, struck))
                for source, sink in ((reader, back), (there, writer))]
        strike = asyncio.create_task(struck.wait())
        try:
            await asyncio.wait([strike, asyncio.gather(*ways, return_exceptions=True)],
                               return_when=asyncio.FIRST_COMPLETED)
            if struck.is_set():
                await self._strike(fate, writer, back)
        finally:
            strike.cancel()
            for way in ways:
                way.cancel()
            for sink in (writer, back):
                with contextlib.suppress(OSError):
                    sink.transport.abort()

    async def _strike(self, fate, writer, back):
        if fate == "reset":
            self.resets += 1
            for sink in (writer, back):
                with contextlib.suppress(OSError):
                    sink.get_extra_info("socket").setsockopt(
                        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        # The client's side is gone; the server hears nothing of it, as behind a dead router.
        self.half_open += 1
        writer.transport.abort()
        await asyncio.sleep(30)

    async def _pump(self, source, sink, dice, left, struck):
        try:
            while data := await source.read(1 << 16):
                if left is not None:
                    left[0] -= len(data)
                    if left[0] <= 0:
                        struck.set()
                        return
                for part in pieces(data, dice):
                    sink.write(part)
                    await sink.drain()
                    if dice.random() < 0.02:
                        await asyncio.sleep(dice.random() * 0.02)
            sink.write_eof()
        except (OSError, RuntimeError):
            struck.set()


def pieces(data, dice):
    """Mostly as it came, now and then in segments of a few bytes."""
    if dice.random() < 0.9:
        return [data]
    cuts = sorted(dice.randrange(len(data) + 1) for _ in range(dice.randrange(1, 6)))
    bounds = [0, *cuts, len(data)]
    return [data[a:b] for a, b in zip(bounds, bounds[1:]) if b > a]
