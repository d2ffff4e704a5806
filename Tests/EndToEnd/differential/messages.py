"""Random messages: what they hold, where they are cut, and the pings in between."""

from dataclasses import dataclass

from raw import BINARY, TEXT

# A band of code points for each kind of UTF-8 sequence, and planes of their own at the end.
BANDS = [(0x20, 0x7E), (0, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF),
         (0x10000, 0x1FFFF), (0x20000, 0x3FFFF), (0xE0000, 0xE01EF), (0x100000, 0x10FFFF)]
WORDS = ["{\"temperature\":", "21.5", ",\"slot\":", "grüße", "}", "\n", "☃", "𝄞"]


@dataclass(frozen=True)
class Message:
    opcode: int
    payload: bytes
    # Where a new fragment begins, in order; twice the same place is an empty fragment.
    cuts: tuple = ()
    # (number of the fragment before which it is sent, payload)
    pings: tuple = ()

    def fragments(self, on_characters=False):
        """The parts of the payload; on_characters moves each cut to where a character begins."""
        places = [self._character(cut) if on_characters else cut for cut in self.cuts]
        edges = [0, *places, len(self.payload)]
        return [self.payload[a:b] for a, b in zip(edges, edges[1:])]

    def _character(self, cut):
        while self.opcode == TEXT and cut < len(self.payload) and self.payload[cut] & 0xC0 == 0x80:
            cut -= 1
        return cut


def text(dice, size):
    """About so many bytes of text, every plane of Unicode among it."""
    if dice.random() < 0.5:
        return "".join(dice.choices(WORDS, k=size // 6)).encode()
    low, high = dice.choice(BANDS)
    width = len(chr(high).encode())
    count = min(size // width, 64)
    whole = "".join(map(chr, dice.choices(range(low, high + 1), k=count))).encode()
    return whole * (size // len(whole)) if whole else b""


def binary(dice, size):
    """Bytes that compress, or that do not."""
    if dice.random() < 0.5:
        return dice.randbytes(size)
    return (dice.randbytes(dice.randint(1, 64)) * (size // 2 + 1))[:size]


def size(dice, largest):
    """Mostly small, now and then large, often at an edge of the length forms. RFC 6455 §5.2."""
    chance = dice.random()
    if chance < 0.80:
        return dice.randint(0, min(200, largest))
    if chance < 0.97:
        return dice.randint(0, min(2000, largest))
    if chance < 0.997:
        return min(dice.choice([0, 1, 125, 126, 127, 65535, 65536]), largest)
    return dice.randint(0, largest)


def message(dice, largest):
    """One message, in one frame most of the time."""
    opcode, make = dice.choice([(TEXT, text), (BINARY, binary)])
    payload = make(dice, size(dice, largest))
    if dice.random() < 0.7:
        return Message(opcode, payload)
    count = dice.randint(0, 6)
    cuts = tuple(sorted(dice.randint(0, len(payload)) for _ in range(count)))
    places = sorted(dice.randint(0, count) for _ in range(dice.choice([0, 1, 1, 3])))
    pings = tuple((place, dice.randbytes(dice.choice([0, 4, 125]))) for place in places)
    return Message(opcode, payload, cuts, pings)
