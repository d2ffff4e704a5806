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
# Allocations that a round may make: none, but for what stands here.
ALLOWED = {
    "text125": 0, "single125": 0, "binary125": 0, "thai": 0, "text16k": 0, "binary1m": 0, "ping": 0,
    "watched125": 0, "watched16k": 0,
    "fragments": 0, "watchedfragments": 0, "fragments1k": 0,
    # One message of 1 KiB, inflated, echoed and deflated.
    "deflate1k": 1,
}


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    return allocations.build(tmp_path_factory.mktemp("allocations"))


def rounds_of(scenario):
    return 40 if scenario == "binary1m" else ROUNDS


@pytest.mark.parametrize("scenario", ALLOWED)
def test_frames_allocate_nothing(counter, scenario):
    rounds = rounds_of(scenario)
    taken = allocations.per_rounds(DRIVER, scenario, counter, rounds)
    assert taken <= ALLOWED[scenario] * rounds


def test_the_counter_counts(counter):
    """A visit does take memory, for its request at least: a counter that is deaf would pass all."""
    assert allocations.per_rounds(DRIVER, "visit", counter, ROUNDS) >= ROUNDS


def test_every_scenario_is_known():
    listed = subprocess.run(
        [DRIVER, "list"], capture_output=True, text=True, check=True).stdout.split("\n")
    names = {line.split()[0] for line in listed if line}
    assert set(ALLOWED) | {"visit"} == names
