"""A question is moved while a paper is drawn of it, or practised: its key is never shown to whoever
has it on a paper, and an exam never asks what was practised."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from exams import attempts, papers, readying, relabelling
from exams.bank import Label
from exams.choices import ItemPool
from exams.freezing import hold_bank
from exams.models import BankEdition, FormQuestion, Item, PaperForm, PaperQuestion
from exams.papers import sealing
from exams.practice import answering
from exams.practice.answering import Gone
from exams.practice.beginning import begin
from exams.practice.models import PracticeAnswer
from exams.relabelling import LabelRefused
from portal.audit.models import AuditEvent
from portal.audit.recording import record
from tests.exams import rows
from tests.exams.practice import rows as practice

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "改作练习"
WAIT = 20  # seconds, for what comes at once or never


def to(pool: str, item: Item) -> bool:
    label = Label(item.subject, pool=pool)
    return relabelling.relabel(item.pk, label, actor_id=None, reason=WHY)


def first_drawn(drawn: Any) -> Item:
    return Item.objects.get(versions=drawn[0].version_id)


def in_another_hand(act: Callable[[], None]) -> None:
    """Run it on a connection of its own, to its end."""

    def closing() -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(closing).result(WAIT)


def test_a_question_that_goes_to_practice_after_the_drawing_is_delivered_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, exam = rows.ready_exam()
    draw, moved = papers.draw, list[Item]()

    def then_move(*values: Any) -> Any:
        drawn = draw(*values)
        if not moved:
            moved.append(first_drawn(drawn))
            assert to(ItemPool.PRACTICE, moved[0])
        return drawn

    monkeypatch.setattr(papers, "draw", then_move)
    attempt = attempts.start(who.pk, exam, actor_id=None)
    asked = PaperQuestion.every.filter(attempt=attempt)
    assert asked.count() == 5
    assert not asked.filter(version__item=moved[0]).exists()


def test_while_a_paper_is_delivered_its_questions_wait_before_they_go_to_practice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, exam = rows.ready_exam()
    write_down, came, go = readying.write_down, Event(), Event()
    items = list[Item]()

    def and_wait(attempt: Any, paper: Any) -> None:
        write_down(attempt, paper)
        items.append(Item.objects.get(versions=paper.questions[0][0]))
        came.set()
        go.wait(1)

    def move() -> None:
        assert came.wait(WAIT)
        with pytest.raises(LabelRefused):
            to(ItemPool.PRACTICE, items[0])
        go.set()

    monkeypatch.setattr(readying, "write_down", and_wait)
    with ThreadPoolExecutor(1) as pool:
        moving = pool.submit(in_another_hand, move)
        attempts.start(who.pk, exam, actor_id=None)
        moving.result(WAIT)
    assert Item.objects.get(pk=items[0].pk).pool == ItemPool.EXAM


def test_a_paper_is_not_delivered_with_what_is_being_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    who, exam = rows.ready_exam()
    draw, moving = papers.draw, Event()
    items, other = list[Item](), list[Any]()

    def after_a_while(*values: Any, **named: Any) -> Any:
        moving.set()
        time.sleep(0.5)
        return record(*values, **named)

    def move() -> None:
        assert to(ItemPool.PRACTICE, items[0])

    def then_move(*values: Any) -> Any:
        drawn = draw(*values)
        if not items:
            items.append(first_drawn(drawn))
            other.append(pool.submit(in_another_hand, move))
            assert moving.wait(WAIT)
        return drawn

    monkeypatch.setattr("exams.relabelling.record", after_a_while)
    monkeypatch.setattr(papers, "draw", then_move)
    with ThreadPoolExecutor(1) as pool:
        attempt = attempts.start(who.pk, exam, actor_id=None)
        other[0].result(WAIT)
    asked = PaperQuestion.every.filter(attempt=attempt)
    assert asked.count() == 5
    assert not asked.filter(version__item__pool=ItemPool.PRACTICE).exists()


def test_a_form_is_not_drawn_of_what_goes_to_practice_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows.fill(each=1, for_exams=12)
    exam = rows.qualifying()
    held = list[str]()

    def then_move(kind: str) -> papers.Pool:
        pool = papers.bank_for(kind)
        if connection.in_atomic_block:
            held.append(kind)
        else:  # read too early: anybody moves any of them now
            for item in Item.objects.filter(pool=ItemPool.EXAM)[:30]:
                to(ItemPool.PRACTICE, item)
        return pool

    monkeypatch.setattr("exams.papers.sealing.bank_for", then_move)
    sealing.seal_forms(exam, overlap=0, actor_id=None)
    assert PaperForm.objects.count() == 2
    assert not FormQuestion.objects.filter(version__item__pool=ItemPool.PRACTICE).exists()
    assert held == [exam.kind]


def test_while_forms_are_drawn_a_question_waits_before_it_goes_to_practice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows.fill(each=1, for_exams=12)
    exam = rows.qualifying()
    store, came, go = sealing._store, Event(), Event()
    items = list[Item]()

    def and_wait(form: PaperForm, drawn: Any) -> None:
        store(form, drawn)
        items.append(first_drawn(drawn))
        came.set()
        go.wait(1)

    def move() -> None:
        assert came.wait(WAIT)
        with pytest.raises(LabelRefused):
            to(ItemPool.PRACTICE, items[0])
        go.set()

    monkeypatch.setattr(sealing, "_store", and_wait)
    with ThreadPoolExecutor(1) as pool:
        moving = pool.submit(in_another_hand, move)
        sealing.seal_forms(exam, overlap=0, actor_id=None)
        moving.result(WAIT)


def test_what_goes_to_exams_while_it_is_answered_is_not_kept_and_tells_no_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (item,) = practice.fill(count=1)
    of = begin(rows.person().pk, "subject", "property")
    marked = answering.is_right

    def then_move(*values: Any) -> bool:
        right = marked(*values)
        assert to(ItemPool.EXAM, item)
        return right

    monkeypatch.setattr(answering, "is_right", then_move)
    with pytest.raises(Gone):
        practice.answer(of, 1)
    assert not PracticeAnswer.every.exists()
    assert Item.objects.get(pk=item.pk).pool == ItemPool.EXAM


def test_while_an_answer_is_kept_its_question_waits_before_it_goes_to_exams(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (item,) = practice.fill(count=1)
    of = begin(rows.person().pk, "subject", "property")
    remember, came, go = answering._remember, Event(), Event()

    def and_wait(person_id: int, kept: PracticeAnswer) -> None:
        remember(person_id, kept)
        came.set()
        go.wait(1)

    def move() -> None:
        assert came.wait(WAIT)
        with pytest.raises(LabelRefused):
            to(ItemPool.EXAM, item)
        go.set()

    monkeypatch.setattr(answering, "_remember", and_wait)
    with ThreadPoolExecutor(1) as pool:
        moving = pool.submit(in_another_hand, move)
        practice.answer(of, 1)
        moving.result(WAIT)
    assert AuditEvent.objects.filter(kind="item.relabelled").count() == 0


def test_the_bank_is_held_within_a_transaction_only() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        hold_bank()


def test_a_bank_without_an_edition_has_one_when_it_is_held() -> None:
    with transaction.atomic():
        hold_bank()
        hold_bank()
        assert BankEdition.objects.get().number == 0
