"""Acceptance 19: the same over TLS, and never plain text where TLS was asked for."""

import socket
import ssl
import subprocess

import pytest

import raw
from raw import Client, frame
from service import TEXT


def test_point_19_echo_over_tls(idle_service):
    running = idle_service().start(tls=True)
    running.ask("echo")
    with socket.create_connection(("127.0.0.1", running.port), 10):
        with Client.connected(running.port, tls=True) as client:
            client.send(frame(TEXT, "s" * 100_000))
            assert client.message() == b"s" * 100_000
            client.send(raw.close(1000))
            assert client.close_code() == 1000
        running.expect("CLOSED")
        # The other one has not begun its TLS handshake, and is not CONNECTING yet.
        assert running.names() == [
            "CONNECTING", "CONNECTED", "TXT_DATA_RX", "CLOSE_FRAME_RX", "CLOSING", "CLOSED"]


def test_point_19_failed_tls_handshake_raises_err_and_frees_the_slot(idle_service):
    running = idle_service(slots=1).start(tls=True)
    for _ in range(2):
        with Client(running.port) as plain:
            plain.send(raw.request(plain.port))
            plain.socket.settimeout(10)
            received = b""
            try:
                while piece := plain.socket.recv(4096):
                    received += piece
            except ConnectionResetError:
                pass
            assert b"HTTP" not in received
        running.expect("ERR")
        assert running.error
    assert running.names() == ["ERR", "ERR"]
    with Client.connected(running.port, tls=True):
        running.expect("CONNECTED", 0)


def test_point_19_certificate_of_ones_own(idle_service, tmp_path):
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    make_certificate(certificate, key)
    running = idle_service(certificate=certificate, key=key).start(tls=True)
    with Client.connected(running.port, tls=True) as client:
        sent = client.socket.getpeercert(binary_form=True)

    assert ssl.DER_cert_to_PEM_cert(sent).split() == certificate.read_text().split()


@pytest.mark.parametrize("content", [None, "not a certificate"], ids=["missing", "broken"])
def test_point_19_without_tls_nothing_is_served(idle_service, tmp_path, content):
    certificate = tmp_path / "cert.pem"
    if content:
        certificate.write_text(content)
    port = free_port()
    running = idle_service(certificate=certificate, key=certificate)
    assert running.ask("initialize", port, 1) == "INVALID"
    assert str(certificate) in running.error
    assert (running.port, running.slots) == (0, 0)
    with pytest.raises(ConnectionRefusedError):
        Client(port)


def make_certificate(certificate, key):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-days", "30", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True, timeout=30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
