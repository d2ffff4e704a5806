"""One client on one connection: what it sends, what has to come back, what serve tells of it."""

import collections
import hashlib
import re
import select

from differential.offers import Offer
from raw import TEXT

PATIENCE = 30.0


class Difference(AssertionError):
    """What came is not what has to come."""


class Session:
    def __init__(self, client, wire, offer):
        self.client = client
        self.wire = wire
        request = client.request()
        found = re.search(rb"(?i)sec-websocket-extensions: (.*)\r\n", request)
        self.offer = Offer.parsed(found[1].decode()) if found else None
        self.deviations = collections.Counter()
        if self.offer != offer:
            self.deviations["always offered"] += 1
        self.head = bytearray()
        self.is_open = False
        self.due = []  # messages whose echo has not come, the next one last
        self.pings = []  # payloads of pings that no pong has answered or passed over
        self.story = []  # the events that serve has to tell
        self.messages = self.bytes = 0
        self.sent, self.received = hashlib.sha256(), hashlib.sha256()
        self.closed_with = None
        wire.put(request)

    # What goes out

    def say(self, messages):
        """Queues messages, their pings between the fragments."""
        out = []
        for message in messages:
            fragments = message.fragments(self.client.on_characters)
            if self.client.on_characters and fragments != message.fragments():
                self.deviations["characters"] += 1
            for number, frame in enumerate(self.client.frames(message.opcode, fragments)):
                for place, payload in message.pings:
                    if place == number:
                        out.append(self.client.ping(payload))
                        self.pings.append(payload)
                        self.story.append(("PING_RX", payload, None))
                out.append(frame)
            link(self.sent, message.opcode, message.payload)
            self.bytes += len(message.payload)
            name = "TXT_DATA_RX" if message.opcode == TEXT else "BIN_DATA_RX"
            self.story.append((name, message.payload, len(fragments)))
        self.messages += len(messages)
        self.due = [*reversed(messages), *self.due]
        self.wire.put(b"".join(out))

    def leave(self):
        self.wire.put(self.client.close(1000))

    # What comes in

    def step(self):
        """Sends and takes what can be; True if anything came."""
        self.wire.push()
        data = self.wire.pull()
        if not self.is_open and data:
            self._open(data)
        for kind, *facts in self.client.receive(data) if data else []:
            getattr(self, "_" + kind)(*facts)
        if self.wire.is_ended and self.closed_with is None:
            raise Difference("TCP ended without a close frame")
        return bool(data)

    def _open(self, data):
        self.head += data
        if b"\r\n\r\n" not in self.head:
            return
        head = self.head.split(b"\r\n\r\n")[0].decode()
        lines = [line.partition(": ") for line in head.split("\r\n")[1:]]
        answers = [value for name, _, value in lines if name == "Sec-WebSocket-Extensions"]
        if " 101 " not in head or len(answers) > 1:
            raise Difference(f"refused: {head}")
        if self.offer is None and answers:
            raise Difference(f"nothing was offered, answered {answers}")
        if self.offer and (not answers or self.offer.breaches(answers[0])):
            raise Difference(f"offered {self.offer.header}, answered {answers}")
        self.is_open = True

    def _message(self, opcode, payload):
        link(self.received, opcode, payload)
        if not self.due:
            raise Difference(f"{len(payload)} bytes that nobody sent")
        wanted = self.due.pop()
        if (wanted.opcode, wanted.payload) != (opcode, payload):
            raise Difference(
                f"opcode {wanted.opcode}, {len(wanted.payload)} bytes {wanted.payload[:40]!r}: "
                f"came back as {opcode}, {len(payload)} bytes {payload[:40]!r}")

    def _pong(self, payload):
        """Answers a ping that is not answered yet, and the ones before. RFC 6455 §5.5.3."""
        if payload not in self.pings:
            raise Difference(f"pong {payload.hex()} answers no ping")
        place = self.pings.index(payload)
        self.deviations["newest ping"] += place
        del self.pings[:place + 1]

    def _closed(self, code):
        self.closed_with = code

    @property
    def has_answers(self):
        return self.is_open and not self.due and not self.pings

    def judge(self):
        """All came back, in order, and the closing was answered as it should."""
        if self.sent.digest() != self.received.digest():
            raise Difference("the chains of hashes differ")
        if self.closed_with != 1000:
            raise Difference(f"closed with 1000, answered {self.closed_with}")

    # What serve tells

    def compare(self, events):
        """The events of this connection, from CONNECTED on, are what was sent, in order."""
        told = [event for event in events if event["event"].endswith("_RX")]
        names = [*(name for name, _, _ in self.story), "CLOSE_FRAME_RX"]
        if [event["event"] for event in told] != names:
            raise Difference(f"{len(names)} events are due, serve tells {len(told)}")
        for (name, payload, fragments), event in zip(self.story, told):
            found = event["event"], event["bytes"], event.get("fragments")
            if found != (name, len(payload), fragments):
                raise Difference(f"{(name, len(payload), fragments)}: serve tells {event}")
            if not payload.hex().startswith(event.get("hex", "")):
                raise Difference(f"{payload[:16].hex()}: serve tells {event}")
        last = events[-1]
        if (last["event"], last["code"], last["initiator"]) != ("CLOSED", 1000, "peer"):
            raise Difference(f"serve ends with {last}")


def link(chain, opcode, payload):
    """Hashes a message onto all that came before."""
    chain.update(b"%d %d " % (opcode, len(payload)))
    chain.update(payload)


def until(sessions, condition):
    """Lets all of them send and receive until the condition holds for each."""
    pending = list(sessions)
    while pending:
        moved = [session for session in pending if session.step()]
        pending = [session for session in pending if not condition(session)]
        if pending and not moved:
            sending = [session.wire for session in pending if session.wire.is_sending]
            ready = select.select([session.wire for session in pending], sending, [], PATIENCE)
            if not any(ready):
                raise Difference(f"silent for {PATIENCE:.0f} s, {len(pending[0].due)} are due")
