"""A client that does nothing wrong, in a process of its own, while others misbehave.

As a program it speaks until its stdin ends, one message at a time, then prints what it saw as JSON;
`Honest` starts it.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from raw import PING, PONG, TEXT, Client, frame

PAUSE = 0.005
# Answers, however short the attack is: of so many, one that the machine was late for is not the p99.
LEAST = 120
STALL = 0.05  # seconds that a pause was too long: the machine was busy elsewhere
# Of every honest client its p99 in milliseconds, the test that it was in, and its stalls.
MEASURED = []


class Honest:
    """An honest client beside an attack: `with Honest(port) as honest: …`, then `honest.report`.

    It speaks texts that are echoed or, where nobody echoes, pings.
    """

    def __init__(self, port, tls=False, host="127.0.0.1", speaks="text"):
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__)), str(port), str(int(tls)), host, speaks],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "connected\n"
        self.report = None

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            output, _ = self.process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            if kind is None:
                raise
            return
        if kind is None:
            self.report = json.loads(output)
            test = os.environ.get("PYTEST_CURRENT_TEST", "").rsplit("/")[-1].split(" ")[0]
            MEASURED.append((self.p99, test, self.report["stalls"]))

    @property
    def p99(self):
        """Milliseconds within which 99 of 100 answers came."""
        times = sorted(self.report["milliseconds"])
        assert times, self.report["error"]
        return times[min(len(times) - 1, len(times) * 99 // 100)]


def speak(port, tls, host, opcode):
    """Sends a message at a time until stdin ends; each has to come back as it was."""
    client = Client(port, tls=tls, host=host)
    assert client.handshake()[0] == 101
    print("connected", flush=True)
    times, error, number, stalls = [], None, 0, 0
    watch = StdinEnd()
    while not watch.has_come() or number < LEAST:
        number += 1
        message = f"message {number}".encode()
        begun = time.monotonic()
        try:
            client.send(frame(opcode, message))
            if answer(client, TEXT if opcode == TEXT else PONG) != message:
                error = f"message {number} came back changed"
                break
        except (OSError, EOFError) as problem:
            error = repr(problem)
            break
        times.append((time.monotonic() - begun) * 1000)
        # Pings faster than the rate of control frames would be an attack.
        pause = PAUSE if opcode == TEXT else 4 * PAUSE
        begun = time.monotonic()
        time.sleep(pause)
        stalls += time.monotonic() - begun > pause + STALL
    print(json.dumps({"milliseconds": times, "error": error, "stalls": stalls}))


def answer(client, wanted):
    """The next message of a kind; pings before it are answered, as an honest client does."""
    while True:
        _, opcode, payload = client.frame()
        if opcode == PING:
            client.send(frame(PONG, payload))
        elif opcode == wanted:
            return payload


class StdinEnd:
    def __init__(self):
        self.ended = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        sys.stdin.read()
        self.ended.set()

    def has_come(self):
        return self.ended.is_set()


if __name__ == "__main__":
    speak(int(sys.argv[1]), sys.argv[2] == "1", sys.argv[3],
          {"text": TEXT, "ping": PING}[sys.argv[4]])
