"""Writing the question bank: new items, new versions, moves between states, pictures."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from exams.checking import ItemRefused, check
from exams.choices import ITEM_MOVES, WRITTEN, ItemPool, ItemState
from exams.models import BankEdition, Item, ItemKey, ItemPicture, ItemVersion, MarkingScheme
from exams.wording import MarkingPoint, Wording
from portal import clock
from portal.audit.recording import Note, record, record_many

AT_ONCE = 500


@dataclass(frozen=True)
class Label:
    """Where a question belongs: subject, tier, pool and where its wording comes from."""

    subject: str = ""
    tier: str = ""
    pool: str = ItemPool.EXAM
    source: str = ""


@dataclass(frozen=True)
class NewItem:
    """A question that is to enter the bank."""

    ref: str
    wording: Wording
    label: Label


@dataclass(frozen=True)
class Picture:
    """A picture as checked by who brings it in; sizes in pixels."""

    media_type: str
    width: int
    height: int
    content: bytes


def add_item(
    ref: str,
    wording: Wording,
    *,
    label: Label,
    actor_id: int | None,
    state: str = ItemState.DRAFT,
) -> Item:
    """Enter a question with its first version; `ref` is unique. Raises ItemRefused.

    Only a city that is set up enters questions as live; everywhere else they begin as drafts.
    """
    check(wording)
    _refuse_missing_pictures(wording)
    with transaction.atomic():
        item = Item.objects.create(
            ref=ref,
            subject=label.subject,
            tier=label.tier,
            pool=label.pool,
            source=label.source,
            kind=wording.kind,
            state=state,
            approved_n=int(state != ItemState.DRAFT),
            recorded_at=clock.now(),
        )
        _write(item, 1, wording, actor_id)
        record("item.added", item, actor_id=actor_id, data={"ref": ref, "state": str(state)})
        if state == ItemState.LIVE:
            raise_edition()
    return item


def add_live(rows: Sequence[NewItem], *, actor_id: int | None) -> list[Item]:
    """Enter the questions of a city that is set up, as `add_item` enters a live one, in few
    queries. Raises ItemRefused, and IntegrityError when a reference is taken: none enters then."""
    for row in rows:
        _refuse_missing_pictures(row.wording)
    with transaction.atomic():
        items = _add_some(rows, ItemState.LIVE, actor_id)
        notes = [Note(item, data={"ref": item.ref, "state": str(item.state)}) for item in items]
        record_many("item.added", notes, actor_id=actor_id)
        raise_edition()
    return items


def add_drafts(rows: Iterable[NewItem], *, batch: Model, actor_id: int | None) -> int:
    """Enter many questions as drafts, with one event of the batch they came in; how many. They are
    taken some at a time, so that they need not be in memory together. Raises ItemRefused, and
    IntegrityError when a reference is taken: then nothing enters."""
    added = 0
    waiting = iter(rows)
    with transaction.atomic():
        while some := list(islice(waiting, AT_ONCE)):
            _add_some(some, ItemState.DRAFT, actor_id)
            added += len(some)
        record("questions.entered", batch, actor_id=actor_id, data={"added": added})
    return added


def _add_some(rows: Sequence[NewItem], state: str, actor_id: int | None) -> list[Item]:
    moment = clock.now()
    for row in rows:
        check(row.wording)
    items = Item.objects.bulk_create(
        Item(
            ref=row.ref,
            kind=row.wording.kind,
            state=state,
            approved_n=int(state != ItemState.DRAFT),
            recorded_at=moment,
            **vars(row.label),
        )
        for row in rows
    )
    _write_all(zip(items, (row.wording for row in rows), strict=True), actor_id)
    return items


class Overtaken(RuntimeError):
    """Somebody else has changed the question since it was looked at."""


def revise(
    item: Item, wording: Wording, *, actor_id: int | None, reason: str, seen: int | None = None
) -> ItemVersion:
    """Add a version with other words or another key; it is shown to nobody until a second person
    approves it, and papers drawn before keep the old one (bad input 53).

    `seen` is the newest version that its author looked at, None for whichever it is. The kind of a
    question never changes. Raises ItemRefused, also for a retired question, and Overtaken when
    `seen` is not the newest.
    """
    check(wording)
    _refuse_missing_pictures(wording)
    if wording.kind != item.kind:
        raise ItemRefused(
            _("the kind of a question cannot change; retire it and add a new one"), "kind"
        )
    newest = ItemVersion.objects.filter(item=item).count()
    if seen not in {None, newest}:
        raise Overtaken
    n = newest + 1
    try:
        with transaction.atomic():
            _refuse_retired(item)
            version = _write(item, n, wording, actor_id)
            record("item.revised", item, actor_id=actor_id, reason=reason, data={"n": n})
    except IntegrityError as error:  # both came together
        raise Overtaken from error
    return version


def move(item_id: int, state: str, *, actor_id: int | None, reason: str) -> bool:
    """Move an item to another state; False when its state does not allow that. What waits for
    review when it is suspended is submitted again by who has looked at the trouble."""
    origins = [before for before, after in ITEM_MOVES.items() if state in after]
    change = {"state": state} | ({"submitted_n": 0} if state == ItemState.SUSPENDED else {})
    with transaction.atomic():
        moved = Item.objects.filter(pk=item_id, state__in=origins).update(**change)
        if moved:
            item = Item.objects.get(pk=item_id)
            data = {"state": str(state)}
            record("item.moved", item, actor_id=actor_id, reason=reason, data=data)
            raise_edition()
    return bool(moved)


def raise_edition() -> None:
    """Tell that what may be drawn has changed; within the transaction of the change. Drafts and
    verdicts that let nothing in do not say so: each time every process reads the bank anew."""
    if not BankEdition.objects.filter(pk=1).update(number=F("number") + 1):
        BankEdition.objects.get_or_create(pk=1, defaults={"number": 1})


def keep_pictures(pictures: Mapping[str, Picture]) -> None:
    """Keep pictures by the SHA-256 of their bytes; what is there already stays."""
    for digest, picture in pictures.items():
        if hashlib.sha256(picture.content).hexdigest() != digest:
            raise ValueError("a picture is kept by the digest of its bytes")
    ItemPicture.objects.bulk_create(
        [
            ItemPicture(digest=digest, recorded_at=clock.now(), **vars(picture))
            for digest, picture in pictures.items()
        ],
        ignore_conflicts=True,
    )


def keep_picture(picture: Picture) -> str:
    """Keep one picture; its digest."""
    digest = hashlib.sha256(picture.content).hexdigest()
    keep_pictures({digest: picture})
    return digest


def _refuse_retired(item: Item) -> None:
    """The row is written as it is, so that nobody retires it meanwhile."""
    rows = Item.objects.filter(pk=item.pk).exclude(state=ItemState.RETIRED)
    if not rows.update(state=F("state")):
        raise ItemRefused(_("A retired question is not changed any more."), "stem")


def _refuse_missing_pictures(wording: Wording) -> None:
    wanted = set(wording.pictures())
    if not wanted:
        return
    kept = ItemPicture.objects.filter(digest__in=wanted).values_list("digest", flat=True)
    if wanted - set(kept):
        raise ItemRefused(_("a picture of the question is not there; put it in again"), "stem")


def _write(item: Item, n: int, wording: Wording, author_id: int | None) -> ItemVersion:
    version = _version(item, n, wording, author_id)
    version.save(force_insert=True)
    _item_key(version, wording).save(force_insert=True)
    scheme = _item_scheme(version, wording)
    if scheme:
        scheme.save(force_insert=True)
    return version


def _write_all(rows: Iterable[tuple[Item, Wording]], author_id: int | None) -> None:
    """The first version of each."""
    pairs = [(_version(item, 1, wording, author_id), wording) for item, wording in rows]
    ItemVersion.objects.bulk_create([version for version, _w in pairs], batch_size=AT_ONCE)
    keys = [_item_key(version, wording) for version, wording in pairs]
    ItemKey.objects.bulk_create(keys, batch_size=AT_ONCE)
    schemes = (_item_scheme(version, wording) for version, wording in pairs)
    MarkingScheme.objects.bulk_create([row for row in schemes if row], batch_size=AT_ONCE)


def _version(item: Item, n: int, wording: Wording, author_id: int | None) -> ItemVersion:
    return ItemVersion(
        item=item,
        n=n,
        cites=[list(cite) for cite in wording.cites],
        difficulty=wording.difficulty,
        pinned=list(wording.pinned),
        parts=[_face(part) for part in wording.parts],
        written_by_id=author_id,
        recorded_at=clock.now(),
        **_shown(wording),
    )


def _item_key(version: ItemVersion, wording: Wording) -> ItemKey:
    return ItemKey(version=version, parts=[_key(part) for part in wording.parts], **_key(wording))


def _item_scheme(version: ItemVersion, wording: Wording) -> MarkingScheme | None:
    if wording.kind not in WRITTEN:
        return None
    parts = [_scheme(part) for part in wording.parts]
    return MarkingScheme(version=version, parts=parts, **_scheme(wording))


def _shown(wording: Wording) -> dict[str, Any]:
    return {
        "stem": wording.stem.strip(),
        "options": [option.strip() for option in wording.options],
        "targets": [target.strip() for target in wording.targets],
        "credit": str(wording.credit),
        "marks": wording.marks,
    }


def _face(part: Wording) -> dict[str, Any]:
    """What is seen of a question of a case, as JSON."""
    marks = None if part.marks is None else str(part.marks)
    return {"kind": str(part.kind), **_shown(part), "marks": marks}


def _key(wording: Wording) -> dict[str, Any]:
    ordered = wording.kind not in {"matching", "ordering"}
    return {
        "key": "".join(sorted(wording.key)) if ordered else wording.key,
        "accepted": [list(forms) for forms in wording.accepted],
        "any_order": wording.any_order,
        "explanation": wording.explanation,
    }


def _scheme(wording: Wording) -> dict[str, Any]:
    return {"answer": wording.answer, "points": _points(wording.marking)}


def _points(points: Sequence[MarkingPoint]) -> list[dict[str, str]]:
    return [{"text": point.text, "marks": str(point.marks)} for point in points]
