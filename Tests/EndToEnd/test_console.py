"""The console in a real terminal, with real clients: what an operator sees and does."""

import re
import shutil
import subprocess
import time

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

import program
import raw
from raw import Client, frame
from screen import Screen
from secure import trusting

HELLO = bytes.fromhex("818537fa213d7f9f4d5158")


def open_console(*options, **size):
    return Screen("--port", "0", *options, **size)


def client_of(screen, *, tls=False, path="/"):
    scheme, secure = "ws", {}
    if tls:
        scheme, secure = "wss", {"ssl": trusting()}
    return connect(
        f"{scheme}://127.0.0.1:{screen.port()}{path}", compression=None, ping_interval=None,
        **secure)


@pytest.mark.parametrize("tls", [False, True], ids=["ws", "wss"])
def test_a_client_is_seen_and_reached(tls):
    options = ["--tls", "self-signed"] if tls else []
    with open_console(*options) as screen:
        screen.wait_for("slots 0/256")
        with client_of(screen, tls=tls, path="/lamp") as client:
            port = client.local_address[1]
            row = screen.wait_for(rf"CONNECTED +127\.0\.0\.1:{port}")
            assert re.search(r"\b0 +1 CONNECTED", row)
            screen.wait_for("slots 1/256")
            screen.wait_for(r"0\.1 +CONNECTING")
            screen.wait_for(r"0\.1 +CONNECTED .*/lamp")

            client.send("Hello from outside")
            assert client.recv(timeout=5) == "Hello from outside"
            screen.wait_for(r'0\.1 +TXT_DATA_RX .*18B "Hello from outside"')
            screen.wait_for(r'RX TEXT +fin +18B +"Hello from outside"')
            screen.wait_for(r'TX TEXT +fin +18B +"Hello from outside"')

            # A ping from the keyboard: the client's library answers, the round trip is shown.
            screen.keys("p")
            with pytest.raises(TimeoutError):
                client.recv(timeout=0.3)
            screen.wait_for(r"0\.1 +PONG_RX .*RTT [0-9.]+ ?(ms|µs|us|s)")
            screen.wait_for(rf"127\.0\.0\.1:{port} .*\d(ms|µs|us) ")

            screen.keys("s")
            screen.keys("from the operator\r")
            assert client.recv(timeout=5) == "from the operator"

            screen.keys("c")
            screen.keys("4002 lights out\r")
            with pytest.raises(ConnectionClosed) as closed:
                client.recv(timeout=5)
            assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4002, "lights out")
            screen.wait_for(r"CLOSED .*4002")
            screen.wait_for("slots 0/256")
        screen.keys("q")
        assert screen.wait_end() == 0
        assert screen.left_clean


def test_a_mute_client_times_out_on_the_deadline_shown():
    with open_console("--idle-timeout", "2s", "--ping-interval", "0") as screen:
        with Client.connected(screen.port()) as client:
            begin = time.monotonic()
            screen.wait_for(r"CONNECTED .* [12]s ")
            screen.wait_for(r"0\.1 +TIMEOUT .*idle")
            assert 1.5 < time.monotonic() - begin < 6
            assert client.close_code() == 1000
            client.send(raw.close(1000))
        screen.wait_for(r"\b0 +1 CLOSED")


def test_a_client_that_never_pongs_times_out():
    with open_console("--ping-interval", "500ms", "--pong-timeout", "1s") as screen:
        with Client.connected(screen.port()):
            screen.wait_for(r"0\.1 +TIMEOUT .*pong")


@pytest.mark.parametrize("columns, rows", [(160, 50), (80, 24)])
def test_the_inspector_shows_the_bits_of_a_frame(columns, rows):
    with open_console(columns=columns, rows=rows) as screen:
        with Client.connected(screen.port()) as client:
            client.send(HELLO)
            assert client.message() == b"Hello"
            screen.wait_for(r'TXT_DATA_RX .*5B "Hello"')
            screen.keys("2")
            screen.keys("G")
            screen.keys("\r")
            screen.wait_for("81 85 37 fa")
            screen.wait_for("21 3d 7f 9f")
            screen.wait_for("4d 51 58")
            screen.wait_for(r"\|R\|R\|R\| *opcode *\|M\| payload len \|")
            screen.wait_for(r'payload "Hello"')
            # The field at hand is in brackets; its words name bits, value and section.
            for _ in range(6):
                screen.keys("l")
            screen.wait_for(r"bits 9-15 = 0000101b = 0x05 = 5: length <=125.*RFC 6455 §5\.2")


def test_a_breach_is_marked_with_its_clause():
    with open_console() as screen:
        with Client.connected(screen.port()) as client:
            client.send(frame(raw.TEXT, "x", rsv=4))
            assert client.close_code() == 1002
            line = screen.wait_for(r"0\.1 +INVALID_FRAME")
            assert "5.2" in line and "1002" in line
            screen.wait_for(r"err [1-9]|CLOSED")


def test_abort_asks_first():
    with open_console() as screen:
        with client_of(screen) as client:
            screen.wait_for(r"\b0 +1 CONNECTED")
            screen.keys("x")
            screen.wait_for(r"(?i)abort.*y/n|abort.*\?")
            screen.keys("n")
            screen.pump(0.3)
            client.send("still here")
            assert client.recv(timeout=5) == "still here"
            screen.keys("x")
            screen.wait_for(r"(?i)abort.*y/n|abort.*\?")
            screen.keys("y")
            with pytest.raises((ConnectionClosed, OSError)):
                client.recv(timeout=5)
            screen.wait_for(r"\b0 +1 CLOSED")


def test_a_command_line_reaches_every_client():
    with open_console() as screen:
        with client_of(screen) as one, client_of(screen) as other:
            screen.wait_for("slots 2/256")
            screen.keys(":send all to both of you\r")
            screen.wait_for("send to all 2 connections\\? y yes")
            screen.keys("y")
            assert one.recv(timeout=5) == "to both of you"
            assert other.recv(timeout=5) == "to both of you"
            screen.keys(":close 1 1001 going\r")
            with pytest.raises(ConnectionClosed) as closed:
                other.recv(timeout=5)
            assert closed.value.rcvd.code == 1001


def test_read_only_refuses_to_act():
    with open_console("--read-only") as screen:
        with client_of(screen) as client:
            screen.wait_for(r"\b0 +1 CONNECTED")
            screen.keys("x")
            screen.wait_for(r"(?i)read.?only")
            client.send("unharmed")
            assert client.recv(timeout=5) == "unharmed"


def test_the_theme_can_be_changed():
    with open_console() as screen:
        screen.wait_for("LIVE")
        def colours():
            cells = screen.screen.buffer
            return {(cells[y][x].fg, cells[y][x].bg) for y in range(50) for x in range(160)}
        before = colours()
        screen.keys(":theme light\r")
        screen.wait_until(lambda: colours() != before, "other colours")
        screen.keys(":theme nosuch\r")
        screen.wait_for("nosuch")
        screen.wait_for("LIVE")


def test_help_names_the_keys():
    with open_console() as screen:
        screen.wait_for("LIVE")
        screen.keys("?")
        screen.wait_for(r"ping")
        screen.wait_for(r"freeze")
        screen.keys("\x1b")
        screen.wait_for("SLOTS")


def test_hostile_text_reaches_no_terminal():
    with open_console() as screen:
        with Client.connected(screen.port()) as client:
            mark = len(screen.raw)
            client.send(frame(raw.TEXT, "\x1b]0;owned\x07\x1b[2J\u202eevil"))
            assert client.message()
            screen.wait_for(r"TXT_DATA_RX .*\\x1b\]0;owned\\x07")
            assert b"\x1b]0;owned" not in bytes(screen.raw[mark:])


def test_any_size_is_survived():
    with open_console() as screen:
        with Client.connected(screen.port()) as client:
            screen.wait_for(r"\b0 +1 CONNECTED")
            for columns, rows in [(1, 1), (2, 40), (200, 2), (40, 10), (300, 90), (80, 24)]:
                screen.resize(columns, rows)
                client.send(frame(raw.TEXT, "x"))
                assert client.message() == b"x"
                screen.pump(0.1)
            screen.wait_for(r"\b0 +1 CONNECTED")


@pytest.mark.parametrize("columns, rows", [(160, 50), (120, 36), (80, 24)])
def test_what_is_painted_bit_by_bit_is_what_is_painted_anew(columns, rows):
    with open_console("--demo", "8", columns=columns, rows=rows) as screen:
        screen.wait_for("TXT_DATA_RX")
        for keys in ("1jj", "2kk", "3k", "\r", "lll", "4", "jj", "\x1b", "?", "\x1b", "3k\r"):
            screen.keys(keys)
            for _ in range(4):
                screen.pump(0.1)
        screen.keys("Z")
        screen.wait_for("FROZEN")
        screen.settle()
        in_steps = screen.lines[1:]
        mark = len(screen.raw)
        screen.keys("\x0c")
        screen.wait_until(
            lambda: len(screen.raw) - mark > 1000 and screen.lines[1:] == in_steps,
            "the same screen, painted anew:\n" + "\n".join(in_steps) + "\nbut")


def test_quit_with_clients_asks_and_tells_them_1001():
    with open_console() as screen:
        with client_of(screen) as client:
            screen.wait_for(r"\b0 +1 CONNECTED")
            screen.keys("q")
            screen.wait_for(r"(?i)quit.*\?|y/n")
            screen.keys("y")
            with pytest.raises(ConnectionClosed) as closed:
                client.recv(timeout=5)
            assert closed.value.rcvd.code == 1001
        assert screen.wait_end() == 0
        assert screen.left_clean


@pytest.mark.parametrize("tls", [False, True], ids=["ws", "wss"])
def test_the_demo_is_alive_at_once(tls):
    options = ["--tls", "self-signed"] if tls else []
    with open_console("--demo", "8", *options) as screen:
        screen.wait_for("slots [5-8]/256")
        screen.wait_for("TXT_DATA_RX")
        screen.wait_for("BIN_DATA_RX")
        screen.keys("Q")
        assert screen.wait_end() == 0
        assert screen.left_clean


def test_a_wrong_theme_is_wrong_usage():
    done = program.run("--theme", "nosuch")
    assert done.returncode == 2
    assert "nosuch" in done.stderr and "dark" in done.stderr


def test_an_edit_of_the_theme_is_shown_and_a_mistake_is_told(tmp_path):
    folder = tmp_path / "wscope" / "themes"
    folder.mkdir(parents=True)
    mine = folder / "mine.toml"
    mine.write_text('[roles]\n"ui.text" = "red"\n')
    command = [
        "/usr/bin/env", f"XDG_CONFIG_HOME={tmp_path}", program.WSCOPE, "--port", "0",
        "--theme", "mine"]
    with Screen(command=command) as screen:
        def colours():
            return {cell.fg for row in screen.screen.buffer.values() for cell in row.values()}
        screen.wait_for("LIVE")
        assert colours() & {"red", "green", "blue"} == {"red"}
        mine.write_text('[roles]\n"ui.text" = "green"\n')
        screen.wait_for("theme mine as it is now")
        assert colours() & {"red", "green", "blue"} == {"green"}
        mine.write_text('[roles]\n"ui.text" = "greenish"\n')
        screen.wait_for(r"mine\.toml:2: 'ui\.text' names the colour 'greenish'")
        assert colours() & {"red", "green", "blue"} == {"green"}


def test_a_theme_is_shown_before_it_is_chosen():
    with open_console() as screen:
        screen.wait_for(r"\? help")
        def ground():
            return screen.screen.buffer[20][20].bg
        dark = ground()
        screen.keys(":theme li")
        screen.wait_until(lambda: ground() != dark, "another ground")
        screen.keys("\x1b")
        screen.wait_until(lambda: ground() == dark, "the ground as it was")


def test_themes_are_found_beside_an_installed_program(tmp_path):
    (tmp_path / "bin").mkdir()
    shutil.copy(program.WSCOPE, tmp_path / "bin" / "wscope")
    shutil.copytree(program.ROOT / "Themes", tmp_path / "share" / "wscope" / "themes")
    command = [str(tmp_path / "bin" / "wscope"), "--port", "0", "--theme", "light"]
    with Screen(command=command) as screen:
        screen.wait_for("LIVE")
        screen.keys(":theme mono\r")
        screen.wait_for("LIVE")
        screen.keys("Q")
        assert screen.wait_end() == 0
    shutil.rmtree(tmp_path / "share")
    with Screen(command=command[:3]) as screen:
        screen.wait_for("LIVE")


@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
def test_without_a_terminal_events_are_lines(term):
    process = subprocess.Popen(
        [program.WSCOPE, "--port", "0"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env={**program.clean_environment(), "TERM": term})
    try:
        first = process.stdout.readline()
        port = int(re.search(r"ws://127\.0\.0\.1:(\d+)", first).group(1))
        with connect(f"ws://127.0.0.1:{port}") as client:
            client.send("plain")
            assert client.recv(timeout=5) == "plain"
        lines = [process.stdout.readline() for _ in range(3)]
        assert "CONNECTING" in lines[0] and "CONNECTED" in lines[1]
        assert "TXT_DATA_RX" in lines[2] and '"plain"' in lines[2]
    finally:
        process.terminate()
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    assert "\x1b" not in output and output.endswith("stopped\n")


def test_a_filter_is_an_expression_that_works_while_it_is_typed():
    with open_console() as screen:
        screen.wait_for("slots 0/256")
        with client_of(screen) as client:
            for text in ["Hello", "Hi"]:
                client.send(text)
                assert client.recv(timeout=5) == text
            screen.wait_for(r'TX TEXT +fin +2B +"Hi"')
            screen.keys("3/dir = rx and len >")
            screen.wait_for(r"len > what\? 512 64k 1MiB")
            screen.wait_for(r'RX TEXT +fin +2B +"Hi"')
            screen.keys(" 0x2")
            screen.wait_gone(r'RX TEXT +fin +2B +"Hi"')
            screen.keys("\r")
            screen.wait_for(r"filter: dir = rx and len > 0x2 \(3 hidden\)")
            screen.wait_for(r'RX TEXT +fin +5B +"Hello"')
            screen.keys("\x1b")
            screen.wait_for(r'TX TEXT +fin +2B +"Hi"')
        screen.keys("Q")
        assert screen.wait_end() == 0
