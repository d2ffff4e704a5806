"""A TCP connection that never blocks and whose bytes leave in random pieces, plain or by TLS."""

import socket
import ssl


class Wire:
    """The pieces are of what TCP carries: under TLS they cut records."""

    def __init__(self, port, tls, dice):
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port = self.socket.getsockname()[1]
        self.dice = dice
        self.longest = dice.choice([1 << 20, 1 << 20, 4096, 100, 3])
        self.waiting = memoryview(b"")
        self.is_ended = False
        self.tls = None
        if tls:
            self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            self.tls = TRUSTING.wrap_bio(self.incoming, self.outgoing)
            self._shake_hands()
            self.waiting = memoryview(self.outgoing.read())
        self.socket.setblocking(False)

    def fileno(self):
        return self.socket.fileno()

    def put(self, data):
        """Bytes that are to be sent."""
        if self.tls:
            self.tls.write(data)
            data = self.outgoing.read()
        self.waiting = memoryview(bytes(self.waiting) + data)

    @property
    def is_sending(self):
        return len(self.waiting) > 0

    def push(self):
        """Sends pieces until the kernel takes no more, 16 at most."""
        for _ in range(16):
            if not self.is_sending:
                return
            # Small pieces of much would take for ever.
            longest = max(self.longest, len(self.waiting) // 16)
            try:
                sent = self.socket.send(self.waiting[:self.dice.randint(1, longest)])
            except BlockingIOError:
                return
            self.waiting = self.waiting[sent:]

    def pull(self):
        """What has come."""
        try:
            data = self.socket.recv(1 << 18)
        except BlockingIOError:
            return b""
        self.is_ended = not data
        if not self.tls or not data:
            return data
        self.incoming.write(data)
        return self._decrypted()

    def _decrypted(self):
        parts = []
        try:
            while part := self.tls.read(1 << 16):
                parts.append(part)
        except ssl.SSLWantReadError:
            pass
        return b"".join(parts)

    def _shake_hands(self):
        while True:
            try:
                self.tls.do_handshake()
                return
            except ssl.SSLWantReadError:
                self.socket.sendall(self.outgoing.read())
                self.incoming.write(self.socket.recv(1 << 16))

    def end(self):
        self.socket.close()


TRUSTING = ssl.create_default_context()
TRUSTING.check_hostname = False
TRUSTING.verify_mode = ssl.CERT_NONE
