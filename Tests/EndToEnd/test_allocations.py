"""The way of a frame takes nothing from the heap: counted, with the engine driven alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from program import ROOT, WSCOPE

sys.path.insert(0, str(ROOT / "Tests" / "Benchmarks"))
import allocations  # noqa: E402

DRIVER = Path(WSCOPE).with_name("engine-driver")
ROUNDS = 400
SCENARIOS = [
    "text125", "single125", "binary125", "thai", "text16k", "binary1m", "ping", "fragments",
    "watched125", "watched16k", "watchedfragments", "deflate1k",
]


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    return allocations.build(tmp_path_factory.mktemp("allocations"))


def rounds_of(scenario):
    return 40 if scenario == "binary1m" else ROUNDS


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_frames_allocate_nothing(counter, scenario):
    assert allocations.per_rounds(DRIVER, scenario, counter, rounds_of(scenario)) == 0


def test_the_counter_counts(counter):
    """A visit does take memory, for its request at least: a counter that is deaf would pass all."""
    assert allocations.per_rounds(DRIVER, "visit", counter, ROUNDS) >= ROUNDS


def test_every_scenario_is_known():
    listed = subprocess.run(
        [DRIVER, "list"], capture_output=True, text=True, check=True).stdout.split("\n")
    names = {line.split()[0] for line in listed if line}
    assert set(SCENARIOS) <= names
