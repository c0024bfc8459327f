"""Answering in practice: the answer is kept once, then the memory of the question is brought up to
date with the wrong-answer book."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from exams.freezing import hold_bank
from exams.grading import Asked, mark
from exams.models import ItemKey, ItemVersion
from exams.practice import scheduling
from exams.practice.choosing import OWN
from exams.practice.mixing import order_shown
from exams.practice.models import Card, PracticeAnswer, Round
from exams.practice.pool import version_of
from portal import clock
from portal.policy.rules import rule

MOST_SECONDS = 3600


class Gone(Exception):
    """The question is practised no more."""


class Revised(Exception):
    """The question has other words now than those that were answered."""


@dataclass(frozen=True)
class Given:
    """An answer as given: `value` in letters as shown (`grading.Asked`), empty for "I do not
    know"; `version_id` is what was shown, `seconds` since then."""

    value: tuple[str, ...]
    version_id: int
    guessed: bool = False
    seconds: int = 0


def answer(of: Round, position: int, given: Given) -> PracticeAnswer:
    """Keep the answer to a question of a round; when it was answered before, that answer stays and
    is returned. Raises Gone and Revised; IndexError for a place that the round does not have."""
    item_id = of.items[position - 1]
    version = _shown(item_id, given)
    order = order_shown(version, version.item.kind, of.seed)
    right = is_right(version, order, given.value)
    try:
        with transaction.atomic():
            hold_bank()
            _shown(item_id, given)
            kept = PracticeAnswer.objects.create(
                round=of,
                position=position,
                item_id=item_id,
                version=version,
                order=list(order),
                value=list(given.value),
                guessed=given.guessed,
                seconds=min(max(given.seconds, 0), MOST_SECONDS),
                right=right,
                answered_at=clock.now(),
            )
            _remember(of.person_id, kept)
    except IntegrityError:  # the same question sent twice
        return PracticeAnswer.objects.unscoped(OWN).get(round=of, position=position)
    return kept


def _shown(item_id: int, given: Given) -> ItemVersion:
    """What was answered, while it is practised still: what is kept here has its key shown."""
    version = version_of(item_id)
    if version is None:
        raise Gone
    if version.pk != given.version_id:
        raise Revised
    return version


def is_right(version: ItemVersion, order: Iterable[int], value: Iterable[str]) -> bool:
    """Is everything right? Half an answer is practised again."""
    key = ItemKey.objects.get(pk=version.pk)
    asked = Asked(
        position=1,
        kind=version.item.kind,
        points=Decimal(1),
        key=key.key,
        order=tuple(order),
        answer=tuple(value),
        credit=version.credit,
        accepted=tuple(tuple(forms) for forms in key.accepted),
        any_order=key.any_order,
    )
    return mark(asked).full


def take_out(card: Card) -> bool:
    """Take a question out of the wrong-answer book by hand; False when it had left it."""
    rows = Card.objects.unscoped(OWN).filter(pk=card.pk, missed_on__isnull=False)
    return bool(rows.update(missed_on=None, right_days=0, right_on=None))


def was_practised(item_id: int) -> bool:
    """Whether anybody has answered the question, and so been shown its key."""
    rows = PracticeAnswer.objects.unscoped("whether a key is known, to whomever")
    return rows.filter(item=item_id).exists()


def forget(person_id: int) -> None:
    """Take away all that an erased person practised."""
    for model in (Card, Round):  # answers go with their rounds
        model.objects.unscoped("erasure of a person").filter(person_id=person_id).delete()


def _remember(person_id: int, kept: PracticeAnswer) -> None:
    rows = Card.objects.unscoped(OWN)
    today = clock.today()
    first = _after(None, kept, today)
    card, new = rows.get_or_create(person_id=person_id, item_id=kept.item_id, defaults=first)
    while not new and not _replace(card, _after(card, kept, today)):
        card.refresh_from_db()


def _replace(card: Card, after: dict[str, Any]) -> bool:
    """False when another hand has changed the card since it was read."""
    as_read = {name: getattr(card, name) for name in after}
    rows = Card.objects.unscoped(OWN).filter(pk=card.pk, **as_read)
    return bool(rows.update(**after))


def _after(card: Card | None, kept: PracticeAnswer, today: date) -> dict[str, Any]:
    slow = kept.seconds > rule("practice.slow_seconds", on=today).number
    rated = scheduling.rating(right=kept.right, guessed=kept.guessed, slow=slow)
    retention = rule("practice.retention_percent", on=today).number
    before = (
        scheduling.Memory(card.stability, card.difficulty, card.reviewed_on, card.due_on)
        if card
        else None
    )
    memory = scheduling.review(before, rated, today, retention=retention)
    return {**vars(memory), **_book(card, right=kept.right, today=today)}


def _book(card: Card | None, *, right: bool, today: date) -> dict[str, Any]:
    """The wrong-answer book: in with a wrong answer, out after right ones in a row on as many days
    as the rule asks for."""
    missed_on = card.missed_on if card else None
    if not right:
        return {"missed_on": missed_on or today, "right_days": 0, "right_on": None}
    if card is None or missed_on is None:
        return {"missed_on": None, "right_days": 0, "right_on": None}
    days = card.right_days + (card.right_on != today)
    if days >= rule("practice.right_days", on=today).number:
        return {"missed_on": None, "right_days": 0, "right_on": None}
    return {"missed_on": missed_on, "right_days": days, "right_on": today}
