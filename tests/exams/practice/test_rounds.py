"""What a round holds, how it is answered, and what is remembered of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from exams import bank
from exams.choices import ON_SCREEN, ItemPool, ItemState
from exams.models import Item, ItemVersion
from exams.practice import answering, beginning, choosing, listing, pool, scheduling, showing
from exams.practice.answering import Given
from exams.practice.demo import right_value
from exams.practice.models import Card, PracticeAnswer, Round
from exams.wording import Wording
from portal import clock, hooks
from portal.people.gathering import gather
from portal.people.models import Person
from tests.exams import rows as exam_rows
from tests.exams.practice import rows

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def person() -> Person:
    return exam_rows.person()


def begin(person: Person, kind: str = "subject", about: str = "property") -> Round:
    return beginning.begin(person.pk, kind, about)


def card(person: Person, item: Item) -> Card:
    return Card.every.get(person=person, item=item)


def test_only_live_questions_of_the_practice_pool_with_a_subject_are_practised() -> None:
    wanted = rows.add()
    rows.add(pool=ItemPool.EXAM)
    rows.add(state=ItemState.DRAFT)
    rows.add(subject="")
    rows.add(Wording("open", "怎么劝？", answer="慢慢劝"))
    suspended = rows.add()
    bank.move(suspended.pk, ItemState.SUSPENDED, actor_id=None, reason="核对")
    assert [version.item_id for version in pool.practised()] == [wanted.pk]
    assert {str(kind) for kind in ON_SCREEN} == {one.kind for one in rows.EVERY_KIND}


def test_the_version_in_use_is_practised_and_no_later_one() -> None:
    item = rows.add()
    bank.revise(item, rows.EVERY_KIND[0], actor_id=None, reason="x")
    assert pool.practised().get().n == 1
    Item.objects.filter(pk=item.pk).update(approved_n=2)
    assert pool.practised().get().n == 2


def test_a_round_holds_ten_questions_of_its_subject_each_once(person: Person) -> None:
    mine = {item.pk for item in rows.fill()}
    rows.fill("tort")
    of = begin(person)
    assert len(of.items) == len(set(of.items)) == 10
    assert set(of.items) <= mine


def test_what_is_due_comes_before_what_is_new_and_that_before_the_rest(person: Person) -> None:
    items = rows.fill(count=3)
    with clock.at(MONDAY):
        of = begin(person)
        rows.answer(of, 1, right=False)
        rows.answer(of, 2)
        due, seen = of.items[:2]
    new = next(item.pk for item in items if item.pk not in {due, seen})
    with clock.at(MONDAY + DAY):
        assert begin(person).items == [due, new, seen]


def test_an_article_is_practised_by_the_questions_that_cite_it(person: Person) -> None:
    cited = rows.add(Wording("true_false", "真", (), "A", cites=(("civil-code", "290"),)))
    rows.add()
    assert begin(person, "article", "civil-code/290").items == [cited.pk]
    with pytest.raises(beginning.NothingToPractise):
        begin(person, "article", "civil-code/1")


def test_the_daily_ten_are_the_same_all_day(person: Person) -> None:
    rows.fill(count=30)
    with clock.at(MONDAY):
        first = begin(person, "daily", "")
    with clock.at(MONDAY + timedelta(hours=13)):
        assert begin(person, "daily", "").items == first.items
    with clock.at(MONDAY + DAY):
        assert begin(person, "daily", "").pk != first.pk


def test_two_hands_draw_one_daily_ten(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    rows.fill()
    first = begin(person, "daily", "")
    monkeypatch.setattr(beginning, "daily_of", lambda _person: None)
    assert begin(person, "daily", "").pk == first.pk


def test_the_daily_ten_are_due_ones_first_then_new_ones_of_every_subject_of_the_path(
    person: Person,
) -> None:
    for subject in ("mediation", "property", "family", "tort"):
        rows.fill(subject, 6)
    rows.fill("unknown", 6)
    with clock.at(MONDAY):
        of = begin(person)
        for position in (1, 2):
            rows.answer(of, position, right=False)
    with clock.at(MONDAY + DAY):
        ten = begin(person, "daily", "").items
    subjects = [Item.objects.get(pk=item).subject for item in ten]
    assert set(ten[:2]) == set(of.items[:2])
    assert len(ten) == 10
    new = [subjects[2:].count(name) for name in ("mediation", "property", "family", "tort")]
    assert new == [2, 2, 2, 2]


def test_a_round_of_today_is_gone_on_with_while_a_question_is_open(person: Person) -> None:
    rows.fill(count=2)
    of = begin(person)
    assert begin(person).pk == of.pk
    for position in (1, 2):
        rows.answer(of, position)
    assert begin(person).pk != of.pk


@pytest.mark.parametrize("wording", rows.EVERY_KIND, ids=lambda wording: wording.kind)
def test_every_kind_is_marked(person: Person, wording: Wording) -> None:
    rows.add(wording)
    of = begin(person)
    assert rows.answer(of, 1).right
    other = Round.objects.create(
        person=person, kind="subject", day=of.day, items=of.items, seed="x", begun_at=of.begun_at
    )
    assert not rows.answer(other, 1, right=False).right


def test_half_an_answer_is_not_right(person: Person) -> None:
    item = rows.add(rows.EVERY_KIND[1])
    of = begin(person)
    version = ItemVersion.objects.get(item=item)
    half = right_value(of, 1)[:1]
    assert not answering.answer(of, 1, Given(half, version.pk)).right


def test_a_second_answer_to_the_same_question_is_none(person: Person) -> None:
    rows.fill(count=1)
    of = begin(person)
    first = rows.answer(of, 1)
    assert rows.answer(of, 1, right=False) == first
    assert PracticeAnswer.every.get().right
    assert card(person, first.item).missed_on is None


def test_an_answer_is_never_changed(person: Person) -> None:
    rows.fill(count=1)
    rows.answer(begin(person), 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeAnswer.every.update(right=False)


def test_a_question_moved_to_the_exam_pool_is_gone_at_once(person: Person) -> None:
    item, other = rows.fill(count=2)
    of = begin(person)
    position = of.items.index(item.pk) + 1
    version = ItemVersion.objects.get(item=item)
    Item.objects.filter(pk=item.pk).update(pool=ItemPool.EXAM)
    assert showing.question(of, position) is None
    assert [place.state for place in showing.places(of)].count("gone") == 1
    with pytest.raises(answering.Gone):
        answering.answer(of, position, Given(("A",), version.pk))
    bank.move(other.pk, ItemState.SUSPENDED, actor_id=None, reason="核对")
    suspended = Given(("A",), ItemVersion.objects.get(item=other).pk)
    with pytest.raises(answering.Gone):
        answering.answer(of, 3 - position, suspended)


def test_words_that_were_not_shown_are_not_answered(person: Person) -> None:
    item = rows.add()
    of = begin(person)
    old = ItemVersion.objects.get(item=item)
    bank.revise(item, rows.EVERY_KIND[0], actor_id=None, reason="x")
    Item.objects.filter(pk=item.pk).update(approved_n=2)
    with pytest.raises(answering.Revised):
        answering.answer(of, 1, Given(("A",), old.pk))


def test_pinned_options_keep_their_place_and_the_others_are_mixed(person: Person) -> None:
    options = ("甲", "乙", "丙", "以上都对")
    item = rows.add(Wording("single", "哪个？", options, "D", pinned=(3,)))
    version = ItemVersion.objects.get(item=item)
    orders = {showing.order_of(Round(seed=str(seed)), version) for seed in range(40)}
    assert {order[3] for order in orders} == {3}
    assert len(orders) == 6


def test_a_wrong_answer_enters_the_book_and_two_right_days_take_it_out(person: Person) -> None:
    item = rows.fill(count=1)[0]
    with clock.at(MONDAY):
        rows.answer(begin(person), 1, right=False)
        assert card(person, item).missed_on == MONDAY.date()
        rows.answer(begin(person), 1)
        rows.answer(begin(person), 1)
        assert card(person, item).right_days == 1
    with clock.at(MONDAY + DAY):
        rows.answer(begin(person, "mistakes", ""), 1)
        assert card(person, item).missed_on is None


def test_a_wrong_answer_between_begins_the_days_anew(person: Person) -> None:
    item = rows.fill(count=1)[0]
    for day, right in enumerate((False, True, False, True)):
        with clock.at(MONDAY + day * DAY):
            rows.answer(begin(person), 1, right=right)
    held = card(person, item)
    assert (held.missed_on, held.right_days) == (MONDAY.date(), 1)


def test_the_book_lists_what_is_practised_still(person: Person) -> None:
    kept, moved = rows.fill(count=2)
    of = begin(person)
    for position in (1, 2):
        rows.answer(of, position, right=False)
    Item.objects.filter(pk=moved.pk).update(pool=ItemPool.EXAM)
    held = list(listing.book(person.pk))
    assert [row.item_id for row in held] == [kept.pk]
    assert [(row.version.item_id, row.wrong) for row in listing.missed(held, person.pk)] == [
        (kept.pk, 1)
    ]
    assert begin(person, "mistakes", "").items == [kept.pk]


def test_a_question_is_taken_out_of_the_book_by_hand_once(person: Person) -> None:
    item = rows.fill(count=1)[0]
    rows.answer(begin(person), 1, right=False)
    assert answering.take_out(card(person, item))
    assert not answering.take_out(card(person, item))
    assert listing.book(person.pk).count() == 0


def test_a_guess_or_a_slow_answer_comes_again_sooner(person: Person) -> None:
    rows.fill(count=3)
    of = begin(person)
    known, guessed = rows.answer(of, 1, seconds=120), rows.answer(of, 2, guessed=True)
    slow = rows.answer(of, 3, seconds=121)
    assert card(person, guessed.item).due_on < card(person, known.item).due_on
    assert card(person, slow.item).due_on < card(person, known.item).due_on


def test_practice_is_handed_out_with_the_own_data_and_goes_with_an_erasure(person: Person) -> None:
    rows.fill(count=2)
    rows.answer(begin(person), 1, right=False)
    named = {table.name for table in gather(person)}
    assert {"practice.round", "practice.practiceanswer", "practice.card"} <= named
    hooks.erase_elsewhere(person.pk)
    assert [model.every.count() for model in (Round, PracticeAnswer, Card)] == [0, 0, 0]


def test_a_card_is_chosen_by_its_person_only(person: Person) -> None:
    rows.fill(count=1)
    rows.answer(begin(person), 1)
    assert choosing.cards_of(exam_rows.person("别人").pk) == {}


def test_what_is_taken_out_of_the_book_while_an_answer_is_kept_stays_out(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    (item,) = rows.fill(count=1)
    rows.answer(begin(person), 1, right=False)
    again = begin(person, "mistakes", "")
    review, taken = scheduling.review, list[bool]()

    def then_take_out(before: scheduling.Memory | None, *values: Any, **named: Any) -> Any:
        if before and not taken:
            taken.append(answering.take_out(card(person, item)))
        return review(before, *values, **named)

    monkeypatch.setattr(scheduling, "review", then_take_out)
    rows.answer(again, 1)
    held = card(person, item)
    assert (taken, held.missed_on, held.right_days) == ([True], None, 0)
