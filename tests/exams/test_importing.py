"""Importing questions: nothing dropped, nothing guessed, all or nothing, twice changes nothing."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from exams.choices import ItemState
from exams.importing import Problem, Report, import_questions
from exams.models import Item, ItemKey, ItemVersion
from tests.exams.test_question_files import GOOD, table

pytestmark = pytest.mark.django_db
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "questions"


def run(*records: list[str], **options: bool) -> Report:
    with translation.override("en"):
        return import_questions([("q.csv", table(*records).encode())], **options)  # type: ignore[arg-type]


def numbered(n: int) -> list[str]:
    return [f"第{n}题？", *GOOD[1:]]


BAD = {
    "key outside the options": [GOOD[0], "E", *GOOD[2:]],
    "no key": [GOOD[0], "", *GOOD[2:]],
    "unreadable key": [GOOD[0], "?", *GOOD[2:]],
    "empty option": [*GOOD[:3], "", *GOOD[4:]],
    "same options": [*GOOD[:3], "甲", *GOOD[4:]],
    "no text": ["", *GOOD[1:]],
    "single with several": [GOOD[0], "AB", *GOOD[2:]],
    "multiple with one": [*GOOD[:7], "True"],
    "unknown kind": [*GOOD[:7], "essay"],
    "no kind": [*GOOD[:7], ""],
}


@pytest.mark.parametrize("record", BAD.values(), ids=list(BAD))
def test_a_row_that_cannot_be_right_is_named_and_stops_the_import(record: list[str]) -> None:
    report = run(numbered(1), record, numbered(3))
    (problem,) = report.problems
    assert (problem.file, problem.row) == ("q.csv", 3)
    assert problem.reason
    assert (report.rows, report.added, Item.objects.count()) == (3, 0, 0)


def test_every_bad_row_is_named_and_the_good_ones_come_in_when_asked() -> None:
    report = run(numbered(1), *BAD.values(), numbered(2), good_rows_only=True)
    assert [problem.row for problem in report.problems] == list(range(3, 3 + len(BAD)))
    assert (report.added, Item.objects.count()) == (2, 2)


def test_a_question_on_a_repealed_law_is_refused_with_its_row() -> None:
    old = ["依照《合同法》第五十二条，下列哪项无效？", *GOOD[1:]]
    report = run(numbered(1), old)
    assert report.problems == [
        Problem(
            "q.csv",
            3,
            "it cites “《合同法》第五十二条”, repealed since 1 Jan 2021; now "
            "《民法典》合同编第四百六十三条至第九百八十八条",
        )
    ]


def test_rows_become_drafts_that_no_paper_draws() -> None:
    run(numbered(1))
    item = Item.objects.get()
    assert (item.state, item.subject, item.source) == (ItemState.DRAFT, "", "2018")
    assert ItemVersion.objects.get().options == ["甲", "乙", "丙", "丁"]
    assert ItemKey.objects.get().key == "B"


def test_a_second_run_changes_nothing() -> None:
    run(numbered(1), numbered(2))
    before = list(Item.objects.values())
    report = run(numbered(1), numbered(2))
    assert (report.added, report.known) == (0, 2)
    assert list(Item.objects.values()) == before


def test_the_same_question_twice_comes_in_once_and_is_said() -> None:
    report = run(numbered(1), numbered(1))
    assert (report.added, report.repeated) == (
        1,
        [Problem("q.csv", 3, "stands in the files twice")],
    )


def test_the_same_question_with_another_answer_is_a_problem() -> None:
    other = [numbered(1)[0], "C", *GOOD[2:]]
    report = run(numbered(1), other)
    assert report.problems == [
        Problem("q.csv", 3, "the same question is there with another answer (B, here C)")
    ]
    run(numbered(1))
    assert run(other).problems[0].row == 2
    assert ItemKey.objects.get().key == "B"


def test_markup_and_formulas_are_text() -> None:
    run(["=cmd|' /C calc'!A0 <script>alert(1)</script>", *GOOD[1:]])
    assert ItemVersion.objects.get().stem == "=cmd|' /C calc'!A0 <script>alert(1)</script>"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x00\x81", b"a,b\n", ("x" * 100_001 + ",b\n").encode()]
)
def test_a_file_that_cannot_be_read_is_one_problem_in_plain_words(content: bytes) -> None:
    report = import_questions([("q.csv", content)])
    assert [(problem.file, problem.row) for problem in report.problems] == [("q.csv", 0)]
    assert report.problems[0].reason


def test_the_command_reports_and_counts(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text(
        table(numbered(1), numbered(1), ["问\x1f？", *GOOD[1:]], BAD["no key"]), encoding="gbk"
    )
    out, err = StringIO(), StringIO()
    with translation.override("en"), pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_questions", path, stdout=out, stderr=err)
    assert err.getvalue() == "q.csv, row 5: no answer is given\n"
    assert not Item.objects.exists()
    out = StringIO()
    asked = ("--good-rows", "--subject=tort")
    with translation.override("en"):
        call_command("import_questions", path, *asked, stdout=out, stderr=err)
    assert out.getvalue().splitlines()[-1] == (
        "4 rows read: 2 added as drafts, 0 known already, 1 repeated, 1 with problems"
    )
    assert set(Item.objects.values_list("subject", flat=True)) == {"tort"}


def test_the_command_speaks_chinese_throughout(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text(table(numbered(1), BAD["no key"]), encoding="utf-8")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="没有导入任何题目。"):
        call_command("import_questions", path, stdout=out, stderr=err)
    assert err.getvalue() == "q.csv 第3行：没有答案\n"
    assert out.getvalue() == "读到2行：新增草稿0题，已有0题，重复0题，有问题1题\n"


def test_the_command_names_a_file_that_cannot_be_read_in_our_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.csv: 读不了这个文件：没有这个文件"):
        call_command("import_questions", tmp_path / "none.csv")
    with pytest.raises(CommandError, match="这是文件夹，不是文件"):
        call_command("import_questions", tmp_path)


@pytest.mark.real_data
@pytest.mark.skipif(not REAL.is_dir(), reason="the real questions lie beside the checkout")
def test_the_real_files_come_in_whole_and_twice_changes_nothing() -> None:
    files = [(path.name, path.read_bytes()) for path in sorted(REAL.glob("*.csv"))]
    assert [problem.row for problem in import_questions(files).problems] == [15, 28]
    first = import_questions(files, good_rows_only=True)
    assert (first.rows, first.added, first.repeated) == (1000, 998, [])
    assert [(line.file, line.row) for line in first.cleaned] == [("law_multiple_choice.csv", 136)]
    kinds = Item.objects.values_list("kind", flat=True)
    assert [list(kinds).count(kind) for kind in ("single", "multiple")] == [536, 462]
    second = import_questions(files, good_rows_only=True)
    assert (second.added, second.known) == (0, 998)
