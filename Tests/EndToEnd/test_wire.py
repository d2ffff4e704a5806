"""What a peer sees on the wire, byte for byte: RFC 6455 as clients of every kind test it."""

import struct
import time

import pytest

import raw
from raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Client, frame

# The opening handshake


@pytest.mark.parametrize("changes, status", [
    ({"line": "POST / HTTP/1.1"}, 400),
    ({"line": "GET / HTTP/1.0"}, 400),
    ({"line": "GET /"}, 400),
    ({"drop": ("Upgrade",)}, 400),
    ({"drop": ("Connection",)}, 400),
    ({"drop": ("Sec-WebSocket-Key",)}, 400),
    ({"drop": ("Host",)}, 400),
    ({"key": "c2hvcnQ="}, 400),
    ({"Sec_WebSocket_Version": "8"}, 426),
    ({"Origin": "https://elsewhere.example"}, 403),
    ({"Host": "rebound.example"}, 403),
    ({"path": "/" + "a" * 9000}, 414),
    ({"Cookie": "a" * 20000}, 431),
], ids=lambda value: str(value)[:40])
def test_handshake_is_refused(serve, changes, status):
    server = serve()
    with Client(server.port) as client:
        found, headers, body = client.handshake(**changes)
        assert found == status
        assert len(body) == int(headers["Content-Length"]) > 0
        assert "close" in headers["Connection"].lower()
        if status == 426:
            assert headers["Sec-WebSocket-Version"] == "13"
        assert client.is_ended()
    server.expect("CLOSED")


def test_sample_key_of_the_rfc(serve):
    with Client(serve().port) as client:
        status, headers, _ = client.handshake(key="dGhlIHNhbXBsZSBub25jZQ==")
        assert status == 101
        assert headers["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


def test_headers_as_a_browser_orders_them(serve):
    with Client(serve().port) as client:
        status, _, _ = client.handshake(
            Connection="keep-alive, Upgrade", Cookie="session=" + "x" * 700,
            Origin=f"http://127.0.0.1:{client.port}", Pragma="no-cache")
        assert status == 101


def test_everything_byte_by_byte(serve):
    with Client(serve().port) as client:
        client.socket.setsockopt(raw.socket.IPPROTO_TCP, raw.socket.TCP_NODELAY, 1)
        for byte in raw.request(client.port):
            client.send(bytes([byte]))
        assert client.response()[0] == 101
        for byte in frame(TEXT, "one at a time"):
            client.send(bytes([byte]))
        assert client.message() == b"one at a time"


def test_path_and_subprotocol(serve):
    server = serve("--path", "/chat", "--subprotocol", "chat.v2")
    with Client(server.port) as client:
        status, headers, _ = client.handshake(
            path="/chat?token=1", Sec_WebSocket_Protocol="chat.v3, chat.v2")
        assert (status, headers["Sec-WebSocket-Protocol"]) == (101, "chat.v2")
    with Client(server.port) as client:
        assert client.handshake(path="/other")[0] == 404


# Frames


def test_several_frames_in_one_segment(serve):
    with Client.connected(serve().port) as client:
        client.send(frame(TEXT, "a") + frame(PING, b"p") + frame(BINARY, b"\x00b"))
        assert client.frame() == (True, TEXT, b"a")
        assert client.frame() == (True, PONG, b"p")
        assert client.frame() == (True, BINARY, b"\x00b")


def test_frame_right_behind_the_request(serve):
    with Client(serve().port) as client:
        client.send(raw.request(client.port) + frame(TEXT, "early"))
        assert client.response()[0] == 101
        assert client.message() == b"early"


def test_one_frame_split_at_every_offset(serve):
    whole = frame(TEXT, "x" * 130)
    with Client.connected(serve().port) as client:
        client.socket.setsockopt(raw.socket.IPPROTO_TCP, raw.socket.TCP_NODELAY, 1)
        for offset in range(1, len(whole)):
            client.send(whole[:offset])
            client.send(whole[offset:])
            assert client.message() == b"x" * 130


def test_fragments_with_a_ping_between(serve):
    with Client.connected(serve().port) as client:
        client.send(frame(TEXT, "in ", fin=False))
        client.send(frame(PING, b"now"))
        assert client.frame() == (True, PONG, b"now")
        client.send(frame(CONTINUATION, "pie", fin=False) + frame(CONTINUATION, "ces"))
        assert client.message() == b"in pieces"


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536, 1 << 20])
def test_every_length_form(serve, size):
    payload = bytes(range(256)) * (size // 256 + 1)
    with Client.connected(serve().port) as client:
        client.send(frame(BINARY, payload[:size]))
        assert client.message() == payload[:size]


@pytest.mark.parametrize("bytes_, code", [
    (frame(TEXT, "x", mask=None), 1002),
    (frame(PING, b"", fin=False), 1002),
    (frame(TEXT, "x", rsv=4), 1002),
    (frame(3, b""), 1002),
    (frame(0xB, b""), 1002),
    (frame(PING, b"x" * 126), 1002),
    (frame(CONTINUATION, b"x"), 1002),
    (frame(TEXT, b"a", fin=False) + frame(TEXT, b"b"), 1002),
    (b"\x81\xfe\x00\x05" + b"\0\0\0\0hello", 1002),
    (b"\x82\xff\x80\x00\x00\x00\x00\x00\x00\x01", 1002),
    (raw.close(1005), 1002),
    (raw.close(999), 1002),
    (frame(CLOSE, b"\x03"), 1002),
    (raw.close(1000, b"\xff\xfe"), 1007),
    (frame(TEXT, b"\xce\xba\xff"), 1007),
    (frame(TEXT, b"caf\xe9"), 1007),
    (frame(BINARY, b"", length=(1 << 20) + 1), 1009),
    (frame(BINARY, b"", length=1 << 40), 1009),
], ids=["unmasked", "fragmented-control", "rsv", "opcode-3", "opcode-11", "long-control", "orphan",
        "interrupted", "non-minimal", "top-bit", "code-1005", "code-999", "one-byte-close",
        "close-reason", "utf-8", "utf-8-torn", "too-big", "far-too-big"])
def test_breach_is_answered_with_its_code(serve, bytes_, code):
    server = serve()
    with Client.connected(server.port) as client, Client.connected(server.port) as other:
        client.send(bytes_)
        assert client.close_code() == code
        assert client.is_ended()
        other.send(frame(TEXT, "undisturbed"))
        assert other.message() == b"undisturbed"
    server.expect("INVALID_FRAME")
    server.expect("CLOSED", code=code)


# The closing handshake


@pytest.mark.parametrize("sent, answered", [(1000, 1000), (1001, 1001), (3999, 3999), (None, None)])
def test_code_of_a_close_frame_is_echoed(serve, sent, answered):
    with Client.connected(serve().port) as client:
        client.send(raw.close(sent))
        assert client.close_code() == answered
        assert client.is_ended()


def test_nothing_is_sent_after_a_close_frame(serve):
    with Client.connected(serve().port) as client:
        client.send(raw.close(1000) + frame(TEXT, "too late") + raw.close(1000))
        assert client.frame() == (True, CLOSE, struct.pack(">H", 1000))
        assert client.is_ended()


def test_close_that_is_not_answered_ends_in_time(serve):
    server = serve("--close-timeout", "500ms", "--idle-timeout", "300ms")
    with Client.connected(server.port) as client:
        assert client.close_code() == 1000
        begin = time.monotonic()
        assert client.is_ended()
        assert 0.3 < time.monotonic() - begin < 5


# Deadlines


def test_idle_client_is_closed_once_and_in_time(serve):
    server = serve("--idle-timeout", "1s", "--ping-interval", "0")
    with Client.connected(server.port) as client:
        client.send(frame(TEXT, "the clock starts here"))
        assert client.message()
        begin = time.monotonic()
        assert client.close_code() == 1000
        passed = time.monotonic() - begin
        assert 0.85 < passed < 3
        client.send(raw.close(1000))
        assert client.is_ended()
    server.expect("CLOSED")
    assert [event["event"] for event in server.seen].count("TIMEOUT") == 1


def test_what_a_client_sends_keeps_it_alive(serve):
    server = serve("--idle-timeout", "1s", "--ping-interval", "0")
    with Client.connected(server.port) as client:
        for _ in range(8):
            time.sleep(0.25)
            client.send(frame(PING, b""))
            assert client.frame() == (True, PONG, b"")


def test_client_that_never_pongs_is_closed(serve):
    server = serve("--ping-interval", "300ms", "--pong-timeout", "400ms")
    with Client.connected(server.port) as client:
        assert client.close_code() is not None
    server.expect("TIMEOUT", timeout="pong")


@pytest.mark.parametrize("begin", [b"", b"GET / HTTP/1.1\r\nHost:"])
def test_stalled_handshake_is_freed(serve, begin):
    server = serve("--handshake-timeout", "500ms")
    with Client(server.port) as client:
        client.send(begin)
        assert client.response()[0] == 408
        assert client.is_ended()
    server.expect("CLOSED")


# Slots


def test_one_client_too_many_gets_503(serve):
    server = serve("--slots", "2")
    with Client.connected(server.port) as first, Client.connected(server.port) as second:
        with Client(server.port) as third:
            status, headers, _ = third.handshake()
            assert (status, headers["Retry-After"]) == (503, "5")
            assert "close" in headers["Connection"].lower()
            assert third.is_ended()
        for client in (first, second):
            client.send(frame(TEXT, "undisturbed"))
            assert client.message() == b"undisturbed"
        first.send(raw.close(1000))
        assert first.close_code() == 1000
        server.expect("CLOSED")
        with Client.connected(server.port) as again:
            again.send(frame(TEXT, "reused"))
            assert again.message() == b"reused"


def test_abrupt_disconnect_frees_the_slot(serve):
    server = serve("--slots", "1")
    for _ in range(3):
        with Client.connected(server.port) as client:
            client.socket.setsockopt(
                raw.socket.SOL_SOCKET, raw.socket.SO_LINGER, struct.pack("ii", 1, 0))
        assert server.expect("CLOSED")["code"] == 1006


# TLS


def test_echo_over_tls(serve):
    server = serve("--tls", "self-signed")
    assert server.url.startswith("wss://")
    with Client.connected(server.port, tls=True) as client:
        client.send(frame(BINARY, b"s" * 100_000))
        assert client.message() == b"s" * 100_000
        client.send(raw.close(1000))
        assert client.close_code() == 1000


def test_plain_text_on_the_tls_port_harms_nobody(serve):
    server = serve("--tls", "self-signed")
    with Client.connected(server.port, tls=True) as client:
        with Client(server.port) as plain:
            plain.send(raw.request(server.port))
            while plain.socket.recv(4096):
                pass
        server.expect("ERR")
        client.send(frame(TEXT, "still here"))
        assert client.message() == b"still here"
