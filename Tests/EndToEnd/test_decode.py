"""`wscope decode`: frames in hex, taken apart without a terminal."""

import json

import pytest

import program

HELLO = "81 85 37 fa 21 3d 7f 9f 4d 51 58"


@pytest.mark.parametrize("arguments, stdin", [
    (HELLO.split(), ""),
    ([HELLO], ""),
    ([HELLO.replace(" ", "")], ""),
    (["0x81,0x85", "0x37fa213d", "7f9f4d5158"], ""),
    (["-"], "81 85 37 fa\n21 3d 7f 9f\n4d 51 58\n"),
    ([], "00000000: 8185 37fa 213d 7f9f 4d51 58              ..7.!=..MQX\n"),
], ids=["words", "one-text", "run-together", "0x", "stdin", "xxd"])
def test_the_masked_hello_of_the_rfc(arguments, stdin):
    done = program.run("decode", *arguments, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "")
    assert " 0 |1|0|0|0|0 0 0 1|1|0 0 0 0 1 0 1|0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0| 81 85 37 fa" \
        in done.stdout
    assert 'payload "Hello"' in done.stdout
    assert "0000101b = 5" in done.stdout
    assert "length <=125, no extended length" in done.stdout


@pytest.mark.parametrize("hex_, rule, section", [
    ("c1 80 00 00 00 00", "reservedBitSet", "5.2"),
    ("83 80 00 00 00 00", "reservedOpcode", "5.2"),
    ("81 05 48 65 6c 6c 6f", "unmaskedFrame", "5.1"),
    ("81 fe 00 05 00 00 00 00 48 65 6c 6c 6f", "nonMinimalLength", "5.2"),
    ("82 ff 80 00 00 00 00 00 00 01", "lengthTopBitSet", "5.2"),
    ("09 80 00 00 00 00", "fragmentedControl", "5.5"),
    ("80 80 00 00 00 00", "orphanContinuation", "5.4"),
    ("81 81 00 00 00 00 ff", "invalidText", "8.1"),
    ("88 82 00 00 00 00 03 ed", "invalidCloseCode", "7.4"),
])
def test_a_breach_names_its_clause_and_sets_the_status(hex_, rule, section):
    done = program.run("decode", "--json", hex_)
    assert done.returncode == 3
    frame = json.loads(done.stdout.splitlines()[0])
    assert frame["rule"] == rule
    assert section in frame["section"]
    in_words = program.run("decode", hex_)
    assert in_words.returncode == 3
    assert "BREACH" in in_words.stdout and section in in_words.stdout


def test_a_servers_frame_is_judged_as_one():
    done = program.run("decode", "--from", "server", "81 02 6f 6b")
    assert done.returncode == 0
    assert 'payload "ok"' in done.stdout


def test_controls_in_a_payload_never_reach_the_terminal():
    done = program.run("decode", "--from", "server", "81 06 1b 5b 33 31 6d 07")
    assert "\x1b" not in done.stdout and "\x07" not in done.stdout
    assert "\\x1b[31m" in done.stdout


def test_a_truncated_frame_is_no_breach():
    done = program.run("decode", "81 85 37 fa")
    assert done.returncode == 0
    assert "truncated" in done.stdout


@pytest.mark.parametrize("arguments", [[], ["-"], ["zz"], ["818"], ["--from", "nobody", "81"]])
def test_no_hex_is_wrong_usage(arguments):
    done = program.run("decode", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("wscope: ")
