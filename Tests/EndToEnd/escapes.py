"""What peers say to terminals that believe them, and where they can say it.

Sequences that a terminal would obey carry the number 4242, by which they are found in an output
that has sequences of its own.
"""

import re
import unicodedata

import raw
from raw import Client, close, frame

ESC = "\x1b"

# Text: valid UTF-8, so that it can be a text message, a close reason or a line that is printed.
TEXTS = {
    "OSC title": ESC + "]0;4242 owned\x07",
    "OSC title, ST": ESC + "]2;4242 owned" + ESC + "\\",
    "OSC clipboard": ESC + "]52;c;4242b3duZWQ=\x07",
    "OSC hyperlink": f"{ESC}]8;;http://4242.example/{ESC}\\here{ESC}]8;;{ESC}\\",
    "DCS": ESC + "P4242q#0" + ESC + "\\",
    "DCS query": ESC + "P$q4242" + ESC + "\\",
    "APC": ESC + "_G4242" + ESC + "\\",
    "PM": ESC + "^4242" + ESC + "\\",
    "SOS": ESC + "X4242" + ESC + "\\",
    "CSI erase": ESC + "[4242J" + ESC + "[4242;4242H",
    "CSI colour": ESC + "[4242;31mred",
    "CSI report": ESC + "[4242n" + ESC + "[4242c",
    "CSI mode": ESC + "[?4242h" + ESC + "[?4242l",
    "CSI half": ESC + "[4242",
    "reset": ESC + "c" + ESC + "(0" + ESC + "#8" + "4242",
    "paste end": ESC + "[201~:quit\r",
    "C1 as UTF-8": "\u009b4242J\u009d0;4242\u009c\u0090q\u009c\u0085\u008d",
    "line ends": "one\r\ntwo\nthree\rfour\v\f",
    "C0": "".join(map(chr, range(0x20))),
    "DEL and NUL": "a\x7fb\x00c\x00",
    "backspaces": "safe\x08\x08\x08\x08evil",
    "shifts": "\x0e4242\x0f",
    "bidi overrides": "user\u202egnp.exe\u202c \u202duser\u202c",
    "bidi isolates": "\u2066a\u2067b\u2068c\u2069\u200e\u200f\u061c",
    "line separators": "one\u2028two\u2029three",
    "tags": "flag\U000e0067\U000e0062\U000e007f",
    "variation selectors": "a\ufe0fb\ufe0ec\U000e0100",
    "joiners": "\U0001f468\u200d\U0001f469 f\u200ci \u2060 \ufeff",
    "fillers": "\u115f\u1160\u3164\uffa0\u00ad\u180e\u034f",
    "spaces": "\u00a0\u2000\u2003\u200a\u202f\u205f\u3000",
    "private": "\ue000\uf8ff\U000f0000",
    "unassigned": "\u0378\U0001fffe\uffff\ufdd0",
    "interlinear": "\ufff9base\ufffagloss\ufffb\ufffc",
    "marks": "e" + "\u0301" * 10_000,
    "vowel signs": "\u0939\u093f\u0928\u094d\u0926\u0940" + "\u0915" + "\u093e" * 10_000,
    "vowel signs alone": "\u0903\u0bbe \u302e\U0001d165",
    "marks alone": "\u0301\u0302\u20dd",
    "enclosing": "a\u20dd\u20de\u0489\u0488\u20e3",
    "flags and tones": "\U0001f1e9\U0001f1ea \U0001f44d\U0001f3fd",
    "to the left": "\u05e9\u05dc\u05d5\u05dd abc \u0645\u0631\u062d\u0628\u0627",
}

# Bytes that are not UTF-8.
BYTES = {
    "raw C1": b"\x9b4242J\x9d0;4242\x07\x90q\x9c",
    "overlong": b"\xc0\x9b4242J\xe0\x80\x9b",
    "surrogates": b"\xed\xa0\x80\xed\xb0\x80",
    "beyond Unicode": b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80",
    "torn": b"\xe2\x82 \xf0\x9f\x92 \xc3",
    "every byte": bytes(range(256)),
    "torn then ESC": b"\xe2\x1b[4242J",
}

CORPUS = {**{name: text.encode() for name, text in TEXTS.items()}, **BYTES}


def as_text(client, data):
    client.send(frame(raw.TEXT, data))
    return client


def as_binary(client, data):
    client.send(frame(raw.BINARY, data))


def as_ping(client, data):
    client.send(frame(raw.PING, data[:125]))


def as_pong(client, data):
    client.send(frame(raw.PONG, data[:125]))


def as_fragments(client, data):
    """A frame for each byte of the first hundred, a ping with the same inside."""
    data = data[:100]
    client.send(frame(raw.TEXT, data[:1], fin=False))
    for byte in data[1:]:
        client.send(frame(raw.CONTINUATION, bytes([byte]), fin=False))
    client.send(frame(raw.PING, data) + frame(raw.CONTINUATION))


def as_close(client, data):
    client.send(close(4242, cut(data, 123)))


def as_reserved(client, data):
    client.send(frame(11, data, rsv=7))


# What a connection can carry. Each takes a new one: many of these end it.
FIELDS = [as_text, as_binary, as_ping, as_pong, as_fragments, as_close, as_reserved]

# What a request can carry, each as the bytes of a whole one.
REQUESTS = {
    "path": lambda port, data: request(port, b"GET /" + line(data) + b" HTTP/1.1"),
    "query": lambda port, data: request(port, b"GET /lamp?q=" + line(data) + b" HTTP/1.1"),
    "encoded path": lambda port, data: request(
        port, b"GET /" + b"".join(b"%%%02x" % byte for byte in data[:60]) + b" HTTP/1.1"),
    "method": lambda port, data: request(port, line(data) + b" / HTTP/1.1"),
    "version": lambda port, data: request(port, b"GET / " + line(data)),
    "subprotocol": lambda port, data: request(
        port, b"GET /lamp HTTP/1.1", b"Sec-WebSocket-Protocol: " + line(data)),
    "extension": lambda port, data: request(
        port, b"GET /lamp HTTP/1.1", b"Sec-WebSocket-Extensions: " + line(data)),
    "origin": lambda port, data: request(port, b"GET /lamp HTTP/1.1", b"Origin: " + line(data)),
    "header": lambda port, data: request(port, b"GET /lamp HTTP/1.1", b"X-Lamp: " + line(data)),
    "header name": lambda port, data: request(port, b"GET /lamp HTTP/1.1", line(data) + b": x"),
    "not HTTP": lambda port, data: data + b"\r\n\r\n",
}


def line(data):
    """What of it can stand within a line of a request."""
    return data.replace(b"\r", b"").replace(b"\n", b"")[:2000]


def cut(data, limit):
    """The start of a text, whole characters only."""
    return data[:limit].decode(errors="ignore").encode() if len(data) > limit else data


def request(port, first, *more):
    lines = [first, *raw.request(port).split(b"\r\n")[1:6], *more]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def say(port, field, data):
    """One sample in one field of a connection of its own; the server may end it."""
    client = Client.connected(port, path="/lamp")
    field(client, data)
    return client


# Controls, format characters, halves of pairs, what has no meaning, spaces of all widths.
NEVER = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}
# Marks and letters that are not seen, or that terminals join each in its own way.
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")


def offences(output):
    """What of an output a terminal must never see; sequences of its own are taken out before."""
    found = set()
    try:
        text = output.decode()
    except UnicodeDecodeError as error:
        return {f"not UTF-8: {error.object[error.start:error.start + 8]!r}"}
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in NEVER and character not in "\n \u3000" or UNSEEN.match(character):
            found.add(f"U+{ord(character):04X}")
        marks = marks + 1 if category in ("Mn", "Me", "Mc") else 0
        if marks > 4:
            found.add("more than four marks on a character")
    return found


# What a screen has of its own: cursor, colours and modes, the title kept and given back, charsets.
OWN = re.compile(
    rb"\x1b\[[?>]?[0-9;]*[A-Za-z@`]|\x1b[()][A-Z0-9]|\x1b[78=>MHDE]|[\x0e\x0f\x07\x08\r\x00]")


def offences_on_screen(output):
    """The same of what was written to a terminal."""
    found = {f"obeyed: {match!r}" for match in re.findall(
        rb"(?:\x1b[\[\]P_^X(#?c]*|\xc2?[\x90\x9b\x9d])\D{0,4}4242", output)}
    return found | offences(OWN.sub(b"", output))
