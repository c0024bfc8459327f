"""The document of an attempt as files: JSON whose bytes say nothing but the facts, and a PDF."""

import hashlib
import json
import subprocess
from datetime import timedelta
from unittest import mock

import pytest
from django.utils.translation import override

from exams import answering, attempts, filing
from exams.documenting import Document, Sight, document
from exams.models import Attempt, PaperQuestion
from exams.sittings import admitting
from portal import clock
from portal.audit.models import AuditBody
from tests.exams import every_kind, rows
from tests.exams.sittings import rows as held

pytestmark = pytest.mark.django_db
ALL = Sight(texts=True, keys=True)


@pytest.fixture
def attempt() -> Attempt:
    """One of every kind, all answered; one answer with a sign that no font has."""
    attempt = every_kind.start()
    right = every_kind.right(attempt)
    for kind, place in every_kind.places(attempt).items():
        attempts.save(attempt.pk, question=place, sequence=1, value=right[kind])
    blank = every_kind.places(attempt)["fill_blank"]
    answering.save(attempt.pk, question=blank, sequence=2, value=["和\U00013000解"])
    return attempts.submit(attempt.pk, actor_id=None)


def found(attempt: Attempt, sight: Sight = ALL) -> Document:
    row = Attempt.every.select_related("exam", "person__organisation").get(pk=attempt.pk)
    return document(row, sight)


def made(form: str, attempt: Attempt, sight: Sight = ALL) -> filing.File:
    return filing.make(form, lambda: found(attempt, sight), asked_by="李法官 (s1)")


def text_of(content: bytes) -> str:
    """What a PDF says, its line ends left out; a long digest is broken over lines."""
    told = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    )
    return told.stdout.decode().replace("\n", "")


def test_the_same_facts_give_the_same_bytes_whoever_asks_and_whenever(attempt: Attempt) -> None:
    first = made("json", attempt)
    filing.hand_out(first, attempt, actor_id=None)
    with clock.at(clock.now() + timedelta(days=1)), override("en"):
        second = filing.make("json", lambda: found(attempt), asked_by="别人")
    assert first.content == second.content
    assert first.digest == hashlib.sha256(first.content).hexdigest()


def test_the_json_holds_every_fact_with_its_names_in_order(attempt: Attempt) -> None:
    content = made("json", attempt).content
    facts = json.loads(content)
    written = json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    assert written.encode() == content
    assert (facts["format"], facts["edition"]) == ("hezhong.exam-evidence", 1)
    assert [one["place"] for one in facts["paper"]] == [1, 2, 3, 4, 5, 6]
    assert len(facts["answers"]) == facts["totals"]["arrived"] == 7
    assert facts["attempt"]["seed"] == attempt.seed
    assert facts["draw"]["gives_this_paper"] is True
    orders = PaperQuestion.every.filter(attempt=attempt).order_by("position")
    assert [one["option_order"] for one in facts["paper"]] == [row.option_order for row in orders]
    assert all(one["right"] for one in facts["paper"])
    assert facts["result"]["passed"] is True


def test_without_texts_and_keys_the_json_has_neither(attempt: Attempt) -> None:
    content = made("json", attempt, Sight(texts=False, keys=False)).content.decode()
    assert '"stem"' not in content
    assert '"right"' not in content
    assert '"accepted"' not in content
    assert '"points_given"' not in content


def test_the_pdf_says_who_asked_when_and_which_facts(attempt: Attempt) -> None:
    file = made("pdf", attempt)
    text = text_of(file.content)
    assert "考试作答记录" in text
    assert "李法官 (s1)" in text
    assert file.digest == made("json", attempt).digest
    assert file.digest in text
    assert str(attempt.receipt) in text
    assert "1 / " in text
    assert "渴了喝什么" in text


def test_a_sign_that_no_font_has_is_printed_by_its_code(attempt: Attempt) -> None:
    assert "[U+13000]" in text_of(made("pdf", attempt).content)


def test_the_pdf_is_in_the_citys_language_whatever_the_page_was_in(attempt: Attempt) -> None:
    with override("en"), mock.patch.object(filing, "press_all", return_value=b"%PDF") as press:
        made("pdf", attempt)
    page = press.call_args.args[0]
    assert "考试作答记录" in page
    assert "How to read" not in page


def test_every_copy_is_recorded_with_its_digest(attempt: Attempt) -> None:
    file = made("json", attempt)
    officer = rows.staff("officer", attempt.person.organisation)
    assert filing.hand_out(file, attempt, actor_id=officer.pk) == file.content
    body = AuditBody.objects.get(event__kind="attempt.evidence_taken")
    assert body.event.actor == officer
    assert body.data == {"form": "json", "facts": file.digest, "sha256": file.digest}


def test_the_seat_of_a_sitting_stands_in_both_forms() -> None:
    who, _exam, seat = held.ready_seat(rooms=[held.room()], opens_at=clock.now() + held.AHEAD)
    with clock.at(clock.now() + held.AHEAD + timedelta(minutes=1)):
        seat.refresh_from_db()
        code = admitting.check_identity(seat, actor_id=None)
        attempt = attempts.start(who.pk, seat.sitting.exam, actor_id=None, code=code)
    facts = json.loads(made("json", attempt, Sight(texts=False, keys=False)).content)
    assert (facts["seat"]["ticket"], facts["seat"]["room"]) == (seat.ticket, "101")
    with mock.patch.object(filing, "press_all", return_value=b"%PDF") as press:
        made("pdf", attempt, Sight(texts=False, keys=False))
    assert f"准考证号 {seat.ticket}" in press.call_args.args[0]
