"""An echo on websockets, as its documentation writes it."""

import asyncio
import os
import ssl
import sys

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed


async def echo(connection):
    try:
        async for message in connection:
            await connection.send(message)
    except ConnectionClosed:
        pass


async def main(port, certificate=None, key=None):
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    compression = "deflate" if os.environ.get("DEFLATE") else None
    async with serve(
            echo, "127.0.0.1", int(port), ssl=context, compression=compression, ping_interval=None,
            max_size=4 << 20, backlog=4096) as server:
        await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
