"""A terminal that a test can look at and type into."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

import pyte
from wcwidth import wcwidth

from program import PATIENCE, WSCOPE, clean_environment


class Stream(pyte.ByteStream):
    """Knows what else curses makes use of: REP, SU and SD (ECMA-48 §8.3.103, 147, 113)."""

    csi = {**pyte.ByteStream.csi, "b": "repeat", "S": "scroll_up", "T": "scroll_down"}
    events = pyte.ByteStream.events | {"repeat", "scroll_up", "scroll_down"}


class Grid(pyte.Screen):
    last = " "

    def __init__(self, *size):
        super().__init__(*size)
        self.unknown = []  # sequences that mean nothing to the terminal

    def debug(self, *arguments, **options):
        self.unknown.append((arguments, options))

    def draw(self, data):
        super().draw(data)
        self.last = data[-1:] or self.last

    def repeat(self, count=1):
        super().draw(self.last * (count or 1))

    def scroll_up(self, count=1):
        self._scroll(count, self.margins.bottom if self.margins else self.lines - 1, self.index)

    def scroll_down(self, count=1):
        self._scroll(count, self.margins.top if self.margins else 0, self.reverse_index)

    def _scroll(self, count, edge, move):
        kept, self.cursor.y = self.cursor.y, edge
        for _ in range(count or 1):
            move()
        self.cursor.y = kept

    @property
    def display(self):
        # The first half of a wide glyph may be overwritten already and the second not yet: pyte
        # takes the empty rest for a glyph, a terminal shows a blank.
        for row in self.buffer.values():
            for column in [column for column, cell in row.items() if not cell.data]:
                if column == 0 or wcwidth(row[column - 1].data[:1] or " ") != 2:
                    row[column] = row[column]._replace(data=" ")
        return super().display


class Screen:
    """wscope in a pseudo-terminal, with what it shows kept as cells."""

    def __init__(self, *options, columns=160, rows=50, term="xterm-256color", command=None,
                 env=None):
        self.raw = bytearray()
        self.screen = Grid(columns, rows)
        self.stream = Stream(self.screen)
        self.status = None
        command = command or [WSCOPE, *map(str, options)]
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execve(
                command[0], command, {**clean_environment(), "TERM": term, **(env or {})})
        self.resize(columns, rows)
        self.before = termios.tcgetattr(self.terminal)

    # What is on the screen

    def pump(self, seconds=0.05):
        """Takes in what the program writes for that long at most; False at its end."""
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.terminal, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.raw += data
        self.stream.feed(data)
        return True

    @property
    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self):
        return "\n".join(self.lines)

    def row(self, pattern):
        """The first line in which the pattern is found."""
        return next((line for line in self.lines if re.search(pattern, line)), None)

    def wait_until(self, condition, what, timeout=PATIENCE):
        end = time.monotonic() + timeout
        while True:
            found = condition()
            if found:
                return found
            if time.monotonic() > end:
                raise AssertionError(f"never: {what}\n{self.text}")
            if not self.pump():
                found = condition()
                if found:
                    return found
                raise AssertionError(f"ended before: {what}\n{self.text}")

    def wait_for(self, pattern, timeout=PATIENCE):
        """The first line that shows the pattern, as soon as there is one."""
        return self.wait_until(lambda: self.row(pattern), f"/{pattern}/", timeout)

    def wait_gone(self, pattern, timeout=PATIENCE):
        self.wait_until(lambda: self.row(pattern) is None, f"no /{pattern}/", timeout)

    def settle(self, quiet=0.3):
        """Until nothing has been written for a while."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            mark = len(self.raw)
            self.pump(quiet)
            if len(self.raw) == mark:
                return

    def port(self):
        """The port in the status line."""
        line = self.wait_for(r"wscope \S+:\d+ wss?")
        return int(re.search(r"wscope \S+:(\d+) wss?", line).group(1))

    # What a person does

    def keys(self, text):
        os.write(self.terminal, text.encode() if isinstance(text, str) else text)

    def resize(self, columns, rows):
        fcntl.ioctl(
            self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def signal(self, which):
        os.kill(self.pid, which)

    # How it ends

    def wait_end(self, timeout=PATIENCE):
        """The wait status, once the program has ended."""
        end = time.monotonic() + timeout
        while self.status is None:
            self.pump(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
            elif time.monotonic() > end:
                raise AssertionError(f"still running\n{self.text}")
        while self.pump(0.1) and select.select([self.terminal], [], [], 0)[0]:
            pass
        return self.status

    @property
    def left_clean(self):
        """Whether the terminal is as it was; says what is not."""
        return terminal_is_clean(bytes(self.raw)) and termios.tcgetattr(
            self.terminal) == self.before

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.status is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        os.close(self.terminal)


def terminal_is_clean(raw):
    """Alternate screen left, cursor shown, mouse and bracketed paste off: the last word counts."""
    modes = {}
    for match in re.finditer(rb"\x1b\[\?([0-9;]+)([hl])", raw):
        for mode in match.group(1).split(b";"):
            modes[int(mode)] = match.group(2) == b"h"
    on = {mode for mode, is_on in modes.items() if is_on}
    switched_off = not on & {1049, 47, 1047, 1000, 1002, 1003, 1006, 2004}
    return switched_off and modes.get(25, True)
