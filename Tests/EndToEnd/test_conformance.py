"""What the Autobahn suite demands, without the suite: a part of each chapter."""

import random
import sys

import pytest

import raw
from autobahn_cases import CASES
from differential.events import Events
from differential.messages import Message
from differential.offers import Offer
from differential.play import OPTIONS, play
from differential.with_websockets import Websockets
from program import ROOT, Serve
from raw import BINARY, TEXT, Client

sys.path.insert(0, str(ROOT / "Tests" / "Conformance"))

import results  # noqa: E402


@pytest.fixture(scope="module")
def server():
    with Serve("--quiet") as running:
        yield running
        assert running.end() == 0


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(server, case):
    with Client.connected(server.port) as client:
        sent = b"".join(case.sends)
        step = case.chop or len(sent)
        for begin in range(0, len(sent), step):
            client.send(sent[begin:begin + step])
        for answer in case.receives:
            assert client.frame() == (True, *answer)
        if case.closes is None:
            client.send(raw.close(1000))
        opcode, payload = client.frame()[1:]
        assert opcode == raw.CLOSE
        assert int.from_bytes(payload[:2], "big") == (1000 if case.closes is None else case.closes)
        assert client.is_ended()


# What a client of the suite says of itself in each part of chapter 13.
CAN = {"client_no_context_takeover": True, "client_max_window_bits": True}
PARTS = {
    "13.1": Offer(**CAN), "13.2": Offer(server_no_context_takeover=True, **CAN),
    "13.3": Offer(server_max_window_bits=9, **CAN),
    "13.4": Offer(server_max_window_bits=15, **CAN),
    "13.5": Offer(server_no_context_takeover=True, server_max_window_bits=9, **CAN),
    "13.6": Offer(server_no_context_takeover=True, server_max_window_bits=15, **CAN)}


@pytest.fixture(scope="module")
def deflating():
    with Serve(*OPTIONS, "--compress", "on") as running:
        yield running, Events(running)


def documents(opcode, size, fragment):
    """Ten pieces of a document, cut as the suite cuts it, one after another."""
    lines = [b'{"id": %d, "name": "lamp %d", "on": true},\n' % (n, n * 7) for n in range(9000)]
    text = b"".join(lines)
    cuts = tuple(range(fragment, size, fragment)) if fragment else ()
    return [[[Message(opcode, text[n * size // 2:][:size], cuts)]] for n in range(10)]


@pytest.mark.parametrize("size, fragment", [(16, 0), (1024, 0), (8192, 256), (65536, 0)])
@pytest.mark.parametrize("part", PARTS)
def test_compressed_as_in(deflating, part, size, fragment):
    """Chapter 12 is the first of these, with more payloads."""
    for opcode in (TEXT, BINARY):
        rounds = documents(opcode, size, fragment)
        play(*deflating, [(Websockets, PARTS[part])], rounds, random.Random(size))


def test_the_first_lawful_of_several_offers_is_taken_as_in_13_7(deflating):
    with Client(deflating[0].port) as client:
        status, headers, _ = client.handshake(Sec_WebSocket_Extensions=(
            "permessage-deflate; server_no_context_takeover; server_max_window_bits=9; "
            "client_max_window_bits, permessage-deflate; server_no_context_takeover, "
            "permessage-deflate"))
        assert status == 101
        answer = headers["Sec-WebSocket-Extensions"]
        assert answer.startswith(
            "permessage-deflate; server_no_context_takeover; server_max_window_bits=9")


# What the README says


def test_the_table_of_the_readme_is_what_is_expected_of_the_suite():
    _, shown, _ = results.parts((ROOT / "README.md").read_text())
    assert shown == results.markdown(results.load())


def test_nothing_fails_or_is_missing_in_what_is_expected():
    expected = results.load()
    assert len(expected) == 517
    assert results.summary("ws", expected, 517) == (
        "ws: 514 OK, 0 NON-STRICT, 3 INFORMATIONAL, 0 FAILED, 0 UNIMPLEMENTED of 517")


def test_a_difference_is_named():
    expected = {"1.1.1": "OK", "9.10.1": "OK", "9.2.1": "OK"}
    got = {"1.1.1": results.verdict("OK", "OK"), "9.2.1": results.verdict("OK", "UNCLEAN")}
    assert results.differences(expected, got, sorted(expected, key=results.place)) == [
        ("9.2.1", "OK", "FAILED"), ("9.10.1", "OK", "did not run")]
