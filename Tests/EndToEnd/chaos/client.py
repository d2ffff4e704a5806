"""A client that numbers its messages and accounts for each: echoed once, or lost with its connection.

It comes back whenever it is cut off. What was sent and not echoed then is lost, by name; what is echoed
twice, out of order, changed or of another client is a fault.
"""

import asyncio
import hashlib
import struct

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

WINDOW = 64  # messages under way


class Account:
    """What became of the messages of one client."""

    def __init__(self):
        self.sent = self.echoed = self.lost = self.connections = 0
        self.faults = []


def message(client, number, size):
    """Client, number and a body that only they can have made, under a hash of it all."""
    head = struct.pack(">IQ", client, number)
    body = hashlib.sha256(head).digest() * (size // 32 + 1)
    content = head + body[:size]
    return hashlib.blake2b(content, digest_size=8).digest() + content


async def play(client, port, count, account, dice):
    """Sends the numbers from 0 to `count`, each once, over as many connections as it takes."""
    number = 0
    while number < count:
        try:
            async with connect(f"ws://127.0.0.1:{port}", compression=None, open_timeout=10,
                               ping_interval=None, close_timeout=2) as socket:
                account.connections += 1
                number = await session(client, socket, number, count, account, dice)
        except (OSError, InvalidHandshake, ConnectionClosed, TimeoutError, EOFError):
            await asyncio.sleep(dice.random() * 0.05)


async def session(client, socket, number, count, account, dice):
    """Until all is sent and echoed, or the connection is cut; the next number to send."""
    waiting = []
    try:
        while number < count or waiting:
            while number < count and len(waiting) < WINDOW:
                content = message(client, number, int(2 ** (dice.random() * 12)))
                # It may be on its way even if this fails: it counts as sent before.
                number += 1
                account.sent += 1
                waiting.append(content)
                await socket.send(content)
            while waiting and (len(waiting) >= WINDOW // 2 or number >= count):
                echo = await asyncio.wait_for(socket.recv(), 10)
                if echo != waiting[0]:
                    account.faults.append(describe(client, echo, waiting))
                    return number
                waiting.pop(0)
                account.echoed += 1
    except (OSError, ConnectionClosed, TimeoutError, EOFError):
        pass
    finally:
        account.lost += len(waiting)
    return number


def describe(client, echo, waiting):
    if len(echo) < 20:
        return f"client {client}: an echo of {len(echo)} bytes"
    if hashlib.blake2b(echo[8:], digest_size=8).digest() != echo[:8]:
        return f"client {client}: a message came back changed"
    owner, number = struct.unpack(">IQ", echo[8:20])
    wanted = struct.unpack(">IQ", waiting[0][8:20])[1]
    return f"client {client}: message {number} of client {owner} instead of {wanted}"
