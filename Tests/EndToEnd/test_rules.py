"""Every rule, broken against the running program: rules.json is written by RuleTests.

The server must answer with the rule's reaction and name rule, clause, byte and bit in its events;
`wscope decode` must pass the same verdict on the same bytes, alone and in a stream.
"""

import json
import re
from pathlib import Path

import pytest

import program
import raw
from raw import Client

TABLE = json.loads((Path(__file__).parent / "rules.json").read_text())
SERVED = [row for row in TABLE if "serve" in row]
DECODED = [row for row in TABLE if "decode" in row]

ANSWER = ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")


def pieces(parts):
    return b"".join(
        part["text"].encode() if "text" in part
        else bytes.fromhex(part["hex"]) * part.get("times", 1) for part in parts)


def is_named(row, found):
    """Whether an object names the rule and its place as the table does."""
    wanted = {key: row[key] for key in ("rule", "section", "title", "byte", "reaction")}
    wanted |= {key: row[key] for key in ("bit", "bits") if key in row}
    return {key: found.get(key) for key in wanted} == wanted


def by_rule(row):
    return row["rule"]


def test_every_rule_is_played_somewhere():
    assert len(TABLE) > 40
    assert all("serve" in row or "decode" in row for row in TABLE)


@pytest.mark.parametrize("row", SERVED, ids=by_rule)
def test_server_names_the_breach_and_reacts(serve, row):
    server = serve(*row["serve"])
    with Client(server.port) as client:
        if row["subject"] == "frame":
            offer = row.get("extensions")
            changes = {"Sec_WebSocket_Extensions": offer} if offer else {}
            status, headers, _ = client.handshake(**changes)
            assert status == 101
            assert headers.get("Sec-WebSocket-Extensions") == offer
            client.send(pieces(row["bytes"]))
            verb, code = row["reaction"].split()
            assert (verb, client.close_code()) == ("close", int(code))
            assert is_named(row, server.expect("INVALID_FRAME"))
        else:
            client.send(pieces(row["bytes"]))
            status, _, body = client.response()
            assert row["reaction"] == f"HTTP {status}"
            assert row["title"] in body.decode() and row["section"] in body.decode()
            closing = server.expect("CLOSING")
            assert closing["cause"] == "breach" and closing["status"] == status
            assert is_named(row, closing)
        assert client.is_ended()
    assert is_named(row, server.expect("CLOSED"))


@pytest.mark.parametrize("row", DECODED, ids=by_rule)
def test_decode_passes_the_same_verdict_on_a_stream(tmp_path, row):
    stream = tmp_path / "stream"
    begin = b""
    if row["subject"] == "frame":
        more = f"Sec-WebSocket-Extensions: {row['extensions']}\r\n" if "extensions" in row else ""
        begin = (ANSWER + "\r\n").encode() if row["from"] == "server" else raw.request(
            8000, **({"Sec_WebSocket_Extensions": row["extensions"]} if more else {}))
    stream.write_bytes(begin + pieces(row["bytes"]))
    arguments = ["decode", "--stream", "--from", row["from"], *row["decode"], stream]
    if "other" in row:
        other = tmp_path / "other"
        other.write_bytes(pieces(row["other"]))
        arguments += ["--other", other]
    done = program.run(*arguments, "--json")
    assert (done.returncode, done.stderr) == (3, "")
    items = [json.loads(line) for line in done.stdout.splitlines()]
    assert is_named(row, [item for item in items if "rule" in item][0])
    assert items[-1]["kind"] == "end" and items[-1]["breaches"] == 1
    in_words = program.run(*arguments)
    assert in_words.returncode == 3
    assert f"BREACH: {row['sentence']}\n" in in_words.stdout


@pytest.mark.parametrize(
    "row", [row for row in DECODED if row["subject"] == "frame" and "extensions" not in row],
    ids=by_rule)
def test_decode_passes_the_same_verdict_on_frames_alone(row):
    done = program.run(
        "decode", "--json", "--from", row["from"], *row["decode"], pieces(row["bytes"]).hex(" "))
    assert done.returncode == 3
    assert is_named(row, json.loads(done.stdout.splitlines()[-1]))


def test_documentation_shows_every_rule():
    text = (program.ROOT / "Sources/wscope/wscope.docc/Protocol.md").read_text()
    table = re.search(r"<!-- rules:.*?-->\n(.*?)<!-- end of rules -->", text, re.S).group(1)
    assert [line.split(" | ")[0][2:] for line in table.splitlines()[2:]] \
        == [row["title"] for row in TABLE]
