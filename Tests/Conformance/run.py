"""The Autobahn suite against `wscope serve`, over ws and wss, beside what is expected.

CASES and EXCLUDES choose cases by number or pattern. All cases run over ws; over wss those with
messages of 128 KiB in chapters 12 and 13, most of the time it takes, only if they are asked for.
With WSCOPE_WRITE_GOLDENS=1 a run of all cases over ws becomes what is expected.
"""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import results

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))
os.environ.setdefault("WSCOPE", str(ROOT / ".build" / "release" / "wscope"))

from program import Serve  # noqa: E402
from progress import Progress  # noqa: E402

SUITE = [str(ROOT / ".autobahn/python/bin/python"), "-u", str(ROOT / "Tests/Conformance/suite.py")]
# The largest message of chapter 9 has 16 MiB; some clients are silent for a while.
OPTIONS = [
    "--events", "connections", "--quiet", "--max-message", "32MiB", "--idle-timeout", "0",
    "--compress", "on"]
LARGE = [f"{chapter}.*.{size}" for chapter in (12, 13) for size in (10, 15, 16, 17, 18)]
# The suite's own longest limit for a case is 480 s.
PATIENCE = 600


def play(url, folder, cases, excludes):
    """Lets the suite run; yields its list of cases, then a result for each."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with open(folder / "suite.log", "w") as log:
        suite = subprocess.Popen(
            [*SUITE, url, str(folder), cases, excludes], stdout=subprocess.PIPE, stderr=log,
            text=True)
    news = queue.Queue()

    def read():
        for line in suite.stdout:
            news.put(json.loads(line))
        news.put(None)

    threading.Thread(target=read, daemon=True).start()
    try:
        while (item := news.get(timeout=PATIENCE)) is not None:
            yield item
    except queue.Empty:
        print(f"conformance: the suite has been silent for {PATIENCE} s")
    finally:
        suite.terminate()
        if suite.wait() > 0:
            print("conformance: " + (folder / "suite.log").read_text()[-500:].strip())


def judge(scheme, expected, cases, excludes):
    """One run over one scheme: True if every case is as expected."""
    options = ["--tls", "self-signed"] if scheme == "wss" else []
    got, why = {}, {}
    progress = Progress(f"conformance: {scheme}")
    with Serve(*OPTIONS, *options) as server:
        news = play(server.url, ROOT / ".build/conformance" / scheme, cases, excludes)
        chosen = next(news, [])
        for item in news:
            case = item["case"]
            got[case] = results.verdict(item["behaviour"], item["closing"])
            why[case] = item["why"]
            progress.show(f"{len(got)} of {len(chosen)} cases, chapter {results.chapter(case)}")
        status = server.end()
    seconds = progress.end()
    writes = os.environ.get("WSCOPE_WRITE_GOLDENS") == "1"
    if writes and (scheme, cases, excludes) == ("ws", "*", ""):
        results.save(got)
        expected.update(got)
        results.show(got, ROOT / "README.md")
    different = results.differences(expected, got, chosen)
    for line in results.plain(got):
        print("  " + line)
    for case, wanted, came in different:
        print(f"  {case}: expected {wanted}, got {came}: {why.get(case, '')}")
    if status != 0:
        print(f"  wscope ended with status {status}")
    print(f"{results.summary(scheme, got, len(chosen))}, {seconds:.0f} s")
    return bool(chosen) and not different and status == 0


def main():
    cases, excludes = os.environ.get("CASES") or "*", os.environ.get("EXCLUDES", "")
    expected = results.load()
    wss_excludes = ",".join([excludes, *LARGE]) if cases == "*" else excludes
    plain = judge("ws", expected, cases, excludes)
    secure = judge("wss", expected, cases, wss_excludes)
    return 0 if plain and secure else 1


if __name__ == "__main__":
    sys.exit(main())
