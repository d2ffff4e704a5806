"""The SYS_WSS service in a C program of its own, spoken to by lines of text."""

import itertools
import os
import queue
import subprocess
import threading
import time
from dataclasses import dataclass

from program import PATIENCE

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


@dataclass(frozen=True)
class Event:
    """One call of the callback."""
    name: str
    index: int
    time: float  # of time.monotonic()
    state: str  # of its client index, asked inside the callback
    cookie: int
    size: int | None = None  # None: data was NULL
    crc: int | None = None
    payload: bytes | None = None  # None: above 256 bytes

    @classmethod
    def parse(cls, line):
        words = line.split()
        name, index, nanoseconds, state, cookie = words[:5]
        event = cls(name, int(index), int(nanoseconds) / 1e9, state, int(cookie))
        if len(words) == 5:
            return event
        size, crc = int(words[5]), int(words[6])
        payload = bytes.fromhex("".join(words[7:])) if size <= 256 else None
        return cls(*list(event.__dict__.values())[:5], size, crc, payload)


class Service:
    """`recorder` running: orders go in, answers and events come out."""

    def __init__(self, program, environment=None, **options):
        self.process = subprocess.Popen(
            [str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**bare_environment(), **(environment or {})})
        self.answers = queue.Queue()
        self.replies = queue.Queue()  # of orders that were obeyed inside a callback
        self.events = []
        self.taken = set()
        self.news = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        for name, value in options.items():
            assert self.ask("option", name.replace("_", "-"), value) == "SUCCESS"

    def _read(self):
        for line in self.process.stdout:
            mark, rest = line[0], line[2:].rstrip("\n")
            if mark == "!":
                with self.news:
                    self.events.append(Event.parse(rest))
                    self.news.notify_all()
            else:
                (self.answers if mark == "=" else self.replies).put(rest)

    # Orders

    def ask(self, *words):
        """Gives an order and takes its answer."""
        self.process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self.process.stdin.flush()
        return self.answers.get(timeout=PATIENCE)

    def start(self, port=0, tls=False, cookie=0):
        assert self.ask("initialize", port, int(tls), cookie) == "VALID", self.error
        return self

    def send(self, payload, index, type=TEXT, fin=True):
        return self.ask("send", int(fin), type, spelt(payload), index)

    def ping(self, payload, index):
        return self.ask("ping", spelt(payload), index)

    def close(self, code, payload, index):
        return self.ask("close", code, spelt(payload), index)

    def on(self, event, *order):
        """Obeys this order inside every callback of that event; "@" is its index."""
        assert self.ask("on", event, *order) == "KEPT"

    def state(self, index):
        return self.ask("state", index)

    def handshake(self, index):
        result, *fields = self.ask("handshake", index).split()
        return (result, *map(int, fields[:6]), *fields[6:])

    def counters(self, index):
        result, *numbers = self.ask("counters", index).split()
        names = ["received_messages", "received_bytes", "sent_messages", "sent_bytes",
                 "queued_bytes", "round_trip"]
        return result, dict(zip(names, map(int, numbers)))

    @property
    def port(self):
        return int(self.ask("port"))

    @property
    def slots(self):
        return int(self.ask("slots"))

    @property
    def error(self):
        return self.ask("error").partition(" ")[2]

    # Events

    def expect(self, name, index=None, patience=PATIENCE):
        """The first event of this name, and index, that no call has taken yet."""
        end = time.monotonic() + patience
        with self.news:
            while True:
                for number, event in enumerate(self.events):
                    if number not in self.taken and event.name == name \
                            and index in (None, event.index):
                        self.taken.add(number)
                        return event
                left = end - time.monotonic()
                assert left > 0 and self.news.wait(left), f"no {name} {index}; saw {self.names()}"

    def names(self, index=None):
        """What has happened, or what has happened to one index, in order."""
        return [e.name for e in list(self.events) if index in (None, e.index)]

    def until(self, condition, patience=PATIENCE):
        """Asks until the answer is true."""
        end = time.monotonic() + patience
        for pause in itertools.chain([0.001, 0.002, 0.005], itertools.repeat(0.01)):
            answer = condition()
            if answer:
                return answer
            assert time.monotonic() < end, f"still {answer}; saw {self.names()}"
            time.sleep(pause)

    def reply(self):
        """The answer of an order that was obeyed inside a callback."""
        return self.replies.get(timeout=PATIENCE)

    def memory(self, field="VmHWM"):
        """KiB of the process."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(field))

    def end(self):
        """The exit status after the last order."""
        if not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


def spelt(payload):
    """A payload as the recorder reads it: bytes, None for NULL, or its own notation."""
    if payload is None or payload == b"":
        return "-"
    return payload if isinstance(payload, str) else payload.hex()


def bare_environment():
    """Without options of the service that the caller's environment may set."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SYS_WSS_")}
