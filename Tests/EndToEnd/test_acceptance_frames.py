"""Acceptance 9 to 14: frames of every size and kind, in both directions."""

import socket
import zlib

import pytest

import raw
from raw import Client, frame
from service import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT

MEBIBYTE = 1 << 20
LETTERS = b"abcdefghijklmnopqrstuvwxyz"


def letters(size):
    """What the recorder sends for "*size"."""
    return (LETTERS * (size // 26 + 1))[:size]


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536, 16 * MEBIBYTE])
@pytest.mark.parametrize("opcode, name", [(TEXT, "TXT_DATA_RX"), (BINARY, "BIN_DATA_RX")])
def test_point_09_messages_arrive_whole(service, opcode, name, size):
    running = service()
    payload = letters(size) if opcode == TEXT else bytes(range(256)) * (size // 256 + 1)
    payload = payload[:size]
    with Client.connected(running.port) as client:
        client.send(frame(opcode, payload))
        event = running.expect(name)
        assert (event.size, event.crc) == (size, zlib.crc32(payload))
        assert size > 256 or event.payload == payload


@pytest.mark.parametrize("size, head", [
    (0, b"\x81\x00"), (125, b"\x81\x7d"), (126, b"\x81\x7e\x00\x7e"),
    (65535, b"\x81\x7e\xff\xff"), (65536, b"\x81\x7f\0\0\0\0\0\1\0\0"),
    (16 * MEBIBYTE, b"\x81\x7f\0\0\0\0\1\0\0\0"),
])
def test_point_09_send_uses_the_shortest_length_form_unmasked(service, size, head):
    running = service(send_limit=32 * MEBIBYTE)
    with Client.connected(running.port) as client:
        assert running.send(f"*{size}", 0) == "SUCCESS"
        assert client.take(len(head)) == head
        assert client.take(size) == letters(size)


def test_point_09_echo_is_exact(service):
    running = service(send_limit=4 * MEBIBYTE)
    running.ask("echo")
    with Client.connected(running.port) as client:
        for size in (0, 1, 125, 126, 1400, 1401, 65535, 65536, MEBIBYTE):
            payload = (bytes(range(256)) * (size // 256 + 1))[:size]
            client.send(frame(BINARY, payload))
            assert client.message() == payload


def test_point_10_fragments_are_sent_as_they_are_given(service):
    running = service()
    with Client.connected(running.port) as client:
        assert running.send(b"in ", 0, TEXT, fin=False) == "SUCCESS"
        assert running.ping(b"between", 0) == "SUCCESS"
        assert running.send(b"pie", 0, CONTINUATION, fin=False) == "SUCCESS"
        assert running.send(b"ces", 0, CONTINUATION, fin=True) == "SUCCESS"
        wire = b"\x01\x03in " b"\x89\x07between" b"\x00\x03pie" b"\x80\x03ces"
        assert client.take(len(wire)) == wire


def test_point_10_fragments_out_of_order_are_refused(service):
    running = service()
    with Client.connected(running.port) as client:
        assert running.send(b"x", 0, CONTINUATION) == "INVALID_FRAME"
        assert running.send(b"a", 0, BINARY, fin=False) == "SUCCESS"
        assert running.send(b"b", 0, BINARY, fin=False) == "INVALID_FRAME"
        assert running.send(b"c", 0, TEXT) == "INVALID_FRAME"
        assert running.send(b"d", 0, CONTINUATION) == "SUCCESS"
        assert client.take(6) == b"\x02\x01a\x80\x01d"


@pytest.mark.parametrize("type", [CLOSE, PING, PONG, 3, 11, 16, -1])
def test_point_10_message_of_another_type_is_refused(service, type):
    running = service()
    with Client.connected(running.port) as client:
        assert running.send(b"x", 0, type) in ("INVALID_REQUEST", "INVALID_FRAME")
        assert_nothing_was_sent(running, client)


def assert_nothing_was_sent(running, client, index=0):
    """The next frame that comes is one that is sent now."""
    assert running.send(b"next", index) == "SUCCESS"
    assert client.take(6) == b"\x81\x04next"


@pytest.mark.parametrize("index", [1, 2, 3, 2**31 - 1])
def test_point_11_index_without_a_client_is_refused(service, index):
    running = service(slots=2)
    with Client.connected(running.port) as client:
        running.expect("CONNECTED")
        assert running.send(b"x", index) == "FAILURE"
        assert running.ping(b"x", index) == "FAILURE"
        assert running.close(1000, b"", index) == "FAILURE"
        assert_nothing_was_sent(running, client)


def test_point_11_state_other_than_connected_is_refused(service):
    running = service(slots=1)
    with Client(running.port) as client:
        running.expect("CONNECTING")
        assert refusals(running) == ["FAILURE"] * 3
        assert client.handshake()[0] == 101
        assert running.close(1000, b"bye", 0) == "SUCCESS"
        assert running.state(0) == "CLOSING"
        assert refusals(running) == ["FAILURE"] * 3
        assert client.frame() == (True, CLOSE, b"\x03\xe8bye")
        client.send(raw.close(1000))
        assert client.buffer == b"" and client.is_ended()
    running.expect("CLOSED")
    assert refusals(running) == ["FAILURE"] * 3


def refusals(running):
    return [running.send(b"x", 0), running.ping(b"x", 0), running.close(1000, b"", 0)]


def test_point_11_negative_index_reaches_all_connected_and_no_others(service):
    running = service(slots=4)
    with Client.connected(running.port) as first, Client(running.port) as connecting, \
            Client.connected(running.port) as closing, Client.connected(running.port) as last:
        running.expect("CONNECTED", 3)
        assert running.close(1000, b"", 2) == "SUCCESS"
        assert running.send(b"all", -1) == "SUCCESS"
        assert running.ping(b"?", -1) == "SUCCESS"
        for client in (first, last):
            assert client.take(8) == b"\x81\x03all" b"\x89\x01?"
        assert closing.frame() == (True, CLOSE, b"\x03\xe8")
        closing.send(raw.close(1000))
        assert closing.buffer == b"" and closing.is_ended()
        assert connecting.handshake()[0] == 101
        assert_nothing_was_sent(running, connecting, 1)
        assert running.close(1001, b"all go", -1) == "SUCCESS"
        for client in (first, connecting, last):
            assert client.close_code() == 1001


def test_point_11_negative_index_with_nobody_there_harms_nobody(service):
    running = service()
    assert running.send(b"x", -1) in ("SUCCESS", "FAILURE")
    with Client.connected(running.port) as client:
        running.expect("CONNECTED")
        assert_nothing_was_sent(running, client)


def test_point_12_several_frames_in_one_read(service):
    running = service()
    with Client.connected(running.port) as client:
        client.send(frame(TEXT, "a") + frame(PING, b"p") + frame(BINARY, b"\0b") + frame(PONG, b"q"))
        assert client.frame() == (True, PONG, b"p")
        assert running.expect("PONG_RX").payload == b"q"
    payloads = [(e.name, e.payload) for e in running.events if e.payload is not None]
    assert payloads == [("TXT_DATA_RX", b"a"), ("PING_RX", b"p"), ("BIN_DATA_RX", b"\0b"),
                        ("PONG_RX", b"q")]


def test_point_12_one_frame_split_at_every_offset(service):
    running = service()
    whole = frame(TEXT, "x" * 130)
    with Client.connected(running.port) as client:
        client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for offset in range(1, len(whole)):
            client.send(whole[:offset])
            client.send(whole[offset:])
            assert running.expect("TXT_DATA_RX").payload == b"x" * 130


def test_point_12_fragments_with_a_ping_between(service):
    running = service()
    with Client.connected(running.port) as client:
        client.send(frame(TEXT, "in ", fin=False) + frame(PING, b"now"))
        assert client.frame() == (True, PONG, b"now")
        client.send(frame(CONTINUATION, "pie", fin=False) + frame(CONTINUATION, "ces"))
        assert running.expect("TXT_DATA_RX").payload == b"in pieces"
    running.expect("CLOSED")
    assert running.names().count("TXT_DATA_RX") == 1


def test_point_12_two_clients_never_interfere(service):
    running = service()
    with Client.connected(running.port) as first, Client.connected(running.port) as second:
        running.expect("CONNECTED", 1)
        for step in range(20):
            last = step == 19
            first.send(frame(TEXT if step == 0 else CONTINUATION, b"1", fin=last))
            second.send(frame(BINARY if step == 0 else CONTINUATION, b"2", fin=last))
        assert running.expect("TXT_DATA_RX").payload == b"1" * 20
        assert running.expect("BIN_DATA_RX").payload == b"2" * 20
        assert {(e.index, e.name) for e in running.events if e.size} == {
            (0, "TXT_DATA_RX"), (1, "BIN_DATA_RX")}


@pytest.mark.parametrize("bytes_, code", [
    (frame(TEXT, "x", mask=None), 1002),
    (frame(PING, b"", fin=False), 1002),
    (frame(TEXT, "x", rsv=4), 1002),
    (frame(TEXT, "x", rsv=2), 1002),
    (frame(TEXT, "x", rsv=1), 1002),
    (frame(3, b""), 1002),
    (frame(0xB, b""), 1002),
    (frame(PING, b"x" * 126), 1002),
    (frame(CONTINUATION, b"x"), 1002),
    (frame(TEXT, b"a", fin=False) + frame(TEXT, b"b"), 1002),
    (frame(TEXT, b"\xce\xba\xff"), 1007),
    (frame(TEXT, b"\xed\xa0\x80"), 1007),
    (frame(TEXT, b"caf\xc3"), 1007),
    (frame(BINARY, b"", length=16 * MEBIBYTE + 1), 1009),
    (frame(BINARY, b"", length=1 << 62), 1009),
], ids=["unmasked", "fragmented-control", "rsv1", "rsv2", "rsv3", "opcode-3", "opcode-11",
        "long-control", "orphan", "interrupted", "utf-8", "surrogate", "torn", "too-big",
        "far-too-big"])
def test_point_13_breach(service, bytes_, code):
    running = service()
    with Client.connected(running.port) as client, Client.connected(running.port) as other:
        running.expect("CONNECTED", 1)
        memory = running.memory()
        client.send(bytes_)
        assert client.close_code() == code
        assert client.is_ended()
        other.send(frame(TEXT, "undisturbed"))
        assert running.expect("TXT_DATA_RX").index == 1
        assert running.memory() - memory < 1024, "KiB were asked for"
    running.expect("CLOSED", 0)
    assert running.names(0) == ["CONNECTING", "CONNECTED", "INVALID_FRAME", "CLOSING", "CLOSED"]


def test_point_14_ping_of_over_125_bytes_is_refused(service):
    running = service()
    with Client.connected(running.port) as client:
        assert running.ping("*126", 0).startswith("INVALID_")
        assert running.ping("*70000", 0).startswith("INVALID_")
        assert running.ping("null+5", 0).startswith("INVALID_")
        assert_nothing_was_sent(running, client)
        assert running.ping("*125", 0) == "SUCCESS"
        assert client.frame() == (True, PING, letters(125))


@pytest.mark.parametrize("code, reason", [
    (1000, "*124"), (1000, b"\xff\xfe"), (1000, "null+5"), (1005, b""), (1006, b""), (1015, b""),
    (0, b""), (999, b""), (1004, b""), (1016, b""), (2999, b""), (5000, b""), (66536, b""),
], ids=str)
def test_point_14_close_that_rfc_6455_forbids_is_refused(service, code, reason):
    running = service()
    with Client.connected(running.port) as client:
        assert running.close(code, reason, 0).startswith("INVALID_")
        assert running.state(0) == "CONNECTED"
        assert_nothing_was_sent(running, client)
        assert running.close(1000, "*123", 0) == "SUCCESS"
        assert client.frame() == (True, CLOSE, b"\x03\xe8" + letters(123))


def test_point_14_message_at_null_is_refused(service):
    running = service()
    with Client.connected(running.port) as client:
        assert running.send("null+5", 0).startswith("INVALID_")
        assert_nothing_was_sent(running, client)
