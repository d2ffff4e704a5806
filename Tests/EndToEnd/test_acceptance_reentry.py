"""Acceptance 21: calls from inside callbacks. `make reentry` does 10^6 of them."""

import re
import subprocess

from ccompiler import PROGRAMS, compile_c
from raw import Client, frame
from service import TEXT

CALLS = 100_000


def test_point_21_callbacks_send_ping_and_close_on_any_index(tmp_path):
    sources = [PROGRAMS / f"{name}.c" for name in ("reentry", "anything", "crowd", "names")]
    program = compile_c(tmp_path / "reentry", *sources)
    done = subprocess.run([program, str(CALLS)], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{CALLS} calls")
    assert ", 1 deep, " in done.stdout, "one callback at a time"
    counts = re.findall(r"(?:SUCCESS|FAILURE|INVALID_[A-Z]+) (\d+)", done.stdout)
    assert sum(map(int, counts)) == CALLS
    for kind in ("send", "ping", "close"):
        assert re.search(rf"; {kind} SUCCESS \d", done.stdout), done.stdout
        assert re.search(rf"; {kind} [^;]*FAILURE \d", done.stdout), done.stdout
        assert re.search(rf"; {kind} [^;]*INVALID_", done.stdout), done.stdout
    late, early = map(int, re.search(r"max RSS (\d+) KiB, (\d+) KiB", done.stdout).groups())
    assert 0 < early <= late < early + 16 * 1024


def test_point_21_callback_of_one_client_speaks_to_another(service):
    running = service()
    running.on("TXT_DATA_RX", "send 1 1 6869 1")
    running.on("CLOSED", "close 1001 - -1")
    with Client.connected(running.port) as first, Client.connected(running.port) as second:
        running.expect("CONNECTED", 1)
        first.send(frame(TEXT, "tell it"))
        assert second.frame() == (True, TEXT, b"hi")
        assert running.reply() == "SUCCESS"
        first.socket.close()
        assert second.close_code() == 1001


def test_point_21_callback_closes_its_own_client(service):
    running = service()
    running.on("TXT_DATA_RX", "close 4000 627965 @")
    with Client.connected(running.port) as client:
        client.send(frame(TEXT, "a") + frame(TEXT, "b"))
        assert running.reply() == "SUCCESS"
        assert client.close_code() == 4000
    running.expect("CLOSED")
    assert running.names()[:4] == ["CONNECTING", "CONNECTED", "TXT_DATA_RX", "CLOSING"]
