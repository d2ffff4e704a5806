"""Certificates: by name, read anew while sessions go on, and those of clients."""

import hashlib
import signal
import socket
import ssl
import subprocess

import pytest

import pem
import raw
from program import clean_environment, run, WSCOPE
from raw import TEXT, Client, frame
from screen import Screen


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pem")


@pytest.fixture(scope="module")
def first(folder):
    return pem.identity(folder, "first", ["first.example", "localhost"])


@pytest.fixture(scope="module")
def second(folder):
    return pem.identity(folder, "second", ["second.example", "*.wild.example"])


def fingerprint(certificate):
    der = ssl.PEM_cert_to_DER_cert(certificate.read_text())
    return hashlib.sha256(der).hexdigest()


def shown(port, name="localhost", context=None):
    """SHA-256 of the certificate that the server shows to who asks for this name."""
    if context is None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), raw.PATIENCE) as plain:
        with context.wrap_socket(plain, server_hostname=name) as secure:
            return hashlib.sha256(secure.getpeercert(binary_form=True)).hexdigest()


def options(*identities):
    return [word for certificate, key in identities
            for word in ("--cert", certificate, "--key", key)]


@pytest.mark.parametrize("name, is_second", [
    ("first.example", False), ("second.example", True), ("SECOND.example", True),
    ("a.wild.example", True), ("a.b.wild.example", False), ("unknown.example", False),
    (None, False),
])
def test_the_name_that_is_asked_for_chooses(serve, first, second, name, is_second):
    server = serve(*options(first, second))
    assert shown(server.port, name) == fingerprint((second if is_second else first)[0])


def copied(folder, name, identity):
    """The files under names of their own, to be replaced."""
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    for path, source in zip(paths, identity):
        path.write_bytes(source.read_bytes())
    return paths


def test_sighup_reads_certificates_anew_and_sessions_go_on(serve, tmp_path, first, second):
    used = copied(tmp_path, "used", first)
    server = serve(*options(used))
    with Client.connected(server.port, tls=True) as old:
        copied(tmp_path, "used", second)
        server.process.send_signal(signal.SIGHUP)
        told = server.expect("RELOADED")["certificate_sha256"]
        assert told.replace(":", "").lower() == fingerprint(second[0])
        assert shown(server.port) == fingerprint(second[0])
        old.send(frame(TEXT, "still here"))
        assert old.message() == b"still here"
    assert server.end() == 0


@pytest.mark.parametrize("broken", ["key of another", "garbage", "missing"])
def test_files_that_do_not_fit_are_refused_and_the_old_ones_stay(
        serve, tmp_path, first, second, broken):
    used = copied(tmp_path, "used", first)
    server = serve(*options(used))
    if broken == "key of another":
        used[1].write_bytes(second[1].read_bytes())
    elif broken == "garbage":
        used[0].write_text("no PEM")
    else:
        used[0].unlink()
    server.process.send_signal(signal.SIGHUP)
    refused = server.expect("RELOAD_REFUSED")
    assert "the certificate in use stays" in refused["text"] and str(tmp_path) in refused["text"]
    assert shown(server.port) == fingerprint(first[0])
    copied(tmp_path, "used", second)
    server.process.send_signal(signal.SIGHUP)
    server.expect("RELOADED")
    assert shown(server.port) == fingerprint(second[0])


def test_many_reloads_leave_no_descriptor_and_no_memory(serve, tmp_path, first):
    from process import descriptors, resident
    server = serve(*options(first))
    pid = server.process.pid
    shown(server.port)
    before, memory = descriptors(pid), 0
    for number in range(300):
        server.process.send_signal(signal.SIGHUP)
        server.expect("RELOADED")
        shown(server.port)
        if number == 50:
            memory = resident(pid)
    assert descriptors(pid, until=before) <= before
    assert resident(pid) < memory + 4096


def test_the_console_reloads_by_command(tmp_path, first, second):
    used = copied(tmp_path, "used", first)
    with Screen("--port", "0", *map(str, options(used))) as screen:
        screen.wait_for("LIVE")
        copied(tmp_path, "used", second)
        screen.keys(":reload\r")
        screen.wait_for("new connections have the certificate")
        assert shown(screen.port()) == fingerprint(second[0])
        used[0].write_text("no PEM")
        screen.keys(":reload\r")
        screen.wait_for("cannot use the certificate")
        assert shown(screen.port()) == fingerprint(second[0])
        screen.keys("Q")
        screen.wait_end()


def test_sighup_without_certificates_ends_the_server(serve):
    server = serve()
    assert server.end(signal.SIGHUP) == 0


def test_clients_without_a_certificate_of_the_authority_are_refused(serve, folder, first):
    ours, theirs = pem.authority(folder, "ours"), pem.authority(folder, "theirs")
    server = serve(*options(first), "--client-ca", ours[0])

    def opens(identity=None):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if identity:
            context.load_cert_chain(*identity)
        try:
            with socket.create_connection(("127.0.0.1", server.port), raw.PATIENCE) as plain:
                with context.wrap_socket(plain) as secure:
                    secure.sendall(raw.request(server.port))
                    return secure.recv(1000).startswith(b"HTTP/1.1 101 ")
        except (ssl.SSLError, OSError):
            return False

    assert opens(pem.identity(folder, "friend", signer=ours, usage="clientAuth"))
    assert not opens(pem.identity(folder, "stranger", signer=theirs, usage="clientAuth"))
    assert "certificate" in server.expect("ERR")["text"]
    assert not opens(pem.identity(folder, "server", signer=ours, usage="serverAuth"))
    assert not opens()
    assert not opens(pem.identity(folder, "itself", usage="clientAuth"))
    assert opens(pem.identity(folder, "friend", signer=ours, usage="clientAuth"))


@pytest.mark.parametrize("arguments, words", [
    (["--client-ca", "x.pem"], "'client-ca' is about TLS"),
    (["--cert", "a", "--cert", "b", "--key", "a"], "belong together"),
    (["--tls-min", "1.1"], "one of 1.2, 1.3"),
    (["--allow-host", "http://x"], "a host such as"),
    (["--max-handshakes", "0"], "from 1 to"),
    (["--address-rate", "-1"], "from 0 to"),
])
def test_what_cannot_be_is_said(arguments, words):
    result = run("serve", *(f"{arguments[0]}={arguments[1]}", *arguments[2:]))
    assert result.returncode == 2 and words in result.stderr


def test_an_authority_that_is_none_is_said(first, tmp_path):
    (tmp_path / "none.pem").write_text("no PEM")
    result = run("serve", "--port", 0, *options(first), "--client-ca", tmp_path / "none.pem")
    assert result.returncode == 1 and "cannot use the authorities in" in result.stderr


def test_a_key_that_all_can_read_is_warned_of(tmp_path, first):
    used = copied(tmp_path, "used", first)
    used[1].chmod(0o644)
    process = subprocess.Popen(
        [WSCOPE, "serve", "--port", "0", *map(str, options(used))], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env=clean_environment())
    try:
        lines = [process.stderr.readline() for _ in range(2)]
        assert any("can be read by every user: chmod o-r" in line for line in lines)
    finally:
        process.terminate()
        process.communicate(timeout=20)
