"""Runs Autobahn cases against one server; a line of JSON on stdout for each. For Python 2.7.

    suite.py URL FOLDER CASES EXCLUDES

The first line is the list of the cases that will run. FOLDER gets the suite's own reports.
"""
import json
import os
import re
import sys

import autobahntestsuite.choosereactor  # noqa: F401, before the reactor
from autobahntestsuite import fuzzing
from twisted.internet import reactor

NEWS = os.fdopen(os.dup(1), "w", 1)
sys.stdout = sys.stderr  # What the suite prints itself.


def tell(news):
    NEWS.write(json.dumps(news) + "\n")
    NEWS.flush()


def patterns(text):
    return [word for word in re.split(r"[,\s]+", text) if word]


class Watched(fuzzing.FuzzingClientFactory):
    """Tells each result at once, so that a run that is cut short is not lost."""

    def logCase(self, result):
        tell({
            "case": result["id"], "behaviour": result["behavior"],
            "closing": result["behaviorClose"],
            "why": "%s; %s" % (result["result"], result["resultClose"])})
        return fuzzing.FuzzingClientFactory.logCase(self, result)

    def createReports(self, produceHtml=True, produceJson=True):
        try:
            fuzzing.FuzzingClientFactory.createReports(self, produceHtml, produceJson)
        except Exception as error:  # The results were told; pages are a convenience.
            sys.stderr.write("no reports: %r\n" % error)


def main(url, folder, cases, excludes):
    spec = {
        "outdir": folder, "servers": [{"url": url, "agent": "wscope"}],
        "cases": patterns(cases), "exclude-cases": patterns(excludes),
        "exclude-agent-cases": {}}
    known = fuzzing.CaseSet(
        fuzzing.CaseSetname, fuzzing.CaseBasename, fuzzing.Cases, fuzzing.CaseCategories,
        fuzzing.CaseSubCategories)
    for pattern in spec["cases"] + spec["exclude-cases"]:
        if not set(known.resolveCasePatternList([pattern])) & set(known.CasesById):
            sys.exit("no case matches %s" % pattern)
    tell(known.parseSpecCases(spec))
    Watched(spec)
    reactor.run()


main(*sys.argv[1:])
