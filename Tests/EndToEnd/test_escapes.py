"""Whatever peers say, and wherever: no output has it raw."""

import json
import shutil
import struct
import subprocess

import pytest

import escapes
import program
import raw
from program import PATIENCE
from escapes import BYTES, CORPUS, FIELDS, REQUESTS, TEXTS, offences, offences_on_screen, say
from plugin import compile_plugin
from raw import Client, frame
from screen import Screen
from test_linear import Linear

# An application that prints every text as it came.
PRINTER = """
#include <stdio.h>
#include "sys_wss.h"
static void on_event(SYS_WSS_EVENTS event, void *data, int32_t client, void *cookie) {
    SYS_WSS_RXDATA *received = data;
    (void)cookie;
    (void)client;
    if (event != SYS_WSS_EVENT_CLIENT_TXT_DATA_RX) return;
    fwrite(received->data, 1, received->datalen, stdout);
    fputc('\\n', stdout);
    fflush(stdout);
}
void APP_Initialize(void) { SYS_WSS_register_callback(on_event, NULL); }
"""

# What some samples become.
SPELLED = {rb"\x1b]0;4242 owned\x07", b"<U+202E>", b"<U+2028>", b"<U+FE0F>", b"<U+009B>", rb"\x00"}

# Samples and fields in groups that one screen has room for.
GROUP = 6
LIMITS = ["--slots", "2000", "--max-header-line", "64KiB", "--control-rate", "0"]


@pytest.fixture(scope="module")
def printer(tmp_path_factory):
    return compile_plugin(tmp_path_factory.mktemp("printer"), PRINTER)


def groups(samples):
    samples = list(samples)
    return [samples[start:start + GROUP] for start in range(0, len(samples), GROUP)]


def ask(port, data):
    """A request of any bytes, and whatever the answer is."""
    client = Client(port)
    client.send(data)
    return client


def tell_all(port, after_each_group):
    """Every sample in every field, some at a time so that each is seen."""
    for field in FIELDS:
        for group in groups(CORPUS.values()):
            clients = [say(port, field, data) for data in group]
            after_each_group(port)
            for client in clients:
                client.vanish()
    for make in REQUESTS.values():
        for group in groups(CORPUS.values()):
            clients = [ask(port, make(port, data)) for data in group]
            after_each_group(port)
            for client in clients:
                client.vanish()


class Marker:
    """A client that says something new after each group until it is seen: on a screen, what the
    group still causes may take its place."""

    def __init__(self, wait_for):
        self.count = 0
        self.wait_for = wait_for

    def __call__(self, port):
        self.count += 1
        text = f"marker {self.count:04} ends"
        with Client.connected(port) as client:
            for attempt in range(20):
                client.send(frame(raw.TEXT, text))
                try:
                    return self.wait_for(text, timeout=1 if attempt < 19 else PATIENCE)
                except AssertionError as error:
                    last = error
        raise last


def test_no_sample_is_harmless():
    """Each would be found if it came through; those of plain letters are here for their columns."""
    for name, data in CORPUS.items():
        if name not in ("to the left", "marks alone", "vowel signs alone"):
            assert offences(data), name
        if b"4242" in data and name != "shifts":
            assert offences_on_screen(b"\x1b[1;1H" + data), name


def test_the_console_shows_nothing_raw(printer):
    with Screen("--port", "0", "--app", printer, *LIMITS) as screen:
        port = screen.port()
        tell_all(port, Marker(screen.wait_for))
        # Every pane over the last of it: the inspector on each frame, the whole of the help.
        with Client.connected(port) as client:
            for data in CORPUS.values():
                client.send(frame(raw.BINARY, data))
            client.send(frame(raw.TEXT, "the last one"))
            screen.wait_for("the last one")
            screen.keys("3G\r")
            for _ in CORPUS:
                screen.keys("k")
                screen.pump(0.02)
            screen.keys("\x1b")
            screen.settle(0.1)
        assert offences_on_screen(bytes(screen.raw)) == set()
        # It was there, spelled out.
        shown = escapes.OWN.sub(b"", bytes(screen.raw))
        assert SPELLED <= {mark for mark in SPELLED if mark in shown}
        screen.keys("Q")
        screen.wait_end()
        assert offences_on_screen(bytes(screen.raw)) == set()


def test_what_is_pasted_into_a_line_is_shown_spelled_out():
    with Screen("--port", "0") as screen:
        screen.wait_for("LIVE")
        for name, text in TEXTS.items():
            if name == "paste end":
                continue
            screen.keys(":")
            screen.keys(b"\x1b[200~" + text[:200].encode() + b"\x1b[201~")
            screen.settle(0.05)
            screen.keys("\r")
            screen.settle(0.05)
            screen.keys("\x15\x7f")
        screen.settle()
        # Not even what a terminal would make signals of has ended it.
        screen.keys("?")
        screen.wait_for("Esc closes")
        assert offences_on_screen(bytes(screen.raw)) == set()


def test_serve_writes_nothing_raw(printer):
    process = subprocess.Popen(
        [program.WSCOPE, "serve", "--port", "0", "--app", printer, *LIMITS],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=program.clean_environment())
    lines = []

    def until(text, timeout):
        while True:
            lines.append(process.stdout.readline())
            assert lines[-1], "ended"
            if text.encode() in lines[-1]:
                return

    try:
        first = json.loads(process.stdout.readline())
        port = int(first["url"].rsplit(":", 1)[1])
        tell_all(port, Marker(until))
    finally:
        process.terminate()
    output, errors = process.communicate(timeout=20)
    written = b"".join(lines) + output
    assert offences(written) == set()
    assert offences(errors) == set()
    texts = [json.loads(line).get("text", "") for line in written.splitlines()]
    assert any("4242 owned" in text for text in texts)


def test_linear_mode_writes_nothing_raw(printer):
    with Linear("--app", str(printer), *LIMITS) as linear:
        tell_all(linear.port, Marker(linear.wait_for))
        for question in ["slots", "events last 10000", "frames last 10000", "inspect 1", "status"]:
            linear.say(question)
        for text in TEXTS.values():
            linear.say(text.replace("\n", ""))
        linear.say("events where marker")
        linear.say("quit")
        assert linear.end(None) == 0
        linear.wait_for("^stopped$")
        said = "\n".join(linear.said["out"]).encode()
        assert SPELLED <= {mark for mark in SPELLED if mark in said}
        for end, lines in linear.said.items():
            assert offences("\n".join(lines).encode()) == set(), end


def decoded(data, *arguments):
    told = subprocess.run(
        [program.WSCOPE, "decode", *arguments], input=data.hex().encode(), capture_output=True,
        timeout=program.PATIENCE, env=program.clean_environment())
    assert told.stdout
    return told.stdout + told.stderr


@pytest.mark.parametrize("arguments", [["-"], ["--stream"], ["--stream", "--json"]])
def test_decode_writes_nothing_raw(arguments):
    head = b"" if arguments == ["-"] else raw.request(8000)
    whole = b"".join(
        frame(raw.TEXT, data) + frame(raw.PING, escapes.cut(data, 125))
        for data in (text.encode() for text in TEXTS.values()))
    assert offences(decoded(head + whole, *arguments)) == set()
    for data in BYTES.values():
        assert offences(decoded(head + frame(raw.TEXT, data), *arguments)) == set()
    assert offences(decoded(
        head + b"".join(frame(raw.BINARY, data) for data in CORPUS.values()), *arguments)) == set()


def test_decode_writes_nothing_raw_of_a_handshake():
    for data in [b"".join(escapes.line(text.encode()) for text in TEXTS.values()),
                 *map(escapes.line, BYTES.values())]:
        for name in (b"X-Lamp", b"Sec-WebSocket-Protocol", b"Origin"):
            asked = escapes.request(8000, b"GET /lamp HTTP/1.1", name + b": " + data[:4000])
            assert offences(decoded(asked, "--stream")) == set()


@pytest.fixture(scope="module")
def capture(tmp_path_factory):
    """All of it, kept in a file."""
    path = tmp_path_factory.mktemp("capture") / "hostile.wscap"
    process = subprocess.Popen(
        [program.WSCOPE, "serve", "--port", "0", "--capture", path, *LIMITS],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=program.clean_environment())
    try:
        port = int(json.loads(process.stdout.readline())["url"].rsplit(":", 1)[1])

        def until(text, timeout):
            while text.encode() not in process.stdout.readline():
                assert process.poll() is None

        tell_all(port, Marker(until))
    finally:
        process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0
    return path


def test_a_capture_exported_as_lines_has_nothing_raw(capture, tmp_path):
    out = tmp_path / "hostile.jsonl"
    told = program.run("open", "--export", "jsonl", "-o", out, capture, timeout=60)
    assert told.returncode == 0, told.stderr
    written = out.read_bytes()
    assert b"4242" in written
    assert offences(written) == set()
    for line in written.splitlines():
        json.loads(line)


def outside_packets(pcapng):
    """All of a pcapng file but the bytes of its packets, which are as they came: the texts of its
    options, for whoever prints them."""
    kept, offset = [], 0
    while offset < len(pcapng):
        kind, length = struct.unpack_from("<II", pcapng, offset)
        block = pcapng[offset:offset + length]
        assert len(block) == length and struct.unpack("<I", block[-4:])[0] == length
        # Of an Enhanced Packet Block, 28 bytes of header and the packet, in words of four.
        size = struct.unpack_from("<I", block, 20)[0] + 3 & ~3 if kind == 6 else 0
        kept.append(block[28 + size:-4] if kind == 6 else block[8:-4])
        offset += length
    return kept


def texts_of(options):
    """The texts of a list of options: name, application and comments."""
    offset = 0
    while offset + 4 <= len(options):
        code, length = struct.unpack_from("<HH", options, offset)
        if code == 0:
            return
        if code in (1, 2, 3, 4):
            yield options[offset + 4:offset + 4 + length]
        offset += 4 + (length + 3 & ~3)


def test_a_capture_exported_as_packets_has_nothing_raw_but_in_packets(capture, tmp_path):
    out = tmp_path / "hostile.pcapng"
    told = program.run("open", "--export", "pcapng", "-o", out, capture, timeout=60)
    assert told.returncode == 0, told.stderr
    assert offences((told.stdout + told.stderr).encode()) == set()
    written = out.read_bytes()
    assert b"\x1b]0;4242 owned" in written, "the packets are what came"
    section, interface, *packets = outside_packets(written)
    texts = [*texts_of(section[16:]), *texts_of(interface[8:])]
    for options in packets:
        texts += texts_of(options)
    assert any(b"synthesised" in text for text in texts)
    assert [text for text in texts if offences(text) or b"4242" in text] == []
    if shutil.which("tshark"):
        read = subprocess.run(
            ["tshark", "-n", "-r", out, "-T", "fields", "-e", "frame.comment"],
            capture_output=True, timeout=120)
        assert read.returncode == 0 and offences(read.stdout.replace(b"\t", b"")) == set()


def test_a_capture_read_as_text_has_nothing_raw(capture):
    told = subprocess.run(
        [program.WSCOPE, "open", capture], stdin=subprocess.DEVNULL, capture_output=True,
        timeout=60, env=program.clean_environment())
    assert rb"\x1b]0;4242 owned\x07" in told.stdout
    assert offences(told.stdout) == set() and offences(told.stderr) == set()


def test_whole_payloads_and_handshakes_are_shown_spelled_out():
    quiet = ["--idle-timeout", "0", "--ping-interval", "0", "--pong-timeout", "0"]
    with Screen("--port", "0", *quiet, *LIMITS) as screen:
        with Client.connected(screen.port(), path="/lamp") as client:
            screen.wait_for("CONNECTED")
            for number, data in enumerate(CORPUS.values(), 1):
                client.send(frame(raw.BINARY, data))
                screen.keys("3G")
                screen.wait_for(rf"#{2 * number} +TX BINARY")
                screen.keys("Gv")
                screen.wait_for("PAYLOAD ")
                for _ in range(3):
                    screen.keys("\t")
                    screen.settle(0.04)
                screen.keys("q")
                screen.pump(0.02)
            for make in REQUESTS.values():
                for data in list(CORPUS.values())[::5]:
                    asked = ask(screen.port(), make(screen.port(), data))
                    screen.keys("1Go")
                    screen.settle(0.04)
                    screen.keys("q")
                    screen.pump(0.02)
                    asked.vanish()
        assert offences_on_screen(bytes(screen.raw)) == set()
