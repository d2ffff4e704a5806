"""What the console costs while many clients are there and say nothing."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "EndToEnd"))
LIMIT = 1.0
CLIENTS = """
import socket, sys
port, count = int(sys.argv[1]), int(sys.argv[2])
request = (
    b"GET / HTTP/1.1\\r\\nHost: 127.0.0.1:%d\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\nSec-WebSocket-Version: 13\\r\\n\\r\\n" % port)
clients = []
for _ in range(count):
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(request)
    assert b" 101 " in client.recv(4096)
    clients.append(client)
print("connected", flush=True)
sys.stdin.read()
"""


def cpu_seconds(pid):
    """What a process has used of its cores, as the kernel counts it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    os.environ["WSCOPE"] = str(Path(sys.argv[1]).resolve())
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 20.0
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard < count + 100:
        print(f"consolebench: skipped, {count} clients need as many descriptors, {hard} are allowed")
        return 0
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 2 * count + 200), hard))
    from screen import Screen

    options = ["--port", "0", "--slots", count, "--idle-timeout", "0", "--ping-interval", "0"]
    with Screen(*options) as screen:
        port = screen.port()
        clients = subprocess.Popen(
            [sys.executable, "-c", CLIENTS, str(port), str(count)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE)
        try:
            line = b""
            while not line:
                screen.pump(0.1)
                if os.get_blocking(clients.stdout.fileno()):
                    os.set_blocking(clients.stdout.fileno(), False)
                line = clients.stdout.readline() or b""
            screen.wait_for(rf"slots {count}/{count}")
            screen.settle(2)
            before, begin = cpu_seconds(screen.pid), time.monotonic()
            while time.monotonic() - begin < seconds:
                screen.pump(0.5)
            used = cpu_seconds(screen.pid) - before
            share = 100 * used / (time.monotonic() - begin)
        finally:
            clients.kill()
            clients.wait()
    verdict = "ok" if share < LIMIT else "TOO MUCH"
    print(f"console: {count} idle clients: {share:.2f} % of a core (< {LIMIT:g} %): {verdict}")
    return 0 if share < LIMIT else 1


sys.exit(main())
