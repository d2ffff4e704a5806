"""Acceptance 1 to 5, 20 and 22: what code that was written for the service meets."""

import os
import socket
import subprocess
import time

import pytest

import raw
from ccompiler import EXAMPLES, PROGRAMS, compile_c
from raw import Client, frame
from service import TEXT


@pytest.mark.parametrize("standard", ["c11", "c17", "c2x"])
def test_point_01_names_values_and_layout_are_the_documents(tmp_path, standard):
    program = compile_c(tmp_path / "layout", PROGRAMS / "layout.c", standard=standard)
    assert subprocess.run([program], timeout=10).returncode == 0


@pytest.mark.parametrize("standard", ["c11", "c17", "c2x"])
def test_point_01_calls_as_the_document_writes_them(tmp_path, standard):
    program = compile_c(tmp_path / "examples", PROGRAMS / "examples.c", standard=standard)
    assert subprocess.run([program], timeout=10).returncode == 0


def test_point_02_sample_header_of_the_rfc(tmp_path):
    program = compile_c(tmp_path / "layout", PROGRAMS / "layout.c")
    done = subprocess.run([program], capture_output=True, text=True, timeout=10)
    assert done.stdout == "fin 1 resvd 0 opcode 1 mask 1 payloadLen 5\n"


def test_point_03_initialize_without_anything(idle_service):
    """On a loopback address of this process alone, so that port 8000 is free there."""
    service = idle_service(host=own_loopback_address())
    assert service.ask("initialize", "default") == "VALID"
    assert (service.port, service.slots) == (8000, 2)
    assert [service.state(index) for index in (0, 1, 2, -1)] == ["CLOSED"] * 4
    client = socket.create_connection((own_loopback_address(), 8000), 10)
    with client:
        client.sendall(raw.request(8000))
        assert client.recv(4096).startswith(b"HTTP/1.1 101 ")


@pytest.mark.parametrize("port", [65536, 70000, 2**32 - 1])
def test_point_03_port_that_does_not_exist_is_refused(idle_service, port):
    service = idle_service()
    assert service.ask("initialize", port, 0) == "INVALID"
    assert "65535" in service.error
    service.start()


def test_point_03_port_in_use_is_refused_and_said(idle_service):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        service = idle_service()
        assert service.ask("initialize", taken.getsockname()[1], 0) == "INVALID"
        assert "in use" in service.error


def test_point_03_service_that_runs_is_not_initialised_again(service):
    running = service()
    port = running.port
    assert running.ask("initialize", 0, 0) == "INVALID"
    assert running.error
    with Client.connected(port):
        running.expect("CONNECTED")


def test_point_03_callback_and_cookie_of_initialize_are_used(idle_service):
    service = idle_service().start(cookie=4711)
    with Client.connected(service.port):
        assert service.expect("CONNECTED").cookie == 4711


def test_point_03_options_come_from_the_environment_and_calls_beat_it(idle_service):
    service = idle_service({"SYS_WSS_SLOTS": "7", "SYS_WSS_PORT": "0"}, slots=3)
    assert service.ask("initialize", "default") == "VALID"
    assert service.slots == 3
    assert service.port not in (0, 8000)


@pytest.mark.parametrize("name, value", [
    ("slots", "0"), ("slots", "many"), ("slots", "65537"), ("client-timeout", "-1"),
    ("port", "65536"), ("receive-limit", ""), ("colour", "red"),
])
def test_point_03_option_that_makes_no_sense_is_refused(idle_service, name, value):
    service = idle_service()
    assert service.ask("option", name, value) == "INVALID_REQUEST"
    assert name in service.error


def test_point_03_environment_that_makes_no_sense_is_refused(idle_service):
    service = idle_service({"SYS_WSS_CLIENT_TIMEOUT": "soon"})
    assert service.ask("initialize", 0, 0) == "INVALID"
    assert "SYS_WSS_CLIENT_TIMEOUT" in service.error


def test_point_03_option_after_initialize_is_refused(service):
    running = service(slots=3)
    assert running.ask("option", "slots", "4") == "FAILURE"
    assert "before SYS_WSS_Initialize" in running.error
    assert running.slots == 3


def test_point_04_register_callback_replaces_for_all_slots(service):
    running = service()
    with Client.connected(running.port) as first, Client.connected(running.port) as second:
        running.expect("CONNECTED", 0), running.expect("CONNECTED", 1)
        assert running.ask("register", 99) == "SUCCESS"
        for index, client in enumerate((first, second)):
            client.send(frame(TEXT, "who?"))
            assert running.expect("TXT_DATA_RX", index).cookie == 99


def test_point_04_null_is_safe(service):
    running = service()
    assert running.ask("register", "none") == "SUCCESS"
    with Client.connected(running.port) as client:
        client.send(frame(TEXT, "nobody listens") + frame(raw.PING, b"?"))
        assert client.frame() == (True, raw.PONG, b"?")
        assert running.names() == []
        assert running.ask("register", 5) == "SUCCESS"
        client.send(frame(TEXT, "now"))
        assert running.expect("TXT_DATA_RX").cookie == 5


def test_point_20_deinitialize_closes_all_with_1001_and_is_idempotent(service):
    running = service()
    port = running.port
    with Client.connected(port) as first, Client.connected(port) as second:
        running.expect("CONNECTED", 1)
        for client in (first, second):
            client.send(frame(TEXT, "hello"))
        running.expect("TXT_DATA_RX", 0), running.expect("TXT_DATA_RX", 1)
        running.process.stdin.write("deinitialize\n")
        running.process.stdin.flush()
        for client in (first, second):
            assert client.close_code() == 1001
            client.send(raw.close(1001))
            assert client.is_ended()
        assert running.answers.get(timeout=10) == "DONE"
    for index in (0, 1):
        assert running.names(index)[-3:] == ["CLOSING", "CLOSE_FRAME_RX", "CLOSED"]
        assert running.state(index) == "CLOSED"
    assert (running.port, running.slots) == (0, 0)
    with pytest.raises(ConnectionRefusedError):
        Client(port)
    events = running.names()
    assert running.ask("deinitialize") == "DONE"
    assert running.ask("deinitialize") == "DONE"
    assert running.names() == events


def test_point_20_client_that_never_answers_does_not_hold_deinitialize(service):
    running = service()
    with Client.connected(running.port):
        running.expect("CONNECTED")
        begin = time.monotonic()
        assert running.ask("deinitialize") == "DONE"
        assert time.monotonic() - begin < 5
        running.expect("CLOSED")


def test_point_20_initialize_works_again_at_the_same_tick_rate(service):
    """A timer that was left running would make the second service's time run twice as fast."""
    running = service(client_timeout=300)
    assert running.ask("deinitialize") == "DONE"
    assert running.ask("deinitialize") == "DONE"
    for _ in range(3):
        running.start()
        with Client.connected(running.port):
            connected = running.expect("CONNECTED").time
            assert 0.3 < running.expect("TIMEOUT").time - connected < 0.3 + 0.1 + GRACE
        running.expect("CLOSED")
        assert running.ask("deinitialize") == "DONE"


def test_point_20_deinitialize_inside_a_callback_does_not_wait_for_itself(service):
    running = service()
    running.on("TXT_DATA_RX", "deinitialize")
    with Client.connected(running.port) as client:
        client.send(frame(TEXT, "stop"))
        assert running.reply() == "DONE"
        assert client.close_code() == 1001
        client.send(raw.close(1001))
        assert client.is_ended()
    running.expect("CLOSED")
    running.on("TXT_DATA_RX")
    running.until(lambda: running.ask("initialize", 0, 0) == "VALID")
    with Client.connected(running.port):
        running.expect("CONNECTED")


@pytest.mark.parametrize("options", [["-shared", "-fPIC"], ["-c"]], ids=["plugin", "object"])
def test_point_22_sample_callback_compiles_unchanged(tmp_path, options):
    source = EXAMPLES / "sample_callback.c"
    compile_c(tmp_path / "sample", source, options=options)
    assert "#define SYS_CONSOLE_PRINT printf\n" in source.read_text()


GRACE = 0.1  # what a loaded machine may take to call a callback


def own_loopback_address():
    """Linux serves all of 127.0.0.0/8; no other test run uses the address of this process."""
    return f"127.{os.getpid() >> 16 & 0xFF | 0x40}.{os.getpid() >> 8 & 0xFF}.{os.getpid() & 0xFF or 1}"
