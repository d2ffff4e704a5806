"""The table of figures in the README, from what was measured last.

usage: readme.py .build/bench/bench.json README.md
"""

import json
import re
import sys
from pathlib import Path

from rows import ROWS
from table import amount

BEGIN = "<!-- figures: written by WSCOPE_WRITE_GOLDENS=1 make bench -->"
END = "<!-- end of figures -->"
TITLES = {"uwebsockets": "uWebSockets", "beast": "Boost.Beast", "nio": "SwiftNIO"}


def cell(row, medians, peer):
    """Plain and TLS; a dash for what was not measured."""
    texts = []
    for way in ("plain", "tls"):
        found = medians.get(way, {}).get(row, {})
        if peer not in found:
            texts.append("–")
        elif ROWS[row].is_ratio:
            texts.append(f"{found['floor'] / found[peer]:.2f}" if "floor" in found else "–")
        else:
            texts.append(amount(max(found[peer], 0)))
    return "–" if set(texts) == {"–"} else " / ".join(texts)


def table(figures):
    """Markdown: a line for each row, a column for each server but the floor."""
    medians = figures["medians"]
    rows = [name for name in ROWS if name != "console"
            and any(name in medians.get(way, {}) for way in medians)]
    peers = []
    for way in medians.values():
        for name in rows:
            peers += [peer for peer in way.get(name, {}) if peer not in (*peers, "console")]
    peers = ["wscope"] + sorted(peer for peer in peers if peer not in ("floor", "wscope"))
    yield "| Plain / TLS | " + " | ".join(TITLES.get(peer, peer) for peer in peers) + " |"
    yield "|---" * (len(peers) + 1) + "|"
    for name in rows:
        unit = "" if ROWS[name].is_ratio else f", {ROWS[name].unit}"
        cells = [cell(name, medians, peer) for peer in peers]
        yield f"| {ROWS[name].about}{unit} | " + " | ".join(cells) + " |"
    machine = figures["machine"]
    yield ""
    quiet = "" if not figures.get("busy", 1) else ", on a machine that had other work too"
    yield f"{machine['cpu']}, {machine['cores']} cores; medians of {figures['reps']}{quiet}."
    yield "Rows without a unit are floor ÷ server; of those with one, less is better."


def main():
    figures = json.loads(Path(sys.argv[1]).read_text())
    readme = Path(sys.argv[2])
    text = readme.read_text()
    block = "\n".join([BEGIN, *table(figures), END])
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    if not pattern.search(text):
        raise SystemExit(f"readme: {readme} has no line {BEGIN}")
    readme.write_text(pattern.sub(lambda _: block, text))


if __name__ == "__main__":
    main()
