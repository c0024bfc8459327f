"""Coverage of the modules that act, lines and branches: at least 95 % of each, and 95 % of all
their branches.

`python -m tests.checks.coverage_of_verbs FILE` reads what `tests/watching.py` wrote.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.checks.source import ROOT, Source, called, python, tree

LEAST = 95.0
NOTHING = {"percent_covered": 0.0, "covered_branches": 0, "missing_branches": 0}
ACTS = {"record", "enqueue", "transaction.atomic", "connection.cursor"}
NO_VERBS = {"demo.py", "migrations", "management", "tasks.py", "receivers.py", "periodic.py"}
DECIDING = (
    "certificates/eligibility.py",
    "certificates/many/answering.py",
    "certificates/many/columns.py",
    "certificates/many/reading.py",
    "certificates/many/tokens.py",
    "certificates/numbering.py",
    "certificates/roster/answering.py",
    "certificates/roster/assessors/candidates.py",
    "certificates/roster/assessors/eligibility.py",
    "certificates/roster/assessors/naming.py",
    "certificates/roster/assessors/terms.py",
    "certificates/roster/branching.py",
    "certificates/roster/changes.py",
    "certificates/roster/following.py",
    "certificates/roster/lines.py",
    "certificates/roster/listing.py",
    "certificates/roster/papers/changes.py",
    "certificates/roster/register.py",
    "certificates/roster/reminding.py",
    "certificates/roster/sharing/filling.py",
    "certificates/roster/sharing/scanning.py",
    "certificates/roster/sharing/vetting.py",
    "certificates/roster/staffing/counting.py",
    "certificates/roster/staffing/deciding.py",
    "certificates/roster/standing.py",
    "certificates/roster/twin.py",
    "certificates/verification.py",
    "exams/grading.py",
    "exams/papers/blueprint.py",
    "exams/papers/drawing.py",
    "exams/papers/filling.py",
    "exams/papers/ordering.py",
    "exams/papers/pool.py",
    "exams/papers/shortage.py",
    "exams/practice/choosing.py",
    "exams/practice/scheduling.py",
    "portal/audit/recording.py",
    "portal/audit/verifying.py",
    "portal/jobs/doorbell.py",
    "portal/jobs/registry.py",
    "portal/policy/installing.py",
    "portal/policy/kinds.py",
    "portal/policy/rules.py",
    "portal/policy/workdays.py",
    "portal/scope.py",
)


def acts(source: Source) -> bool:
    """A module that opens a transaction, records an event or enqueues a job is a verb."""
    if not source.is_ours or NO_VERBS & set(source.path.split("/")):
        return False
    return any(called(call) in ACTS for call in source.calls)


def verbs(sources: Iterable[Source]) -> list[str]:
    """The modules that act, and those that decide without acting."""
    return sorted({source.path for source in python(sources) if acts(source)} | set(DECIDING))


def missing_files() -> list[str]:
    """Deciding modules that were renamed or removed without this list knowing."""
    return [path for path in DECIDING if not (ROOT / path).is_file()]


def percentages(data: Path) -> tuple[dict[str, float], float]:
    """Per verb module, lines and branches counted together (a module may have two branches only);
    and over all of them the branches alone. A module that no test loaded has nothing covered."""
    seen = json.loads(data.read_text(encoding="utf-8"))["files"] if data.is_file() else {}
    each, there, taken = {}, 0, 0
    for path in verbs(tree()):
        found = seen[path]["summary"] if path in seen else NOTHING
        each[path] = float(found["percent_covered"])
        taken += int(found["covered_branches"])
        there += int(found["covered_branches"] + found["missing_branches"])
    return each, 100.0 * taken / there if there else 0.0


def main(data: Path) -> int:
    gone = missing_files()
    if gone:
        sys.stdout.write(f"no longer there: {', '.join(gone)}\n")
        return 1
    each, branches = percentages(data)
    weak = {path: percent for path, percent in each.items() if percent < LEAST}
    for path, percent in weak.items():
        sys.stdout.write(f"coverage of {path}: {percent:.1f} % is less than {LEAST:.0f} %\n")
    found = f"{len(weak)} of {len(each)} too little" if weak else "each holds"
    sys.stdout.write(f"branch coverage of the verbs: {branches:.1f} %, {found}\n")
    return bool(weak) or branches < LEAST


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
