"""What may be practised at this moment: never what is kept for exams, asked anew each time, so
that a question moved there or suspended is gone at once."""

from collections.abc import Iterable

from django.db.models import Count, F, QuerySet

from exams.choices import ON_SCREEN, ItemPool, ItemState
from exams.models import ItemVersion

Cite = tuple[str, str]  # statute and article, as their address names them


def practised() -> QuerySet[ItemVersion]:
    """The version in use of every live question of the practice pool that has a subject and that
    the machine can mark, with its item."""
    rows = ItemVersion.objects.filter(
        item__pool=ItemPool.PRACTICE,
        item__state=ItemState.LIVE,
        item__kind__in=ON_SCREEN,
        n=F("item__approved_n"),
    )
    return rows.exclude(item__subject="").select_related("item")


def version_of(item_id: int) -> ItemVersion | None:
    """What is shown of a question now; None when it is practised no more."""
    return practised().filter(item_id=item_id).first()


def still_there(item_ids: Iterable[int]) -> frozenset[int]:
    """Those of the questions that are practised still."""
    rows = practised().filter(item_id__in=list(item_ids))
    return frozenset(rows.values_list("item_id", flat=True))


def by_subject() -> dict[str, int]:
    """How many questions each subject has."""
    rows = practised().values_list("item__subject").annotate(questions=Count("pk"))
    return dict(rows)


def citing() -> dict[Cite, list[int]]:
    """The questions that cite each article, by statute and article."""
    found: dict[Cite, list[int]] = {}
    for item_id, cites in practised().order_by("item_id").values_list("item_id", "cites"):
        for slug, number in {(str(slug), str(number)) for slug, number in cites}:
            found.setdefault((slug, number), []).append(item_id)
    return found
