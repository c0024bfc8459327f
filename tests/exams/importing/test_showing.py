"""What the pages of an import say of a file: before it is entered, and after."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from exams.formats.entries import Note, Place
from exams.importing import entering, showing, staging
from exams.importing.models import BatchRow, QuestionBatch
from portal.spreadsheets import workbooks
from tests.exams.importing.batches import HEAD, looked_at, row, table
from tests.exams.rows import organisation, staff

pytestmark = pytest.mark.django_db


def page(batch: QuestionBatch, language: str = "en") -> str:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(staff("author", organisation()))
    return client.get(reverse("question_batch", args=[batch.pk])).content.decode()


def enter(batch: QuestionBatch) -> None:
    staging.confirm(batch, only_good=True, with_alike=False, actor_id=None)
    batch.refresh_from_db()
    with transaction.atomic():
        entering.enter(batch, actor_id=None)


def test_after_entering_each_row_says_its_question_and_that_it_was_entered() -> None:
    batch = looked_at(table(row(1), row(2)))
    enter(batch)
    with translation.override("en"):
        lines = showing.lines(list(BatchRow.objects.filter(batch=batch)))
        tiles = showing.tiles(entering.counts_of(batch), is_over=True)
    assert [(one.label, "水沟堵了" in one.stem) for one in lines] == [
        ("entered", True),
        ("entered", False),
    ]
    assert tiles[1].label == "entered"
    assert lines[0].stem in page(batch)


def test_the_report_of_an_entered_file_says_the_questions() -> None:
    batch = looked_at(table(row(1)))
    enter(batch)
    client = Client()
    client.force_login(staff("author", organisation()))
    content = client.get(reverse("batch_report", args=[batch.pk])).content
    (_name, rows) = next(iter(workbooks.every_sheet(content, "xlsx")))
    assert "水沟堵了" in [cell.text for cell in rows[1]][4]


def test_notes_stand_in_the_order_of_the_file_and_quote_what_was_left_out() -> None:
    long = "这一行不是题目，" * 10
    notes = [
        Note("row_skipped", Place("甲", 9), {"text": long}),
        Note("empty_sheet", Place("乙")),
        Note("unknown_column", Place("甲", 1, "F"), {"text": "备注"}),
    ]
    with translation.override("en"):
        found = showing.noticed(notes)
    assert [words for _place, words in found] == [
        "The column “备注” is unknown and was not read.",
        f"Left out, no question: “{long[:40]}”",
        "This sheet holds no questions.",
    ]
    assert showing.left_out(notes) == 1


def test_the_page_counts_what_was_left_out_and_names_the_format() -> None:
    footer = ["制表人：张三", *[""] * (len(HEAD) - 1)]
    batch = looked_at(table(row(1), footer))
    words = page(batch)
    assert "1 place without a question was left out" in words
    assert "Read as a table in text (CSV)" in words
    assert "制表人：张三" in words


def test_what_cannot_be_imported_is_not_red() -> None:
    batch = looked_at(table(row(1), row(2, 答案="E")))
    assert "badge--stop" not in page(batch)
