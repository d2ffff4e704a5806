"""permessage-deflate against an independent client, plain and by TLS: RFC 7692."""

import random
import zlib

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.sync.client import connect

from raw import CONTINUATION, TEXT, Client, frame
from secure import trusting

OFFERS = [
    {},
    {"server_no_context_takeover": True},
    {"client_no_context_takeover": True},
    {"server_no_context_takeover": True, "client_no_context_takeover": True},
    {"server_max_window_bits": 9, "client_max_window_bits": 9},
    {"server_max_window_bits": 15, "client_max_window_bits": 15},
]


def client_of(server, **offer):
    offer.setdefault("client_max_window_bits", True)
    secure = {}
    if server.url.startswith("wss"):
        secure["ssl"] = trusting()
    return connect(
        server.url, extensions=[ClientPerMessageDeflateFactory(**offer)], compression=None,
        max_size=None, ping_interval=None, **secure)


def message(dice, size):
    """Text that repeats itself, or bytes that do not."""
    if dice.random() < 0.3:
        return dice.randbytes(size)
    words = ["{\"temperature\":", "21.5", ",\"slot\":", "grüße", "}"]
    return "".join(dice.choice(words) for _ in range(size // 6 + 1))


@pytest.mark.parametrize("tls", [False, True], ids=["ws", "wss"])
@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: "-".join(offer) or "default")
def test_every_agreement_echoes(serve, offer, tls):
    server = serve("--compress", "on", "--max-message", "2MiB", "--events", "connections",
                   *(("--tls", "self-signed") if tls else ()))
    dice = random.Random(7692)
    with client_of(server, **offer) as client:
        assert [e.name for e in client.protocol.extensions] == ["permessage-deflate"]
        for size in [0, 1, 100, 5000, 70_000, 1 << 20]:
            said = message(dice, size)
            client.send(said)
            assert client.recv(timeout=30) == said
        parts = [message(dice, 400) for _ in range(5)]
        parts = [part for part in parts if isinstance(part, str)]
        client.send(iter(parts))
        assert client.recv(timeout=30) == "".join(parts)


def test_without_compression_no_extension_is_granted(serve):
    with client_of(serve("--compress", "off")) as client:
        assert client.protocol.extensions == []
        client.send("plain")
        assert client.recv(timeout=10) == "plain"


def deflating(server):
    """A raw client that has agreed on compression."""
    client = Client(server.port)
    status, headers, _ = client.handshake(Sec_WebSocket_Extensions="permessage-deflate")
    assert status == 101
    assert headers["Sec-WebSocket-Extensions"] == "permessage-deflate"
    return client


def test_small_messages_leave_plain_and_large_ones_compressed(serve):
    with deflating(serve("--compress", "1k")) as client:
        client.send(frame(TEXT, b"x" * 1023) + frame(TEXT, b"x" * 1024))
        assert client.frame() == (True, TEXT, b"x" * 1023) and client.rsv == 0
        fin, opcode, payload = client.frame()
        assert (fin, opcode, client.rsv) == (True, TEXT, 4) and len(payload) < 100
        assert zlib.decompressobj(-15).decompress(payload + b"\0\0\xff\xff") == b"x" * 1024


def test_a_final_block_does_not_end_the_window(serve):
    server = serve()
    with deflating(server) as client:
        final = bytes.fromhex("f348cdc9c9070000")
        again = bytes.fromhex("f200110000")
        client.send(frame(TEXT, final, rsv=4) + frame(TEXT, again, rsv=4))
        server.expect("TXT_DATA_RX", text="Hello")
        server.expect("TXT_DATA_RX", text="Hello")


@pytest.mark.parametrize("payload, code, rule", [
    ("f248cdc9c907", 1007, "corruptDeflate"),
    ("f248cdc9c9070061", 1007, "corruptDeflate"),
    ("fa0f00", 1007, "invalidText"),
])
def test_what_cannot_be_inflated(serve, payload, code, rule):
    server = serve()
    with deflating(server) as client:
        client.send(frame(TEXT, bytes.fromhex(payload), rsv=4))
        assert client.close_code() == code
        assert client.is_ended()
    server.expect("INVALID_FRAME", rule=rule)


def test_the_bit_on_a_continuation(serve):
    server = serve()
    with deflating(server) as client:
        client.send(frame(TEXT, b"", fin=False) + frame(CONTINUATION, b"", rsv=4))
        assert client.close_code() == 1002
    server.expect("INVALID_FRAME", rule="strayCompressedBit")


def test_a_bomb_is_stopped(serve):
    """1 GiB of zeros in a frame of 1 MiB."""
    server = serve()
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = deflater.compress(bytes(1 << 20)) + deflater.flush(zlib.Z_SYNC_FLUSH)
    with deflating(server) as client:
        client.send(frame(TEXT, (megabyte * 1024)[: 1 << 20], rsv=4))
        assert client.close_code() == 1009
    server.expect("INVALID_FRAME", rule="messageTooBig")


def test_malformed_offers_are_refused(serve):
    with Client(serve().port) as client:
        status, _, body = client.handshake(Sec_WebSocket_Extensions="permessage-deflate;")
        assert status == 400 and b"RFC 6455" in body


def test_a_library_client_sees_the_close(serve):
    with client_of(serve("--max-message", "1k")) as client:
        client.send("x" * 5000)
        with pytest.raises(ConnectionClosed) as ended:
            client.recv(timeout=10)
        assert ended.value.rcvd.code == 1009
