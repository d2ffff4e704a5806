"""Sessions as hypothesis draws them, so that what fails becomes small."""

from hypothesis import strategies as st

from differential import offers
from differential.messages import Message
from differential.play import CLIENTS
from raw import BINARY, TEXT

SMALL = st.one_of(
    st.tuples(st.just(TEXT), st.text(max_size=300).map(str.encode)),
    st.tuples(st.just(BINARY), st.binary(max_size=300)))
# The edges of the length forms, and beyond what one receive brings. RFC 6455 §5.2.
SIZES = st.sampled_from([125, 126, 127, 65535, 65536, 300_000])
LARGE = st.builds(
    lambda opcode, size, part: (opcode, (part * (size // len(part) + 1))[:size]),
    st.sampled_from([TEXT, BINARY]), SIZES, st.text("aZ 0~", min_size=1).map(str.encode))


@st.composite
def message(draw):
    opcode, payload = draw(st.one_of(SMALL, SMALL, SMALL, LARGE))
    cuts = sorted(draw(st.lists(st.integers(0, len(payload)), max_size=5)))
    pings = draw(st.lists(
        st.tuples(st.integers(0, len(cuts)), st.binary(max_size=125)), max_size=3))
    return Message(opcode, payload, tuple(cuts), tuple(sorted(pings, key=lambda ping: ping[0])))


PARTS = [(client, offer) for client in CLIENTS for offer in [None, *offers.ALL]
         if client.can(offer)]


@st.composite
def session(draw):
    """(client, offer) of up to three clients, and what each says, round for round."""
    parts = draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=3))
    batch = st.lists(message(), max_size=5)
    batches = st.lists(batch, min_size=len(parts), max_size=len(parts))
    return parts, draw(st.lists(batches, min_size=1, max_size=3))
