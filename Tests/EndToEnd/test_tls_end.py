"""The end of TLS in the same segment as what came before it."""

import socket
import ssl

import pytest

import raw
from raw import frame


class OneSegment:
    """A TLS client that keeps its records until it is told to send them all at once."""

    def __init__(self, port):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self.socket = socket.create_connection(("127.0.0.1", port), raw.PATIENCE)
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing)
        self.wait(self.tls.do_handshake)

    def wait(self, work):
        while True:
            try:
                return work()
            except ssl.SSLWantReadError:
                self.flush()
                data = self.socket.recv(1 << 16)
                if not data:
                    raise EOFError("TCP ended without close_notify") from None
                self.incoming.write(data)

    def flush(self):
        self.socket.sendall(self.outgoing.read())

    def end(self):
        """Adds close_notify, and sends all."""
        with pytest.raises(ssl.SSLWantReadError):
            self.tls.unwrap()
        self.flush()


@pytest.fixture
def client(serve):
    server = serve("--tls", "self-signed")
    client = OneSegment(server.port)
    client.server = server
    client.tls.write(raw.request(server.port))
    assert b" 101 " in client.wait(lambda: client.tls.read(4096))
    yield client
    client.socket.close()


def test_a_message_that_comes_with_the_end_is_heard(client):
    client.tls.write(frame(raw.TEXT, "last words"))
    client.end()
    assert client.server.expect("TXT_DATA_RX")["bytes"] == len("last words")
    assert client.server.expect("CLOSED")["code"] == 1006


def test_a_close_frame_that_comes_with_the_end_is_a_close(client):
    client.tls.write(raw.close(1001, b"bye"))
    client.end()
    closed = client.server.expect("CLOSED")
    assert (closed["code"], closed["initiator"]) == (1001, "peer")


def test_what_waits_for_one_client_never_reaches_another(serve):
    """Tickets wait for the answer to the request, which here comes in one segment with the end of
    the TLS handshake and a message to all: the others' ciphertext passes them."""
    server = serve("--tls", "self-signed", "--app", "broadcast")
    crowd = []
    for number in range(8):
        client = OneSegment(server.port)
        crowd.append(client)
        client.tls.write(raw.request(server.port) + frame(raw.TEXT, f"hello {number}"))
        client.flush()
        assert b" 101 " in read_until(client, b"\r\n\r\n")
        for each in crowd:
            assert read_until(each, f"hello {number}".encode())
    crowd[0].tls.write(raw.close(1000))
    assert read_until(crowd[0], b"\x88\x02\x03\xe8")
    # close_notify comes with the close frame.
    assert crowd[0].wait(lambda: crowd[0].tls.read(4096)) == b""
    for client in crowd:
        client.socket.close()


def read_until(client, mark):
    """What has come, up to a mark that has to come; the rest is kept for the next call."""
    text = getattr(client, "kept", b"")
    while mark not in text:
        text += client.wait(lambda: client.tls.read(4096))
    text, client.kept = text[: text.index(mark) + len(mark)], text[text.index(mark) + len(mark):]
    return text
