"""Independent clients against `wscope serve`: what is sent comes back, and serve tells the same."""

import random
import select
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from wsproto.connection import Connection, ConnectionType
from wsproto.events import TextMessage
from wsproto.extensions import PerMessageDeflate

from differential import offers
from differential.by_hand import ByHand
from differential.deviations import DEVIATIONS
from differential.events import Events
from differential.messages import Message
from differential.offers import Offer
from differential.play import CLIENTS, OPTIONS, play
from differential.session import Difference, Session, until
from differential.strategies import session
from differential.wire import Wire
from differential.with_websockets import Websockets
from differential.with_wsproto import Wsproto
from program import ROOT, Serve
from raw import BINARY, TEXT

set_hypothesis_home_dir(ROOT / ".build" / "hypothesis")
# The same sessions every time: what is new is for the long run to find.
BOUNDED = settings(
    max_examples=15, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TLS = pytest.mark.parametrize("server", [[], ["--tls", "self-signed"]], ids=["ws", "wss"],
                              indirect=True)


@pytest.fixture(scope="module")
def server(request):
    """One server for all sessions of a test, every message compressed that can be."""
    with Serve(*OPTIONS, "--compress", "on", *getattr(request, "param", [])) as running:
        yield running, Events(running)
        assert running.end() == 0


@TLS
@BOUNDED
@given(drawn=session(), seed=st.integers(0, 1 << 32))
def test_what_is_sent_comes_back(server, drawn, seed):
    parts, rounds = drawn
    play(*server, parts, rounds, random.Random(seed))


@pytest.mark.parametrize("server, client, step", [
    ([], Websockets, 1), ([], Wsproto, 1), ([], ByHand, 1), (["--tls", "self-signed"], ByHand, 7)],
    ids=["ws-websockets", "ws-wsproto", "ws-by-hand", "wss-by-hand"], indirect=["server"])
def test_every_agreement_echoes(server, client, step):
    """Context takeover or not, windows of every size, both ways; by TLS a part of them."""
    dice = random.Random(7692)
    parts = [(client, offer) for offer in [None, *offers.ALL][::step] if client.can(offer)]
    assert len(parts) > 250 // step
    for begin in range(0, len(parts), 60):
        some = parts[begin:begin + 60]
        play(*server, some, [[[repeated(dice)] * 2 for _ in some]], dice)


def repeated(dice):
    """A message that refers back 200 to 5000 bytes; a second one does so again."""
    return Message(BINARY, dice.randbytes(dice.randint(200, 5000)) * 2)


def test_a_message_that_nobody_sent_is_a_difference():
    with Serve(*OPTIONS, "--app", "broadcast") as server:
        with pytest.raises(Difference, match="nobody sent|came back as"):
            play(server, Events(server), [(ByHand, None)] * 2,
                 [[[Message(TEXT, b"for all")], []]] * 3, random.Random(1))


def test_an_event_that_is_not_told_is_a_difference():
    with Serve(*OPTIONS, "--events", "connections") as server:
        with pytest.raises(Difference, match="events are due"):
            play(server, Events(server), [(ByHand, None)], [[[Message(TEXT, b"quiet")]]],
                 random.Random(1))


# Where clients and wscope do not do the same


def newest_ping(server):
    """A client that sends and reads nothing until the server stops reading, too."""
    wire = Wire(server.port, False, random.Random(1))
    session = Session(ByHand(server.port, "/", None), wire, None)
    until([session], lambda session: session.is_open)
    session.say([
        Message(BINARY, bytes(50_000), (), tuple((0, b"%d %d" % (n, i)) for i in range(5)))
        for n in range(300)])
    while select.select([], [wire], [], 0.2)[1]:
        wire.push()
    assert wire.is_sending
    until([session], lambda session: session.has_answers)
    wire.end()
    assert session.deviations["newest ping"] > 0


def characters(server):
    split = Message(TEXT, "ü".encode(), (1,))
    assert split.fragments() == [b"\xc3", b"\xbc"]
    assert split.fragments(on_characters=True) == [b"", b"\xc3\xbc"]
    half = Connection(ConnectionType.CLIENT).send(TextMessage(b"\xc3", message_finished=False))
    assert half[0] == BINARY, "bytes are no text to wsproto"
    play(server, Events(server), [(ByHand, None)], [[[split]]], random.Random(1))


def window_of_256(server):
    for refused in [
            lambda: zlib.compressobj(wbits=-8),
            lambda: ClientPerMessageDeflateFactory(client_max_window_bits=8),
            lambda: PerMessageDeflate(client_max_window_bits=8),
            lambda: PerMessageDeflate(server_max_window_bits=8)]:
        with pytest.raises(ValueError):
            refused()
    offer = Offer(server_max_window_bits=8, client_max_window_bits=8)
    dice = random.Random(8)
    play(server, Events(server), [(ByHand, offer)], [[[repeated(dice) for _ in range(20)]]], dice)


def always_offered(server):
    request = Wsproto(server.port, "/", Offer()).request().decode()
    assert "client_max_window_bits=15; server_max_window_bits=15" in request


SHOWN = [newest_ping, characters, window_of_256, always_offered]


@pytest.mark.parametrize("show", SHOWN, ids=lambda show: show.__name__)
def test_a_deviation_is_what_the_list_says(serve, show):
    show(serve(*OPTIONS))


def test_every_deviation_is_shown():
    assert [show.__name__.replace("_", " ") for show in SHOWN] == list(DEVIATIONS)
