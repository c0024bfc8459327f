"""Finding questions in the bank: the list of whoever writes and reviews them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from exams.choices import ItemState, Verdict
from exams.likeness import Alike, essence, nearest
from exams.models import Item, ItemReview, ItemVersion
from exams.recalling import newest_versions
from exams.wording import Wording

WAITING = Q(submitted_n__gt=F("approved_n")) & ~Q(state=ItemState.RETIRED)
SIMILAR = 0.7
MOST_ALIKE = 5
SHORTEST = 6

Name = tuple[int, datetime]  # of a version: its id, and when it was written
_essences: dict[Name, str] = {}


@dataclass(frozen=True)
class Near:
    """A question that is like another; `percent` how much."""

    ref: str
    stem: str
    percent: int


def listed() -> QuerySet[Item]:
    """The questions with `stem` and `difficulty` of their newest version."""
    newest = ItemVersion.objects.filter(item=OuterRef("pk")).order_by("-n")
    return Item.objects.annotate(
        stem=Subquery(newest.values("stem")[:1]),
        difficulty=Subquery(newest.values("difficulty")[:1]),
    )


def matching(rows: QuerySet[Item], words: str) -> QuerySet[Item]:
    """The questions whose reference, or any version's text, holds all the words."""
    for word in words.split():
        found = ItemVersion.objects.filter(stem__icontains=word).values("item")
        rows = rows.filter(Q(ref__icontains=word) | Q(pk__in=found))
    return rows


def written_by(user_id: int) -> QuerySet[Item]:
    """The questions of which somebody wrote a version."""
    return Item.objects.filter(versions__written_by=user_id)


def waiting_for(user_id: int) -> QuerySet[Item]:
    """The submitted questions that somebody else wrote and labelled, the oldest first."""
    own = ItemVersion.objects.filter(written_by=user_id, n=OuterRef("submitted_n"))
    rows = listed().filter(WAITING).exclude(labelled_by=user_id)
    return rows.exclude(pk__in=Subquery(own.filter(item=OuterRef("pk")).values("item"))).order_by(
        "pk"
    )


def returned_to(user_id: int) -> QuerySet[Item]:
    """The questions whose newest version somebody wrote and a second person returned, the latest
    first."""
    newest = ItemVersion.objects.filter(item=OuterRef("pk")).order_by("-n")
    rows = listed().exclude(state=ItemState.RETIRED).alias(newest=Subquery(newest.values("pk")[:1]))
    back = ItemReview.objects.filter(verdict=Verdict.RETURNED, version__written_by=user_id)
    return rows.filter(newest__in=back.values("version")).order_by("-pk")


def alike(wording: Wording, *, besides: int | None = None) -> list[Near]:
    """The questions of the bank most like this one, at least 70 %; `besides` is the item itself.

    Versions never change, so what is compared of each is read once in a process.
    """
    text = essence(wording)
    if len(text) < SHORTEST:
        return []
    rows = newest_versions().select_related(None)
    if besides is not None:
        rows = rows.exclude(item_id=besides)
    named = list(rows.values_list("pk", "recorded_at"))
    known = _known(named)
    texts = {name[0]: known[name] for name in named}
    found = nearest(text, texts, most=MOST_ALIKE, least=SIMILAR)
    return _named(found)


def _known(named: list[Name]) -> dict[Name, str]:
    """What is compared of each version; read from the bank where it is not known yet."""
    missing = [pk for pk, written in named if (pk, written) not in _essences]
    if not missing:
        return _essences
    faces = ItemVersion.objects.filter(pk__gte=min(missing), pk__lte=max(missing)).values_list(
        "pk", "recorded_at", "stem", "options", "targets", "parts"
    )
    read = {
        (pk, written): essence(
            Wording("", stem, tuple(options), targets=tuple(targets), parts=_parts(parts))
        )
        for pk, written, stem, options, targets, parts in faces.iterator()
    }
    if connection.in_atomic_block:  # what was read may yet be taken back
        return _essences | read
    _essences.update(read)
    return _essences


def _parts(parts: list[dict[str, object]]) -> tuple[Wording, ...]:
    return tuple(
        Wording("", str(part["stem"]), tuple(map(str, part["options"])))  # type: ignore[call-overload]
        for part in parts
    )


def _named(found: list[Alike[int]]) -> list[Near]:
    rows = ItemVersion.objects.select_related("item").in_bulk([row.name for row in found])
    return [
        Near(rows[row.name].item.ref, rows[row.name].stem, int(row.ratio * 100)) for row in found
    ]
