"""The paths through OpenSSL and ncurses under valgrind: `memory.py FOLDER [NAMES]`.

memcheck's reports are left in the folder, as memory.end.report.NAME. What is still reachable at the
end is no error: curses and OpenSSL keep what they have. What is lost for good is one.
"""

import contextlib
import os
import signal
import socket
import ssl
import struct
import sys
import tempfile
import time
from pathlib import Path

import pem
import program
import raw
from raw import BINARY, TEXT, Client, close, frame
from screen import Screen

PATIENCE = program.PATIENCE
WSCOPE = os.path.abspath(program.WSCOPE)
SUPPRESSIONS = program.ROOT / "Tests" / "Tools" / "memory.supp"
COMPRESSED = {"Sec_WebSocket_Extensions": "permessage-deflate"}


def under_valgrind(folder, name):
    """The path of a script that runs wscope under valgrind."""
    script = Path(folder, name)
    script.write_text(
        "#!/bin/sh\n"
        f'exec valgrind --quiet --log-file="{folder}/memory.end.report.{name}" '
        "--error-exitcode=99 --vgdb=no --num-callers=40 --fair-sched=yes --leak-check=full "
        "--show-leak-kinds=definite --errors-for-leak-kinds=definite --gen-suppressions=all "
        f'--suppressions="{SUPPRESSIONS}" "{WSCOPE}" "$@"\n')
    script.chmod(0o755)
    return str(script)


# Clients

def context(version):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    made.minimum_version = made.maximum_version = version
    return made


def secure(port, made, name=None, session=None):
    """A client over TLS as this context has it, which may ask for a name or resume a session."""
    client = Client(port, patience=PATIENCE)
    client.socket = made.wrap_socket(client.socket, server_hostname=name, session=session)
    return client


def talk(client, size=300):
    """Handshake, texts, a message of many records, a ping, our close."""
    assert client.handshake(**COMPRESSED)[0] == 101
    for number in range(3):
        client.send(frame(TEXT, f"hello {number}" * 50))
        client.message()
    client.send(frame(BINARY, os.urandom(size)))
    client.message()
    client.send(frame(raw.PING, b"?") + close(1000, b"bye"))
    assert client.close_code() == 1000


def sessions(port):
    """Both versions of TLS, each new and resumed."""
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        made, kept = context(version), None
        for _ in range(2):
            with secure(port, made, session=kept) as client:
                talk(client, 200_000)
                resumed, kept = client.socket.session_reused, client.socket.session
        assert resumed, version


def rude(port):
    """Who speaks no TLS, ends within the handshake, within a record, or without close_notify."""
    with Client(port, patience=PATIENCE) as plain, contextlib.suppress(OSError, EOFError):
        plain.handshake()
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as half:
        half.sendall(b"\x16\x03\x01\x02\x00\x01")
    weak = context(ssl.TLSVersion.TLSv1_2)
    weak.set_ciphers("AES128-GCM-SHA256")  # has no partner
    with contextlib.suppress(OSError), secure(port, weak):
        pass
    with Client.connected(port, tls=True, patience=PATIENCE) as torn:
        inner = torn.socket.detach()
        with socket.socket(fileno=inner) as under:
            under.sendall(b"\x17\x03\x03\x00\x40torn")
            under.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with Client.connected(port, tls=True, patience=PATIENCE) as breach:
        breach.send(frame(TEXT, b"\xff"))
        assert breach.close_code() == 1007


# Programs

def serve(wscope):
    """TLS with a certificate made at start."""
    program.WSCOPE = wscope
    with program.Serve("--tls", "self-signed", "--compress", "16", "--demo", "2") as server:
        sessions(server.port)
        rude(server.port)
        with Client.connected(server.port, tls=True, patience=PATIENCE):
            return server.end()


def reload(wscope):
    """Certificates by name and of clients, and both read anew while a session goes on."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        first = pem.identity(folder, "first", ["first.example"])
        second = pem.identity(folder, "second", ["second.example"])
        ours = pem.authority(folder, "ours")
        known = context(ssl.TLSVersion.TLSv1_3)
        known.load_cert_chain(*pem.identity(folder, "lamp", signer=ours, usage="clientAuth"))
        program.WSCOPE = wscope
        with program.Serve(
                "--cert", first[0], "--key", first[1], "--cert", second[0], "--key", second[1],
                "--client-ca", ours[0]) as server:
            for name in ("first.example", "SECOND.example", "unknown.example", None):
                with secure(server.port, known, name) as client:
                    talk(client)
            with contextlib.suppress(OSError, EOFError):
                with secure(server.port, context(ssl.TLSVersion.TLSv1_3)) as stranger:
                    stranger.handshake()
            with secure(server.port, known, "first.example") as old:
                assert old.handshake()[0] == 101
                server.process.send_signal(signal.SIGHUP)
                server.expect("RELOADED", PATIENCE)
                first[0].write_text("not a certificate")
                server.process.send_signal(signal.SIGHUP)
                server.expect("RELOAD_REFUSED", PATIENCE)
                old.send(frame(TEXT, "still here"))
                assert old.message() == b"still here"
            with secure(server.port, known, "second.example") as client:
                talk(client)
            return server.end()


def console(wscope):
    """A screen with clients on it: keys, commands, themes, wide text, sizes down to one cell."""
    command = [wscope, "--port", "0", "--tls", "self-signed", "--no-hints"]
    with Screen(command=command) as screen:
        screen.wait_for("LIVE", PATIENCE)
        with Client.connected(screen.port(), tls=True, patience=PATIENCE) as client:
            client.send(frame(TEXT, "hello \u00e9\u4e16e\u0301\x1b[31m" * 5))
            client.message()
            for keys in ("\t", "\t", "4", "]", " ", "\x1b", "?", "\x1b", "t", ":keys\r", "\x1b",
                         "+", "_", "L", "C", "\x1b", "/len > 3\r", "1", "p", "o", "\x1b", "\x0c"):
                screen.keys(keys)
                watch_for(screen, 0.4)
            for columns, rows in ((80, 24), (1, 1), (200, 60), (160, 50)):
                screen.resize(columns, rows)
                watch_for(screen, 1.0)
            screen.wait_for("LIVE", PATIENCE)
            screen.keys("Q")
            return os.waitstatus_to_exitcode(screen.wait_end(PATIENCE))


def watch_for(screen, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        screen.pump(0.05)


PROGRAMS = {"serve": serve, "reload": reload, "console": console}


def main():
    folder = Path(sys.argv[1]).resolve()
    names = sys.argv[2:] or list(PROGRAMS)
    well = 0
    for name in names:
        begun = time.monotonic()
        try:
            status = PROGRAMS[name](under_valgrind(folder, name))
        except (AssertionError, OSError, EOFError) as failure:
            status = repr(failure)
        well += status == 0
        print(f"memory: {name}: status {status}, {time.monotonic() - begun:.0f} s", flush=True)
    print(f"memory: {well} programs ended well")
    return 0 if well == len(names) else 1


if __name__ == "__main__":
    sys.exit(main())
