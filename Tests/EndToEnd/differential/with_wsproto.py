"""`wsproto` as a client: no I/O, and another implementation of everything."""

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    BytesMessage, CloseConnection, Message, Ping, Pong, RejectConnection, Request, TextMessage)
from wsproto.extensions import PerMessageDeflate

from raw import BINARY, TEXT


class Wsproto:
    """Flushes after the last fragment only: how much is in the others is for zlib to say."""

    name = "wsproto"
    on_characters = True

    @staticmethod
    def can(offer):
        return offer is None or 8 not in (
            offer.client_max_window_bits, offer.server_max_window_bits)

    def __init__(self, port, path, offer):
        self.core = WSConnection(ConnectionType.CLIENT)
        self.port, self.path = port, path
        self.extensions = []
        if offer:
            values = {name: None if name == "client_max_window_bits" and value is True else value
                      for name, value in offer.__dict__.items()}
            self.extensions = [PerMessageDeflate(**values)]
        self.parts = []

    def request(self):
        return self.core.send(Request(
            host=f"127.0.0.1:{self.port}", target=self.path, extensions=self.extensions))

    def frames(self, opcode, fragments):
        """The frames of a message, one for each fragment."""
        last = len(fragments) - 1
        if opcode == TEXT:
            return [self.core.send(TextMessage(part.decode(), message_finished=number == last))
                    for number, part in enumerate(fragments)]
        return [self.core.send(BytesMessage(part, message_finished=number == last))
                for number, part in enumerate(fragments)]

    def ping(self, payload):
        return self.core.send(Ping(payload))

    def close(self, code):
        return self.core.send(CloseConnection(code, "done"))

    def receive(self, data):
        """What the bytes mean: messages with opcode and payload, pongs, the code of a close."""
        self.core.receive_data(data)
        for event in self.core.events():
            if isinstance(event, RejectConnection):
                raise ConnectionError(event.status_code)
            if isinstance(event, Message):
                is_text = isinstance(event, TextMessage)
                self.parts.append(event.data.encode() if is_text else bytes(event.data))
                if event.message_finished:
                    yield "message", TEXT if is_text else BINARY, b"".join(self.parts)
                    self.parts = []
            elif isinstance(event, Pong):
                yield "pong", bytes(event.payload)
            elif isinstance(event, CloseConnection):
                yield "closed", event.code
