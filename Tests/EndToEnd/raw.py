"""A WebSocket client that sends exactly the bytes a test wants, and cannot hang."""

import base64
import os
import socket
import ssl
import struct

PATIENCE = 15.0

TEXT, BINARY, CLOSE, PING, PONG, CONTINUATION = 1, 2, 8, 9, 10, 0


def request(port, path="/", key="dGhlIHNhbXBsZSBub25jZQ==", drop=(), line=None, **changes):
    """A lawful opening handshake, with headers changed by name or dropped. RFC 6455 §4.1."""
    headers = {
        "Host": f"127.0.0.1:{port}", "Upgrade": "websocket", "Connection": "Upgrade",
        "Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13"}
    headers.update({name.replace("_", "-"): value for name, value in changes.items()})
    lines = [line or f"GET {path} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items() if name not in drop]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def frame(opcode, payload=b"", fin=True, rsv=0, mask=b"\x37\xfa\x21\x3d", length=None):
    """One frame as a client sends it; mask=None leaves it unmasked. RFC 6455 §5.2."""
    if isinstance(payload, str):
        payload = payload.encode()
    size = len(payload) if length is None else length
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    bit = 0x80 if mask is not None else 0
    if size < 126:
        head += bytes([bit | size])
    elif size < 65536:
        head += bytes([bit | 126]) + struct.pack(">H", size)
    else:
        head += bytes([bit | 127]) + struct.pack(">Q", size)
    return head + payload if mask is None else head + mask + masked(payload, mask)


def masked(payload, mask):
    """RFC 6455 §5.3, as one number, so that megabytes take no time."""
    stream = (mask * (len(payload) // 4 + 1))[:len(payload)]
    number = int.from_bytes(payload, "big") ^ int.from_bytes(stream, "big")
    return number.to_bytes(len(payload), "big")


def close(code=None, reason=b""):
    return frame(CLOSE, b"" if code is None else struct.pack(">H", code) + reason)


def trusting(identity=None):
    """A context that takes any certificate, and may show one of its own."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if identity:
        context.load_cert_chain(*identity)
    return context


class Client:
    """A TCP or TLS connection with a deadline on everything.

    `tls` may be the context to use; without one, any certificate will do.
    """

    def __init__(self, port, tls=False, patience=PATIENCE, host="127.0.0.1"):
        self.port = port
        self.socket = socket.create_connection((host, port), patience)
        if tls:
            context = tls if isinstance(tls, ssl.SSLContext) else trusting()
            self.socket = context.wrap_socket(self.socket)
        self.socket.settimeout(patience)
        self.buffer = b""
        self.rsv = 0  # the reserved bits of the last frame that was read

    @classmethod
    def connected(cls, port, path="/", **options):
        """After a handshake that was answered 101."""
        client = cls(port, **options)
        status, _, _ = client.handshake(path=path)
        assert status == 101
        return client

    def handshake(self, **changes):
        self.send(request(self.port, **changes))
        return self.response()

    def response(self):
        """(status, headers, body) of an HTTP answer; the body as long as it says it is."""
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        lines = head.decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:])
        status = int(lines[0].split()[1])
        size = int(headers.get("Content-Length", 0))
        body = self.take(size)
        return status, headers, body

    def send(self, data):
        self.socket.sendall(data)

    def frame(self):
        """The next frame from the server: (fin, opcode, payload)."""
        first, second = self.take(2)
        size = second & 0x7F
        assert not second & 0x80, "a server's frame is never masked (RFC 6455 §5.1)"
        if size == 126:
            size = struct.unpack(">H", self.take(2))[0]
        elif size == 127:
            size = struct.unpack(">Q", self.take(8))[0]
        self.rsv = first >> 4 & 0x7
        return bool(first & 0x80), first & 0x0F, self.take(size)

    def message(self):
        """The next text or binary message; pings in between are passed over."""
        while True:
            fin, opcode, payload = self.frame()
            if opcode in (TEXT, BINARY):
                assert fin
                return payload

    def close_code(self):
        """The code of the next close frame, None if it carries none; TCP ends after it."""
        while True:
            _, opcode, payload = self.frame()
            if opcode == CLOSE:
                return struct.unpack(">H", payload[:2])[0] if payload else None

    def is_ended(self):
        """Whether the server has ended TCP."""
        try:
            return self.socket.recv(1) == b""
        except (ConnectionError, ssl.SSLError):
            return True

    def vanish(self):
        """Ends TCP by RST, as a machine does that lost its power and came back."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def take(self, count):
        """So many bytes as they come."""
        while len(self.buffer) < count:
            self._more()
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def _more(self):
        data = self.socket.recv(1 << 20)
        if not data:
            raise EOFError(f"the server ended TCP; left over: {self.buffer!r}")
        self.buffer += data

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
