"""What the kernel tells of a process."""

import os
import time


def descriptors(pid, until=None, patience=15.0):
    """How many descriptors are open; waits for them to come down to `until`."""
    end = time.monotonic() + patience
    while True:
        count = len(os.listdir(f"/proc/{pid}/fd"))
        if until is None or count <= until or time.monotonic() > end:
            return count
        time.sleep(0.1)


def resident(pid):
    """KiB in memory that are the process's own."""
    with open(f"/proc/{pid}/status") as status:
        return sum(int(line.split()[1]) for line in status if line.startswith("RssAnon"))
