"""Each limit of the protocol as an option: what is within passes, what is beyond is named."""

import time

import pytest

import raw
from raw import Client, frame

FRAGMENTS = frame(raw.BINARY, b"ab", fin=False) + frame(raw.CONTINUATION, b"cd")


@pytest.mark.parametrize("options, lawful, unlawful, code", [
    (["--max-frame", 4], frame(raw.BINARY, b"abcd"), frame(raw.BINARY, b"abcde"), 1009),
    (["--max-frame", 2], FRAGMENTS, frame(raw.BINARY, b"abcd"), 1009),
    (["--max-message", 4], FRAGMENTS, FRAGMENTS[:-8] + frame(raw.CONTINUATION, b"cde"), 1009),
    (["--max-fragments", 2], FRAGMENTS, frame(raw.BINARY, fin=False)
     + frame(raw.CONTINUATION, fin=False) + frame(raw.CONTINUATION), 1008),
    (["--control-rate", 1, "--control-burst", 4], frame(raw.BINARY, b"a") + frame(raw.PONG) * 3,
     frame(raw.PONG) * 3, 1008),
], ids=["frame", "frame-of-a-message", "message", "fragments", "control-frames"])
def test_what_is_beyond_is_answered_with_its_code(serve, options, lawful, unlawful, code):
    server = serve(*options)
    with Client.connected(server.port) as client:
        client.send(lawful)
        client.message()
        client.send(unlawful)
        assert client.close_code() == code
    assert server.expect("INVALID_FRAME")["reaction"] == f"close {code}"
    assert server.expect("CLOSED")["code"] == code


def test_no_control_rate_lets_every_ping_pass(serve):
    server = serve("--control-rate", 0)
    with Client.connected(server.port) as client:
        client.send(frame(raw.PING, b"x") * 3000 + frame(raw.TEXT, "end"))
        while client.frame()[1] != raw.TEXT:
            pass


@pytest.mark.parametrize("options, field, status", [
    (["--max-header-line", 200], {"path": "/" + "a" * 300}, 414),
    (["--max-header-line", 200], {"Cookie": "a" * 300}, 431),
    (["--max-header-count", 5], {"Cookie": "a"}, 431),
    (["--max-header-size", 400], {"Cookie": "a" * 400}, 431),
], ids=["request-line", "field", "fields", "request"])
def test_a_request_beyond_its_limits_is_refused(serve, options, field, status):
    server = serve(*options)
    with Client.connected(server.port), Client(server.port) as client:
        assert client.handshake(**field)[0] == status


@pytest.mark.parametrize("begin", [
    frame(raw.TEXT, "half", fin=False), frame(raw.TEXT, "torn")[:-1], frame(raw.TEXT)[:1],
], ids=["fragment", "payload", "header"])
def test_a_message_that_does_not_end_is_1008(serve, begin):
    server = serve("--message-timeout", "300ms", "--idle-timeout", 0)
    with Client.connected(server.port) as client:
        client.send(begin)
        # What trickles in does not extend it, nor does a ping between fragments.
        if begin[0] & 0x80 == 0:
            client.send(frame(raw.PING))
        assert client.close_code() == 1008
    assert server.expect("TIMEOUT")["timeout"] == "message"


def test_a_client_that_reads_nothing_is_ended_by_name(serve):
    server = serve("--stall-timeout", "300ms", "--send-queue", "64k", "--idle-timeout", 0)
    with Client.connected(server.port) as client, Client.connected(server.port) as honest:
        message = frame(raw.BINARY, b"a" * 60_000)
        client.socket.settimeout(0.1)
        try:
            while True:
                client.send(message)
        except TimeoutError:
            pass  # It does not read us any more, because we do not read it.
        assert server.expect("TIMEOUT")["timeout"] == "stall"
        assert server.expect("CLOSED")["timeout"] == "stall"
        honest.send(frame(raw.TEXT, "still here"))
        assert honest.message() == b"still here"


def test_the_lane_of_refusals_is_as_wide_as_it_says(serve):
    server = serve("--slots", 1, "--overflow-lane", 1)
    with Client.connected(server.port), Client(server.port) as first:
        first.send(b"GET")
        end = time.monotonic() + raw.PATIENCE
        while time.monotonic() < end:
            with Client(server.port) as second:
                try:
                    second.handshake()
                except (EOFError, ConnectionError):
                    break
        else:
            raise AssertionError("a second one was answered")
        first.send(raw.request(server.port)[3:])
        assert first.response()[0] == 503
