"""A client of our own, for what no library does; zlib and the frame of `raw` are all it has."""

import struct
import zlib

import raw
from raw import CLOSE, CONTINUATION, PONG

EMPTY_BLOCK = b"\0\0\xff\xff"


class ByHand:
    """Deflates a whole message in two blocks, then cuts it; every fifth stays plain."""

    name = "by hand"
    on_characters = False

    @staticmethod
    def can(offer):
        return True

    def __init__(self, port, path, offer):
        self.port, self.path = port, path
        self.offer = offer
        self.agreed = None
        self.count = 0
        self.buffer = bytearray()
        self.deflater = self.inflater = None

    def request(self):
        extension = {"Sec_WebSocket_Extensions": self.offer.header} if self.offer else {}
        return raw.request(self.port, self.path, **extension)

    def frames(self, opcode, fragments):
        """The frames of a message, one for each fragment."""
        self.count += 1
        is_packed = self.agreed is not None and self.count % 5 != 0
        if is_packed:
            packed = self._deflate(b"".join(fragments))
            step = -(-len(packed) // len(fragments))
            fragments = [packed[n * step:(n + 1) * step] for n in range(len(fragments))]
        mask = struct.pack(">I", self.count * 0x9E3779B1 & 0xFFFFFFFF)
        last = len(fragments) - 1
        return [raw.frame(CONTINUATION if number else opcode, part, fin=number == last,
                          rsv=4 if is_packed and number == 0 else 0, mask=mask)
                for number, part in enumerate(fragments)]

    def ping(self, payload):
        return raw.frame(raw.PING, payload)

    def close(self, code):
        return raw.close(code, b"done")

    def receive(self, data):
        """What the bytes mean: messages with opcode and payload, pongs, the code of a close."""
        self.buffer += data
        if self.count == 0 and self.agreed is None and self.buffer.startswith(b"HTTP/1.1 101"):
            head, _, rest = bytes(self.buffer).partition(b"\r\n\r\n")
            self.buffer = bytearray(rest)
            self._agree(head.decode())
        while (frame := self._take_frame()) is not None:
            first, payload = frame
            opcode = first & 0x0F
            if opcode == CLOSE:
                yield "closed", struct.unpack(">H", payload[:2])[0]
            elif opcode == PONG:
                yield "pong", payload
            elif opcode in (raw.TEXT, raw.BINARY):
                assert first & 0x80, "wscope sends a message in one frame"
                yield "message", opcode, self._inflate(payload) if first & 0x40 else payload

    def _agree(self, head):
        for line in head.split("\r\n"):
            name, _, value = line.partition(": ")
            if name.lower() == "sec-websocket-extensions":
                words = [word.strip().partition("=") for word in value.split(";")]
                self.agreed = {word[0]: word[2] for word in words}

    def _take_frame(self):
        """The first byte and the payload of the next whole frame."""
        have = self.buffer
        if len(have) < 2:
            return None
        size, begin = have[1] & 0x7F, 2
        if size >= 126:
            begin = 4 if size == 126 else 10
            if len(have) < begin:
                return None
            size = int.from_bytes(have[2:begin], "big")
        if len(have) < begin + size:
            return None
        frame = have[0], bytes(have[begin:begin + size])
        del have[:begin + size]
        return frame

    def _deflate(self, data):
        if self.deflater is None:
            # With 9 zlib looks back 250 bytes at most, which a window of 8 bits has, too.
            bits = max(9, int(self.agreed.get("client_max_window_bits") or 15))
            self.deflater = zlib.compressobj(wbits=-bits)
        half = len(data) // 2
        packed = self.deflater.compress(data[:half])
        packed += self.deflater.flush(zlib.Z_FULL_FLUSH if self.count % 2 else zlib.Z_BLOCK)
        packed += self.deflater.compress(data[half:]) + self.deflater.flush(zlib.Z_SYNC_FLUSH)
        if "client_no_context_takeover" in self.agreed:
            self.deflater = None
        assert packed.endswith(EMPTY_BLOCK)
        return packed[:-4]

    def _inflate(self, data):
        if self.inflater is None:
            bits = int(self.agreed.get("server_max_window_bits") or 15)
            self.inflater = zlib.decompressobj(wbits=-bits)
        whole = self.inflater.decompress(data + EMPTY_BLOCK)
        if "server_no_context_takeover" in self.agreed:
            self.inflater = None
        return whole
