"""The examples of the README, run as they stand, with real clients."""

import re
import signal
import subprocess

import pytest
from websockets.sync.client import connect

import raw
from ccompiler import EXAMPLES, compile_c
from program import PATIENCE, ROOT
from raw import Client, frame
from service import bare_environment


class Example:
    """An example program; what it prints, line by line."""

    def __init__(self, command, **options):
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, env={**bare_environment(), "SYS_WSS_PORT": "0", **options})
        self.port = int(re.search(rb"port (\d+)", self.process.stdout.readline()).group(1))

    def lines(self, until):
        """What it prints up to a line that ends so."""
        found = []
        while not found or not found[-1].endswith(until):
            line = self.process.stdout.readline().decode()
            assert line.endswith("\r\n"), f"it ended; before that {found}"
            found.append(line.removesuffix("\r\n"))
        return found

    def end(self):
        self.process.terminate()
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.stdout.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample callback as a program of its own."""
    return compile_c(tmp_path_factory.mktemp("examples") / "server",
                     EXAMPLES / "server.c", EXAMPLES / "sample_callback.c")


@pytest.fixture
def example():
    started = []

    def start(command, **options):
        started.append(Example(command, **options))
        return started[-1]

    yield start
    for program in started:
        program.end()


def told(*events):
    """As the sample writes them, of client 0; what is no event is a payload."""
    return [f"wssSysServCallback(0): SYS_WSS_EVENT_{event}"
            if event.startswith(("CLIENT_", "ERR")) else event for event in events]


def test_sample_tells_of_a_normal_client(sample, example):
    server = example([sample])
    with Client.connected(server.port) as client:
        client.send(frame(raw.TEXT, "Hello") + raw.close(1000))
        assert client.close_code() == 1000
        assert client.is_ended()
    assert server.lines(until="CLIENT_CLOSED") == told(
        "CLIENT_CONNECTING", "CLIENT_CONNECTED", "CLIENT_TXT_DATA_RX", "Hello",
        "CLIENT_CLOSE_FRAME_RX", "CLIENT_CLOSING", "CLIENT_CLOSED")
    assert server.end() == 0


def test_sample_tells_of_a_client_that_vanishes(sample, example):
    server = example([sample])
    Client.connected(server.port).vanish()
    assert server.lines(until="CLIENT_CLOSED") == told(
        "CLIENT_CONNECTING", "CLIENT_CONNECTED", "CLIENT_CLOSING", "CLIENT_CLOSED")


def test_sample_tells_of_a_client_that_breaks_a_rule(sample, example):
    server = example([sample])
    with Client.connected(server.port) as client:
        client.send(frame(raw.TEXT, "x", mask=None))
        assert client.close_code() == 1002
    assert server.lines(until="CLIENT_CLOSED") == told(
        "CLIENT_CONNECTING", "CLIENT_CONNECTED", "ERR_INVALID_FRAME", "CLIENT_CLOSING",
        "CLIENT_CLOSED")


def test_sample_tells_of_a_client_that_times_out(sample, example):
    server = example([sample], SYS_WSS_CLIENT_TIMEOUT="300")
    with Client.connected(server.port) as client:
        assert client.close_code() == 1000
        client.send(raw.close(1000))
        assert server.lines(until="CLIENT_CLOSED") == told(
            "CLIENT_CONNECTING", "CLIENT_CONNECTED", "CLIENT_TIMEOUT", "CLIENT_CLOSING",
            "CLIENT_CLOSE_FRAME_RX", "CLIENT_CLOSED")


def test_sample_echoes_binary_as_text(sample, example):
    server = example([sample])
    with Client.connected(server.port) as client:
        client.send(frame(raw.BINARY, b"\x01\xab") + frame(raw.BINARY, b"Hi"))
        # It sends TEXT, and \xab is no UTF-8: that one cannot be sent.
        assert client.frame() == (True, raw.TEXT, b"Hi")
    lines = server.lines(until="CLIENT_CLOSED")
    assert lines[2:6] == told("CLIENT_BIN_DATA_RX", "1 AB ", "CLIENT_BIN_DATA_RX", "48 69 ")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_sample_ends_well_and_its_clients_hear_1001(sample, example, how):
    server = example([sample])
    with Client.connected(server.port) as client:
        server.process.send_signal(how)
        assert client.close_code() == 1001
    assert server.process.wait(PATIENCE) == 0


def test_sample_says_why_it_cannot_start(sample):
    done = subprocess.run(
        [sample], capture_output=True, text=True, timeout=PATIENCE,
        env={**bare_environment(), "SYS_WSS_PORT": "0", "SYS_WSS_HOST": "no.such.host.invalid"})
    assert done.returncode == 1
    assert done.stderr.startswith("server: ")
    assert "no.such.host.invalid" in done.stderr


def test_sample_runs_inside_the_console(serve, tmp_path):
    plugin = compile_c(
        tmp_path / "callback.so", EXAMPLES / "sample_callback.c", options=["-shared", "-fPIC"])
    server = serve("--app", plugin)
    with Client.connected(server.port) as client:
        client.send(frame(raw.TEXT, "Hello") + raw.close(1000))
        assert client.close_code() == 1000
    server.expect("CLOSED")
    expected = told(
        "CLIENT_CONNECTING", "CLIENT_CONNECTED", "CLIENT_TXT_DATA_RX", "Hello",
        "CLIENT_CLOSE_FRAME_RX", "CLIENT_CLOSING", "CLIENT_CLOSED")
    server.expect("PRINT", text=expected[-1])
    assert [e["text"] for e in server.seen if e["event"] == "PRINT"] == expected


def test_ten_lines_of_swift_echo(example):
    server = example([ROOT / ".build" / "debug" / "swift-echo"])
    with connect(f"ws://127.0.0.1:{server.port}") as client:
        client.send("in Swift")
        assert client.recv(timeout=5) == "in Swift"
