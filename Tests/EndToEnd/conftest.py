"""What the tests share: a server of their own, and screens that never outlive a test."""

import os
import sys

import pytest

sys.path.insert(0, os.path.dirname(__file__))

from ccompiler import PROGRAMS, compile_c  # noqa: E402
from honest import MEASURED  # noqa: E402
from program import Serve  # noqa: E402
from service import Service  # noqa: E402


def pytest_terminal_summary(terminalreporter):
    """How honest clients fared beside attacks."""
    if MEASURED:
        p99, test, _ = max(MEASURED)
        terminalreporter.write_line(
            f"honest clients: {len(MEASURED)}, worst p99 {p99:.1f} ms in {test}")


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


@pytest.fixture(scope="session")
def recorder(tmp_path_factory):
    """The C program that turns the SYS_WSS service into a conversation."""
    sources = [PROGRAMS / f"{name}.c" for name in ("recorder", "orders", "payload", "names")]
    return compile_c(tmp_path_factory.mktemp("sys_wss") / "recorder", *sources)


@pytest.fixture
def idle_service(recorder):
    """Starts recorders whose service is not initialised yet; each must end well."""
    started = []

    def start(environment=None, **options):
        service = Service(recorder, environment, **options)
        started.append(service)
        return service

    yield start
    statuses = [service.end() for service in started]
    assert statuses == [0] * len(started)


@pytest.fixture
def service(idle_service):
    """Starts services on a free port, with options: service(slots=1, client_timeout=300)."""
    return lambda **options: idle_service(**options).start()
