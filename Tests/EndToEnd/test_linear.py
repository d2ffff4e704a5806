"""The console as lines: what a screen reader, a pipe and a dumb terminal get."""

import queue
import re
import signal
import subprocess
import threading
import time

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

import program
import raw
from raw import Client, frame
from screen import Screen


class Linear:
    """`wscope --linear` with pipes at its three ends."""

    def __init__(self, *options):
        self.process = subprocess.Popen(
            [program.WSCOPE, "--linear", "--port", "0", *options], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=program.clean_environment())
        self.said = {"out": [], "err": []}
        self.news = queue.Queue()
        for name, pipe in [("out", self.process.stdout), ("err", self.process.stderr)]:
            threading.Thread(target=self._read, args=(name, pipe), daemon=True).start()
        line = self.wait_for(r"listening on ws://127\.0\.0\.1:(\d+)")
        self.port = int(line.group(1))

    def _read(self, name, pipe):
        for line in pipe:
            self.said[name].append(line.rstrip("\n"))
            self.news.put(name)

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def wait_for(self, pattern, end="out", timeout=program.PATIENCE):
        """The first line at that end in which the pattern is found."""
        limit = time.monotonic() + timeout
        while True:
            for line in self.said[end]:
                found = re.search(pattern, line)
                if found:
                    return found
            try:
                self.news.get(timeout=max(0.01, limit - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"never: /{pattern}/ at {end}; {self.said}") from None

    def end(self, how=signal.SIGTERM):
        if how is not None:
            self.process.send_signal(how)
        return self.process.wait(program.PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def test_an_operator_works_by_lines():
    with Linear() as linear:
        with connect(f"ws://127.0.0.1:{linear.port}/lamp", compression=None) as client:
            linear.wait_for(r"0\.1 +CONNECTED .*/lamp")
            linear.say("slots where state = connected")
            linear.wait_for(r"^0\.1 CONNECTED 127\.0\.0\.1:\d+ .*path /lamp$")
            linear.wait_for(r"^1 of 1 shown$")
            linear.say(":send 0 hello from the pipe")
            assert client.recv(timeout=5) == "hello from the pipe"
            linear.wait_for(r"^send to 0\.1: done$")
            linear.say("frames 0 last 1")
            number = linear.wait_for(r'0\.1 #(\d+) TX TEXT fin .*"hello from the pipe"').group(1)
            linear.say(f"inspect {number}")
            linear.wait_for(r"^bits 4-7 = 0001b = 0x1 = 1: ")
            linear.say("ping 0")
            linear.wait_for(r"PONG_RX .*RTT")
            linear.say("pnig 0")
            linear.wait_for(r"^column 1: no such command; did you mean ping\?$", "err")
            linear.say("ping 7")
            linear.wait_for(r"^column 6: nobody is connected in slot 7$", "err")
            linear.say("theme light")
            linear.wait_for(r"theme is for a screen", "err")
            linear.say("close 0 4001 lights out")
            with pytest.raises(ConnectionClosed) as closed:
                client.recv(timeout=5)
            assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4001, "lights out")
            linear.wait_for(r"CLOSING .*4001.*lights out")
            linear.wait_for(r"CLOSED .*4001")
        linear.say("quit")
        assert linear.end(None) == 0
        linear.wait_for("^stopped$")
    assert "\x1b" not in "".join(linear.said["out"] + linear.said["err"])


def test_what_cannot_be_undone_asks():
    with Linear() as linear, Client.connected(linear.port) as client:
        linear.wait_for("CONNECTED")
        linear.say("abort 0")
        linear.wait_for(r"^abort 0\.1 without a close frame\? answer y or n$")
        linear.say("n")
        linear.wait_for(r"^abort 0\.1: not done$")
        client.send(frame(raw.TEXT, "still here"))
        assert client.message() == b"still here"
        linear.say("abort 0")
        linear.say("y")
        linear.wait_for(r"CLOSED")


def test_the_end_of_a_pipe_does_not_end_the_server():
    with Linear() as linear:
        linear.say("status")
        linear.wait_for(r"^slots 0 of 256")
        linear.process.stdin.close()
        linear.wait_for("stdin has ended; SIGINT or SIGTERM ends the server", "err")
        with Client.connected(linear.port) as client:
            client.send(frame(raw.TEXT, "x"))
            assert client.message() == b"x"
            linear.wait_for("TXT_DATA_RX")
        assert linear.end() == 0
        linear.wait_for("^stopped$")


def test_read_only_refuses():
    with Linear("--read-only") as linear, Client.connected(linear.port):
        linear.wait_for("CONNECTED")
        linear.say("ping 0")
        linear.wait_for("read-only: commands are refused", "err")


def test_at_a_dumb_terminal_the_end_of_the_input_ends_it():
    with Screen("--port", "0", term="dumb", columns=120) as screen:
        screen.wait_for("listening on")
        screen.keys("status\r")
        screen.wait_for(r"slots 0 of 256")
        screen.keys("\x04")
        screen.wait_for("stopped")
        assert screen.wait_end() == 0


def test_lines_that_make_no_sense_do_no_harm():
    with Linear() as linear:
        linear.process.stdin.write("\x00\x1b[2J\u202e\n" + "x" * 200_000 + "\n:\n\n   \n")
        linear.say("status")
        linear.wait_for(r"^slots 0 of 256")
        linear.wait_for("a line over 64 KiB was passed over", "err")
        linear.say("quit")
        assert linear.end(None) == 0
    assert "\x1b" not in "".join(linear.said["out"] + linear.said["err"])


@pytest.mark.parametrize("mode", ["--linear", "serve"])
@pytest.mark.parametrize("breaks, status", [(True, 3), (False, 0)])
def test_a_breach_can_fail_the_run(mode, breaks, status):
    process = subprocess.Popen(
        [program.WSCOPE, mode, "--port", "0", "--fail-on", "breach"], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=program.clean_environment())
    try:
        port = int(re.search(r"127\.0\.0\.1:(\d+)", process.stdout.readline()).group(1))
        with Client.connected(port) as client:
            client.send(frame(raw.TEXT, "x", rsv=4 if breaks else 0))
            if breaks:
                assert client.close_code() == 1002
            else:
                assert client.message() == b"x"
    finally:
        process.terminate()
    _, errors = process.communicate(timeout=20)
    assert process.returncode == status
    assert ("wscope: 1 rule was broken\n" in errors) == breaks


def test_a_breach_fails_even_what_reports_nothing():
    process = subprocess.Popen(
        [program.WSCOPE, "serve", "--port", "0", "--fail-on", "breach", "--events", "none"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=program.clean_environment())
    try:
        port = int(re.search(r":(\d+);", process.stderr.readline()).group(1))
        with Client.connected(port) as client:
            client.send(frame(raw.TEXT, "x", rsv=4))
            assert client.close_code() == 1002
    finally:
        process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 3
