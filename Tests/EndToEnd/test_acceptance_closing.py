"""Acceptance 6, 15, 16 and 18: how connections end."""

import socket
import struct
import time

import pytest

import raw
from raw import CLOSE, PING, PONG, Client, frame
from service import TEXT

TICK = 0.1  # SYS_WSS_KA_TIMER_PERIOD
GRACE = 0.1  # what a loaded machine may take to call a callback


def test_point_06_order_of_events_with_a_stable_index(service):
    running = service()
    with Client.connected(running.port) as other:
        running.expect("CONNECTED", 0)
        with Client.connected(running.port) as client:
            client.send(frame(TEXT, "one") + frame(PING, b"two") + frame(PONG, b"three"))
            client.send(frame(raw.BINARY, b"four") + raw.close(1000, b"five"))
            assert client.frame() == (True, PONG, b"two")
            assert client.close_code() == 1000
            assert client.is_ended()
        running.expect("CLOSED", 1)
        assert running.names(1) == [
            "CONNECTING", "CONNECTED", "TXT_DATA_RX", "PING_RX", "PONG_RX", "BIN_DATA_RX",
            "CLOSE_FRAME_RX", "CLOSING", "CLOSED"]
        of = {event.name: event for event in running.events if event.index == 1}
        assert of["CLOSE_FRAME_RX"].payload == b"\x03\xe8five"
        assert [of[name].payload for name in ("TXT_DATA_RX", "PING_RX", "PONG_RX", "BIN_DATA_RX")] \
            == [b"one", b"two", b"three", b"four"]
        assert [of[name].state for name in ("CONNECTING", "CONNECTED", "CLOSING", "CLOSED")] \
            == ["CONNECTING", "CONNECTED", "CLOSING", "CLOSED"]
        assert all(of[name].size is None for name in (
            "CONNECTING", "CONNECTED", "CLOSING", "CLOSED"))
        other.send(frame(TEXT, "still the same"))
        assert running.expect("TXT_DATA_RX", 0).payload == b"still the same"


def test_point_06_callback_of_connected_may_send_at_once(service):
    running = service()
    running.on("CONNECTED", "send 1 1 6869 @")
    with Client.connected(running.port) as client:
        assert client.frame() == (True, TEXT, b"hi")
        assert running.reply() == "SUCCESS"


@pytest.mark.parametrize("code, reason", [
    (1000, b""), (1001, b"reload"), (1011, b""), (3000, b""), (4999, b"mine"), (None, b"")])
def test_point_15_code_of_the_peer_is_echoed(service, code, reason):
    running = service()
    with Client.connected(running.port) as client:
        client.send(raw.close(code, reason))
        assert client.frame() == (True, CLOSE, b"" if code is None else struct.pack(">H", code))
        assert client.is_ended()
    assert running.expect("CLOSE_FRAME_RX").payload == \
        (b"" if code is None else struct.pack(">H", code) + reason)
    running.expect("CLOSED")


@pytest.mark.parametrize("bytes_", [
    raw.close(999), raw.close(1004), raw.close(1005), raw.close(1006), raw.close(1015),
    raw.close(2999), raw.close(5000), frame(CLOSE, b"\x03")], ids=lambda value: value[6:].hex())
def test_point_15_invalid_code_is_answered_1002(service, bytes_):
    running = service()
    with Client.connected(running.port) as client:
        client.send(bytes_)
        assert client.close_code() == 1002
        assert client.is_ended()
    running.expect("CLOSED")
    assert running.names().count("INVALID_FRAME") == 1


def test_point_15_close_connection_sends_one_frame_and_ends_tcp_after_the_reply(service):
    running = service()
    with Client.connected(running.port) as client:
        assert running.close(4001, b"enough", 0) == "SUCCESS"
        assert running.close(4002, b"again", 0) == "FAILURE"
        assert client.frame() == (True, CLOSE, b"\x0f\xa1enough")
        client.send(frame(TEXT, "ignored") + raw.close(4001))
        assert client.buffer == b"" and client.is_ended()
    running.expect("CLOSED")
    assert running.names()[2:] == ["CLOSING", "CLOSE_FRAME_RX", "CLOSED"]


def test_point_15_close_connection_ends_tcp_at_the_deadline(service):
    running = service(close_timeout=300)
    with Client.connected(running.port) as client:
        assert running.close(1000, b"", 0) == "SUCCESS"
        closing = running.expect("CLOSING").time
        assert client.close_code() == 1000
        assert client.is_ended()
        assert 0.3 < running.expect("CLOSED").time - closing < 0.3 + TICK + GRACE
    assert running.names() == ["CONNECTING", "CONNECTED", "CLOSING", "CLOSED"]


def test_point_16_idle_timeout(service):
    running = service(client_timeout=300, slots=1)
    with Client.connected(running.port) as client:
        connected = running.expect("CONNECTED").time
        assert client.close_code() == 1000
        assert 0.3 < running.expect("TIMEOUT").time - connected < 0.3 + TICK + GRACE
        client.send(raw.close(1000))
        assert client.is_ended()
        running.expect("CLOSED")
    events = ["CONNECTING", "CONNECTED", "TIMEOUT", "CLOSING", "CLOSE_FRAME_RX", "CLOSED"]
    assert running.names() == events
    with Client.connected(running.port):
        running.expect("CONNECTED", 0)
    running.expect("CLOSED", 0)
    assert running.names()[6:8] == ["CONNECTING", "CONNECTED"]


@pytest.mark.parametrize("bytes_, name", [
    (frame(TEXT, "x"), "TXT_DATA_RX"), (frame(PING, b"x"), "PING_RX"), (frame(PONG, b"x"), "PONG_RX"),
], ids=["text", "ping", "pong"])
def test_point_16_any_received_frame_resets_it(service, bytes_, name):
    running = service(client_timeout=400)
    with Client.connected(running.port) as client:
        last = connected = running.expect("CONNECTED").time
        while last - connected < 0.7:
            time.sleep(0.15)
            client.send(bytes_)
            last = running.expect(name).time
        assert 0.4 < running.expect("TIMEOUT").time - last < 0.4 + TICK + GRACE


def test_point_16_sends_do_not_reset_it(service):
    running = service(client_timeout=400)
    with Client.connected(running.port):
        connected = running.expect("CONNECTED").time
        running.until(lambda: running.send(b"x", 0) != "SUCCESS")
        assert 0.4 < running.expect("TIMEOUT").time - connected < 0.4 + TICK + GRACE


def test_point_16_reused_slot_starts_at_zero(service):
    running = service(client_timeout=400, slots=1)
    with Client.connected(running.port):
        begin = running.expect("CONNECTED").time
        running.until(lambda: time.monotonic() - begin > 0.25)
    running.expect("CLOSED")
    with Client.connected(running.port):
        connected = running.expect("CONNECTED").time
        assert 0.4 < running.expect("TIMEOUT").time - connected < 0.4 + TICK + GRACE


def test_point_18_abrupt_disconnect_frees_the_slot(service):
    running = service(slots=1)
    for _ in range(3):
        client = Client.connected(running.port)
        running.expect("CONNECTED", 0)
        client.vanish()
        running.expect("CLOSING", 0)
        running.expect("CLOSED", 0)
        assert running.state(0) == "CLOSED"
    with Client.connected(running.port) as client:
        client.socket.shutdown(socket.SHUT_WR)
        running.expect("CLOSED", 0)


@pytest.mark.parametrize("sent", [0, 1, 50], ids=["nothing", "one-byte", "half"])
def test_point_18_stalled_handshake_is_freed_by_its_deadline(service, sent):
    running = service(slots=1, handshake_timeout=300)
    with Client(running.port) as client:
        client.send(raw.request(client.port)[:sent])
        begin = running.expect("CONNECTING").time
        assert 0.3 < running.expect("CLOSED").time - begin < 0.3 + 2 * TICK + GRACE
        assert running.state(0) == "CLOSED"
        with Client.connected(running.port):
            running.expect("CONNECTED")


def test_point_18_bytes_that_trickle_do_not_move_the_deadline(service):
    running = service(handshake_timeout=400)
    with Client(running.port) as client:
        begin = running.expect("CONNECTING").time
        for byte in raw.request(client.port):
            if "CLOSED" in running.names():
                break
            try:
                client.send(bytes([byte]))
            except ConnectionError:
                break
            time.sleep(0.02)
        assert 0.4 < running.expect("CLOSED").time - begin < 0.4 + 2 * TICK + GRACE


def test_point_18_stalled_tls_handshake_is_freed_by_its_deadline(idle_service):
    running = idle_service(slots=1, handshake_timeout=300).start(tls=True)
    with socket.create_connection(("127.0.0.1", running.port), 10) as stalled:
        begin = time.monotonic()
        stalled.settimeout(10)
        try:
            assert stalled.recv(1) == b""
        except ConnectionResetError:
            pass
        assert 0.25 < time.monotonic() - begin < 0.3 + TICK + GRACE
        with Client.connected(running.port, tls=True):
            running.expect("CONNECTED", 0)
    assert running.names().count("CONNECTING") == 1


def test_point_18_client_that_never_reads_does_not_hold_its_slot(service):
    running = service(slots=1, client_timeout=400, close_timeout=200)
    with Client.connected(running.port) as client:
        running.until(lambda: running.send("*65536", 0) != "SUCCESS")
        running.expect("CLOSED", 0)
        assert running.state(0) == "CLOSED"
        del client
    with Client.connected(running.port):
        running.expect("CONNECTED", 0)
