"""What the cases of the Autobahn suite came to, and what is expected of them."""

import json
from pathlib import Path

EXPECTED = Path(__file__).with_name("expected.json")
BEHAVIOURS = ["OK", "NON-STRICT", "INFORMATIONAL", "FAILED", "UNIMPLEMENTED"]
BEGIN, END = "WSCOPE_WRITE_GOLDENS=1 make conformance -->\n", "<!-- end of chapters -->"
CHAPTERS = {
    1: "Framing", 2: "Pings and pongs", 3: "Reserved bits", 4: "Opcodes", 5: "Fragmentation",
    6: "UTF-8", 7: "Closing", 9: "Limits and performance", 10: "Fragments sent at once",
    12: "Compression, many payloads", 13: "Compression, every parameter"}


def place(case):
    """Where a case stands in the suite: 9.10 is after 9.2."""
    return [int(number) for number in case.split(".")]


def chapter(case):
    return place(case)[0]


def verdict(behaviour, closing):
    """One word for a case: a wrong closing fails it whatever came before."""
    if behaviour not in BEHAVIOURS:
        return "FAILED"
    if behaviour != "UNIMPLEMENTED" and closing not in ("OK", "INFORMATIONAL"):
        return "FAILED"
    return behaviour


def counts(results):
    """How many cases came to each behaviour."""
    verdicts = list(results.values())
    return [verdicts.count(behaviour) for behaviour in BEHAVIOURS]


def differences(expected, results, cases):
    """(case, expected, got) of every case that is not as expected; one that did not run is."""
    pairs = [(case, expected.get(case, "nothing"), results.get(case, "did not run"))
             for case in cases]
    return [pair for pair in pairs if pair[1] != pair[2]]


def summary(name, results, total):
    parts = [f"{count} {behaviour}" for count, behaviour in zip(counts(results), BEHAVIOURS)]
    return f"{name}: {', '.join(parts)} of {total}"


def rows(results):
    """A row for each chapter and one for all: name, cases, then a number for each behaviour."""
    made = []
    for number in sorted({chapter(case) for case in results}):
        part = {case: word for case, word in results.items() if chapter(case) == number}
        made.append([f"{number} {CHAPTERS[number]}", len(part), *counts(part)])
    return made + [["All", len(results), *counts(results)]]


def markdown(results):
    """The table of the README."""
    lines = ["| Chapter | Cases | " + " | ".join(BEHAVIOURS) + " |", "|---" * 7 + "|"]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows(results)]
    return "\n".join(lines) + "\n"


def plain(results):
    """The table for a terminal."""
    heads = ["Chapter", "Cases", *BEHAVIOURS]
    for name, *numbers in [heads, *rows(results)]:
        yield f"{name:<32}" + "".join(
            f"{number:>{len(head) + 2}}" for number, head in zip(numbers, heads[1:]))


def parts(readme):
    """The README before the table, the table, and the rest."""
    before, _, rest = readme.partition(BEGIN)
    table, _, after = rest.partition(END)
    return before + BEGIN, table, END + after


def show(results, readme):
    """Writes the table into the README."""
    before, _, after = parts(readme.read_text())
    readme.write_text(before + markdown(results) + after)


def load():
    return json.loads(EXPECTED.read_text())


def save(results):
    ordered = {case: results[case] for case in sorted(results, key=place)}
    EXPECTED.write_text(json.dumps(ordered, indent=0) + "\n")
