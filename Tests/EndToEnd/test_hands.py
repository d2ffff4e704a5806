"""What an operator sends on purpose: crafted frames, closes, and a server that misbehaves."""

import socket
import struct
import time

import pytest

import raw
from program import WSCOPE
from raw import Client, frame
from screen import Screen

ESC, ENTER, TAB, LEFT, RIGHT, DOWN, UP = "\x1b", "\r", "\t", "\x1b[D", "\x1b[C", "\x1b[B", "\x1b[A"


def opened(*options, **size):
    return Screen("--port", "0", "--ping-interval", "0", "--idle-timeout", "0", *options, **size)


@pytest.fixture(params=[(160, 50), (80, 24)], ids=["wide", "narrow"])
def console(request):
    """A console, and one client of its server."""
    with opened(columns=request.param[0], rows=request.param[1]) as screen:
        with Client.connected(screen.port()) as client:
            screen.wait_for(r"\b0 +1 CONNECTED")
            yield screen, client


def wire(client, count):
    return client.take(count)


# The composer

def test_a_text_is_sent_as_it_is_typed(console):
    screen, client = console
    screen.keys("s")
    screen.wait_for("COMPOSE  to 0.1")
    screen.keys("hello you")
    screen.wait_for(r"81 09 68 65")
    screen.keys(ENTER)
    assert client.message() == b"hello you"
    screen.wait_for(r'TX TEXT +fin +9B +"hello you"')


def test_every_field_reaches_the_wire_after_a_warning(console):
    screen, client = console
    screen.keys("sHi" + TAB + TAB + "b" + TAB + "0" + TAB + "13" + TAB + " ")
    screen.wait_for(r"opcode B reserved +fin 0 +rsv 101 +mask 37fa213d")
    screen.keys(TAB + RIGHT * 3 + TAB + "7")
    screen.wait_for(r"length 64 bits +claims 7")
    screen.keys(ENTER)
    screen.wait_for(r"Enter sends it: ! reserved bit")
    screen.keys(ENTER)
    expected = bytes.fromhex("5b ff 0000000000000007 37fa213d 7f93")
    assert wire(client, len(expected)) == expected
    screen.wait_for(r"TX RESERVED B.* reserved bit")


def test_fragments_and_repetition(console):
    screen, client = console
    screen.keys("sabcde" + TAB * 8 + "2" + ENTER)
    assert wire(client, 11) == b"\x01\x02ab\x00\x02cd\x80\x01e"
    screen.keys("sx" + TAB * 9 + "30" + TAB + "50" + ENTER)
    assert wire(client, 90) == b"\x81\x01x" * 30
    screen.wait_for(r"30 times send to 0.1: reached 30")


def test_a_repetition_is_seen_and_stopped(console):
    screen, client = console
    screen.keys("sx" + TAB * 9 + "100000" + ENTER)
    screen.wait_for("REPEAT 1")
    assert wire(client, 9) == b"\x81\x01x" * 3
    screen.keys(":compose stop" + ENTER)
    screen.wait_gone("REPEAT 1")
    screen.keys("send" + ENTER)


def test_hex_and_a_file(console, tmp_path):
    screen, client = console
    screen.keys("s48 69" + TAB + RIGHT + ENTER)
    assert client.message() == b"Hi"
    (tmp_path / "payload.bin").write_bytes(bytes(range(200)))
    screen.keys("s" + TAB + RIGHT * 2 + TAB + "2" + TAB * 9)
    screen.keys(f"{tmp_path}/pay" + TAB)
    screen.wait_for(r"payload\.bin")
    screen.keys(ENTER)
    assert client.frame() == (True, raw.BINARY, bytes(range(200)))
    screen.keys("s/no/such/file" + TAB + RIGHT * 2 + ENTER)
    screen.wait_for("/no/such/file: No such file or directory")
    screen.keys(ESC)


def test_templates_are_kept_for_the_next_session(tmp_path):
    command = ["/usr/bin/env", f"XDG_CONFIG_HOME={tmp_path}", WSCOPE, "--port", "0"]
    with Screen(command=command) as screen:
        with Client.connected(screen.port()):
            screen.wait_for(r"\b0 +1 CONNECTED")
            screen.keys(":template opcode" + ENTER)
            screen.wait_for("template opcode")
            screen.keys(TAB * 3 + "0" + ESC)
            screen.wait_gone("COMPOSE")
            screen.keys(":template save odd" + ENTER)
            screen.wait_for("template odd is kept")
    assert "[odd]" in (tmp_path / "wscope/templates.toml").read_text()
    with Screen(command=command) as screen:
        with Client.connected(screen.port()) as client:
            screen.wait_for(r"\b0 +1 CONNECTED")
            screen.keys(":template odd" + ENTER)
            screen.wait_for("template odd")
            screen.keys(ENTER * 2)
            assert wire(client, 2) == b"\x03\x0d"


def test_the_inspected_frame_is_composed_anew(console):
    screen, client = console
    client.send(frame(raw.TEXT, "again"))
    assert client.message() == b"again"
    screen.wait_for('TX TEXT +fin +5B +"again"')
    screen.keys("3ge")
    screen.wait_for(r"from frame #\d+")
    screen.keys("!" + ENTER)
    assert client.message() == b"again!"


# Closing

def test_a_code_is_chosen_from_the_list(console):
    screen, client = console
    screen.keys("c")
    screen.wait_for("1000 normal closure")
    screen.keys("101" + DOWN * 2)
    screen.wait_for("code and reason 1011")
    screen.keys("sorry")
    screen.wait_for("reason 5/123")
    screen.keys(ENTER)
    assert client.frame() == (True, raw.CLOSE, struct.pack(">H", 1011) + b"sorry")


def test_a_code_that_must_not_be_sent_is_sent_after_a_warning(console):
    screen, client = console
    screen.keys("c1006" + ENTER)
    screen.wait_for("Enter sends it: ! 1006 abnormal closure must not be sent")
    screen.keys(ENTER)
    assert client.frame() == (True, raw.CLOSE, struct.pack(">H", 1006))
    client.send(raw.close(1002))
    assert client.is_ended()
    screen.wait_for(r"CLOSED .*1006|0\.1 +CLOSED")


# The bit lab

def test_a_flipped_bit_is_sent_to_the_client(console):
    screen, client = console
    client.send(frame(raw.TEXT, "abc"))
    assert client.message() == b"abc"
    screen.wait_for('TX TEXT +fin +3B +"abc"')
    screen.keys("3G" + ENTER + "]" * 8 + " ")
    screen.wait_for("FRAME LAB")
    screen.wait_for("80 03 61 62")
    screen.wait_for("to client: ! continuation")
    screen.keys("[ ")
    screen.wait_for("82 03 61 62|lawful -> delivered as BINARY")
    screen.keys(ENTER)
    assert client.frame() == (True, raw.BINARY, b"abc")
    screen.keys("[ s")
    screen.wait_for("sends it all the same")
    screen.keys("s")
    assert wire(client, 5) == b"\x86\x03abc"
    screen.keys(ESC)
    screen.wait_gone("FRAME LAB")


# A server that misbehaves

def switch(screen, line, word):
    screen.keys(f":hostile {line}{ENTER}")
    screen.wait_for(rf"CONNECTED .*{word}")


def test_a_mute_server(console):
    screen, client = console
    screen.keys("H ")
    screen.wait_for(r"mute .* ON")
    screen.keys(ESC)
    screen.wait_for(r"CONNECTED .*MUTE")
    screen.wait_for("HOSTILE 1")
    screen.wait_for("hostile reached 1: mute")
    client.send(frame(raw.PING, "x") + frame(raw.TEXT, "y"))
    assert client.frame() == (True, raw.TEXT, b"y")
    screen.keys(f":hostile off{ENTER}")
    screen.wait_gone("MUTE")
    client.send(frame(raw.PING, "x"))
    assert client.frame() == (True, raw.PONG, b"x")


def test_late_pongs(console):
    screen, client = console
    switch(screen, "late 700ms", "LATE")
    begin = time.monotonic()
    client.send(frame(raw.PING, "x") + frame(raw.TEXT, "y"))
    assert client.frame() == (True, raw.TEXT, b"y")
    assert client.frame() == (True, raw.PONG, b"x")
    assert time.monotonic() - begin >= 0.7


def test_a_slow_reader(console):
    screen, client = console
    switch(screen, "slow 2k 0", "SLOW")
    begin = time.monotonic()
    client.send(frame(raw.BINARY, b"z" * 3000))
    assert client.frame() == (True, raw.BINARY, b"z" * 3000)
    assert time.monotonic() - begin >= 1.2
    client.socket.settimeout(0.5)
    with pytest.raises(TimeoutError):
        for _ in range(64):
            client.send(frame(raw.BINARY, b"z" * 1_000_000))


def segments_received(client):
    """tcpi_segs_in of struct tcp_info."""
    return struct.unpack_from("=I", client.socket.getsockopt(
        socket.IPPROTO_TCP, socket.TCP_INFO, 192), 140)[0]


def test_split_writes(console):
    screen, client = console
    switch(screen, "split", "SPLIT")
    before = segments_received(client)
    client.send(frame(raw.TEXT, "s" * 100))
    assert client.message() == b"s" * 100
    # The kernel may join some, but never all that one write of 102 bytes would have been.
    assert segments_received(client) - before > 10


def test_no_close_frame(console):
    screen, client = console
    switch(screen, "noclose", "NOCLOSE")
    screen.keys("c1001" + ENTER)
    screen.wait_for(r"0\.1 +CLOSING .*1001")
    client.socket.settimeout(0.5)
    with pytest.raises(TimeoutError):
        client.take(1)
    client.socket.settimeout(raw.PATIENCE)
    client.send(raw.close(1001))
    assert client.is_ended() and client.buffer == b""


def test_read_only_sends_nothing():
    with opened("--read-only") as screen:
        with Client.connected(screen.port()):
            screen.wait_for(r"\b0 +1 CONNECTED")
            for keys in ["s", "c", "H", "x", ":hostile mute" + ENTER, ":template pong" + ENTER,
                         ":compose" + ENTER]:
                screen.keys(keys)
                screen.wait_for("read-only: commands are refused")
                screen.keys("t")
                screen.wait_for("theme ")
