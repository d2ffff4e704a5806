"""Captures: written while things happen, read again afterwards, given to other programs."""

import base64
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import time

import pytest
from websockets.sync.client import connect

import program
from program import PATIENCE
from screen import Screen
from secure import trusting

TSHARK = shutil.which("tshark")
DOCUMENT = json.dumps({"user": "ann", "tags": ["a", "b"], "text": "z" * 300})


def talk(url, **options):
    """A connection with a bit of everything, ended well."""
    with connect(url + "/chat?token=s3cret", ping_interval=None, **options) as client:
        for message in ["Hello", DOCUMENT, bytes(range(256)) * 10, ["frag", "ment", "ed"]]:
            client.send(message)
            client.recv(timeout=PATIENCE)
        assert client.ping("are you there").wait(PATIENCE)


def exported(capture, *options):
    """The records of a capture, by the program itself."""
    done = program.run("open", "--export", "jsonl", capture, *options)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def named(records, name):
    return [record for record in records if record["event"] == name]


@pytest.fixture
def capture(tmp_path, serve):
    """A whole conversation, captured by `wscope serve`."""
    path = tmp_path / "chat.wscap"
    server = serve("--capture", path)
    talk(server.url, compression=None)
    server.expect("CLOSED")
    assert server.end() == 0
    return path


@pytest.mark.parametrize("tls", [False, True], ids=["ws", "wss"])
@pytest.mark.parametrize("compression", [None, "deflate"])
def test_what_happened_is_in_the_capture(tmp_path, serve, tls, compression):
    path = tmp_path / "chat.wscap"
    server = serve("--capture", path, *(["--tls", "self-signed"] if tls else []))
    talk(server.url, compression=compression, **({"ssl": trusting()} if tls else {}))
    server.expect("CLOSED")
    assert server.end() == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    records = exported(path)
    assert records[0]["event"] == "CAPTURE" and records[0]["url"] == server.url
    assert records[-1] == {"event": "STOPPED"}
    told = [event for event in server.seen if event["event"] in ("CONNECTED", "TXT_DATA_RX",
                                                                 "BIN_DATA_RX", "CLOSED")]
    kept = [event for event in records if event["event"] in {e["event"] for e in told}]
    assert kept == told
    frames = named(records, "FRAME")
    texts = [bytes.fromhex(f.get("inflated", f["hex"])) for f in frames
             if f["direction"] == "tx" and f["opcode"] == "TEXT"]
    assert texts == [b"Hello", DOCUMENT.encode(), b"fragmented"]
    assert [f["frame"] for f in frames] == list(range(1, len(frames) + 1))
    handshake, = named(records, "HANDSHAKE")
    assert handshake["request"][0] == "GET /chat?************ HTTP/1.1"
    assert handshake["response"][0] == "HTTP/1.1 101 Switching Protocols"
    assert b"s3cret" not in path.read_bytes()


def test_secrets_are_there_when_they_are_asked_for(tmp_path, serve):
    path = tmp_path / "chat.wscap"
    server = serve("--capture", path, "--show-secrets")
    talk(server.url)
    server.end()
    assert named(exported(path), "HANDSHAKE")[0]["request"][0] == "GET /chat?token=s3cret HTTP/1.1"


def test_after_kill_9_every_whole_record_is_read(tmp_path, serve):
    path = tmp_path / "chat.wscap"
    server = serve("--capture", path)
    with connect(server.url, ping_interval=None) as client:
        for number in range(50):
            client.send(f"message {number} " + "x" * 500)
            client.recv(timeout=PATIENCE)
        end = time.monotonic() + PATIENCE
        while b"message 49 " not in path.read_bytes() and time.monotonic() < end:
            time.sleep(0.01)
        server.end(signal.SIGKILL)
    records = exported(path)
    assert len(named(records, "TXT_DATA_RX")) == 50
    assert not named(records, "STOPPED")

    whole = path.read_bytes()
    torn = tmp_path / "torn.wscap"
    torn.write_bytes(whole[:-5])
    done = program.run("open", torn)
    assert done.returncode == 0
    assert re.search(r"torn\.wscap: \d+ bytes of an unfinished record at the end", done.stderr)
    assert done.stdout.count("TXT_DATA_RX") >= 49


def test_a_capture_goes_over_no_file_and_through_no_link(tmp_path):
    there = tmp_path / "there"
    there.write_text("mine")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    for path in [there, link]:
        done = program.run("serve", "--port", "0", "--capture", path)
        assert done.returncode == 1
        assert f"{path} exists: name another file, or remove it first" in done.stderr
    assert there.read_text() == "mine" and not (tmp_path / "elsewhere").exists()
    done = program.run("serve", "--port", "0", "--capture", tmp_path / "no" / "where")
    assert done.returncode == 1 and "No such file or directory" in done.stderr


def test_it_stops_at_its_limit_and_the_server_goes_on(tmp_path, serve):
    path = tmp_path / "chat.wscap"
    server = serve("--capture", path, "--capture-limit", "1MiB")
    with connect(server.url, ping_interval=None, compression=None) as client:
        for _ in range(30):
            client.send(os.urandom(100_000))
            client.recv(timeout=PATIENCE)
        client.send("still here")
        assert client.recv(timeout=PATIENCE) == "still here"
    server.end()
    assert path.stat().st_size <= 1 << 20
    assert exported(path)[-1] == {"event": "STOPPED", "cause": "limit"}


def test_a_full_disk_stops_it_with_whole_records(tmp_path):
    path = tmp_path / "chat.wscap"
    limit = ["bash", "-c", 'ulimit -f 200; trap "" XFSZ; exec "$@"', "limited", program.WSCOPE]
    with Screen(command=[shutil.which("bash"), *limit[1:], "run", "--port", "0", "--capture",
                         str(path)]) as screen:
        with connect(f"ws://127.0.0.1:{screen.port()}", ping_interval=None) as client:
            for _ in range(8):
                client.send(os.urandom(100_000))
                client.recv(timeout=PATIENCE)
            screen.wait_for("the capture stopped after .*: File too large")
            screen.wait_gone("REC")
            client.send("still here")
            assert client.recv(timeout=PATIENCE) == "still here"
        screen.keys("Q")
        screen.wait_end()
    records = exported(path)
    assert records[0]["event"] == "CAPTURE" and len(records) > 2


@pytest.mark.parametrize("damage, complaint", [
    (lambda b: b"GET / HTTP/1.1\r\n", "is no capture of wscope"),
    (lambda b: b"", "is no capture of wscope"),
    (lambda b: b[:10] + b"\x07\x00" + b[12:], "was written by a later wscope"),
    (lambda b: b[:200] + bytes([b[200] ^ 1]) + b[201:], "is damaged at byte"),
])
def test_what_cannot_be_read_is_told(tmp_path, capture, damage, complaint):
    path = tmp_path / "other.wscap"
    path.write_bytes(damage(capture.read_bytes()))
    done = program.run("open", path)
    assert done.returncode == 1
    assert f"wscope: {path} {complaint}" in done.stderr


def test_usage_of_open():
    assert program.run("open").returncode == 2
    assert program.run("open", "--export", "xml", "x").returncode == 2
    assert program.run("open", "-o", "y", "x").returncode == 2
    done = program.run("open", "/nowhere.wscap")
    assert (done.returncode, done.stderr) == (
        1, "wscope: cannot read /nowhere.wscap: No such file or directory\n")


def tshark(path, *options):
    done = subprocess.run(
        [TSHARK, "-r", str(path), *options], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.skipif(TSHARK is None, reason="tshark is an apt package: make setup installs it")
@pytest.mark.parametrize("tls", [False, True], ids=["ws", "wss"])
@pytest.mark.parametrize("compression", [None, "deflate"])
def test_tshark_dissects_every_frame(tmp_path, serve, tls, compression):
    path = tmp_path / "chat.wscap"
    server = serve("--capture", path, *(["--tls", "self-signed"] if tls else []))
    talk(server.url, compression=compression, **({"ssl": trusting()} if tls else {}))
    server.expect("CLOSED")
    server.end()
    frames = named(exported(path), "FRAME")
    packets = tmp_path / "chat.pcapng"
    done = program.run("open", "--export", "pcapng", "-o", packets, path)
    assert (done.returncode, done.stderr) == (0, "")
    fields = ["websocket.fin", "websocket.opcode", "websocket.mask", "websocket.payload_length"]
    lines = tshark(packets, "-Y", "websocket", "-T", "fields",
                   *[word for field in fields for word in ("-e", field)])
    numbers = {"TEXT": 1, "BINARY": 2, "CONTINUATION": 0, "PING": 9, "PONG": 10, "CLOSE": 8}
    assert len(lines) == len(frames)
    for line, frame in zip(lines, frames):
        fin, opcode, mask, length = line.split("\t")
        assert fin in ("1", "True") if frame["fin"] else fin in ("0", "False")
        assert int(opcode) == numbers[frame["opcode"]]
        assert (mask in ("1", "True")) == (frame["direction"] == "rx")
        assert int(length) == min(frame["bytes"], 126) or int(length) == frame["bytes"]
    # Nothing is wrong with the TCP around them.
    assert tshark(packets, "-Y", "tcp.analysis.flags || _ws.malformed") == []
    bad = tshark(packets, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE",
                 "-Y", "tcp.checksum.status==0 || ip.checksum.status==0")
    assert bad == []
    assert any("synthesised" in line for line in tshark(
        packets, "-Y", "frame.comment", "-T", "fields", "-e", "frame.comment"))


@pytest.mark.skipif(TSHARK is None, reason="tshark is an apt package: make setup installs it")
def test_frames_of_a_connection_that_was_there_before_are_dissected_too(tmp_path):
    path = tmp_path / "late.wscap"
    with Screen("--port", "0") as screen:
        with connect(f"ws://127.0.0.1:{screen.port()}", compression=None) as client:
            screen.wait_for("CONNECTED")
            screen.keys(f":capture start {path}\r")
            screen.wait_for("REC")
            client.send("late")
            client.recv(timeout=PATIENCE)
            screen.wait_for('TX TEXT .*"late"')
            screen.keys(":capture stop\r")
            screen.wait_for("captured .* to")
        screen.keys("Q")
        screen.wait_end()
    packets = tmp_path / "late.pcapng"
    assert program.run("open", "--export", "pcapng", "-o", packets, path).returncode == 0
    assert len(tshark(packets, "-Y", "websocket")) == 2


def test_one_key_starts_and_stops_a_capture(tmp_path):
    with Screen("--port", "0", env={"XDG_STATE_HOME": str(tmp_path)}) as screen:
        with connect(f"ws://127.0.0.1:{screen.port()}") as client:
            screen.keys("R")
            screen.wait_for(r"LIVE .*REC")
            client.send("Hello")
            client.recv(timeout=PATIENCE)
            screen.wait_for('TX TEXT .*"Hello"')
            screen.keys("R")
            screen.wait_for("captured .* to")
            screen.wait_gone("REC")
        screen.keys(f":export jsonl {tmp_path}/out.jsonl\r")
        screen.wait_for(r"exported \d+ records to")
        screen.keys("Q")
        screen.wait_end()
    path, = (tmp_path / "wscope" / "captures").iterdir()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.wscap", path.name)
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == exported(path)
    assert named(exported(path), "TXT_DATA_RX")[0]["text"] == "Hello"


def test_a_capture_is_opened_in_the_same_console(capture, tmp_path):
    with Screen("open", str(capture)) as screen:
        screen.wait_for(r"wscope chat\.wscap of 127\.0\.0\.1:\d+ ws .*CAPTURE")
        screen.wait_for(r'TXT_DATA_RX +#1 fin 5B "Hello"')
        screen.wait_for(r"CLOSED +127\.0\.0\.1:\d+")
        screen.keys("p")
        screen.wait_for("this is a capture: nobody is there to send to")
        # The document, whole, from the file.
        screen.keys("3gjjv")
        screen.wait_for('"user": "ann",')
        screen.keys("\t\t")
        screen.wait_for("^ 00000010 ")
        screen.keys("q1go")
        screen.wait_for("answered .* equal")
        screen.keys("q")
        screen.keys(f":export pcapng {tmp_path}/out.pcapng\r")
        screen.wait_for(r"exported \d+ records to")
        screen.keys("q")
        assert os.waitstatus_to_exitcode(screen.wait_end()) == 0
        assert screen.left_clean
    assert (tmp_path / "out.pcapng").stat().st_size > 1000


def test_a_torn_capture_says_so_on_the_screen(capture, tmp_path):
    torn = tmp_path / "torn.wscap"
    torn.write_bytes(capture.read_bytes()[:-3])
    with Screen("open", str(torn)) as screen:
        screen.wait_for(r"\d+ bytes of an unfinished record at the end")
        screen.keys("Q")
        screen.wait_end()


@pytest.mark.parametrize("tls", [False, True], ids=["ws", "wss"])
def test_a_payload_of_a_megabyte_is_read_whole(tls):
    options = ["--tls", "self-signed"] if tls else []
    with Screen("--port", "0", "--max-message", "2MiB", *options) as screen:
        scheme, secure = ("wss", {"ssl": trusting()}) if tls else ("ws", {})
        with connect(f"{scheme}://127.0.0.1:{screen.port()}", compression=None, max_size=None,
                     **secure) as client:
            client.send("a" * (1 << 20) + " the end")
            client.recv(timeout=PATIENCE)
            screen.wait_for("TX TEXT .*1.0M")
            screen.keys("3v")
            screen.wait_for("PAYLOAD .*TX TEXT 1.0M")
            screen.keys("/the end\r")
            screen.wait_for("a the end")
            screen.keys("q")
            screen.wait_for("3 FRAMES")


@pytest.mark.parametrize("key, copied", [
    ("f", rb"81 05 48 65 6c 6c 6f"), ("h", rb"81 05"), ("p", rb"Hello"),
    ("j", rb'"opcode": "TEXT"'), ("c", rb"SYS_WSS_sendMessage\(true, SYS_WSS_FRAME_TEXT"),
    ("a", rb"static const uint8_t frame_2\[7\]"), ("s", rb"FrameDecoder\.decode"),
    ("y", rb'client\.send\("Hello"\)'),
])
def test_a_frame_is_copied_as(key, copied):
    with Screen("--port", "0") as screen:
        with connect(f"ws://127.0.0.1:{screen.port()}", compression=None) as client:
            client.send("Hello")
            client.recv(timeout=PATIENCE)
            screen.wait_for('TX TEXT .*"Hello"')
            screen.keys("3y")
            screen.wait_for("copy.*f frame .*y Python")
            screen.keys(key)
            screen.wait_for("copied: ")
            text = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", bytes(screen.raw))[-1]
            assert re.search(copied, base64.b64decode(text))
