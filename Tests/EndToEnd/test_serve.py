"""`wscope serve`: the server without a screen, its events, its exit statuses."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import threading
import time

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

import program
import raw
from program import PATIENCE
from raw import Client, frame
from secure import trusting


@pytest.mark.parametrize("options", [[], ["--tls", "self-signed"]], ids=["ws", "wss"])
def test_a_session_is_told_event_by_event(serve, options):
    server = serve(*options)
    secure = {"ssl": trusting()} if options else {}
    with connect(server.url + "/lamp", compression=None, **secure) as client:
        client.send("Hello")
        assert client.recv(timeout=5) == "Hello"
        client.send(b"\x00\xff")
        assert client.recv(timeout=5) == b"\x00\xff"
        assert client.ping(b"here?").wait(5)
        client.close(4001, "lamp off")
    server.expect("CLOSED")
    events = server.seen[1:]
    assert [event["event"] for event in events] == [
        "CONNECTING", "CONNECTED", "TXT_DATA_RX", "BIN_DATA_RX", "PING_RX", "CLOSE_FRAME_RX",
        "CLOSING", "CLOSED"]
    assert {(event["slot"], event["generation"]) for event in events} == {(0, 1)}
    assert all(event["peer"].startswith("127.0.0.1:") for event in events)
    assert all(
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event["time"]) for event in events)
    by_name = {event["event"]: event for event in events}
    assert by_name["CONNECTED"]["path"] == "/lamp"
    assert by_name["TXT_DATA_RX"]["text"] == "Hello"
    assert by_name["TXT_DATA_RX"]["bytes"] == 5
    assert by_name["BIN_DATA_RX"]["hex"] == "00ff"
    assert by_name["PING_RX"]["text"] == "here?"
    assert by_name["CLOSE_FRAME_RX"]["code"] == 4001
    assert by_name["CLOSE_FRAME_RX"]["reason"] == "lamp off"
    assert by_name["CLOSED"]["code"] == 4001
    assert by_name["CLOSED"]["initiator"] == "peer"


def test_automatic_ping_tells_the_round_trip(serve):
    server = serve("--ping-interval", "200ms")
    with connect(server.url):
        pong = server.expect("PONG_RX")
        assert 0 <= pong["rtt_ms"] < 5000


def test_a_breach_names_rule_clause_and_reaction(serve):
    server = serve()
    with Client.connected(server.port) as client:
        client.send(frame(raw.TEXT, "x", rsv=4))
        event = server.expect("INVALID_FRAME")
    assert event["rule"] == "reservedBitSet"
    assert event["section"] == "RFC 6455 §5.2"
    assert event["reaction"] == "close 1002"


def test_text_in_events_is_neutralised(serve):
    server = serve()
    with Client.connected(server.port) as client:
        client.send(frame(raw.TEXT, "\x1b[31mred\u202e"))
        event = server.expect("TXT_DATA_RX")
    assert event["text"] == "\\x1b[31mred<U+202E>"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_well_and_clients_hear_1001(serve, how):
    server = serve()
    with connect(server.url) as client:
        server.expect("CONNECTED")
        begin = time.monotonic()
        server.process.send_signal(how)
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=10)
        assert closed.value.rcvd.code == 1001
    assert server.end(how=None) == 0
    assert time.monotonic() - begin < 5
    assert server.expect("CLOSED")["code"] == 1001
    server.expect("STOPPED")


def test_nohup_is_respected():
    process = subprocess.Popen(
        ["nohup", program.WSCOPE, "serve", "--port", "0", "--quiet"], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert json.loads(process.stdout.readline())["event"] == "LISTENING"
    process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_a_client_that_never_answers_does_not_keep_it(serve):
    server = serve()
    with Client.connected(server.port):
        begin = time.monotonic()
        assert server.end() == 0
        assert time.monotonic() - begin < 10


def test_events_that_were_not_asked_for_are_not_written(serve):
    server = serve("--events", "connections")
    with connect(server.url) as client:
        client.send("quiet")
        assert client.recv(timeout=5) == "quiet"
    server.expect("CLOSED")
    names = [event["event"] for event in server.seen]
    assert names == ["LISTENING", "CONNECTING", "CONNECTED", "CLOSING", "CLOSED"]


def test_no_events_means_no_output():
    port = free_port()
    process = subprocess.Popen(
        [program.WSCOPE, "serve", "--port", str(port), "--events", "none", "--quiet"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        until_it_listens(port)
        with connect(f"ws://127.0.0.1:{port}") as client:
            client.send("x")
            assert client.recv(timeout=5) == "x"
    finally:
        process.terminate()
    assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 0


def test_a_closed_stdout_does_not_end_it():
    port = free_port()
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [program.WSCOPE, "serve", "--port", str(port), "--quiet"], stdout=writer,
        stderr=subprocess.PIPE, text=True)
    os.close(writer)
    try:
        until_it_listens(port)
        os.close(reader)
        for _ in range(3):
            with connect(f"ws://127.0.0.1:{port}") as client:
                client.send("still")
                assert client.recv(timeout=5) == "still"
        # Not after the signal: nobody is told then of what is not written any more.
        assert select.select([process.stderr], [], [], PATIENCE)[0]
    finally:
        process.terminate()
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert errors.count("stdout is closed") == 1


def test_a_reader_that_stalls_holds_nobody_up_and_is_told_what_it_missed():
    port = free_port()
    process = subprocess.Popen(
        [program.WSCOPE, "serve", "--port", str(port), "--quiet"], stdout=subprocess.PIPE)
    try:
        until_it_listens(port)
        with Client.connected(port) as client:
            many = frame(raw.TEXT, "x" * 60) * 200
            for _ in range(200):
                client.send(many)
                for _ in range(200):
                    assert client.message() == b"x" * 60
            limit = threading.Timer(PATIENCE, process.kill)
            limit.start()
            lines = iter(lambda: json.loads(process.stdout.readline()), None)
            assert next(line for line in lines if line["event"] == "LOST")["count"] > 0
            limit.cancel()
    finally:
        process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_broadcast_reaches_everyone(serve):
    server = serve("--app", "broadcast")
    with connect(server.url) as one, connect(server.url) as other:
        one.send("to all")
        assert other.recv(timeout=5) == "to all"
        assert one.recv(timeout=5) == "to all"


def test_sink_answers_nothing(serve):
    server = serve("--app", "sink")
    with Client.connected(server.port) as client:
        client.send(frame(raw.TEXT, "gone") + frame(raw.PING, "alive"))
        assert client.frame() == (True, raw.PONG, b"alive")


def test_simulated_clients_live_and_break_rules(serve):
    server = serve("--demo", "8")
    kinds = {"CONNECTED": 0, "TXT_DATA_RX": 0, "BIN_DATA_RX": 0, "PING_RX": 0, "CLOSED": 0}
    end = time.monotonic() + 30
    while not all(kinds.values()) and time.monotonic() < end:
        event = server.next(timeout=20)
        if event["event"] in kinds:
            kinds[event["event"]] += 1
    assert all(kinds.values()), kinds


# Refusals at the start


def test_a_port_in_use_says_so_and_what_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for command in (["serve"], ["run"]):
            done = program.run(*command, "--port", port)
            assert done.returncode == 1
            assert done.stdout == ""
            assert f"127.0.0.1:{port} is in use" in done.stderr
            assert "another port" in done.stderr


@pytest.mark.parametrize("options, words", [
    (["--port", "65536"], "a port from 0 to 65535"),
    (["--idle-timeout", "5x"], "a time such as"),
    (["--idle-timeout", "-1s"], ""),
    (["--max-message", "1XB"], "a size such as"),
    (["--max-message", "2GiB"], "a size from 1 to 1GiB"),
    (["--slots", "0"], "a number from 1 to"),
    (["--app", "proxy"], "echo, sink, broadcast or a shared object such as ./callback.so"),
    (["--tls", "yes"], "self-signed"),
    (["--cert", "only.pem"], "belong together"),
    (["--tls", "self-signed", "--cert", "a", "--key", "b"], "not both"),
    (["--origin", "example.org"], "an origin such as"),
    (["--subprotocol", "two words"], "a subprotocol name"),
    (["--path", "chat"], "a path such as"),
    (["--events", "some"], "one of all, connections, none"),
    (["--demo", "65"], "a number from 0 to 64"),
    (["--wat"], "--wat"),
    (["--config", "/nonexistent/wscope.toml"], "cannot read"),
])
def test_wrong_usage_is_explained(options, words):
    done = program.run("serve", *options)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("wscope: ")
    assert words in done.stderr


@pytest.mark.parametrize("text, line, words", [
    ("port = 8001\nslts = 4\n", 2, "unknown key 'slts'"),
    ("# limits\n\nmax-message = \"1XB\"\n", 3, "max-message"),
    ("idle-timeout = 5.5\n", 1, "idle-timeout"),
    ("port = = 1\n", 1, ""),
    ("[server]\nport = 1\n", 1, "unknown key 'server'"),
    ("read-only = \"yes\"\n", 1, "true or false"),
])
def test_a_wrong_configuration_is_shown_by_file_and_line(tmp_path, text, line, words):
    file = tmp_path / "config.toml"
    file.write_text(text)
    done = program.run("serve", "--config", file)
    assert done.returncode == 2
    assert f"{file}:{line}: " in done.stderr
    assert words in done.stderr


def test_the_command_line_beats_the_configuration(tmp_path):
    folder = tmp_path / "wscope"
    folder.mkdir()
    (folder / "config.toml").write_text('app = "sink"\nslots = 3\nevents = "all"\n')
    environment = {**program.clean_environment(), "XDG_CONFIG_HOME": str(tmp_path)}
    process = subprocess.Popen(
        [program.WSCOPE, "serve", "--port", "0", "--slots", "5", "--quiet"],
        stdout=subprocess.PIPE, text=True, env=environment)
    try:
        first = json.loads(process.stdout.readline())
        assert (first["app"], first["slots"]) == ("sink", 5)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_wrong_key_and_certificate_are_named(tmp_path):
    certificate = tmp_path / "cert.pem"
    certificate.write_text("not a certificate")
    done = program.run("serve", "--cert", certificate, "--key", certificate)
    assert done.returncode == 1
    assert str(certificate) in done.stderr


@pytest.mark.parametrize("arguments, words", [
    (["--version"], ["wscope ", "OpenSSL ", "ncurses ", "zlib "]),
    (["--help"], ["run", "serve", "decode", "Exit status"]),
    (["serve", "--help"], ["--idle-timeout", "--events", "1001"]),
    (["run", "--help"], ["--theme", "--read-only", "--no-mouse"]),
    (["--generate-completion-script", "bash"], ["_wscope", "--idle-timeout"]),
    (["--generate-completion-script", "zsh"], ["#compdef wscope"]),
    (["--generate-completion-script", "fish"], ["complete -c 'wscope'"]),
])
def test_what_it_tells_about_itself(arguments, words):
    done = program.run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    for word in words:
        assert word in done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until_it_listens(port):
    end = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < end, "it never listened"
            time.sleep(0.02)
