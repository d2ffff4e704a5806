"""What one address may have, in a network of its own; others are served meanwhile."""

import contextlib
import socket
import time

from namespace import ADDRESSES, in_a_namespace, link
from program import Serve
from raw import PATIENCE, TEXT, Client, frame

ONE, OTHER, THIRD = ADDRESSES


def come(port, source):
    """A connection from one of the addresses to another."""
    connection = socket.create_connection((THIRD, port), PATIENCE, source_address=(source, 0))
    connection.settimeout(PATIENCE)
    return connection


class From(Client):
    """A client from an address of its own."""

    def __init__(self, port, source):
        self.port, self.buffer, self.rsv = port, b"", 0
        self.socket = come(port, source)

    def opens(self):
        return self.handshake(Host=f"{THIRD}:{self.port}")[0] == 101


def is_shut(connection):
    with contextlib.suppress(ConnectionError):
        return connection.recv(1) == b""
    return True


@in_a_namespace
def test_an_address_has_so_many_handshakes():
    with Serve("--host", THIRD, "--address-handshakes", 3) as server:
        silent = [come(server.port, ONE) for _ in range(3)]
        with come(server.port, ONE) as beyond:
            assert is_shut(beyond)
        error = server.expect("ERR")
        assert error["cause"] == "address limit" and error["text"].startswith(ONE + ":")
        with From(server.port, OTHER) as honest:
            assert honest.opens()
            honest.send(frame(TEXT, "other"))
            assert honest.message() == b"other"
        silent.pop().close()
        end = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(OSError, EOFError), From(server.port, ONE) as again:
                if again.opens():
                    break
            assert time.monotonic() < end
        for each in silent:
            each.close()


@in_a_namespace
def test_an_address_has_so_many_connections():
    with Serve("--host", THIRD, "--address-connections", 2) as server:
        first, second = From(server.port, ONE), From(server.port, ONE)
        assert first.opens() and second.opens()
        with come(server.port, ONE) as third:
            assert is_shut(third)
        with From(server.port, OTHER) as honest:
            assert honest.opens()
        first.socket.close()
        server.expect("CLOSED", slot=0)
        with From(server.port, ONE) as again:
            assert again.opens()
        second.socket.close()


@in_a_namespace
def test_an_address_comes_as_fast_as_it_may():
    with Serve("--host", THIRD, "--address-rate", 5) as server:
        shut = 0
        for _ in range(20):
            with come(server.port, ONE) as connection:
                connection.settimeout(0.05)
                with contextlib.suppress(TimeoutError):
                    shut += is_shut(connection)
        # Five at once, and one for each fifth of a second that this took.
        assert 5 <= shut <= 15
        with From(server.port, OTHER) as honest:
            assert honest.opens()
        time.sleep(1.1)
        with From(server.port, ONE) as later:
            assert later.opens()


@in_a_namespace
def test_a_link_that_goes_down_is_told_by_the_missing_pong():
    options = ["--ping-interval", "300ms", "--pong-timeout", "500ms"]
    with Serve("--host", THIRD, *options) as server:
        with From(server.port, ONE) as client:
            assert client.opens()
            link("link", "set", "lo", "down")
            server.expect("TIMEOUT", timeout="pong")
            closed = server.expect("CLOSED")
            assert closed["timeout"] == "pong" and closed["initiator"] == "engine"
            link("link", "set", "lo", "up")
        for address in ADDRESSES:
            with contextlib.suppress(Exception):
                link("addr", "add", f"{address}/32", "dev", "lo")
        with From(server.port, OTHER) as back:
            assert back.opens()
