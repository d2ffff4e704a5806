"""However the console ends, the terminal is as it was."""

import os
import signal
import time

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from program import WSCOPE
from screen import Screen, terminal_is_clean

ENDINGS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGSEGV,
           signal.SIGILL, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGTRAP]


@pytest.mark.parametrize("how", ENDINGS, ids=lambda how: how.name)
def test_a_signal_gives_the_terminal_back(how):
    with Screen("--port", "0", "--idle-timeout", "0") as screen:
        screen.wait_for("LIVE")
        screen.signal(how)
        status = screen.wait_end()
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == how
        assert screen.left_clean


@pytest.mark.parametrize("key, how", [("\x03", signal.SIGINT), ("\x1c", signal.SIGQUIT)])
def test_the_keys_of_signals_raise_them(key, how):
    with Screen("--port", "0") as screen:
        screen.wait_for("LIVE")
        screen.keys(key)
        status = screen.wait_end()
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == how
        assert screen.left_clean


@pytest.mark.parametrize("term", ["linux", "vt100", "screen-256color"])
def test_terminals_of_every_kind_are_given_back(term):
    with Screen("--port", "0", term=term) as screen:
        screen.wait_for("LIVE")
        screen.signal(signal.SIGTERM)
        screen.wait_end()
        assert screen.left_clean


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_clients_hear_1001_before_the_end(how):
    with Screen("--port", "0") as screen:
        with connect(f"ws://127.0.0.1:{screen.port()}") as client:
            screen.wait_for(r"\b0 +1 CONNECTED")
            screen.signal(how)
            with pytest.raises(ConnectionClosed) as closed:
                client.recv(timeout=10)
            assert closed.value.rcvd.code == 1001
        screen.wait_end()
        assert screen.left_clean


@pytest.mark.parametrize("by", ["key", "signal"])
def test_stop_and_continue_under_a_shell(by):
    shell = ["/bin/bash", "--norc", "--noprofile", "-i"]
    with Screen(command=shell, columns=120, rows=40) as screen:
        # The shell's own bracketed paste would be taken for ours.
        screen.keys("bind 'set enable-bracketed-paste off'; PS1='ready> '\r")
        screen.wait_for("^ready>$")
        screen.keys("stty -g\r")
        before = screen.wait_for("^[0-9a-f:]{40,}$")
        screen.keys(f"{WSCOPE} --port 0\r")
        screen.wait_for("LIVE")
        if by == "key":
            screen.keys("\x1a")
        else:
            os.kill(child_of(screen.pid), signal.SIGTSTP)
        screen.wait_for("Stopped")
        assert terminal_is_clean(bytes(screen.raw))
        screen.keys("clear; stty -g\r")
        assert screen.wait_for("^[0-9a-f:]{40,}$") == before
        screen.keys("fg\r")
        screen.wait_for("LIVE")
        screen.keys("Q")
        screen.wait_for("^ready>")
        screen.keys("clear; stty -g\r")
        assert screen.wait_for("^[0-9a-f:]{40,}$") == before
        assert terminal_is_clean(bytes(screen.raw))


def test_a_terminal_that_goes_away_ends_the_program():
    screen = Screen("--port", "0")
    screen.wait_for("LIVE")
    os.close(screen.terminal)
    end = time.monotonic() + 15
    while True:
        pid, _ = os.waitpid(screen.pid, os.WNOHANG)
        if pid:
            return
        if time.monotonic() > end:
            os.kill(screen.pid, signal.SIGKILL)
            os.waitpid(screen.pid, 0)
            raise AssertionError("it runs on without a terminal")
        time.sleep(0.05)


def child_of(pid):
    return int(open(f"/proc/{pid}/task/{pid}/children").read().split()[0])
