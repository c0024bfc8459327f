"""Branch coverage of the modules that act: at least 95 %, over all runs of the suite together.

`python -m tests.checks.coverage_of_verbs FILE…` reads the data files of the runs.
"""

import sys
from io import StringIO
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import NoSource

from tests.checks.source import ROOT

LEAST = 95.0
VERBS = (
    "certificates/eligibility.py",
    "certificates/issuing.py",
    "certificates/lifecycle.py",
    "certificates/numbering.py",
    "certificates/roster/appointing.py",
    "certificates/roster/register.py",
    "certificates/roster/standing.py",
    "certificates/verification.py",
    "courses/statutes/importing.py",
    "courses/studying.py",
    "exams/attempts.py",
    "exams/grading.py",
    "exams/importing.py",
    "exams/papers.py",
    "exams/releasing.py",
    "portal/accounts/granting.py",
    "portal/audit/recording.py",
    "portal/audit/sealing.py",
    "portal/audit/verifying.py",
    "portal/jobs/doorbell.py",
    "portal/jobs/enqueueing.py",
    "portal/jobs/registry.py",
    "portal/jobs/sweeping.py",
    "portal/jobs/working.py",
    "portal/people/recording.py",
    "portal/policy/installing.py",
    "portal/policy/rules.py",
    "portal/policy/setting.py",
    "portal/scope.py",
)


def missing_files() -> list[str]:
    """Verbs that were renamed or removed without this list knowing."""
    return [path for path in VERBS if not (ROOT / path).is_file()]


def percentages(data: list[str]) -> tuple[dict[str, float], float]:
    """Per verb module and over all of them, lines and branches counted together."""
    measured = Coverage(data_file=None, branch=True, config_file=str(ROOT / "pyproject.toml"))
    measured.combine(data, keep=True)
    each = {}
    for path in VERBS:
        try:
            each[path] = measured.report(morfs=[str(ROOT / path)], file=StringIO())
        except NoSource:
            each[path] = 0.0
    total = measured.report(morfs=[str(ROOT / path) for path in VERBS], file=StringIO())
    return each, total


def main(data: list[str]) -> int:
    gone = missing_files()
    if gone:
        sys.stdout.write(f"verbs that are no longer there: {', '.join(gone)}\n")
        return 1
    each, total = percentages([path for path in data if Path(path).is_file()])
    for path, percent in each.items():
        if percent < LEAST:
            sys.stdout.write(f"coverage of {path}: {percent:.1f} %\n")
    verdict = "holds" if total >= LEAST else f"is less than {LEAST:.0f} %"
    sys.stdout.write(f"branch coverage of the verbs: {total:.1f} % {verdict}\n")
    return total < LEAST


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
