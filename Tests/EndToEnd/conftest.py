"""What the tests share: a server of their own, and screens that never outlive a test."""

import os
import sys

import pytest

sys.path.insert(0, os.path.dirname(__file__))

from program import Serve  # noqa: E402


@pytest.fixture
def serve():
    """Starts servers that are ended after the test."""
    started = []

    def start(*options):
        server = Serve(*options)
        started.append(server)
        return server

    yield start
    for server in started:
        server.__exit__()
