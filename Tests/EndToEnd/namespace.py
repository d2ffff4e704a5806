"""A network of its own with addresses of its own, so that not everybody comes from loopback."""

import ctypes
import os
import subprocess
import threading

import pytest

CLONE_NEWNET = 0x40000000
# TEST-NET-2, RFC 5737.
ADDRESSES = ["198.51.100.1", "198.51.100.2", "198.51.100.3"]


def in_a_namespace(test):
    """Runs a test on a thread in a namespace where lo has ADDRESSES; skips where that may not be."""
    def run():
        outcome = []

        def body():
            try:
                enter()
                test()
                outcome.append(None)
            except BaseException as problem:
                outcome.append(problem)

        thread = threading.Thread(target=body)
        thread.start()
        thread.join()
        if outcome[0] is not None:
            raise outcome[0]

    run.__name__ = test.__name__
    return run


def enter():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        pytest.skip(f"no network namespace: {os.strerror(ctypes.get_errno())}")
    try:
        link("link", "set", "lo", "up")
        for address in ADDRESSES:
            link("addr", "add", f"{address}/32", "dev", "lo")
    except (OSError, subprocess.CalledProcessError) as problem:
        pytest.skip(f"no ip command: {problem}")


def link(*words):
    """The kernel gives a child the namespace of the thread that starts it."""
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=10)
