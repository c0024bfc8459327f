"""Bad inputs 44 to 53 of the promises, by their numbers, each through the whole import."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from exams import bank
from exams.choices import ItemState
from exams.importing import staging
from exams.importing.choices import BatchState
from exams.importing.models import BatchRow, QuestionBatch
from exams.importing.showing import Line, line
from exams.models import Item, ItemVersion, PaperQuestion
from portal.jobs.models import Job
from portal.jobs.working import work
from tests.exams import rows as exam_rows
from tests.exams.importing.batches import HEAD, NAMES, entered, looked_at, row, table, verdicts
from tests.exams.rows import organisation, single, staff

pytestmark = pytest.mark.django_db


def lines(batch: QuestionBatch) -> list[Line]:
    with translation.override("en"):
        return [line(one) for one in BatchRow.objects.filter(batch=batch).order_by("number")]


def text(separator: str, ends: str = "\n") -> str:
    return ends.join(separator.join(cells) for cells in (HEAD, row(1), row(3)))


@pytest.mark.parametrize(
    "content",
    [
        text(",").encode("gbk"),
        text(",").encode("utf-8-sig"),
        text("\t").encode("utf-16"),
        text(";").encode(),
        text("\t").encode("gb18030"),
        (text(",", "\r\n") + "\n" + ",".join(row(4))).encode(),
    ],
    ids=["GBK", "BOM", "UTF-16 and TAB", "semicolons", "GB 18030", "CRLF mixed"],
)
def test_44_encodings_separators_and_line_ends_are_found(content: bytes) -> None:
    batch = looked_at(content, "题.csv")
    assert set(verdicts(batch)) == {"good"}
    first = lines(batch)[0].question
    assert first is not None
    assert NAMES[1] in first.stem


@pytest.mark.parametrize(
    ("kind", "written", "shown"),
    [
        ("单选题", "Ａ", "A"),
        ("单选题", "a", "A"),
        ("多选题", "AB", "A, B"),
        ("多选题", "A,B", "A, B"),
        ("多选题", "A、B", "A, B"),
        ("多选题", "ｂａ", "A, B"),
    ],
)
def test_45_answers_are_read_as_people_write_them_and_shown(
    kind: str, written: str, shown: str
) -> None:
    batch = looked_at(table(row(1, 题型=kind, 答案=f'"{written}"')))
    question = lines(batch)[0].question
    assert question is not None
    with translation.override("en"):
        assert question.answer.replace("、", ", ") == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [("对", "True"), ("√", "True"), ("T", "True"), ("1", "True"), ("×", "False"), ("错", "False")],
)
def test_45_true_and_false_are_read_in_all_their_forms(written: str, shown: str) -> None:
    content = f"题干\t答案\t题型\n调解不收费。\t{written}\t判断题".encode()
    (one,) = lines(looked_at(content))
    assert one.question is not None
    assert one.question.answer == shown


@pytest.mark.parametrize(
    "bad",
    [
        row(2, 答案="E"),
        row(2, 选项B="", 答案="A"),
        row(2, 选项B="看情况"),
        row(2, 答案=""),
    ],
    ids=["answer E", "an empty option", "two equal options", "no answer"],
)
def test_46_a_row_error_has_its_place_and_nothing_is_imported(bad: list[str]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "单选题"
    for cells in (HEAD, row(1), bad):
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    batch = looked_at(content.getvalue(), "题.xlsx")
    (refused,) = [one for one in lines(batch) if one.verdict == "refused"]
    assert refused.place.startswith("单选题")
    assert "row or line 3" in refused.place
    assert "column" in refused.place
    assert refused.problem
    client = Client()
    client.force_login(staff("author", organisation()))
    reply = client.post(reverse("enter_batch", args=[batch.pk]))
    assert reply.status_code == 422
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED
    assert not Item.objects.exists()


def test_46_a_question_whose_answers_are_all_right_is_told_as_such() -> None:
    batch = looked_at(table(row(1, 题型="多选题", 答案="ABCD")))
    question = lines(batch)[0].question
    assert question is not None
    assert [right for _letter, _text, right in question.options] == [True] * 4


def test_47_the_report_names_the_bad_rows_of_a_large_file_and_the_good_ones_come_in() -> None:
    good = [[f"第{n}个村的{NAMES[n % 6 + 1]}，怎么办？{n * 7919}", *row(1)[1:]] for n in range(120)]
    for place in (10, 50, 90):
        good[place][5] = "E"
    batch = looked_at(table(*good))
    client = Client()
    client.force_login(staff("author", organisation()))
    reply = client.get(reverse("batch_report", args=[batch.pk]) + "?verdict=refused")
    sheet = load_workbook(io.BytesIO(reply.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet["A"]][1:] == ["11", "51", "91"]
    assert client.post(
        reverse("enter_batch", args=[batch.pk]), {"only_good": "on", "with_alike": "on"}
    )
    assert work(Job.objects.get(kind=staging.ENTER).pk)
    assert Item.objects.count() == 117


def test_48_what_is_very_like_another_is_listed_with_its_likeness_and_left_out() -> None:
    entered(table(row(1)))
    near = row(1)
    near[0] = near[0].replace("收费吗", "收不收费")
    (one,) = lines(looked_at(table(near)))
    assert (one.verdict, one.alike) == ("alike", Item.objects.get().ref)
    assert 85 <= one.ratio < 100
    assert entered(table(near)) == 0


def test_49_formulas_markup_and_far_pictures_are_text_that_runs_nowhere() -> None:
    bad = "=cmd|' /C calc'!A0 <script>alert(1)</script><img src=\"http://x.example/a.png\">怎么办？"
    batch = looked_at(table(row(1, 题干=bad)))
    client = Client()
    client.force_login(staff("author", organisation()))
    page = client.get(reverse("question_batch", args=[batch.pk])).content.decode()
    assert "<script>alert" not in page
    assert "x.example" not in page or 'src="http://x.example' not in page
    (one,) = lines(batch)
    assert one.verdict == "good"
    assert one.notes


@pytest.mark.parametrize("marks", ["0", "-1", "1e999", "NaN", "0.333", "101"])
def test_50_marks_are_one_to_a_hundred_with_one_decimal(marks: str) -> None:
    content = "\n".join(
        "\t".join([*cells, extra]) for cells, extra in ((HEAD, "分值"), (row(1), marks))
    ).encode()
    (one,) = lines(looked_at(content))
    assert one.verdict == "refused"
    assert "1 to 100" in one.problem


def test_51_a_repealed_law_is_a_warning_with_its_day() -> None:
    (one,) = lines(looked_at(table(row(1, 题干="依照《合同法》第五十二条，哪项无效？"))))
    assert one.verdict == "good"
    assert "repealed on 1 Jan 2021" in one.notes[0]


def test_52_a_double_click_and_a_job_done_twice_import_once() -> None:
    client = Client()
    client.force_login(staff("author", organisation()))
    batch = looked_at(table(row(1)))
    url = reverse("enter_batch", args=[batch.pk])
    assert [client.post(url).status_code for _click in range(2)] == [302, 302]
    (job,) = Job.objects.filter(kind=staging.ENTER)
    assert work(job.pk)
    work(job.pk)
    assert Item.objects.count() == 1


def test_53_editing_a_question_of_a_finished_exam_leaves_the_exam_as_it_was() -> None:
    who, quiz = exam_rows.ready_quiz()
    attempt = exam_rows.sit(who, quiz)
    asked = PaperQuestion.every.filter(attempt=attempt, version__item__kind="single").first()
    assert asked is not None
    bank.revise(asked.version.item, single(99), actor_id=None, reason="clearer")
    again = PaperQuestion.every.get(pk=asked.pk)
    assert again.version_id == asked.version_id
    assert ItemVersion.objects.get(pk=again.version_id).stem == asked.version.stem
    assert bank.move(asked.version.item_id, ItemState.RETIRED, actor_id=None, reason="old")
    assert PaperQuestion.every.filter(pk=asked.pk, version__item__state="retired").exists()
