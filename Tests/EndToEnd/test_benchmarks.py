"""The measuring itself: what it counts is counted right, and what is too much is told."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from program import ROOT, WSCOPE, Serve

sys.path.insert(0, str(ROOT / "Tests" / "Benchmarks"))
import instructions  # noqa: E402
import peers  # noqa: E402
import table  # noqa: E402

WELL = {"instructions": 1000.0, "references": 0.0, "allocations": 0.0}


@pytest.fixture(scope="module")
def load():
    peers.FOLDER.mkdir(parents=True, exist_ok=True)
    return peers.load()


def run(load, serve, *words):
    done = subprocess.run(
        [load, *words, "-p", str(serve.port), "-x", str(serve.process.pid)], capture_output=True,
        text=True, timeout=20)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("words, options", [
    (["echo", "-n", "4", "-d", "3", "-s", "125"], []),
    (["echo", "-n", "2", "-d", "2", "-s", "70000"], []),
    (["echo", "-z", "-n", "2", "-d", "2", "-s", "2000"], ["--compress", "on"]),
    (["echo", "-T", "-n", "2", "-d", "2", "-s", "20000"], ["--tls", "self-signed"]),
    (["rate", "-n", "4", "-r", "500"], []),
    (["visit", "-n", "4"], []),
    (["visit", "-T", "-n", "2"], ["--tls", "self-signed"]),
])
def test_the_load_reaches_the_server(load, words, options):
    with Serve("--events", "connections", *options) as serve:
        told = run(load, serve, *words, "-w", "0.1", "-t", "0.3")
        assert told["failures"] == 0 and told["count"] > 20
        assert told["server_us"] > 0
        assert told.get("lost", 0) == 0


def test_a_server_that_does_not_compress_is_noticed(load):
    with Serve("--events", "connections", "--compress", "off") as serve:
        done = subprocess.run(
            [load, "echo", "-z", "-s", "500", "-t", "0.1", "-p", str(serve.port)],
            capture_output=True, text=True, timeout=20)
        assert done.returncode == 3
        assert json.loads(done.stdout)["first_failure"] == "the server does not compress"


def test_those_who_hold_answer_pings_and_hear_a_broadcast(load):
    with Serve("--events", "connections", "--app", "broadcast", "--ping-interval", "200ms") as serve:
        process = subprocess.run(
            [load, "hold", "-n", "20", "-p", str(serve.port)], text=True, capture_output=True,
            input="rest 1\nbroadcast\n", timeout=20)
        opened, rested, told = map(json.loads, process.stdout.splitlines())
        assert opened["opened"] == 20 and rested["pings"] >= 40
        assert told["reached"] == told["wanted"] == 20


@pytest.mark.parametrize("found, expected", [
    ({}, "ok"),
    ({"instructions": 1029.0}, "ok"),
    ({"instructions": 1031.0}, "3.1 % above its threshold of 1000.0"),
    ({"allocations": 0.5}, "0.00 allocations are allowed"),
    ({"references": 2.0}, "0.00 references are allowed"),
])
def test_what_costs_too_much_is_told(found, expected):
    line, is_well = instructions.judge("text125", {**WELL, **found}, WELL, "renew")
    assert expected in line and is_well == (expected == "ok")
    assert is_well or "renew" in line


def test_a_scenario_without_threshold_does_not_pass():
    assert not instructions.judge("new", WELL, None, "renew")[1]


def test_every_scenario_has_its_threshold():
    driver = Path(WSCOPE).with_name("engine-driver")
    listed = subprocess.run([driver, "list"], capture_output=True, text=True, check=True).stdout
    names = {line.split()[0] for line in listed.splitlines()}
    assert names == json.loads(instructions.THRESHOLDS.read_text()).keys()


def test_bars_are_as_long_as_they_should_be():
    assert table.bar(1.0) == "██████" and table.bar(0) == "······"
    assert table.bar(0.5) == "███···" and table.bar(2) == "██████"
