"""The pool as the bank has it: live questions in their newest version, how often seen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from exams import attempts, bank, papers, vetting
from exams.bank import Label
from exams.choices import CHECKLIST, ItemPool, ItemState
from exams.models import Item, PaperQuestion
from exams.papers import Shortage, live, seeing
from exams.papers import bank as live_bank
from exams.papers.pool import Candidate
from portal import clock
from tests.exams import rows


@pytest.mark.django_db
def test_only_live_items_with_a_subject_are_drawn_in_their_version_in_use() -> None:
    live_one, draft, nowhere, gone = (
        bank.add_item(ref, rows.single(n), label=Label(subject), state=state, actor_id=None)
        for n, (ref, subject, state) in enumerate(
            [
                ("live", "tort", ItemState.LIVE),
                ("draft", "tort", ItemState.DRAFT),
                ("nowhere", "", ItemState.LIVE),
                ("gone", "tort", ItemState.LIVE),
            ]
        )
    )
    bank.move(gone.pk, ItemState.SUSPENDED, actor_id=None, reason="unclear")
    second = bank.revise(live_one, rows.single(7), actor_id=None, reason="clearer")
    assert [row.ref for row in live_bank(ItemPool.EXAM)] == ["live"]
    assert live_bank(ItemPool.EXAM).items[0].version_id != second.pk
    author, reviewer = (rows.staff(role, rows.organisation()) for role in ("author", "reviewer"))
    vetting.submit(live_one.pk, actor_id=author.pk)
    vetting.approve(second, reviewer_id=reviewer.pk, checklist=list(CHECKLIST))
    assert live_bank(ItemPool.EXAM).items == (Candidate(second.pk, "live", "tort", "single", 4),)
    assert Item.objects.get(pk=draft.pk).state == ItemState.DRAFT
    assert Item.objects.get(pk=nowhere.pk).subject == ""


@pytest.mark.django_db(transaction=True)
def test_the_pool_is_kept_until_the_bank_is_written() -> None:
    first, second = (
        bank.add_item(f"q{n}", rows.single(n), label=Label("tort"), state="live", actor_id=None)
        for n in range(2)
    )
    kept = live_bank(ItemPool.EXAM)
    assert live_bank(ItemPool.EXAM) is kept
    bank.move(second.pk, ItemState.SUSPENDED, actor_id=None, reason="unclear")
    assert [item.ref for item in live_bank(ItemPool.EXAM)] == [first.ref]
    with clock.at(clock.now() + timedelta(days=1)):
        assert live_bank(ItemPool.EXAM) is not kept
    live._kept.clear()


@pytest.mark.django_db
def test_what_changes_nothing_that_may_be_drawn_leaves_the_pool() -> None:
    bank.add_item("live", rows.single(1), label=Label("tort"), state="live", actor_id=None)
    before = papers.edition()
    draft = bank.add_item("draft", rows.single(2), label=Label("tort"), actor_id=None)
    batch = Item.objects.get(ref="live")
    new = [bank.NewItem("new", rows.single(3), Label("tort"))]
    assert bank.add_drafts(new, batch=batch, actor_id=None) == 1
    reviewer = rows.staff("reviewer", rows.organisation())
    vetting.submit(draft.pk, actor_id=reviewer.pk)
    vetting.send_back(draft.versions.get(), reviewer_id=reviewer.pk, comment="unclear")
    assert papers.edition() == before
    bank.move(batch.pk, ItemState.SUSPENDED, actor_id=None, reason="unclear")
    assert papers.edition() == before + 1


@pytest.mark.django_db(transaction=True)
def test_of_several_that_need_the_pool_at_once_one_reads_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bank.add_item("q", rows.single(1), label=Label("tort"), state="live", actor_id=None)
    read: list[str] = []
    candidates, exposures = live._candidates, live._exposures

    def noted(what: Callable[..., Any], name: str) -> Callable[..., Any]:
        def asked(*arguments: Any) -> Any:
            read.append(name)
            return what(*arguments)

        return asked

    monkeypatch.setattr(live, "_candidates", noted(candidates, "bank"))
    monkeypatch.setattr(live, "_exposures", noted(exposures, "papers"))
    live._kept.clear()
    live._counted.clear()

    def ask(_n: int) -> int:
        try:
            return len(live_bank(ItemPool.EXAM))
        finally:
            connection.close()

    live._reading.acquire()
    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(ask, n) for n in range(3)]
        live._reading.release()
        assert [one.result() for one in asked] == [1, 1, 1]
    assert sorted(read) == ["bank", "papers"]
    bank.add_item("r", rows.single(2), label=Label("tort"), state="live", actor_id=None)
    assert len(live_bank(ItemPool.EXAM)) == 2
    assert (read.count("bank"), read.count("papers")) == (2, 1)
    live._kept.clear()
    live._counted.clear()


@pytest.mark.django_db
def test_a_question_counts_as_seen_from_the_day_after() -> None:
    who, quiz = rows.ready_quiz()
    with clock.at(rows.MOMENT):
        attempts.start(who.pk, quiz, actor_id=None)
        assert {item.exposure for item in live_bank(ItemPool.PRACTICE)} == {0}
    with clock.at(rows.MOMENT + timedelta(days=1)):
        assert sum(item.exposure for item in live_bank(ItemPool.PRACTICE)) == 5


@pytest.mark.django_db
def test_a_second_quiz_brings_new_questions_as_far_as_there_are_any() -> None:
    who, quiz = rows.ready_quiz()
    papers = []
    for _ in range(2):
        attempt = rows.sit(who, quiz, right=False)
        asked = PaperQuestion.every.filter(attempt=attempt)
        papers.append(set(asked.values_list("version__item__ref", flat=True)))
    # 3 of 4 single choice questions: one is left, two come again
    assert len(papers[0] & papers[1]) == 2


@pytest.mark.django_db
def test_the_rule_limits_what_one_person_sees_in_the_qualifying_exam() -> None:
    who, exam = rows.ready_exam()
    pool, today = live_bank(ItemPool.EXAM), clock.today()
    limits = seeing.limits_for(who.pk, exam, pool, on=today)
    assert (limits.seen, limits.most_new) == (frozenset(), 5)  # 20 % of 27
    rows.sit(who, exam, right=False)
    limits = seeing.limits_for(who.pk, exam, pool, on=today)
    assert (len(limits.seen), limits.most_new, limits.firm) == (5, 0, True)
    rows.sit(who, exam, right=False)  # the same five come again
    assert seeing.limits_for(who.pk, exam, pool, on=today) == limits


@pytest.mark.django_db
def test_a_quiz_has_no_such_limit() -> None:
    who, quiz = rows.ready_quiz()
    rows.sit(who, quiz)
    limits = seeing.limits_for(who.pk, quiz, live_bank(ItemPool.PRACTICE), on=clock.today())
    assert (len(limits.seen), limits.most_new) == (5, None)


@pytest.mark.django_db
def test_quizzes_never_touch_what_is_kept_for_exams() -> None:
    rows.fill(each=1, for_exams=1)
    for_exams, for_quizzes = live.bank_for("qualifying"), live.bank_for("quiz")
    assert (len(for_exams), len(for_quizzes)) == (3, 3)
    assert not for_exams.by_ref.keys() & for_quizzes.by_ref.keys()


@pytest.mark.django_db
def test_a_bank_too_small_for_the_rule_lets_nobody_begin() -> None:
    who, exam = rows.ready_exam()
    for item in Item.objects.filter(pool="exam", kind="multiple")[:5]:
        bank.move(item.pk, ItemState.SUSPENDED, actor_id=None, reason="unclear")
    with pytest.raises(Shortage, match="4"):  # 20 % of 22
        attempts.start(who.pk, exam, actor_id=None)
