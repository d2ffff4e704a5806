"""Acceptance 5, 7, 8 and 17: the opening handshake, as strangers, browsers and crowds do it."""

import base64
import hashlib
import socket

import pytest
from websockets.sync.client import connect

import raw
from raw import Client, frame
from service import TEXT

SAMPLE_KEY, SAMPLE_ACCEPT = "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


def test_point_05_sample_key_of_the_rfc(service):
    running = service()
    with Client(running.port) as client:
        status, headers, _ = client.handshake(key=SAMPLE_KEY)
        assert (status, headers["Sec-WebSocket-Accept"]) == (101, SAMPLE_ACCEPT)
        result, version, websocket, upgrade, origin, connection, close, key, accept = \
            running.handshake(0)
        assert (result, version, websocket) == ("SUCCESS", 0x0101, 13)
        assert (upgrade, origin, connection, close) == (1, 0, 1, 0)
        assert bytes.fromhex(key) == b"the sample nonce\0"
        assert accept == SAMPLE_ACCEPT


@pytest.mark.parametrize("changes", [
    {"line": "POST / HTTP/1.1"},
    {"line": "BREW / HTTP/1.1"},
    {"line": "/ HTTP/1.1"},
    {"line": "GET / HTTP/1.0"},
    {"line": "GET / HTTP/0.9"},
    {"line": "GET /"},
    {"drop": ("Upgrade",)},
    {"Upgrade": "h2c"},
    {"drop": ("Connection",)},
    {"Connection": "keep-alive"},
    {"drop": ("Sec-WebSocket-Key",)},
    {"key": ""},
    {"key": "c2hvcnQ="},
    {"key": "not base64 at all!!!!!!!"},
    {"drop": ("Host",)},
], ids=str)
def test_point_07_bad_handshake_is_answered_400(service, changes):
    running = service(slots=1)
    with Client(running.port) as client:
        status, headers, body = client.handshake(**changes)
        assert status == 400
        assert len(body) == int(headers["Content-Length"]) > 0
        assert client.buffer == b"" and client.is_ended()
    running.expect("CLOSED")
    assert running.names() == ["CONNECTING", "CLOSING", "CLOSED"]
    with Client.connected(running.port):
        running.expect("CONNECTED")


@pytest.mark.parametrize("changes", [
    {"Sec_WebSocket_Version": "8"}, {"Sec_WebSocket_Version": "14"},
    {"drop": ("Sec-WebSocket-Version",)},
], ids=str)
def test_point_07_other_version_is_answered_426(service, changes):
    running = service()
    with Client(running.port) as client:
        status, headers, body = client.handshake(**changes)
        assert (status, headers["Sec-WebSocket-Version"]) == (426, "13")
        assert len(body) == int(headers["Content-Length"])
        assert client.is_ended()
    running.expect("CLOSED")
    assert running.names() == ["CONNECTING", "CLOSING", "CLOSED"]


COOKIE = "Cookie: session=" + "c" * 700
CHROME = [
    "Host: {host}", "Connection: Upgrade", "Pragma: no-cache", "Cache-Control: no-cache",
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/138.0.0.0 Safari/537.36",
    "Upgrade: websocket", "Origin: http://{host}", "Sec-WebSocket-Version: 13",
    "Accept-Encoding: gzip, deflate, br, zstd", "Accept-Language: en-US,en;q=0.9", COOKIE,
    "Sec-WebSocket-Key: {key}",
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"]
FIREFOX = [
    "Host: {host}",
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept: */*", "Accept-Language: en-US,en;q=0.5", "Accept-Encoding: gzip, deflate, br, zstd",
    "Sec-WebSocket-Version: 13", "Origin: http://{host}",
    "Sec-WebSocket-Extensions: permessage-deflate", "Sec-WebSocket-Key: {key}",
    "Connection: keep-alive, Upgrade", COOKIE, "Sec-Fetch-Dest: empty",
    "Sec-Fetch-Mode: websocket", "Sec-Fetch-Site: same-origin", "Pragma: no-cache",
    "Cache-Control: no-cache", "Upgrade: websocket"]
PYTHON = [
    "Host: {host}", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: {key}",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
    "User-Agent: Python/3.11 websockets/17.4"]
TIGHT = ["Host:{host}", "Upgrade:WebSocket", "CONNECTION:upgrade", "sec-websocket-key:{key}",
         "SEC-WEBSOCKET-VERSION:13"]
ORDERS = pytest.mark.parametrize(
    "order", [CHROME, FIREFOX, PYTHON, TIGHT], ids=["chrome", "firefox", "python", "no-spaces"])


def spoken(order, port):
    lines = ["GET /chat HTTP/1.1", *order, "", ""]
    return "\r\n".join(lines).format(host=f"127.0.0.1:{port}", key=SAMPLE_KEY).encode()


@ORDERS
def test_point_08_header_orders_of_browsers(service, order):
    running = service()
    with Client(running.port) as client:
        client.send(spoken(order, client.port))
        status, headers, _ = client.response()
        assert (status, headers["Sec-WebSocket-Accept"]) == (101, SAMPLE_ACCEPT)
        assert "Sec-WebSocket-Extensions" not in headers
        client.send(frame(TEXT, "in"))
        assert running.expect("TXT_DATA_RX").payload == b"in"


@ORDERS
def test_point_08_byte_by_byte(service, order):
    running = service()
    with Client(running.port) as client:
        client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in spoken(order, client.port):
            client.send(bytes([byte]))
        assert client.response()[0] == 101
        running.expect("CONNECTED")


def test_point_08_a_client_of_python(service):
    running = service()
    running.ask("echo")
    with connect(f"ws://127.0.0.1:{running.port}") as client:
        client.send("as a library does it")
        assert client.recv(timeout=5) == "as a library does it"


def test_point_08_nothing_leaks_into_a_reused_slot(service):
    running = service(slots=1)
    other_key = base64.b64encode(bytes(range(1, 17))).decode()
    with Client(running.port) as client:
        client.send(spoken(CHROME, client.port))
        assert client.response()[0] == 101
        assert running.handshake(0)[4] == 1
        client.send(frame(TEXT, "half of a message", fin=False))
        client.send(frame(raw.PING, b"sync"))
        assert client.frame() == (True, raw.PONG, b"sync")
    running.expect("CLOSED")
    assert running.handshake(0) == ("FAILURE",)
    with Client(running.port) as client:
        client.send(raw.request(client.port)[:60])
    running.expect("CLOSED")
    with Client(running.port) as client:
        status, headers, _ = client.handshake(key=other_key)
        assert status == 101
        found = running.handshake(0)
        assert found[4] == 0
        assert bytes.fromhex(found[7]) == bytes(range(1, 17)) + b"\0"
        assert found[8] == headers["Sec-WebSocket-Accept"] == accept_of(other_key)
        client.send(frame(TEXT, "whole"))
        assert running.expect("TXT_DATA_RX").payload == b"whole"
        result, counters = running.counters(0)
        assert (result, counters["received_messages"]) == ("SUCCESS", 1)


def test_point_17_client_after_the_last_slot_gets_503(service):
    running = service(slots=2)
    running.ask("echo")
    with Client.connected(running.port) as first, Client.connected(running.port) as second:
        running.expect("CONNECTED", 1)
        for _ in range(3):
            with Client(running.port) as third:
                status, headers, body = third.handshake()
                assert (status, len(body)) == (503, int(headers["Content-Length"]))
                assert int(headers["Retry-After"]) > 0
                assert third.is_ended()
        for client in (first, second):
            client.send(frame(TEXT, "undisturbed"))
            assert client.message() == b"undisturbed"
        assert {event.index for event in running.events} == {0, 1}
        assert running.names().count("CONNECTING") == 2
        first.send(raw.close(1000))
        assert first.close_code() == 1000
        assert running.expect("CLOSED").index == 0
        with Client.connected(running.port) as again:
            assert running.until(lambda: running.names().count("CONNECTED") == 3)
            assert running.events[-1].index == 0
            again.send(frame(TEXT, "reused"))
            assert again.message() == b"reused"


def accept_of(key):
    """RFC 6455 §4.2.2"""
    digest = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
    return base64.b64encode(digest).decode()
