"""Where the fuzzer begins, besides Tests/Fuzz/Corpus: inputs in the targets' own notation.

`seeds.py folder` writes folder/target/name. What a target reads, step by step, stands in its source;
here are the ways through it that chance would take long to find.
"""

import pathlib
import struct
import sys




def u8(*numbers):
    return bytes(number & 255 for number in numbers)


# --- engine: EngineDriver.step

(JOIN, REQUEST, FIN, FAIL, SECURED, ROOM, WRITABLE, PASS, COMMAND, LOOK, FRAME, COMPRESSED, ASK, WATCH,
 REPORT, BUDGET, BUDGET_BACK, HELD, MANNER, SHUTDOWN, FLOOD, CROWD, RAW) = range(23)
WATCHED, ALONE = 128, 64
SEND, FRAGMENT, PING, CLOSE, ABORT, CRAFT, STOP, TEMPER = range(8)
ALL, FIRST_SLOT = 128, 192
PAGE = 240  # as the count of a payload: 4090 letters, and as many more for each above


def step(operation, *arguments, who=0):
    return u8(operation | who << 5) + b"".join(
        argument if isinstance(argument, bytes) else u8(argument) for argument in arguments
    )


def text(payload):
    return u8(len(payload)) + payload


def raw(payload):
    return step(RAW, text(payload))


def masked(first, payload, key=b"\x0a\x0b\x0c\x0d"):
    size = len(payload)
    head = u8(first, 128 | size) if size < 126 else u8(first, 254) + struct.pack(">H", size)
    return head + key + bytes(byte ^ key[place % 4] for place, byte in enumerate(payload))


def world(traits=0, sizes=1, manner=WATCHED):
    return u8(traits, sizes, manner)


def frames(*firsts):
    return b"".join(step(FRAME, first, text(b"hello")) for first in firsts)


PACKED = step(COMPRESSED, 0, text(b"hello hello hello")) + step(COMPRESSED, 1, text(b"hello hello hello")) + frames(0x80)
TOUR = (
    frames(0x81, 0x82, 0x89, 0x8A, 0x01, 0x80) + step(LOOK, 0)
    + step(FRAME, 0x82, PAGE + 1) + step(FRAME, 0x82, PAGE + 5) + step(LOOK, 2) + step(LOOK, 1)
    + step(ASK, 7, 0) + step(ASK, 3, text(b"usual")) + step(ASK, 11, text(b"usual"))
    + step(ASK, 0, text(b"ping")) + step(ASK, 0, 130, b"p" * 130)
    + step(ASK, 4, text(b"whole")) + step(ASK, 12, text(b"whole")) + step(ASK, 5, text(b"part"))
    + step(WATCH) * 2 + step(ASK, 4, text(b"amid")) + step(ASK, 14, text(b"part")) + step(ASK, 6, text(b"end"))
    + step(ASK, 4, PAGE + 9) + step(ASK, 4, 255) + step(LOOK, 2)
)
CLOSING = step(ASK, 1, text(b"bye")) + frames(0x89, 0x81) + step(FRAME, 0x88, text(b"\x03\xe8bye"))


def engine():
    for name, traits in dict(
        deflate=0, plain=1, stateless=2, packing=3, large=4, largeplain=5, largestateless=6
    ).items():
        for manner in (0, 1, 3, 4, 7, 8):
            for sizes in (0, 1, 2, 3, 17):
                packed = b"" if traits & 3 == 1 else PACKED
                seed = world(traits, sizes, WATCHED * (sizes != 1) | manner) + packed + TOUR + CLOSING
                yield f"tour-{name}-{manner}-{sizes}", seed
    for manner in (2, 5, 6):
        yield f"manner-{manner}", world(4, 1, WATCHED | manner) + frames(0x81) + step(FRAME, 0x82, PAGE + 5)
    # Peers that break rules, and what they send behind their end.
    for first in (0x83, 0x91, 0xA1, 0xC9, 0x09, 0x80, 0xC0, 0x88):
        yield f"breach-{first:x}", world() + frames(first, 0x81) + step(LOOK, 0) + step(LOOK, 2)
        yield f"amid-{first:x}", world(1) + frames(0x01, first) + step(WATCH) + frames(0x81)
    for name, payload in dict(
        none=b"", code=b"\x03\xe8", wrong=b"\x03\xed", torn=b"\x03", reason=b"\x03\xe8\xff",
        half=b"\x03\xe8\xc3",
    ).items():
        seed = step(FRAME, 0x88, text(payload)) + frames(0x81) + raw(masked(0x81, b"late"))
        yield f"close-{name}", world() + seed + raw(b"\x81")
        late = raw(masked(0x81, b"late") + masked(0x82, b"")) + raw(b"\x81") + step(LOOK, 2)
        yield f"late-{name}", world() + step(ROOM, 0) + step(FRAME, 0x88, text(payload)) + late + step(WATCH) + late
        yield f"answer-{name}", world() + step(ROOM, 1) + step(ASK, 1, text(b"bye")) + seed
    for name, part in dict(
        text=masked(0x81, b"\xff"), half=masked(0x81, b"\xc3"), unmasked=b"\x81\x01a",
        long=b"\x82\xfe\x00\x01abcda", longer=b"\x82\xff" + b"\0" * 7 + b"\x01abcda",
        top=b"\x82\xff\x80" + b"\0" * 7 + b"abcd", huge=b"\x82\xff\0\0\1" + b"\0" * 5 + b"abcd",
        control=b"\x89\xfe\x00\x7eabcd", corrupt=masked(0xC2, b"\xff\xff\xff"),
        badtext=masked(0xC1, b"\x4a\x07\0"), ping=masked(0x89, b"p" * 125),
    ).items():
        yield f"wire-{name}", world() + raw(part) + step(LOOK, 0)
        pieces = b"".join(raw(part[place : place + 1]) for place in range(len(part)))
        yield f"torn-{name}", world() + pieces + step(LOOK, 0)
    yield "usual", world(5, 1) + raw(masked(0x82, b"a" * 200) + masked(0x81, b"b" * 40) + b"\x82\xfe")
    yield "usual-bad", world(5, 1) + raw(masked(0x81, b"a" * 20) + masked(0x81, b"\xff" * 20))
    yield "fragments", world(1) + frames(0x01, *[0x00] * 12)
    yield "big", world(1) + step(FRAME, 0x02, PAGE) * 1 + step(FRAME, 0x80, PAGE)
    yield "bomb", world() + step(COMPRESSED, 2, PAGE + 15) + step(LOOK, 2)
    yield "packedtext", world(4, 3) + step(COMPRESSED, 0, text(b"\xff\xfe" * 20)) + step(LOOK, 2)
    yield "flood", world(128) + frames(*[0x89] * 9)
    yield "landing", world(5) + raw(masked(0x82, b"a" * 3000)[:200]) + raw(b"b" * 200) * 15
    yield "lent", world(5) + raw(masked(0x82, b"a" * 3000)[:200]) + step(MANNER, WATCHED | 6) + raw(b"b" * 250) * 12
    noise = bytes((place * place * 37 + place * 11) & 255 for place in range(220))
    for traits in (2, 6):
        seed = step(JOIN, 0) + step(REQUEST, 2) + step(COMMAND, ALL | FRAGMENT | 32, text(noise))
        yield f"shared-{traits}", world(traits) + seed + step(COMMAND, ALL | FRAGMENT | 32, text(b"hello " * 9))
    yield "usual-long", world(1) + step(ASK, 3, text(b"x" * 200)) + step(COMMAND, FIRST_SLOT | ABORT) + step(COMMAND, FIRST_SLOT | ABORT)
    pair = step(JOIN, 1) + step(SECURED) + step(REQUEST, 1) + step(JOIN, 0) + step(REQUEST, 1)
    yield "pair", world(5, 1, ALONE) + pair + step(COMMAND, ALL | CRAFT | 8, PAGE + 5, 4) + step(COMMAND, ALL | FRAGMENT | 32, PAGE + 5)
    yield "pair-lent", world(5, 1, 7) + raw(masked(0x82, b"a" * 240)) + pair + step(FRAME, 0x82, PAGE + 8)
    yield "pair-rounds", world(5, 1) + step(JOIN, 0) + step(REQUEST, 1) + step(COMMAND, ALL | CRAFT | 8, PAGE, 255) + step(PASS, 9)
    yield "craft-full", world(1, 0) + step(ROOM, 0) + step(COMMAND, CRAFT | 8, PAGE, 4) * 4
    for manner in (3, 9, 10, 11):
        for first in (0x81, 0x89):
            yield f"flood-{manner}-{first}", world(69, 33, manner) + step(FLOOD, 255, text(masked(0x82, b"0123456789") + masked(first, b"p" * 12))) + step(COMMAND, PING, text(b"p"))
    yield "gone", world(1, 1, 32) + step(ROOM, 0) + step(ASK, 4, text(b"x")) + step(ASK, 4, 255)
    yield "crowded", world(1, 193, WATCHED) + step(CROWD, 218) + step(PASS, 255) + step(ASK, 7, 0)
    yield "crowded-silent", world(1, 193) + step(CROWD, 218) + step(PASS, 1) + step(PASS, 255)
    yield "handshakes", world(0, 1) + (step(JOIN, 0) + step(REQUEST, 8) + step(FIN)) * 130 + step(LOOK, 0)
    yield "displaced-tls", world(32, 1, WATCHED | ALONE) + step(JOIN, 1) + step(JOIN, 2) + step(JOIN, 3) + step(LOOK, 0)
    yield "pongs-now", world() + step(COMMAND, TEMPER | 8) + frames(0x89) + step(COMMAND, TEMPER | 24) + step(COMMAND, TEMPER | 56)
    yield "held", world(5) + step(COMMAND, TEMPER | 16) + raw(masked(0x82, b"a" * 100)) + step(COMMAND, TEMPER | 24) + step(PASS, 9)
    yield "inflated", world(4, 3) + step(COMPRESSED, 2, PAGE) + step(LOOK, 2)
    for first in (0x81, 0x89):
        yield f"split-memory-{first}", world(5) + step(COMMAND, TEMPER | 24) + step(BUDGET, 0) + frames(first) + step(ASK, 4, text(b"x"))
    # Handshakes.
    for request in range(11):
        for traits in (0, 8, 2):
            seed = step(JOIN, 0) + step(REQUEST, request) + step(LOOK, 0) + step(LOOK, 2)
            yield f"request-{request}-{traits}", world(traits, 1, WATCHED | ALONE) + seed + frames(0x81)
        seed = step(JOIN, 1) + step(SECURED) + step(REQUEST, request) + frames(0x81, 0x89) + step(ASK, 4, 255)
        yield f"secure-{request}", world(4, 9, WATCHED | ALONE) + step(HELD, 9) + seed + step(WRITABLE)
    yield "request-late", world(0, 8, ALONE) + step(JOIN, 0) + raw(b"GET / HT") + step(WATCH) + raw(b"TP/1.1\r\n" * 9)
    yield "request-long", world(0, 1, ALONE | WATCHED) + step(JOIN, 0) + raw(b"GET /" + b"a" * 249) * 40
    full = step(JOIN, 0) * 3 + step(JOIN, 6) + step(REQUEST, 1) + step(REQUEST, 4, who=1) + step(LOOK, 0)
    for traits in (0, 16, 32, 48):
        for sizes in (1, 65):
            yield f"full-{traits}-{sizes}", world(traits, sizes) + full + step(PASS, 3) + full
    crowd = (step(JOIN, 6) + step(REQUEST, 1) + step(PASS, 1)) * 5 + step(JOIN, 14) + step(JOIN, 2) + step(PASS, 30) + step(JOIN, 6)
    yield "crowd", world(16, 1, ALONE) + crowd
    yield "crowd-watched", world(48, 1, ALONE | WATCHED) + crowd + step(LOOK, 0)
    # Ends.
    for traits in (0, 1):
        for operation in (FIN, FAIL):
            for who in (0, 4):
                for before in (b"", step(ASK, 1, text(b"bye")), step(ROOM, 1) + frames(0x83), step(JOIN, 1)):
                    yield f"end-{traits}-{operation}-{who}-{len(before)}", world(traits) + before + step(operation, who=who)
    yield "silence", world() + step(PASS, 64) * 2 + step(PASS, 255) * 2
    yield "no-pong", world(64) + step(PASS, 255) * 12
    yield "no-timeouts", world(64 | 128, 33) + frames(*[0x89] * 9) + step(PASS, 255) * 12
    yield "asks", world(1) + step(ASK, 2, text(b"reason")) + step(ASK, 12, text(b"")) + step(ASK, 2, 0) + step(ASK, 2, 0)
    yield "asks-torn", world(1) + step(ASK, 5, text(b"part")) + step(WATCH) * 2 + step(ASK, 6, text(b"end")) + step(LOOK, 0)
    for manner in (3, 7, 8):
        yield f"outbox-{manner}", world(5, 1, manner) + raw(masked(0x81, b"a" * 240)) * 3 + step(FRAME, 0x82, PAGE + 3) * 9
        yield f"outbox-many-{manner}", world(5, 1, manner) + raw(b"".join([masked(0x81, b"a")] * 30)) * 30
    yield "pong", world() + step(ASK, 0, text(b"me")) + step(FRAME, 0x8A, text(b"me")) + step(PASS, 255) + step(LOOK, 0)
    yield "slow-message", world(5 | 64, 33) + raw(masked(0x82, b"a" * 200)[:20]) + (step(FRAME, 0x89, 0) + step(PASS, 120)) * 9
    yield "slow-handshake", world(0, 1, ALONE | WATCHED) + step(JOIN, 0) + raw(b"GET ") + step(JOIN, 1) + step(PASS, 255) * 2
    yield "slow-lane", world(0, 1, ALONE) + step(JOIN, 0) * 3 + raw(b"GET ") + step(PASS, 255) * 2
    yield "stall", world() + step(ROOM, 1) + step(ASK, 4, 245) + step(PASS, 255) + step(LOOK, 0)
    yield "stall-tls", world() + step(HELD, 20) + step(ASK, 4, text(b"held")) + step(PASS, 255)
    yield "sleep", world() + step(COMPRESSED, 0, text(b"hello hello hello")) + step(PASS, 90) + step(COMPRESSED, 0, text(b"hello hello hello")) + step(ASK, 4, text(b"again again again"))
    yield "shutdown", world() + step(JOIN, 0) + step(SHUTDOWN, 255) + step(JOIN, 0) + frames(0x81) + step(SHUTDOWN, 255)
    yield "report", world() + step(REPORT) + step(LOOK, 0) + step(LOOK, 1)
    yield "absent", world(1, 1, WATCHED | 1) + step(LOOK, 0) + frames(*[0x81] * 30) + step(PASS, 10) + frames(*[0x81] * 30) + step(LOOK, 0) + step(LOOK, 2)
    # A kernel that takes little, queues that fill.
    for traits in (0, 1, 2):
        for sizes in (0, 1, 128):
            many = step(ASK, 4, text(b"q" * 200)) * 12 + frames(0x89, 0x89) + step(ASK, 0, text(b"p")) + step(ASK, 5, text(b"x" * 40)) + step(ASK, 14, text(b"y" * 40))
            seed = world(traits, sizes) + step(ROOM, 2) + many + step(WRITABLE) + many + step(ROOM, 0) + many + step(ASK, 4, 245) + step(LOOK, 0)
            yield f"queue-{traits}-{sizes}", seed + step(ROOM, 40) + step(PASS, 1) + step(WRITABLE) + CLOSING
    # Commands.
    verbs = (
        step(COMMAND, SEND, text(b"hello hello hello")) + step(COMMAND, SEND, text(b"\xff"))
        + step(COMMAND, FRAGMENT, text(b"part")) + step(COMMAND, FRAGMENT | 8 | 32, text(b"end"))
        + step(COMMAND, FRAGMENT | 8, text(b"stray")) + step(COMMAND, FRAGMENT | 24, text(b"control"))
        + step(COMMAND, SEND, 255) + step(COMMAND, PING, text(b"ping")) + step(COMMAND, PING, PAGE)
        + step(COMMAND, CLOSE | 8, 7, text(b"bye")) + step(COMMAND, SEND, text(b"too late"))
    )
    everyone = bytearray(verbs)
    for traits in (0, 1, 2, 4):
        yield f"verbs-{traits}", world(traits) + verbs
        for target in (ALL, FIRST_SLOT, FIRST_SLOT | 8):
            seed = world(traits, 1) + step(JOIN, 0) + step(REQUEST, 2) + step(JOIN, 1)
            for payload in (text(b"hello hello hello"), u8(255)):
                seed += step(COMMAND, target | SEND, payload) + step(COMMAND, target | PING, text(b"p"))
            for ways in (3, 4, 1):
                seed += step(COMMAND, target | TEMPER | ways << 3 if target == ALL else target | TEMPER)
            yield f"target-{traits}-{target}", seed + frames(0x89) + step(COMMAND, target | CLOSE, 0, text(b""))
    for code in (0, 6, 7, 130, 255):
        for reason in (b"", b"bye", b"\xff", b"r" * 124):
            for bit in (0, 8):
                yield f"closing-{code}-{len(reason)}-{bit}-{reason[:1].hex()}", world() + step(COMMAND, CLOSE | bit, code, text(reason)) + CLOSING
    yield "nobody", world() + step(COMMAND, SEND, text(b"x"), who=7) + step(COMMAND, ABORT) + step(COMMAND, SEND, text(b"x")) + step(JOIN, 0) + step(COMMAND, SEND, text(b"x"), who=1) + step(ASK, 4, text(b"x"), who=1) + step(ASK, 0, text(b"x"), who=7) + step(ASK, 1, text(b"x"), who=7)
    crafts = dict(
        text=b"\x81\x02hi", part=b"\x01\x02hi", masked=masked(0x81, b"hi"), close=b"\x88\x02\x03\xe8",
        empty=b"\x88\x00", packed=b"\xc1\x03\x4a\x07\0", torn=b"\x81", reserved=b"\xb3\x01a",
        longest=b"\x81\x7f\x7f" + b"\xff" * 7 + b"\xc3", control=b"\x89\x01p", stray=b"\x80\x01a",
    )
    for name, frame in crafts.items():
        craft = step(COMMAND, CRAFT | 8, text(frame), 4)
        seed = craft + frames(0x81) + step(LOOK, 0) + step(COMMAND, CRAFT | 16, text(frame), text(frame), 255)
        yield f"craft-{name}", world() + seed + step(PASS, 3) + step(COMMAND, STOP) + step(FRAME, 0x88, text(b"\x03\xe8"))
        yield f"craft-queued-{name}", world(1, 0) + step(ROOM, 1) + step(ASK, 4, text(b"q" * 90)) + seed * 3 + step(PASS, 9)
    yield "craft-none", world() + step(COMMAND, CRAFT, 4) + step(COMMAND, CRAFT | 24, 255, 255, 255, 4)
    yield "craft-large", world(4) + step(COMMAND, CRAFT | 8, 255, 255) + step(PASS, 60)
    yield "craft-direct", world(5) + step(COMMAND, CRAFT | 8, PAGE + 9, 4) + step(COMMAND, TEMPER | 24) + step(COMMAND, CRAFT | 8, PAGE + 9, 4) + step(WRITABLE)
    yield "craft-gone", world() + step(COMMAND, CRAFT | 8, text(b"\x81\x00"), 255) + step(COMMAND, ABORT) + step(PASS, 3)
    yield "craft-many", world() + step(COMMAND, CRAFT | ALL | 8, text(b"\x81\x00"), 8) * 260
    for ways in range(8):
        seed = step(COMMAND, TEMPER | ways << 3) + frames(0x89, 0x81, 0x89) + step(LOOK, 0) + step(PASS, 2)
        seed += frames(0x81) + step(ASK, 4, PAGE + 9) + step(PASS, 9) + step(COMPRESSED, 0, text(b"hello hello hello"))
        for after in (5, 6, 7):
            yield f"temper-{ways}-{after}", world(4) + seed + step(COMMAND, TEMPER | after << 3) + seed + CLOSING
        yield f"temper-{ways}-plain", world(5, 0) + seed + step(ROOM, 3) + seed + step(WRITABLE) + CLOSING
    yield "late-pongs", world() + step(COMMAND, TEMPER | 8) + frames(*[0x89] * 70) + step(PASS, 20)
    yield "slow-reading", world(5) + step(COMMAND, TEMPER | 16) + raw(masked(0x82, b"a" * 100) * 2) + step(PASS, 64) + raw(masked(0x82, b"a" * 100)) + step(LOOK, 0)
    # Memory that is refused.
    for budget in (0, 1, 2, 4, 8, 16, 64, 160):
        for traits in (0, 1, 2, 4):
            less = step(BUDGET, budget)
            seed = less + step(COMPRESSED, 0, text(b"hello hello hello")) + frames(0x01, 0x80, 0x89)
            yield f"memory-{budget}-{traits}", world(traits, 1) + seed + step(BUDGET_BACK) + frames(0x81)
            seed = step(ROOM, 1) + step(ASK, 4, text(b"hello hello hello")) + less + step(ASK, 4, PAGE + 2)
            yield f"memory-out-{budget}-{traits}", world(traits, 1) + seed + frames(0x89) + step(ASK, 5, text(b"x" * 99)) + less + step(ASK, 14, PAGE + 3)
            seed = raw(masked(0x82, b"a" * 200)[:99]) + less + raw(masked(0x82, b"a" * 200)[99:])
            yield f"memory-in-{budget}-{traits}", world(traits, 1) + less + seed + step(COMMAND, ALL | SEND, text(b"hello hello hello"))
            yield f"memory-split-{budget}-{traits}", world(traits, 1) + step(COMMAND, TEMPER | 24) + less + step(ASK, 4, PAGE + 9) + frames(0x89, 0x81) + step(WRITABLE)


# --- anatomy: FrameHeader(choices), then what judges it

def anatomy():
    for number, first in enumerate((0x81, 0x82, 0x80, 0x00, 0x01, 0x88, 0x89, 0x8A, 0x83, 0x8B, 0xC1, 0xB1, 0xA2, 0x08, 0xC0)):
        for second in (0x00, 0x80, 0x02, 0x82, 0x03, 0x83):
            length = struct.pack(">Q", (0, 1, 126, 70000, 1 << 63, (1 << 63) - 1)[(number + second) % 6])
            for traits in (0, 1, 2, 3, 4, 6):
                code = struct.pack(">H", (1000, 1005, 1006, 3500, 4500, 999, 1001, 1015)[(number + traits) % 8])
                yield f"{first:x}-{second:x}-{traits}", u8(first, second) + length + b"abcd" + u8(traits) + code + b"x" * (number * 7)
    for code in (*range(1000, 1016), 3000, 4000, 0, 65535):
        yield f"code-{code}", u8(0x81, 0x80) + b"\0" * 8 + b"abcd\xff" + struct.pack(">H", code)


# --- policy: lines of a request and of a configuration, or the steps of a crowd

def policy():
    hosts = "127.0.0.1:8000 localhost [::1]:80 evil.example ws.example:80 127.0.0.256 127.1 :80 a:99999 a:b 127.0.0. ws.example: 128.0.0.1 127.0.0.1.2 127..0.1".split()
    origins = "|http://ws.example|https://a.example:444|http://127.0.0.1:8000|ws://ws.example:80|null|http:x|://x|wss://ws.example|ftp://x|http://[::1]|http://localhost:8000".split("|")
    lists = ("", "http://a.example\nws.example:80\nevil.example", "*\n*\n*", "https://a.example:444\n[::1]\nws.example\nnull\n\n127.0.0.1")
    for number, host in enumerate(hosts):
        for place, origin in enumerate(origins):
            traits = (number + place) % 4 * 2
            target = ("/", "/x?y", f"http://{host}/", "wss://ws.example", "ws://?x", "http:///", "https://a b")[(number + place) % 7]
            listed = lists[(number * 3 + place) % 4]
            lines = "\n".join((host, origin, target) + ((listed,) if listed else ()))
            yield f"host-{number}-{place}", u8(traits) + lines.encode()
    steps = u8(*[choice for peer in range(8) for choice in (peer << 2, 0, 0, peer << 2 | 33, 255, 1, 2, 128, 64, 3 | peer << 2, 129, 200)])
    for connections in range(3):
        for handshakes in range(3):
            for rate in (0, 1, 2):
                limits = u8(1, connections, handshakes, rate)
                yield f"crowd-{connections}-{handshakes}-{rate}", limits + steps * 2
                yield f"crowd-flood-{connections}-{handshakes}-{rate}", limits + u8(0, 15, 240) * 9 + u8(252, 15, 240) + steps


# --- response and decoder: who asked, then what comes

REQUEST_HEAD = (
    "GET /chat?token=1 HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{}\r\n"
)
ACCEPT = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n"
PROTOCOL = "Sec-WebSocket-Protocol: chat, soup\r\n"


def opening(fields=""):
    head = REQUEST_HEAD.format(fields).encode()
    head += b" " * (len(head) % 2)
    return u8(len(head) >> 1) + head


def answers():
    switching = "HTTP/1.1 101 Switching Protocols\r\n"
    yield "right", switching + ACCEPT + "\r\n"
    yield "interim", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + switching + ACCEPT + "\r\n"
    yield "deflate", switching + ACCEPT + DEFLATE + "\r\n"
    yield "windows", switching + ACCEPT + DEFLATE[:-2] + "; server_max_window_bits=10; client_no_context_takeover; server_no_context_takeover; client_max_window_bits=9\r\n\r\n"
    yield "wrong-windows", switching + ACCEPT + DEFLATE[:-2] + "; server_max_window_bits=77\r\n\r\n"
    yield "twice", switching + ACCEPT + DEFLATE[:-2] + "; server_no_context_takeover; server_no_context_takeover\r\n\r\n"
    yield "unknown", switching + ACCEPT + DEFLATE[:-2] + "; x=1\r\n\r\n"
    yield "bits", switching + ACCEPT + DEFLATE[:-2] + "; client_max_window_bits=07\r\n\r\n"
    yield "foreign", switching + ACCEPT + "Sec-WebSocket-Extensions: x-foo; a=\"b\\c\"; d\r\n\r\n"
    yield "malformed", switching + ACCEPT + "Sec-WebSocket-Extensions: ;\r\n\r\n"
    yield "protocol", switching + ACCEPT + "Sec-WebSocket-Protocol: chat\r\n\r\n"
    yield "secret", switching + ACCEPT + "Set-Cookie: a=b\r\nSec-WebSocket-Protocol: " + "t" * 40 + "\r\n\r\n"
    yield "no-upgrade", switching + "Connection: Upgrade\r\n\r\n"
    yield "no-connection", switching + "Upgrade: websocket\r\n\r\n"
    yield "no-accept", switching + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    yield "wrong-accept", switching + ACCEPT.replace("s3pP", "s3pQ") + "\r\n"
    yield "short-accept", switching + ACCEPT.replace("s3pP", "") + "\r\n"
    yield "refused", "HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno\n"
    for wrong in ("HTTP/2 200\r\n\r\n", "HTTP/1.1 1x1 \r\n\r\n", "HTTP/1.1 200x\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\nX: y\r\n\r\n", "HTTP/1.1 200 \x01\r\n\r\n", "HTTP/1.1 200 OK\r\n folded\r\n\r\n", "HTTP/1.1 200 OK\r\nX y\r\n\r\n", "HTTP/1.1 200 OK\r\nX: \x02\r\n\r\n", "HTTP/1.1 200 OK\r\nX"):
        yield f"wrong-{wrong[5:14].encode().hex()}-{len(wrong)}", wrong
    yield "long", switching + "X: " + "y" * 5000


def spoken(mask):
    packed = b"\xcaH\xcd\xc9\xc9W\xc8@'\x00"
    if mask:
        make = masked
    else:
        def make(first, payload):
            return u8(first) + (u8(len(payload)) if len(payload) < 126 else u8(126) + struct.pack(">H", len(payload))) + payload
    yield "plain", make(0x81, b"hello") + make(0x01, b"\xc3") + make(0x89, b"p") + make(0x80, b"\xa9") + make(0x82, b"x" * 1500) + make(0x88, b"\x03\xe8bye") + make(0x81, b"late")
    yield "packed", make(0xC1, packed) + make(0x41, packed[:4]) + make(0x80, packed[4:]) + make(0xC2, packed)
    yield "corrupt", make(0xC1, b"\xff\xff") + make(0xC1, packed) + make(0x41, b"\xff") + make(0x81, b"new")
    yield "badtext", make(0xC1, b"\xfa\xff\xff\x03\x00") + make(0xC1, packed) + make(0x81, b"\xff") + make(0x81, b"\xc3") + make(0x01, b"a") + make(0x00, b"\xff") + make(0x80, b"b")
    yield "bomb", make(0xC2, b"\xec\xc1\x01\x01\x00\x00\x00\x80\x90\xfe\xaf\xee\x08\x0a" + b"\x00" * 2) * 3
    yield "wrong", make(0x83, b"a") + make(0xB2, b"a") + make(0x09, b"a") + make(0x80, b"a") + make(0x01, b"a") + make(0x02, b"b") + make(0x88, b"\x03") + make(0xC0, b"")
    yield "lengths", b"\x82\xfe\x00\x01abcda" + b"\x82\xff" + b"\0" * 7 + b"\x01abcda" + b"\x89\xfe\x00\x7eabcd" + b"p" * 126
    yield "top", make(0x81, b"a") + b"\x82\xff\xff" + b"\0" * 7 + b"abcd" + b"x" * 50
    yield "huge", make(0x02, b"a") + b"\x80\xff" + b"\0" * 5 + b"\x10\0\0abcd" + b"x" * 50
    yield "too-big", make(0x02, b"a" * 1900) + make(0x00, b"a" * 1900) + make(0x80, b"a") + make(0x82, b"b" * 2100) + make(0x02, b"c") + make(0, b"c") * 4 + make(0x80, b"c")
    yield "packed-too-big", make(0x42, b"\x00\xd0\x07\x2f\xf8" + b"z" * 1900) + make(0x80, b"z" * 1900) + make(0xC1, packed)
    for count in (1, 2, 5, 7):
        yield f"torn-{count}", make(0x81, b"hello") + make(0x82, b"x" * 200)[:count]


def response():
    for name, answer in answers():
        body = answer.encode("latin-1") + b"\x81\x05hello\xc1\x0a\xcaH\xcd\xc9\xc9W\xc8@'\x00\x88\x00"
        yield f"alone-{name}", u8(0) + body
        yield f"keyless-{name}", u8(2) + body
        yield f"asked-{name}", u8(3) + opening(DEFLATE + PROTOCOL) + body
        yield f"plainly-{name}", u8(1) + opening() + body


def decoder():
    asked = REQUEST_HEAD.format(DEFLATE).encode()
    for name, said in spoken(True):
        for traits in (0, 2):
            yield f"client-{name}-{traits}", u8(traits, 6) + asked + said
            yield f"client-plain-{name}-{traits}", u8(traits, 2) + REQUEST_HEAD.format("").encode() + said
            yield f"frames-{name}-{traits}", u8(traits | 8, 6) + said
    for name, said in spoken(False):
        for agreed in ("", DEFLATE, DEFLATE[:-2] + "; server_no_context_takeover\r\n"):
            head = ("HTTP/1.1 101 Switching Protocols\r\n" + ACCEPT + agreed + "\r\n").encode()
            yield f"server-{name}-{len(agreed)}", u8(7, 9) + opening(DEFLATE) + head + said
            yield f"server-whole-{name}-{len(agreed)}", u8(1, 255) + head + said
        yield f"server-frames-{name}", u8(9, 3) + said
    for name, answer in answers():
        head = answer.encode("latin-1")
        head += b" " * (len(head) % 2)
        if len(head) < 510:
            yield f"other-{name}", u8(4, 20, len(head) >> 1) + head + asked + masked(0xC1, b"\xcaH\xcd\xc9\xc9W\xc8@'\x00")
            yield f"rejected-{name}", u8(4, 20, len(head) >> 1) + head + asked.replace(b"Key", b"Kez") + masked(0x81, b"hello")
            yield f"closed-{name}", u8(4, 20, len(head) >> 1) + head + b"BREW / HTTP/1.1\r\nX: y" + b"z" * 40


# --- handshake: a request as it is

def handshake():
    whole = REQUEST_HEAD.format(DEFLATE + PROTOCOL + "Origin: http://a\r\nUser-Agent: fuzz\r\nConnection: close\r\n")
    changes = {
        "whole": ("", ""), "http10": ("HTTP/1.1", "HTTP/1.0"), "http2": ("HTTP/1.1", "HTTP/2.0"), "http3": ("HTTP/1.1", "HTTX/1.1"),
        "absolute": ("/chat", "http://b:80/chat"), "absolute2": ("/chat?token=1", "ws://b?x"), "absolute3": ("/chat", "wss:///"), "absolute4": ("/chat", "http://a\"b/"),
        "relative": ("/chat", "chat"), "hash": ("/chat", "/#chat"), "empty": ("/chat?token=1", ""), "host": ("Host: a", "Host: "),
        "host2": ("Host: a", "Host: a\r\nHost: b"), "host3": ("Host: a", "Host: a/b"), "nohost": ("Host: a\r\n", ""), "noupgrade": ("Upgrade: websocket", "Upgrade: h2c"),
        "noupgrade2": ("Upgrade: websocket\r\n", ""), "noconnection": ("Connection: Upgrade", "Connection: keep-alive"), "noversion": ("Sec-WebSocket-Version: 13\r\n", ""), "version": ("Version: 13", "Version: 8"),
        "version2": ("Version: 13", "Version: 13\r\nSec-WebSocket-Version: 13"), "nokey": ("Sec-WebSocket-Key", "Sec-WebSocket-Kex"), "key2": ("Sec-WebSocket-Version", "Sec-WebSocket-Key: x\r\nSec-WebSocket-Version"), "key3": ("dGhl", "dGh!"),
        "key4": ("ZQ==", "Zg=="), "key5": ("==", ""), "body": ("Host: a", "Host: a\r\nContent-Length: 1"), "body2": ("Host: a", "Host: a\r\nTransfer-Encoding: chunked"),
        "extensions": ("permessage-deflate", "; x"), "extensions2": ("permessage-deflate", "a; b=\"c"), "extensions3": ("permessage-deflate\r\n", "permessage-deflate; client_max_window_bits; server_max_window_bits=\"11\"\r\nSec-WebSocket-Extensions: x, y\r\n"), "protocol": ("chat, soup", "chat soup"),
        "protocol2": ("chat, soup", "cha(t"), "folded": ("Host: a", "Host: a\r\n b"), "control": ("Host: a", "X: \x01"), "lf": ("Host: a\r\n", "Host: a\n"),
        "lf2": ("HTTP/1.1\r\n", "HTTP/1.1\n"), "secrets": ("Host: a", "Host: a\r\nAuthorization: Basic x\r\nCookie: a=b\r\nReferer: /?a=b\r\nLocation: /?x"), "secrets2": ("chat, soup", "a, " + "t" * 40 + ", b"), "many": ("Host: a", "Host: a" + "\r\nX: y" * 14),
        "long": ("Host: a", "Host: a\r\nX: " + "y" * 700), "post": ("GET", "POST"), "brew": ("GET", "BREWBREWBREWBREWBREWBREWBREWBREWBREW"), "get2": ("GET", "GE("),
        "blanks": ("Host: a", "Host:  \t a \t"), "star": ("/chat?token=1", "*"), "origin2": ("Origin: http://a", "Origin: http://a\r\nOrigin: http://b"), "noslash": ("/chat?token=1", "/"),
    }
    for name, (old, new) in changes.items():
        yield name, whole.replace(old, new, 1).encode() if old else whole.encode()
    yield "torn", whole[:-2].encode()
    yield "torn-long", b"GET /" + b"a" * 700
    yield "torn-longer", whole[:-2].encode() + (b"X: " + b"y" * 500 + b"\r\n") * 4
    yield "torn-line", whole[:-2].encode() + b"X: " + b"y" * 700
    yield "longest", b"GET /" + b"a" * 590 + b" HTTP/1.1\r\n" + b"X: y\r\n" * 5 + b"Y" * 590 + b"\r\n" + b"Z" * 900


# --- deflate: a policy, an offer, then messages and what happens between them

def deflate():
    offers = (b"", b"; server_max_window_bits=8", b"; client_max_window_bits=10; server_no_context_takeover", b"; client_no_context_takeover; client_max_window_bits", b"; x", b"; =", b", permessage-deflate")
    for number, offer in enumerate(offers):
        for traits, sizes in ((4, 0xCC), (5, 0xFF), (0x1C, 0x89), (0x97, 0xF8)):
            messages = b"".join(
                u8(choice, 60) + (b"" if choice & 16 else b"hello " * 10)
                for choice in (7, 15, 7, 23, 55, 63, 55, 31, 23)
            )
            seed = u8(traits, sizes) + text(offer) + messages + u8(7, 0, 15, 0, 7, 0)
            yield f"talk-{number}-{traits:x}", seed + u8(0, 1) + messages + u8(2) + messages
            yield f"long-{number}-{traits:x}", seed + u8(55, 255, 23, 255, 1, 23, 255, 0, 55, 255)
            for budget in (3, 11, 67, 131, 251):
                yield f"memory-{number}-{traits:x}-{budget}", seed[: 3 + len(offer)] + u8(budget, 7, 3) + b"abc" + u8(budget, 55, 90, 4) + messages + u8(1, budget) + messages + u8(budget, 1, 4)


# --- structures: which one, then its steps

def structures():
    walk = u8(*[(number * 37 + number // 7) & 255 for number in range(700)])
    for which in range(6):
        for size in (0, 1, 3, 16, 64, 65, 149, 255):
            yield f"walk-{which}-{size}", u8(which, size) + walk
    yield "queue-grows", u8(0) + u8(*[2, 4, 6, 1, 8, 10, 12, 14, 3, 5, 7, 9, 11, 13])
    yield "send-queue", u8(1) + b"".join(u8(choice) + text(b"frame" * size) for size in (1, 3, 20, 51) for choice in (0, 1, 5, 2, 4, 1, 6, 3, 2, 0, 222))
    yield "send-queue-full", u8(1) + (u8(0) + text(b"x" * 255)) * 20
    yield "history", u8(2, 9) + u8(0, 4, 0, 4, 2) + u8(*[4] * 30) + u8(6, 50, 3, 7, 2, 66, 14, 250) + u8(*[0] * 30) + u8(2, 250)
    yield "payloads", u8(3, 32, 60) + u8(0) + b"".join(u8(3 + place % 5) + text(b"payload" * (place % 9)) for place in range(40)) + u8(2, 4, 9, 2, 200, 200, 1, 0)
    yield "pool", u8(5, 40) + b"".join(u8(choice, size) for size in (0, 1, 64, 100, 200) for choice in (0, 1, 64, 2, 65, 34, 67, 99, 0, 2)) + u8(64, 250) * 9 + u8(35, 0, 0, 9)


def headers():
    for value in (b"permessage-deflate; server_max_window_bits=\"10\"", b"a;b=c,d;e=\"f\\g\"", b"a;b=\"", b"a;b=\"\"", b"a;b=\"c\xff\"", b"a b", b",,a", b"a;", b"a;b=", b"a;b=,", b"", b"YWJj", b"YWI=", b"YQ==", b"YQ=", b"Y(==", b"+/09", b"a, b"):
        yield value.hex() or "none", value


def inflate():
    final = b"\xf3\x48\xcd\xc9\xc9\x07\x00\x00"
    hello = b"\xf2\x48\xcd\xc9\xc9\x07\x00"
    for traits in (0x0F, 0x4F, 0x8F, 0x02, 0x7F):
        for first in (final, hello, final + hello, hello[:3], b"\xff", b"\x00", final[:-1]):
            for second in (hello, final, b"\xf2\x00\x11\x00\x00", b""):
                yield f"{traits:x}-{first.hex()}-{second.hex()}", u8(traits) + text(first) + second


def utf8():
    wrong = (b"\xe0\xa0", b"\xe0\x9f\x80", b"\xed\xa0\x80", b"\xed\x9f\xbf", b"\xf0\x90\x80\x80", b"\xf0\x8f\x80\x80", b"\xf4\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xc1\x80", b"\xc3\x28", b"\xff", b"\xe2\x82\xac", b"\xe0\xa0\x80")
    for number, word in enumerate(wrong):
        for place in (0, 3, 9, 70, 75, 130):
            yield f"{number}-{place}", u8(23 - place % 24) + b"a" * place + word + b"b" * (place % 11)


TARGETS = (inflate, utf8, engine, anatomy, policy, response, decoder, handshake, deflate, structures, headers)


def main(folder):
    for target in TARGETS:
        place = folder / target.__name__
        place.mkdir(parents=True, exist_ok=True)
        for name, seed in target():
            (place / name).write_bytes(seed)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
