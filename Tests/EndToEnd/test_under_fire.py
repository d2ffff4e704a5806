"""The console when terminal, disk, reader or time are taken from it, clients busy meanwhile."""

import contextlib
import json
import os
import random
import resource
import signal
import subprocess
import threading
import time

import pytest

import raw
from honest import Honest
from program import PATIENCE, WSCOPE, clean_environment
from raw import Client, frame
from screen import Screen, terminal_is_clean


@contextlib.contextmanager
def traffic(port, clients=4):
    """Clients that send all the time, on threads of this process."""
    ended = threading.Event()

    def talk():
        with contextlib.suppress(OSError, EOFError), Client.connected(port) as client:
            while not ended.is_set():
                client.send(frame(raw.TEXT, "traffic") * 20)
                for _ in range(20):
                    client.message()

    threads = [threading.Thread(target=talk, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join(PATIENCE)


def test_every_size_from_one_cell_to_500_by_200_under_load():
    dice = random.Random(7)
    sizes = [(1, 1), (500, 200), (1, 200), (500, 1), (2, 2), (80, 24)]
    sizes += [(dice.randrange(1, 501), dice.randrange(1, 201)) for _ in range(40)]
    with Screen("--port", "0") as screen:
        port = screen.port()
        with traffic(port), Honest(port) as honest:
            for columns, rows in sizes:
                screen.resize(columns, rows)
                screen.keys(dice.choice(["j", "\t", "+", "_", "4", "3", "?", "\x1b"]))
                screen.pump(0.05)
            screen.resize(160, 50)
            for key in ("\x1b", "\x1b", "\x0c"):
                screen.keys(key)
                time.sleep(0.3)  # or Escape and the next key would be one
            screen.wait_for("LIVE")
        assert honest.report["error"] is None
        screen.keys("Q")
        assert screen.wait_end() == 0
        assert screen.left_clean


def test_keys_are_answered_under_a_flood():
    with Screen("--port", "0") as screen:
        port = screen.port()
        with traffic(port, clients=6), Honest(port) as honest:
            screen.wait_for(r"rx [\d.]+k/s")
            waits = []
            for _ in range(20):
                for key, change in (("?", screen.wait_for), ("\x1b", screen.wait_gone)):
                    begun = time.monotonic()
                    screen.keys(key)
                    change(r"wscope \S+ help")
                    waits.append(time.monotonic() - begun)
        assert sorted(waits)[len(waits) // 2] < 0.25 and max(waits) < 1.5, waits
        assert honest.report["error"] is None
        screen.keys("Q")
        assert screen.wait_end() == 0


def test_a_terminal_that_goes_away_under_load_ends_all_of_it():
    screen = Screen("--port", "0")
    port = screen.port()
    with traffic(port):
        os.close(screen.terminal)
        end = time.monotonic() + PATIENCE
        while os.waitpid(screen.pid, os.WNOHANG)[0] == 0:
            assert time.monotonic() < end, "it runs on without a terminal"
            time.sleep(0.05)


def test_a_terminal_that_takes_nothing_holds_up_no_client():
    with Screen("--port", "0") as screen:
        port = screen.port()
        # Nobody reads the terminal from here on: its buffer fills.
        with traffic(port), Honest(port) as honest:
            time.sleep(2)
        assert honest.report["error"] is None and honest.p99 < 100
        screen.keys("Q")
        screen.wait_end()
        assert screen.left_clean


def test_who_was_stopped_for_a_while_goes_on_and_has_lost_nobody():
    options = ["--ping-interval", "1s", "--pong-timeout", "1s", "--idle-timeout", "2s"]
    with Screen("--port", "0", *options) as screen:
        port = screen.port()
        with Client.connected(port) as client:
            screen.wait_for(r"\b0 +1 CONNECTED")
            screen.signal(signal.SIGSTOP)
            time.sleep(0.3)
            # What came in meanwhile is read before anybody is judged.
            client.send(frame(raw.TEXT, "while you slept"))
            time.sleep(4)
            client.send(frame(raw.PING, b"awake?"))
            screen.signal(signal.SIGCONT)
            assert client.message() == b"while you slept"
            screen.wait_for(r"lag 4\.\ds")
            screen.wait_for("LIVE")
            screen.keys("\x0c")
            screen.wait_for(r"\b0 +1 CONNECTED")
            client.send(frame(raw.TEXT, "and on"))
            assert client.message() == b"and on"
        screen.keys("Q")
        assert screen.wait_end() == 0
        assert screen.left_clean


def test_a_full_disk_stops_the_capture_and_nothing_else(tmp_path):
    # What the kernel bounds looks like a full disk: the write fails, here with EFBIG.
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        screen = Screen("--port", "0", "--capture", str(tmp_path / "x.wscap"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    with screen:
        port = screen.port()
        with Honest(port) as honest, Client.connected(port) as client:
            for _ in range(40):
                client.send(frame(raw.BINARY, b"a" * 30_000))
                client.message()
            screen.wait_for("File too large|No space left")
        assert honest.report["error"] is None and honest.p99 < 100
        screen.keys("Q")
        assert screen.wait_end() == 0
    whole = subprocess.run(
        [WSCOPE, "open", "--export", "jsonl", str(tmp_path / "x.wscap")], capture_output=True,
        env=clean_environment(), timeout=PATIENCE)
    assert whole.returncode == 0 and whole.stdout.count(b"\n") > 3


def test_a_reader_that_closes_stdout_leaves_the_server_running():
    process = subprocess.Popen(
        [WSCOPE, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=clean_environment())
    try:
        port = int(json.loads(process.stdout.readline())["url"].rsplit(":", 1)[1])
        process.stdout.close()
        with Honest(port) as honest:
            time.sleep(1)
        assert honest.report["error"] is None and honest.p99 < 100
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert b"stdout is closed" in process.stderr.read()
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def test_a_reader_that_closes_stdout_and_stderr_leaves_the_server_running():
    """As `wscope serve 2>&1 | head -1` does."""
    process = subprocess.Popen(
        [WSCOPE, "serve", "--port", "0", "--quiet"], stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, env=clean_environment())
    try:
        port = int(json.loads(process.stdout.readline())["url"].rsplit(":", 1)[1])
        process.stdout.close()
        for _ in range(2):
            with Client.connected(port) as client:
                client.send(frame(raw.TEXT, "anybody?"))
                assert client.message() == b"anybody?"
            time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()


def test_a_server_without_any_stream_still_serves():
    process = subprocess.Popen(
        [WSCOPE, "serve", "--port", "0", "--events", "none"], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=clean_environment())
    try:
        line = process.stderr.readline().decode()
        port = int(line.split("; ")[0].rsplit(":", 1)[1])
        process.stderr.close()
        with Client.connected(port) as client:
            client.send(frame(raw.TEXT, "anybody?"))
            assert client.message() == b"anybody?"
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGILL, signal.SIGTRAP],
                         ids=lambda how: how.name)
def test_a_crash_leaves_the_terminal_and_says_something(how):
    with Screen("--port", "0") as screen:
        screen.wait_for("LIVE")
        mark = len(screen.raw)
        screen.signal(how)
        status = screen.wait_end(60)
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == how
        assert screen.left_clean
        rest = bytes(screen.raw[mark:])
        assert terminal_is_clean(bytes(screen.raw))
        after = rest[rest.rindex(b"\x1b[?1049l"):]
        assert b"wscope" in after and how.name.encode() in after
