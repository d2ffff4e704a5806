"""The program under test: where it is, and how it is started, watched and ended."""

import json
import os
import queue
import re
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WSCOPE = os.environ.get("WSCOPE", str(ROOT / ".build" / "debug" / "wscope"))
# Seconds; more where the program runs under a tool that makes it slow.
PATIENCE = float(os.environ.get("WSCOPE_PATIENCE", 20))
STATE = tempfile.TemporaryDirectory(prefix="wscope-state-")
# Of a person who has been welcomed before.
Path(STATE.name, "wscope").mkdir()
Path(STATE.name, "wscope", "welcomed").touch()


def run(*arguments, stdin="", timeout=PATIENCE, env=None):
    """Runs wscope to its end."""
    return subprocess.run(
        [WSCOPE, *map(str, arguments)], input=stdin, capture_output=True, text=True,
        timeout=timeout, env={**clean_environment(), **(env or {})})


def clean_environment():
    """Without the operator's own configuration, state and colours."""
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLORTERM")}
    env.update(
        XDG_CONFIG_HOME="/nonexistent", XDG_STATE_HOME=STATE.name, TERM="xterm-256color",
        LANG="C.UTF-8", TZ="UTC")
    return env


class Serve:
    """`wscope serve` on a free port, its events as they come."""

    def __init__(self, *options, env=None):
        self.process = subprocess.Popen(
            [WSCOPE, "serve", "--port", "0", *map(str, options)], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**clean_environment(), **(env or {})})
        self.events = queue.Queue()
        self.seen = []
        threading.Thread(target=self._read, daemon=True).start()
        self.url = self.expect("LISTENING")["url"]
        self.port = int(re.search(r":(\d+)$", self.url).group(1))

    def _read(self):
        try:
            for line in self.process.stdout:
                self.events.put(json.loads(line))
        except ValueError:
            pass  # The process was killed in the middle of a line, or its pipe is closed.

    def next(self, timeout=PATIENCE):
        """The next event of any kind."""
        event = self.events.get(timeout=timeout)
        self.seen.append(event)
        return event

    def expect(self, name, patience=PATIENCE, **members):
        """The next event of this name with these members; others in between are passed over."""
        end = time.monotonic() + patience
        while True:
            try:
                event = self.next(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no {name} {members}; saw {self.seen}") from None
            if event["event"] == name and all(event.get(k) == v for k, v in members.items()):
                return event

    def end(self, how=signal.SIGTERM):
        """Signals the process, unless that was done, and tells its exit status."""
        if how is not None and self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()
