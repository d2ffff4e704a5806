"""The 22 acceptance points of the SYS_WSS service: test_point_07_… in test_acceptance_*.py."""

import re
from pathlib import Path


def test_every_point_has_its_tests():
    text = "".join(file.read_text() for file in Path(__file__).parent.glob("test_acceptance_*.py"))
    points = {int(number) for number in re.findall(r"^def test_point_(\d\d)_", text, re.MULTILINE)}
    assert points == set(range(1, 23))
