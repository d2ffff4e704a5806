"""`wscope decode --stream`: one direction of a TCP stream, as captures hold it."""

import json
import os
import subprocess
import zlib

import pytest

import program
import raw
from raw import BINARY, CLOSE, PING, TEXT, frame

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
DEFLATE = "permessage-deflate"


def response(accept=ACCEPT, *more):
    lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
             f"Sec-WebSocket-Accept: {accept}", *more]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def decode(stream, *arguments):
    done = subprocess.run(
        [program.WSCOPE, "decode", "--stream", *map(str, arguments)], input=stream,
        capture_output=True, timeout=program.PATIENCE, env=program.clean_environment())
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def items(stream, *arguments, status=0):
    code, out, complaint = decode(stream, "--json", *arguments)
    assert (code, complaint) == (status, "")
    return [json.loads(line) for line in out.splitlines()]


CLIENT = raw.request(8000) + frame(TEXT, "Hello") + raw.close(1000, b"bye")
SERVER = response() + frame(TEXT, "Hello", mask=None) + frame(CLOSE, b"\x03\xe8", mask=None)


def test_the_clients_direction():
    request, text, close, end = items(CLIENT)
    assert (request["kind"], request["key"], request["accept"]) == ("request", KEY, ACCEPT)
    assert request["head"][0] == "GET / HTTP/1.1" and "Host: 127.0.0.1:8000" in request["head"]
    assert (text["offset"], text["text"]) == (request["bytes"], "Hello")
    assert end["bytes"] == len(CLIENT) and (end["closed"], end["torn"]) == (True, False)
    assert (end["frames"], end["messages"], end["breaches"]) == (2, 1, 0)


@pytest.mark.parametrize("how", ["key", "other", "neither"])
def test_the_servers_direction(tmp_path, how):
    other = tmp_path / "client"
    other.write_bytes(CLIENT)
    arguments = {"key": ["--key", KEY], "other": ["--other", other], "neither": []}[how]
    answer = items(SERVER, *arguments)[0]
    assert (answer["kind"], answer["http_status"], answer["accept"]) == ("response", 101, ACCEPT)
    assert answer.get("accept_expected") == (None if how == "neither" else ACCEPT)
    _, words, _ = decode(SERVER, *arguments)
    assert ("not checked" in words) == (how == "neither")
    assert (f"accept {ACCEPT} fits the key" in words) == (how != "neither")


def test_an_accept_value_of_another_key():
    found = items(response("x" * 27 + "="), "--key", KEY, status=3)
    assert found[0]["rule"] == "wrongAccept" and found[0]["accept_expected"] == ACCEPT


@pytest.mark.parametrize("write", [
    lambda bytes_: bytes_.hex().encode(),
    lambda bytes_: bytes_.hex(" ").encode() + b"\n",
    lambda bytes_: subprocess.run(["xxd", "-p"], input=bytes_, capture_output=True).stdout,
    lambda bytes_: subprocess.run(["xxd"], input=bytes_, capture_output=True).stdout,
], ids=["run-together", "spaced", "xxd -p", "xxd"])
def test_hex_is_told_from_raw_bytes(write):
    assert items(write(CLIENT)) == items(CLIENT)
    assert items(write(SERVER), "--from", "server") == items(SERVER)


def test_what_tshark_prints_of_both_directions(tmp_path):
    """`tshark -q -z follow,tcp,raw,0`: the side that spoke last to begin is indented."""
    rule = "=" * 67
    text = "\n".join([
        "", rule, "Follow: tcp,raw", "Filter: tcp.stream eq 0", "Node 0: 127.0.0.1:51544",
        "Node 1: 127.0.0.1:8000", raw.request(8000).hex(), "\t" + response().hex(),
        CLIENT[len(raw.request(8000)):].hex(), "\t" + SERVER[len(response()):].hex(), rule, ""])
    both = tmp_path / "follow.txt"
    both.write_text(text)
    assert items(text.encode()) == items(CLIENT)
    known = items(text.encode(), "--from", "server", "--other", both)
    assert known[0]["accept_expected"] == ACCEPT
    assert known[1:] == items(SERVER)[1:]


def test_compressed_messages_are_inflated_from_the_start_of_the_stream(tmp_path):
    packer = zlib.compressobj(wbits=-12)

    def packed(text):
        return (packer.compress(text.encode()) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]

    text = "the same again and again, " * 20
    first, second = packed(text), packed(text)
    assert len(second) < len(first)
    stream = raw.request(8000, Sec_WebSocket_Extensions=DEFLATE)
    stream += frame(TEXT, first[:10], fin=False, rsv=4) + frame(PING, b"") + frame(0, first[10:])
    stream += frame(TEXT, second, rsv=4)
    other = tmp_path / "server"
    other.write_bytes(response(ACCEPT, f"Sec-WebSocket-Extensions: {DEFLATE}"))
    for arguments, is_assumed in [([], True), (["--other", other], False)]:
        found = items(stream, *arguments)
        assert (found[0]["extension"], found[0]["extension_assumed"]) == (DEFLATE, is_assumed)
        messages = [item for item in found if "inflated_bytes" in item]
        assert [item["compressed_bytes"] for item in messages] == [len(first), len(second)]
        assert [item["inflated_text"] for item in messages] == [text, text]
        assert float(messages[1]["ratio"]) == len(text) * 100 // len(second) / 100
    _, words, _ = decode(stream)
    assert f"inflated {len(second)} B to {len(text)} B, ratio {messages[1]['ratio']}" in words
    other.write_bytes(response())
    assert items(stream, "--other", other, status=3)[1]["rule"] == "reservedBitSet"


def test_a_compressed_stream_that_breaks():
    begin = raw.request(8000, Sec_WebSocket_Extensions=DEFLATE)
    hello = bytes.fromhex("f248cdc9c90700")
    final = bytes.fromhex("f348cdc9c9070000")
    found = items(
        begin + frame(TEXT, final, rsv=4) + frame(TEXT, hello, rsv=4)
        + frame(TEXT, hello[:-3], rsv=4) + frame(TEXT, hello, rsv=4), status=3)
    assert [item.get("inflated_text") for item in found[1:-1]] == ["Hello", "Hello", None, None]
    assert [item.get("rule") for item in found[1:-1]] == [None, None, "corruptDeflate", None]
    _, words, _ = decode(begin + frame(TEXT, hello[:-3], rsv=4) + frame(TEXT, hello, rsv=4))
    assert "not inflated: what it refers to is lost" in words


def test_a_rejected_handshake_is_said_in_words():
    stream = raw.request(8000, drop=("Host",)) + frame(TEXT, "never read")
    code, words, _ = decode(stream)
    assert code == 3
    assert "BREACH: no Host header, RFC 6455 §4.2.1, byte " in words and "-> HTTP 400" in words
    assert "16 bytes behind the handshake are no frames" in words
    refusal = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 8\r\n\r\nno host\n"
    code, words, _ = decode(refusal)
    assert code == 0
    assert "the handshake is refused with HTTP 400: no frames follow" in words
    assert '8 bytes behind the handshake are no frames: "no host\\n"' in words


@pytest.mark.parametrize("stream, words", [
    (CLIENT[:-3], "truncated: 3 bytes are missing"),
    (CLIENT[:20], "torn: the stream ends before the head does"),
    (raw.request(8000) + frame(TEXT, "x")[:3], "truncated in its header"),
    (raw.request(8000) + frame(TEXT, "x"), "no close frame was sent"),
], ids=["frame", "request", "header", "no-close"])
def test_where_a_stream_ends_is_said_and_no_breach(stream, words):
    code, out, _ = decode(stream)
    assert code == 0 and words in out


def test_bytes_after_the_close_frame():
    found = items(CLIENT + frame(TEXT, "late") + frame(PING, b""), status=3)
    assert [item.get("rule") for item in found[3:5]] == ["dataAfterClose"] * 2
    assert found[-1]["breaches"] == 2


def test_each_thing_is_shown_when_it_has_come():
    """A pipe from a capture shows a frame before the next one comes."""
    process = subprocess.Popen(
        [program.WSCOPE, "decode", "--stream", "--json"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, env=program.clean_environment())
    try:
        for bytes_, kind in [
                (raw.request(8000), "request"), (frame(TEXT, "one"), "frame"),
                (frame(BINARY, b"", length=1 << 40)[:14], "frame")]:
            process.stdin.write(bytes_)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["kind"] == kind
        process.stdin.close()
        end = json.loads(process.stdout.readline())
        assert (end["kind"], end["torn"]) == ("end", True)
        assert process.wait(program.PATIENCE) == 3
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_memory_does_not_grow_with_the_stream(tmp_path):
    """48 MiB pass through a process that may have only 16 MiB more than for the first MiB."""
    large = frame(BINARY, bytes(1 << 20), mask=None)

    def peak(count):
        said = tmp_path / "said"
        with said.open("wb") as output:
            process = subprocess.Popen(
                [program.WSCOPE, "decode", "--stream", "--json", "--from", "server"],
                stdin=subprocess.PIPE, stdout=output, env=program.clean_environment())
        with process.stdin as pipe:
            pipe.write(response())
            for _ in range(count):
                pipe.write(large)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        end = json.loads(said.read_text().splitlines()[-1])
        assert (process.returncode, end["frames"], end["torn"]) == (0, count, False)
        return usage.ru_maxrss

    assert peak(48) < peak(1) + (16 << 10)


@pytest.mark.parametrize("arguments, status, complaint", [
    (["/nonexistent/file"], 1, "cannot read /nonexistent/file: No such file"),
    (["."], 1, "cannot read .: Is a directory"),
    ([], 2, "the stream is empty"),
    (["81", "85"], 2, "reads one file"),
    (["--other", "/dev/null"], 2, "does not begin with a server's opening handshake"),
    (["--hex", "/dev/zero"], 2, "over 1 MiB"),
], ids=["no-file", "folder", "empty", "hex-words", "other", "endless-line"])
def test_what_cannot_be_read_is_said(arguments, status, complaint):
    code, out, said = decode(b"", *arguments)
    assert (code, out) == (status, "") and complaint in said and said.startswith("wscope: ")


def test_hex_that_is_none_names_its_line():
    code, _, said = decode(b"47455420\n2f20zz\n", "--hex")
    assert code == 2 and "line 2: " in said


@pytest.mark.parametrize("option", [["--hex"], ["--key", KEY], ["--other", "x"]])
def test_options_of_streams_go_with_stream(option):
    done = program.run("decode", *option, "81 80 00 00 00 00")
    assert done.returncode == 2 and "--stream" in done.stderr
