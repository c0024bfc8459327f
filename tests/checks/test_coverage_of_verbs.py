"""Which modules are verbs, and what is said when their tests leave branches out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks import coverage_of_verbs
from tests.checks.coverage_of_verbs import main, missing_files, verbs
from tests.checks.source import ROOT, Source

RUN = """
from tests import watching
from decimal import Decimal
from exams.grading import Asked, mark
mark(Asked(1, "single", Decimal(2), "A", (0, 1), ("A",)))
watching.pytest_unconfigure()
"""
ACT = "def act():\n    with transaction.atomic():\n        record('t.done')\n"


def test_who_acts_is_a_verb_and_who_decides_is_listed() -> None:
    sources = [
        Source("exams/releasing.py", ACT),
        Source("exams/demo.py", ACT),
        Source("exams/tasks.py", ACT),
        Source("exams/results.py", "def read():\n    return Result.objects.all()\n"),
        Source("exams/migrations/0002_bank.py", ACT),
        Source("tests/exams/test_releasing.py", ACT),
    ]
    assert verbs(sources) == sorted({"exams/releasing.py", *coverage_of_verbs.DECIDING})


def test_every_listed_module_is_there() -> None:
    assert missing_files() == []


def test_a_verb_whose_tests_leave_branches_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(coverage_of_verbs, "verbs", lambda _sources: ["portal/scope.py"])
    data = tmp_path / "seen.json"
    data.write_text('{"files": {}}', encoding="utf-8")
    assert main(data) == 1
    assert capsys.readouterr().out.splitlines() == [
        "coverage of portal/scope.py: 0.0 % is less than 95 %",
        "branch coverage of the verbs: 0.0 %, 1 of 1 too little",
    ]


@pytest.mark.parametrize(
    ("weakest", "status", "said"),
    [
        (
            94.9,
            1,
            [
                "coverage of exams/bank.py: 94.9 % is less than 95 %",
                "branch coverage of the verbs: 99.0 %, 1 of 2 too little",
            ],
        ),
        (95.0, 0, ["branch coverage of the verbs: 99.0 %, each holds"]),
    ],
)
def test_each_module_is_judged_and_not_the_total(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    weakest: float,
    status: int,
    said: list[str],
) -> None:
    each = {"exams/releasing.py": 100.0, "exams/bank.py": weakest}
    monkeypatch.setattr(coverage_of_verbs, "percentages", lambda _data: (each, 99.0))
    assert (main(Path("nowhere")), capsys.readouterr().out.splitlines()) == (status, said)


def test_all_branches_together_are_judged_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage_of_verbs, "percentages", lambda _data: ({"a.py": 99.0}, 94.9))
    assert main(Path("nowhere")) == 1


def test_only_the_verbs_are_watched_and_what_a_test_leaves_out_is_known(tmp_path: Path) -> None:
    data = tmp_path / "seen.json"
    subprocess.run(
        [sys.executable, "-c", RUN],
        cwd=ROOT,
        env={**os.environ, "VERBS_SEEN": str(data)},
        check=True,
    )
    seen = json.loads(data.read_text(encoding="utf-8"))["files"]
    assert list(seen) == ["exams/grading.py"]
    found = seen["exams/grading.py"]
    assert found["executed_branches"] != []
    assert found["missing_branches"] != []
