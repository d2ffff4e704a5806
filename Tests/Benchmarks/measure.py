"""One server, one load: started, measured, ended."""

import json
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

PATIENCE = 20.0


class Failed(Exception):
    """Why a figure could not be had."""


def on_core(core):
    """For a child: its own session, and one core if the machine has more."""
    cores = sorted(os.sched_getaffinity(0))

    def settle():
        if len(cores) > 1:
            os.sched_setaffinity(0, {cores[core % len(cores)]})
    return settle


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server on the first core, from start to end."""

    def __init__(self, peer, tls, deflates, log):
        self.port = free_port()
        environment = {**os.environ, "XDG_CONFIG_HOME": "/nonexistent",
                       "XDG_STATE_HOME": str(Path(log.name).parent / "state")}
        environment.pop("DEFLATE", None)
        if deflates:
            environment["DEFLATE"] = "1"
        self.process = subprocess.Popen(
            list(map(str, peer.started_as(self.port, tls))), stdin=subprocess.DEVNULL, stdout=log,
            stderr=log, start_new_session=True, preexec_fn=on_core(0), env=environment)
        self.pid = self.process.pid
        try:
            self._wait()
        except BaseException:
            self.end()
            raise

    def _wait(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise Failed(f"the server ended with {self.process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                time.sleep(0.2)
                return
            except OSError:
                time.sleep(0.02)
        raise Failed("the server does not listen")

    def memory(self):
        """Bytes that are resident."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


class Load:
    """The generator on the second core; of `hold` it takes lines and answers each."""

    def __init__(self, program, words, server, tls=False, raw=False):
        command = [program, *words.split(), "-p", server.port, "-x", server.pid]
        command += (["-T"] if tls else []) + (["-R"] if raw else [])
        self.process = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, preexec_fn=on_core(1))

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            raise Failed(self.process.stderr.read().strip()[-120:] or "the load ended")
        answer = json.loads(line)
        if answer["failures"]:
            raise Failed(f"{answer['failures']} failures, first: {answer['first_failure']}")
        return answer

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.answer()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()


def figures(row, peer, program, tls, log):
    """All that one run tells."""
    with Server(peer, tls, row.deflates, log) as server:
        before = server.memory()
        with Load(program, row.load, server, bool(tls), peer.name == "floor") as load:
            answer = load.answer()
            if row.held is None:
                return answer
            clients = answer["opened"]
            load.ask(row.held)
            if row.held == "echo":
                load.ask("rest 1.5")
            return {"bytes": (server.memory() - before) / clients}
