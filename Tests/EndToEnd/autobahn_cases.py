"""Cases of the Autobahn suite by their numbers there: bytes, and what they demand.

Those of chapter 9 are smaller here.
"""

from dataclasses import dataclass

from raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close, frame

HELLO = "Hello, world!"
# Valid text, four bytes that make it invalid at the second of them, and valid text.
GREEK, BEYOND, REST = "κ\u1f79σμε".encode(), b"\xf4\x90\x80\x80", b"edited"


@dataclass(frozen=True)
class Case:
    number: str
    sends: list  # of frames, or of parts of frames
    receives: list = ()  # of (opcode, payload)
    closes: int | None = None  # the code wscope closes with, 0 for none; None: it does not
    chop: int | None = None  # bytes to a TCP segment

    def __str__(self):
        return self.number


def echo(number, opcode, payload, **how):
    return Case(number, [frame(opcode, payload)], [(opcode, payload)], **how)


def refused(number, *sends, after=(), code=1002, chop=None):
    """The connection is failed, once what came before was answered."""
    return Case(number, list(sends), [(TEXT, text.encode()) for text in after], code, chop)


def parts(payloads, opcode=TEXT):
    """A message in fragments."""
    last = len(payloads) - 1
    return [frame(CONTINUATION if number else opcode, part, fin=number == last)
            for number, part in enumerate(payloads)]


def ended(number, *sends):
    """Closed by the client; what comes after its close frame is ignored."""
    return Case(number, list(sends), [], 1000)


SIZES = [0, 125, 126, 127, 128, 65535, 65536]
FRAMING = [
    *(echo(f"1.1.{n}", TEXT, b"*" * size) for n, size in enumerate(SIZES, 1)),
    echo("1.1.8", TEXT, b"*" * 65536, chop=997),
    *(echo(f"1.2.{n}", BINARY, b"\xfe" * size) for n, size in enumerate(SIZES, 1)),
    echo("1.2.8", BINARY, b"\xfe" * 65536, chop=997)]

PINGS = [
    Case("2.1", [frame(PING)], [(PONG, b"")]),
    Case("2.2", [frame(PING, HELLO)], [(PONG, HELLO.encode())]),
    Case("2.3", [frame(PING, b"\x00\xff\xfe\xfd\xfc\xfb\x00\xff")],
         [(PONG, b"\x00\xff\xfe\xfd\xfc\xfb\x00\xff")]),
    Case("2.4", [frame(PING, b"\xfe" * 125)], [(PONG, b"\xfe" * 125)]),
    refused("2.5", frame(PING, b"\xfe" * 126)),
    Case("2.6", [frame(PING, b"\xfe" * 125)], [(PONG, b"\xfe" * 125)], chop=1),
    Case("2.7", [frame(PONG)]),
    Case("2.8", [frame(PONG, b"unsolicited")]),
    Case("2.9", [frame(PONG, b"unsolicited"), frame(PING, b"ping")], [(PONG, b"ping")]),
    *(Case(number, [frame(PING, b"payload-%d" % n) for n in range(10)],
           [(PONG, b"payload-%d" % n) for n in range(10)], chop=chop)
      for number, chop in [("2.10", None), ("2.11", 1)])]

RESERVED_BITS = [
    refused("3.1", frame(TEXT, HELLO, rsv=1)),
    refused("3.2", frame(TEXT, HELLO), frame(TEXT, HELLO, rsv=2), frame(PING), after=[HELLO]),
    refused("3.3", frame(TEXT, HELLO), frame(TEXT, HELLO, rsv=3), frame(PING), after=[HELLO]),
    refused("3.4", frame(TEXT, HELLO), frame(TEXT, HELLO, rsv=4), frame(PING), after=[HELLO],
            chop=1),
    refused("3.5", frame(BINARY, b"\x00\xff\xfe\xfd", rsv=5)),
    refused("3.6", frame(PING, HELLO, rsv=6)),
    refused("3.7", frame(CLOSE, rsv=7))]

OPCODES = [
    refused("4.1.1", frame(3)), refused("4.1.2", frame(4, "reserved")),
    *(refused(f"4.1.{n}", frame(TEXT, HELLO), frame(n + 2), frame(PING), after=[HELLO])
      for n in (3, 4, 5)),
    refused("4.2.1", frame(11)), refused("4.2.2", frame(12, "reserved")),
    *(refused(f"4.2.{n}", frame(TEXT, HELLO), frame(n + 10), frame(PING), after=[HELLO])
      for n in (3, 4, 5))]

ONE, TWO = b"fragment1", b"fragment2"
WHOLE = [(TEXT, ONE + TWO)]
FRAGMENTS = [
    refused("5.1", *parts([ONE, TWO], PING)),
    refused("5.2", *parts([ONE, TWO], PONG)),
    Case("5.3", parts([ONE, TWO]), WHOLE),
    Case("5.5", parts([ONE, TWO]), WHOLE, chop=1),
    Case("5.6", [frame(TEXT, ONE, fin=False), frame(PING, "ping"), frame(CONTINUATION, TWO)],
         [(PONG, b"ping"), *WHOLE]),
    refused("5.9", frame(CONTINUATION, ONE), frame(TEXT, HELLO)),
    refused("5.12", frame(CONTINUATION, ONE, fin=False), frame(TEXT, HELLO)),
    refused("5.15", *parts([ONE, TWO]), frame(CONTINUATION, "fragment3", fin=False),
            frame(TEXT, "fragment4"), after=["fragment1fragment2"]),
    refused("5.18", frame(TEXT, ONE, fin=False), frame(TEXT, TWO)),
    Case("5.19", [frame(TEXT, ONE, fin=False), frame(CONTINUATION, TWO, fin=False),
                  frame(PING, "pongme 1!"), frame(CONTINUATION, ONE, fin=False),
                  frame(PING, "pongme 2!"), frame(CONTINUATION, TWO)],
         [(PONG, b"pongme 1!"), (PONG, b"pongme 2!"), (TEXT, ONE + TWO + ONE + TWO)])]

ACCEPTED_TEXT = {
    "6.1.1": "", "6.2.1": "Hello-µ@ßöäüàá-UTF-8!!",
    "6.5.5": "κ\u1f79σμε", "6.6.5": "κ\u1f79",
    "6.7.1": "\0", "6.7.2": "\x80", "6.7.3": "\u0800", "6.7.4": "\U00010000", "6.9.1": "\x7f",
    "6.9.2": "\u07ff", "6.9.3": "\uffff", "6.9.4": "\U0010ffff", "6.11.1": "\ud7ff",
    "6.11.2": "\ue000", "6.11.3": "\ufffd", "6.22.1": "\ufffe", "6.22.34": "\U0010ffff"}
REFUSED_TEXT = {
    "6.6.1": "ce", "6.6.3": "cebae1", "6.8.1": "f888808080", "6.8.2": "fc8480808080",
    "6.10.1": "f7bfbfbf", "6.11.5": "f4908080", "6.12.1": "80", "6.12.2": "bf",
    "6.13.1": "c020c120c220c320",
    "6.14.1": "c0", "6.14.3": "f08080", "6.16.1": "fe", "6.16.2": "ff", "6.16.3": "fefeffff",
    "6.17.1": "c0af", "6.17.2": "e080af", "6.18.1": "c1bf", "6.18.2": "e09fbf",
    "6.19.1": "c080", "6.20.1": "eda080", "6.20.7": "edbfbf", "6.21.1": "eda080edb080",
    "6.21.8": "edafbfedbfbf"}
TEXTS = [
    *(echo(number, TEXT, text.encode()) for number, text in ACCEPTED_TEXT.items()),
    Case("6.2.3", parts([bytes([byte]) for byte in "Hello-µ@ßöäü".encode()]),
         [(TEXT, "Hello-µ@ßöäü".encode())]),
    *(refused(number, frame(TEXT, bytes.fromhex(text)), code=1007)
      for number, text in REFUSED_TEXT.items()),
    refused("6.3.1", frame(TEXT, GREEK + b"\xed\xa0\x80" + REST), code=1007),
    # Refused at once: the rest of the message is never sent.
    Case("6.4.1", [frame(TEXT, GREEK, fin=False), frame(PING, "on"),
                   frame(CONTINUATION, BEYOND, fin=False)], [(PONG, b"on")], 1007),
    Case("6.4.2", [frame(TEXT, GREEK + b"\xf4", fin=False), frame(PING, "on"),
                   frame(CONTINUATION, b"\x90", fin=False)], [(PONG, b"on")], 1007),
    refused("6.4.3", frame(TEXT, GREEK + BEYOND + REST)[:-len(REST)], code=1007),
    refused("6.4.4", frame(TEXT, GREEK + BEYOND + REST)[:-len(REST) - 2], code=1007)]

LAWFUL = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999]
UNLAWFUL = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999]
CLOSINGS = [
    Case("7.1.1", [frame(TEXT, "Hello World!")], [(TEXT, b"Hello World!")]),
    ended("7.1.2", close(1000), frame(CLOSE)),
    ended("7.1.3", close(1000), frame(PING)),
    ended("7.1.4", close(1000), frame(TEXT, "Hello World!")),
    ended("7.1.5", frame(TEXT, ONE, fin=False), close(1000), frame(CONTINUATION, TWO)),
    Case("7.3.1", [close()], [], closes=0),
    refused("7.3.2", frame(CLOSE, b"a")),
    ended("7.3.3", close(1000)), ended("7.3.4", close(1000, b"Hello World!")),
    ended("7.3.5", close(1000, b"*" * 123)), refused("7.3.6", close(1000, b"*" * 124)),
    refused("7.5.1", close(1000, GREEK + b"\xed\xa0\x80" + REST), code=1007),
    *(Case(f"7.7.{n}", [close(code)], [], code) for n, code in enumerate(LAWFUL, 1)),
    *(refused(f"7.9.{n}", close(code)) for n, code in enumerate(UNLAWFUL, 1))]

LARGE = [
    echo("9.1.3", TEXT, b"BAsd7&jh23" * 104_857), echo("9.2.3", BINARY, b"\x00\xfe23" * 262_144),
    *(Case(number, parts([b"*" * size] * (262_144 // size)), [(TEXT, b"*" * 262_144)])
      for number, size in [("9.3.1", 64), ("9.3.3", 1024), ("9.3.7", 262_144)]),
    echo("9.5.1", TEXT, b"*" * 65_536, chop=64),
    Case("9.7.2", [frame(TEXT, "*" * 16)] * 1000, [(TEXT, b"*" * 16)] * 1000),
    Case("10.1.1", parts([b"*" * 1300] * 50 + [b"*" * 536]), [(TEXT, b"*" * 65_536)])]

CASES = [*FRAMING, *PINGS, *RESERVED_BITS, *OPCODES, *FRAGMENTS, *TEXTS, *CLOSINGS, *LARGE]
