"""`make instructions`: what a message costs the engine in instructions, beside what it may cost.

usage: instructions.py DRIVER [SCENARIO …]

Instructions are counted by callgrind, not timed: the same binary gives the same figure on a noisy
machine. A scenario runs twice, and the difference of the two is what its further rounds cost.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

THRESHOLDS = Path(__file__).with_name("instructions.json")
ALLOWED = 1.03
# Rounds of the shorter run; the longer has twice as many.
ROUNDS = {"binary1m": 10, "visit": 50, "text16k": 50, "watched16k": 50, "fragments": 50,
          "watchedfragments": 50}
USUAL_ROUNDS = 200
COUNTED = {"references": r"swift_(retain|release|bridgeObjectRetain|bridgeObjectRelease)(_n)?$",
           "allocations": r"(malloc|calloc|realloc|posix_memalign|aligned_alloc)$"}


def profile(driver, scenario, rounds, folder):
    """What callgrind counted: instructions, and calls of what is counted by name."""
    out = Path(folder) / f"{scenario}.{rounds}"
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", str(driver), scenario,
         str(rounds)], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    if done.returncode != 0:
        raise SystemExit(f"instructions: {scenario}: {done.stderr.strip().splitlines()[-1]}")
    text = out.read_text()
    counts = dict.fromkeys(COUNTED, 0)
    names, called = {}, ""
    for line in text.splitlines():
        if line.startswith(("fn=", "cfn=")):
            number, _, name = line.split("=", 1)[1].partition(" ")
            if name:
                names[number] = name
            called = names.get(number, "")
        elif line.startswith("calls="):
            for what, pattern in COUNTED.items():
                if re.match(pattern, called):
                    counts[what] += int(line[6:].split()[0])
    counts["instructions"] = int(re.search(r"(?m)^(?:totals|summary): (\d+)", text).group(1))
    return counts


def figures(driver, scenario, per_round):
    rounds = ROUNDS.get(scenario, USUAL_ROUNDS)
    with tempfile.TemporaryDirectory() as folder:
        less = profile(driver, scenario, rounds, folder)
        more = profile(driver, scenario, 2 * rounds, folder)
    return {what: (more[what] - less[what]) / (rounds * per_round) for what in more}


def judge(name, found, threshold, renew):
    """A line about a scenario, and whether it is well."""
    cost = found["instructions"]
    told = (f"{name:<17} {cost:>10.1f} instructions, {found['references']:.2f} retains and "
            f"releases, {found['allocations']:.2f} allocations")
    if threshold is None:
        return f"{told}: no threshold; {renew}", False
    problems = []
    if cost > threshold["instructions"] * ALLOWED:
        over = 100 * (cost / threshold["instructions"] - 1)
        problems.append(f"{over:.1f} % above its threshold of {threshold['instructions']:.1f}, "
                        f"{100 * (ALLOWED - 1):.0f} % are allowed")
    for what in COUNTED:
        if found[what] > threshold[what] + 0.005:
            problems.append(f"{threshold[what]:.2f} {what} are allowed")
    if problems:
        return f"{told}: {'; '.join(problems)}; {renew}", False
    if cost < threshold["instructions"] / ALLOWED:
        return f"{told}: ok, below {threshold['instructions']:.1f}; {renew}", True
    return f"{told}: ok", True


def main():
    driver, wanted = sys.argv[1], sys.argv[2:]
    listed = subprocess.run([driver, "list"], capture_output=True, text=True, check=True).stdout
    scenarios = {name: int(count) for name, count in map(str.split, listed.splitlines())}
    unknown = set(wanted) - scenarios.keys()
    if unknown:
        raise SystemExit(f"instructions: no scenario {unknown.pop()}: {' '.join(scenarios)}")
    thresholds = json.loads(THRESHOLDS.read_text()) if THRESHOLDS.exists() else {}
    renews = os.environ.get("WSCOPE_WRITE_GOLDENS") == "1"
    renew = "WSCOPE_WRITE_GOLDENS=1 make instructions renews it"
    failed = []
    for name, per_round in scenarios.items():
        if wanted and name not in wanted:
            continue
        found = figures(driver, name, per_round)
        if renews:
            thresholds[name] = {what: round(value, 2) for what, value in found.items()}
        line, is_well = judge(name, found, thresholds.get(name), renew)
        print(line, flush=True)
        if not is_well:
            failed.append(name)
    if renews:
        THRESHOLDS.write_text(json.dumps(thresholds, indent=1, sort_keys=True) + "\n")
    print("instructions: " + (f"TOO MANY: {' '.join(failed)}" if failed else "ok"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
