"""What is measured: a row is a load, and the figures that are read from it."""

from dataclasses import dataclass

# The generator's own words. Windows are short and many: a machine that others use too shows itself
# in the spread of the runs, not in their mean.
WINDOW = "-w 0.2 -t 0.6"


@dataclass(frozen=True)
class Row:
    load: str
    about: str
    figure: str = "server_us"
    unit: str = "µs"
    # Floor divided by server: 1.00 costs as much as no protocol at all.
    is_ratio: bool = True
    plain_only: bool = False
    deflates: bool = False
    # What clients do after they have come, and whose memory is then read.
    held: str = None


ROWS = {
    "thr1": Row(f"echo -n 100 -d 1 -s 125 {WINDOW}", "100 clients, 1 message of 125 B each"),
    "thr16": Row(f"echo -n 100 -d 16 -s 125 {WINDOW}", "100 clients, 16 messages of 125 B each"),
    "thr16k": Row(f"echo -n 10 -d 4 -s 16384 {WINDOW}", "10 clients, 4 messages of 16 KiB each"),
    "thr1m": Row(f"echo -n 4 -d 1 -s 1048576 {WINDOW}", "4 clients, 1 message of 1 MiB each"),
    "conn": Row(f"visit -n 128 {WINDOW}", "connect, shake hands, close, again"),
    "lat20k": Row("rate -n 100 -s 125 -r 20000 -w 0.2 -t 1",
                  "20 000 messages a second of 125 B: p99", "p99_us", is_ratio=False),
    "zip1k": Row(f"echo -z -n 100 -d 1 -s 1024 {WINDOW}",
                 "compressed messages of 1 KiB, no takeover", is_ratio=False, deflates=True),
    "zip16k": Row(f"echo -z -n 10 -d 4 -s 16384 {WINDOW}",
                  "compressed messages of 16 KiB, no takeover", is_ratio=False, deflates=True),
    "idle": Row("hold -n 10000 -c 128", "10 000 clients that say nothing", "bytes", "B each",
                is_ratio=False, held="rest 1"),
    "kept": Row("hold -n 100 -c 4 -s 1048576", "kept after an echo of 1 MiB on each of 100",
                "bytes", "B each", is_ratio=False, held="echo"),
    "console": Row(f"echo -n 100 -d 16 -s 125 {WINDOW}",
                   "thr16 with the console open beside headless", is_ratio=False, plain_only=True),
}
