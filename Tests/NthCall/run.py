"""Every call that can fail is made to fail in turn, one in each run of the service.

A first run counts the calls of each function; then one run for each of them lets the first, second …
call fail while clients come, send, are slow, ping and go. After it the service works on, or it has
not started and says why. Three scenarios: plain, TLS with a certificate of its own, and TLS by files
with certificates of clients; all with compression.

    run.py [most calls of one function [functions]]
"""

import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "EndToEnd"))

import pem  # noqa: E402
import program  # noqa: E402
import raw  # noqa: E402

SOURCE = (HERE / "nth.c").read_text()
FUNCTIONS = re.findall(r"(?m)^    X\((\w+),", SOURCE) + ["realloc", "calloc"]
TLS_ONLY = re.compile("SSL|X509|BIO|ASN1")
# By files there is no certificate to make, but files to read.
FILES_ONLY = re.compile("SSL_CTX|SSL_load|X509_digest")
# What each answers as a kernel may: other errors than "no memory".
ERRORS = {
    "socket": 24, "bind": 98, "listen": 98, "accept4": 24, "recv": 104, "readv": 104,
    "send": 32, "sendmsg": 104, "epoll_create1": 24, "epoll_ctl": 12, "epoll_wait": 4,
    "eventfd": 24, "timerfd_create": 24, "setsockopt": 92, "read": 4, "eventfd_read": 4,
    "eventfd_write": 4, "poll": 4, "setrlimit": 1, "getrlimit": 22}
PATIENCE = 8
OPTIONS = ["--app", "echo", "--compress", "16", "--idle-timeout", "0", "--ping-interval", "300ms"]
TLS = {"plain": "", "TLS": "--tls self-signed",
       "TLS by files": "--client-ca {} --cert {} --key {}"}
BIG = os.urandom(3000) * 100


class Service:
    """`wscope serve` with one call that fails."""

    def __init__(self, shim, counts, scenario, authority, identity, name="", at=0):
        environment = {
            **program.clean_environment(), "LD_PRELOAD": shim, "NTH_COUNTS": counts,
            "NTH_NAME": name, "NTH_AT": str(at), "NTH_ERRNO": str(ERRORS.get(name, 12))}
        self.process = subprocess.Popen(
            [program.WSCOPE, "serve", "--port", "0", *OPTIONS,
             *TLS[scenario].format(authority, *identity).split()],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment)
        self.tls = scenario != "plain" and raw.trusting(identity)
        self.events = []
        self.errors = b""
        self.port = None
        self.began = threading.Event()
        self.readers = [
            threading.Thread(target=self.read_events, daemon=True),
            threading.Thread(target=self.read_errors, daemon=True)]
        for reader in self.readers:
            reader.start()
        self.began.wait(PATIENCE)

    def read_events(self):
        for line in self.process.stdout:
            event = json.loads(line)
            self.events.append(event)
            if event["event"] == "LISTENING":
                self.port = int(event["url"].rsplit(":", 1)[1])
                self.began.set()
        self.began.set()

    def read_errors(self):
        for line in self.process.stderr:
            self.errors += line

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return "does not end"
        for reader in self.readers:
            reader.join(PATIENCE)
        return status


def visit(port, tls):
    """A client that does a little of everything; what it missed, as an exception."""
    with raw.Client(port, tls=tls, patience=PATIENCE) as client:
        status, _, _ = client.handshake(
            Sec_WebSocket_Extensions="permessage-deflate; client_no_context_takeover")
        if status != 101:
            raise ConnectionError(f"status {status}")
        client.send(raw.frame(raw.TEXT, "first"))
        expect(client, b"first")
        packer = zlib.compressobj(wbits=-15)
        packed = packer.compress(b"abc" * 400) + packer.flush(zlib.Z_SYNC_FLUSH)
        client.send(raw.frame(raw.TEXT, packed[:-4], rsv=4))
        expect(client, b"abc" * 400)
        client.send(raw.frame(raw.BINARY, BIG[:9], fin=False) + raw.frame(raw.PING, b"x"))
        client.send(raw.frame(raw.CONTINUATION, BIG[9:]) * 1)
        for _ in range(4):
            client.send(raw.frame(raw.BINARY, BIG))
        time.sleep(0.05)
        for _ in range(5):
            expect(client, BIG)
        client.send(raw.close(1000))
        client.close_code()
        if not client.is_ended():
            raise ConnectionError("TCP does not end")


def expect(client, wanted):
    """The next message, inflated where it is compressed."""
    whole = b""
    while True:
        _, opcode, payload = client.frame()
        if opcode == raw.CLOSE:
            raise ConnectionError(f"close {struct.unpack('>H', payload[:2])[0]}")
        if opcode in (raw.PING, raw.PONG):
            continue
        if client.rsv & 4:
            payload = expect.inflate(client, payload)
        whole += payload
        break
    if whole != wanted:
        raise AssertionError(f"{len(whole)} bytes came back wrong")


def inflate(client, payload):
    if not hasattr(client, "inflater"):
        client.inflater = zlib.decompressobj(wbits=-15)
    return client.inflater.decompress(payload + b"\x00\x00\xff\xff")


expect.inflate = inflate


def vanish(port):
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as rude:
        rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def attempt(work, *arguments):
    try:
        work(*arguments)
    except AssertionError:
        raise
    except (OSError, EOFError, ValueError, zlib.error) as failure:
        return failure
    return None


def judge(service):
    """What is wrong with this run; nothing if all is as promised."""
    if service.port is None:
        status = service.end()
        errors = service.errors.decode(errors="replace")
        if status != 1:
            return f"did not start with status {status}: {errors[-300:]}"
        if "Fatal error" in errors or not errors.startswith("wscope"):
            return f"did not start and says {errors[-300:]!r}"
        return None
    try:
        first = attempt(visit, service.port, service.tls)
        attempt(vanish, service.port)
        for _ in range(3):
            # What failed may have cost one client; the next one is served.
            later = attempt(visit, service.port, service.tls)
            if later is None:
                break
            time.sleep(0.3)
    except AssertionError as failure:
        service.end()
        return str(failure)
    alive = service.process.poll() is None
    status = service.end()
    errors = service.errors.decode(errors="replace")
    if not alive:
        return f"ended with status {status}: {errors[-300:]}"
    if later is not None:
        return f"does not serve any more: {later!r}"
    if status != 0:
        return f"ends with status {status}: {errors[-300:]}"
    told = [event for event in service.events if event["event"] in ("ERR", "CLOSED")]
    if first is not None and not told and "wscope" not in errors:
        return f"cost a client ({first!r}) without a word"
    return None


def belongs(name, scenario):
    """Whether a function is tried in this scenario: each where it has something of its own."""
    if scenario == "plain":
        return not TLS_ONLY.match(name)
    if scenario == "TLS":
        return TLS_ONLY.match(name) or name in ("recv", "send", "realloc", "epoll_ctl")
    return FILES_ONLY.match(name)


def main():
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    wanted = sys.argv[2:] or FUNCTIONS
    folder = tempfile.mkdtemp(prefix="wscope-nth-")
    shim = f"{folder}/nth.so"
    subprocess.run(
        ["cc", "-std=c17", "-O2", "-Wall", "-Wextra", "-Wno-builtin-declaration-mismatch",
         "-shared", "-fPIC", str(HERE / "nth.c"), "-o", shim], check=True)
    counts = f"{folder}/counts"
    signer = pem.authority(Path(folder), "signer")
    identity = pem.identity(Path(folder), "both", signer=signer, usage="serverAuth,clientAuth")
    failures, runs = [], 0
    for scenario in TLS:
        def tried(name="", at=0):
            Path(counts).write_bytes(bytes(8 * len(FUNCTIONS)))
            return judge(Service(shim, counts, scenario, signer[0], identity, name, at))

        complaint = tried()
        if complaint:
            print(f"nthcall: nothing failed, and yet: {complaint}")
            return 1
        numbers = struct.unpack(f"{len(FUNCTIONS)}Q", Path(counts).read_bytes())
        for name, count in zip(FUNCTIONS, numbers):
            if name not in wanted or not belongs(name, scenario):
                continue
            places = sorted({*range(1, min(count, most) + 1), *([count] if count > most else [])})
            complaints = [f"nthcall: call {at} of {name}: {complaint}"
                          for at in places if (complaint := tried(name, at))]
            runs += len(places)
            told = "never called" if count == 0 else f"{len(places)} of {count} calls"
            print(f"nthcall: {scenario}: {name}: {told}: {len(complaints) or 'no'} complaints",
                  flush=True)
            for complaint in complaints:
                print(complaint, flush=True)
            failures += complaints
    print(f"nthcall: {runs} calls failed in turn: {len(failures)} complaints")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
