"""SYS_WSS from any thread: what must hold when everything happens at one time."""

import re
import subprocess

from ccompiler import PROGRAMS, compile_c


def test_calls_from_many_threads_while_the_service_ends_and_begins(tmp_path):
    sources = [PROGRAMS / f"{name}.c" for name in ("threads", "anything", "crowd")]
    program = compile_c(tmp_path / "threads", *sources)
    done = subprocess.run([program, "3000"], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    calls, succeeded, connecting, closed = map(int, re.findall(r"\d+", done.stdout))
    assert calls > 5 * 4 * 3000
    assert succeeded > 0
    assert connecting == closed > 0
