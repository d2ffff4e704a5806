"""How often the engine takes memory for a round of a scenario, counted by a preloaded library."""

import os
import subprocess
from pathlib import Path

# Where the counter writes.
REPORT = 9
HERE = Path(__file__).resolve().parent


def build(folder):
    """The counter as a shared object."""
    library = Path(folder) / "allocations.so"
    subprocess.run(
        ["cc", "-std=c17", "-O2", "-Wall", "-Wextra", "-Werror", "-fno-builtin", "-shared", "-fPIC",
         str(HERE / "allocations.c"), "-o", str(library)], check=True)
    return library


def count(command, library):
    """Allocations of a program in its whole life."""
    reading, writing = os.pipe()
    try:
        # Not by a shell: one that knows descriptors of one digit alone is common.
        process = subprocess.Popen(
            ["env", f"LD_PRELOAD={library}", *map(str, command)], pass_fds=[writing, REPORT],
            preexec_fn=lambda: os.dup2(writing, REPORT))
        os.close(writing)
        writing = None
        text = b""
        while chunk := os.read(reading, 4096):
            text += chunk
        if process.wait() != 0:
            raise RuntimeError(f"{command} ended with {process.returncode}")
    finally:
        os.close(reading)
        if writing is not None:
            os.close(writing)
    # `env` is counted too, and tells nothing: it becomes the program.
    return int(text.split()[-1])


def per_rounds(driver, scenario, library, rounds):
    """What so many rounds more take from the heap, once all that is kept has been taken."""
    return (count([driver, scenario, 2 * rounds], library)
            - count([driver, scenario, rounds], library))
