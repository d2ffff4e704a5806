"""aiohttp, a client with a parser and a deflater of its own, against `wscope serve`."""

import asyncio
import ssl

import aiohttp
import pytest

TEXT = "{\"lamp\": \"grün\", \"note\": \"𝄞\"}" * (1 << 15)
BYTES = bytes((n * n) >> 7 & 0xFF for n in range(1 << 20))


async def echo(url, compress):
    """What the server agreed to, and whether a mebibyte of both kinds came back."""
    trusting = ssl._create_unverified_context()
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(
                url, compress=compress, max_msg_size=0, ssl=trusting) as socket:
            await socket.send_str(TEXT)
            assert await socket.receive_str() == TEXT
            await socket.send_bytes(BYTES)
            assert await socket.receive_bytes() == BYTES
            return socket.compress


@pytest.mark.parametrize("options", [[], ["--tls", "self-signed"]], ids=["ws", "wss"])
@pytest.mark.parametrize("compress", [0, 9, 15])
def test_aiohttp_hears_a_mebibyte_again(serve, options, compress):
    server = serve("--compress", "on", "--max-message", "2MiB", *options)
    agreed = asyncio.run(echo(server.url, compress))
    assert agreed == (12 if compress else 0), "the window that wscope grants the client"
    server.expect("BIN_DATA_RX", bytes=1 << 20)
    assert server.expect("CLOSED")["initiator"] == "peer"
