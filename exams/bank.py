"""Writing the question bank: new items, new versions, moves between states."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from exams.choices import ITEM_MOVES, Difficulty, ItemState, Kind
from exams.grading import LETTERS
from exams.models import Item, ItemKey, ItemVersion
from portal import clock
from portal.audit.recording import record

FEWEST_OPTIONS = 2
LONGEST_STEM = 2000
LONGEST_OPTION = 500


class ItemRefused(ValueError):
    """A question that cannot be right; the message says why, in words for its author."""


@dataclass(frozen=True)
class Wording:
    """A question as its author wrote it; `key` in letters, for true or false "A" or "B"."""

    kind: str
    stem: str
    options: tuple[str, ...]
    key: str
    explanation: str = ""
    cites: Sequence[Sequence[object]] = field(default=())
    difficulty: str = Difficulty.MEDIUM


def check(wording: Wording) -> None:
    """Raises ItemRefused when the wording cannot be right, whatever its law."""
    if not wording.stem.strip():
        raise ItemRefused(_("the question has no text"))
    if len(wording.stem) > LONGEST_STEM:
        raise ItemRefused(_("the question is longer than 2,000 characters"))
    if wording.kind not in Kind.values:
        raise ItemRefused(_("unknown kind of question"))
    _check_options(wording)
    _check_key(wording)


def _check_options(wording: Wording) -> None:
    if wording.kind == Kind.TRUE_FALSE:
        if wording.options:
            raise ItemRefused(_("a true or false question has no options"))
        return
    if not FEWEST_OPTIONS <= len(wording.options) <= len(LETTERS):
        raise ItemRefused(_("a question has 2 to 8 options"))
    for letter, option in zip(LETTERS, wording.options, strict=False):
        if not option.strip():
            raise ItemRefused(_("option %(letter)s is empty") % {"letter": letter})
        if len(option) > LONGEST_OPTION:
            raise ItemRefused(
                _("option %(letter)s is longer than 500 characters") % {"letter": letter}
            )
    if len({option.strip() for option in wording.options}) != len(wording.options):
        raise ItemRefused(_("two options are the same"))


def _check_key(wording: Wording) -> None:
    shown = 2 if wording.kind == Kind.TRUE_FALSE else len(wording.options)
    if not wording.key:
        raise ItemRefused(_("no answer is given"))
    outside = sorted(set(wording.key) - set(LETTERS[:shown]))
    if outside:
        raise ItemRefused(
            _("the answer %(letters)s is not among the options") % {"letters": "".join(outside)}
        )
    if len(set(wording.key)) != len(wording.key):
        raise ItemRefused(_("the answer names an option twice"))
    several = len(wording.key) > 1
    if several and wording.kind != Kind.MULTIPLE:
        raise ItemRefused(_("a question with one right answer names several"))
    if wording.kind == Kind.MULTIPLE and not several:
        raise ItemRefused(_("a multiple choice question names only one right answer"))


def add_item(
    ref: str,
    wording: Wording,
    *,
    subject: str,
    actor_id: int | None,
    state: str = ItemState.DRAFT,
    source: str = "",
) -> Item:
    """Enter a question with its first version. `ref` is unique. Raises ItemRefused."""
    check(wording)
    with transaction.atomic():
        item = Item.objects.create(
            ref=ref,
            subject=subject,
            kind=wording.kind,
            state=state,
            source=source,
            recorded_at=clock.now(),
        )
        _write(item, 1, wording)
        record("item.added", item, actor_id=actor_id, data={"ref": ref, "state": str(state)})
    return item


def revise(item: Item, wording: Wording, *, actor_id: int | None, reason: str) -> ItemVersion:
    """Add a version with other words or another key; papers drawn before keep the old one.

    The kind of a question never changes. Raises ItemRefused.
    """
    check(wording)
    if wording.kind != item.kind:
        raise ItemRefused(_("the kind of a question cannot change; retire it and add a new one"))
    with transaction.atomic():
        n = ItemVersion.objects.filter(item=item).count() + 1
        version = _write(item, n, wording)
        record("item.revised", item, actor_id=actor_id, reason=reason, data={"n": n})
    return version


def move(item_id: int, state: str, *, actor_id: int | None, reason: str) -> bool:
    """Move an item to another state; False when its state does not allow that."""
    origins = [before for before, after in ITEM_MOVES.items() if state in after]
    with transaction.atomic():
        moved = Item.objects.filter(pk=item_id, state__in=origins).update(state=state)
        if moved:
            item = Item.objects.get(pk=item_id)
            data = {"state": str(state)}
            record("item.moved", item, actor_id=actor_id, reason=reason, data=data)
    return bool(moved)


def _write(item: Item, n: int, wording: Wording) -> ItemVersion:
    version = ItemVersion.objects.create(
        item=item,
        n=n,
        stem=wording.stem.strip(),
        options=[option.strip() for option in wording.options],
        cites=[list(cite) for cite in wording.cites],
        difficulty=wording.difficulty,
        recorded_at=clock.now(),
    )
    ItemKey.objects.create(
        version=version, key="".join(sorted(wording.key)), explanation=wording.explanation
    )
    return version
