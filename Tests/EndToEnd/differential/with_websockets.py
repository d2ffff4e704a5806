"""Python `websockets` as a client, its core without I/O."""

import struct

from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.frames import Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri

from raw import TEXT


class Websockets:
    """Flushes after each fragment, which ends anywhere."""

    name = "websockets"
    on_characters = False

    @staticmethod
    def can(offer):
        return offer is None or offer.client_max_window_bits != 8

    def __init__(self, port, path, offer):
        extensions = [ClientPerMessageDeflateFactory(**offer.__dict__)] if offer else None
        self.core = ClientProtocol(
            parse_uri(f"ws://127.0.0.1:{port}{path}"), extensions=extensions, max_size=None)
        self.opcode = None
        self.parts = []

    def request(self):
        self.core.send_request(self.core.connect())
        return self.bytes_to_send()

    def frames(self, opcode, fragments):
        """The frames of a message, one for each fragment."""
        begin = self.core.send_text if opcode == TEXT else self.core.send_binary
        last = len(fragments) - 1
        made = []
        for number, fragment in enumerate(fragments):
            (self.core.send_continuation if number else begin)(fragment, number == last)
            made.append(self.bytes_to_send())
        return made

    def ping(self, payload):
        self.core.send_ping(payload)
        return self.bytes_to_send()

    def close(self, code):
        self.core.send_close(code, "done")
        return self.bytes_to_send()

    def bytes_to_send(self):
        return b"".join(self.core.data_to_send())

    def receive(self, data):
        """What the bytes mean: messages with opcode and payload, pongs, the code of a close."""
        self.core.receive_data(data)
        for event in self.core.events_received():
            if isinstance(event, Response):
                if self.core.handshake_exc:
                    raise self.core.handshake_exc
            elif event.opcode is Opcode.PONG:
                yield "pong", bytes(event.data)
            elif event.opcode is Opcode.CLOSE:
                yield "closed", struct.unpack(">H", event.data[:2])[0]
            elif event.opcode is not Opcode.PING:
                if event.opcode is not Opcode.CONT:
                    self.opcode = int(event.opcode)
                self.parts.append(event.data)
                if event.fin:
                    yield "message", self.opcode, b"".join(self.parts)
                    self.parts = []
        if self.core.parser_exc:
            raise self.core.parser_exc
