"""A paste that is larger than any field, full of what a terminal would obey."""

import contextlib
import os
import threading

from honest import Honest
from screen import Screen


def test_a_paste_of_a_mebibyte_with_escapes_is_text_and_no_more():
    dirt = "\x1b[31m\x1b]0;x\x07\x9b2J‮\x00\x03\x1a:quit\r"
    paste = (dirt * ((1 << 20) // len(dirt.encode()))).replace("\x1b[201~", "").encode()
    # The honest client echoes and answers no pings.
    with Screen("--port", "0", "--ping-interval", "0") as screen:
        port = screen.port()
        with Honest(port) as honest:
            screen.keys(":")
            mark = len(screen.raw)
            writer = threading.Thread(
                target=write_all, args=(screen.terminal, b"\x1b[200~" + paste + b"\x1b[201~"))
            writer.start()
            while writer.is_alive():
                screen.pump(0.05)
            writer.join()
            screen.settle()
            assert b"\x1b]0;" not in screen.raw[mark:]
            # One key at a time, each seen to be done, or Escape and the next would be one.
            for _ in range(3):
                screen.keys("\x1b")
                with contextlib.suppress(AssertionError):
                    screen.wait_for(r"p ping +s send", timeout=10)
                    break
            screen.settle()
        assert honest.report["error"] is None and honest.p99 < 100
        screen.keys("Q")
        screen.wait_end()
        assert screen.left_clean


def write_all(descriptor, data):
    while data:
        data = data[os.write(descriptor, data[:4096]):]
