"""TLS sessions and a screen under valgrind: what memcheck finds, counted; its reports go to stderr."""

import re
import sys
import tempfile
import time
from pathlib import Path

from program import WSCOPE
from raw import TEXT, Client, close, frame
from screen import Screen

PATIENCE = 120.0


def main():
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        command = ["/usr/bin/valgrind", "--quiet", f"--log-file={log}", "--num-callers=30",
                   "--error-exitcode=9", WSCOPE, "--port", "0", "--tls", "self-signed",
                   "--no-hints"]
        with Screen(command=command) as screen:
            screen.wait_for("LIVE", PATIENCE)
            port = screen.port()
            for number in range(3):
                with Client(port, tls=True, patience=PATIENCE) as client:
                    client.handshake(Sec_WebSocket_Extensions="permessage-deflate")
                    client.send(frame(TEXT, f"hello {number}" * 50))
                    client.message()
                    client.send(close(1000))
                    client.close_code()
            with Client(port, patience=PATIENCE) as plain:
                try:
                    plain.handshake()
                except (OSError, EOFError):
                    pass
            for keys in ("\t", "\t", "4", "]", "?", "\x1b", "t", ":keys\r", "\x1b", "+", "_"):
                screen.keys(keys)
                screen.settle(1.0)
            screen.resize(80, 24)
            screen.settle(2.0)
            screen.keys("Q")
            screen.wait_end(PATIENCE)
        time.sleep(0.1)
        text = log.read_text() if log.exists() else ""
    errors = len(re.findall(r"^==\d+== (?:Invalid|Conditional|Use of|Syscall|Source and|Mismatched)",
                            text, re.M))
    print(f"{errors} errors")
    if errors:
        print(text[:20000], file=sys.stderr)
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()
