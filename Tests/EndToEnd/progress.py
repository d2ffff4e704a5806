"""How far a long run is: one line that changes on a terminal, else a line now and then."""

import sys
import time


class Progress:
    def __init__(self, name, pause=20.0):
        self.name = name
        self.pause = pause
        self.begun = time.monotonic()
        self.shown = self.begun
        self.changes = sys.stdout.isatty()

    def show(self, text):
        now = time.monotonic()
        if now - self.shown < (0.1 if self.changes else self.pause):
            return
        self.shown = now
        line = f"{self.name}: {text}, {now - self.begun:.0f} s"
        print(f"\r\033[K{line}" if self.changes else line, end="" if self.changes else "\n",
              flush=True)

    def end(self):
        """Leaves the line to what comes next; tells the seconds it took."""
        if self.changes:
            print("\r\033[K", end="", flush=True)
        return time.monotonic() - self.begun
