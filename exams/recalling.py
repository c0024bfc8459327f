"""A question of the bank as its author wrote it, key and all: for authors, reviewers and exports.

Nothing that answers a candidate may import this.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F, Max, QuerySet

from exams.models import ItemKey, ItemVersion, MarkingScheme
from exams.wording import MarkingPoint, Wording


def newest_versions() -> QuerySet[ItemVersion]:
    """The newest version of each item, with the item."""
    rows = ItemVersion.objects.alias(newest=Max("item__versions__n"))
    return rows.filter(n=F("newest")).select_related("item")


def recall(version: ItemVersion) -> Wording:
    """The wording of one version; three queries when nothing is loaded."""
    return recall_all([version])[0]


def recall_all(versions: Sequence[ItemVersion]) -> list[Wording]:
    """The wordings of several versions, in their order; two queries and the items."""
    ids = [version.pk for version in versions]
    keys = ItemKey.objects.in_bulk(ids)
    schemes = MarkingScheme.objects.in_bulk(ids)
    return [_wording(version, keys[version.pk], schemes.get(version.pk)) for version in versions]


def _wording(version: ItemVersion, key: ItemKey, scheme: MarkingScheme | None) -> Wording:
    empty = MarkingScheme()
    marked = scheme or empty
    return Wording(
        kind=version.item.kind,
        stem=version.stem,
        options=tuple(version.options),
        targets=tuple(version.targets),
        pinned=tuple(version.pinned),
        credit=version.credit,
        marks=version.marks,
        cites=tuple((str(slug), str(number)) for slug, number in version.cites),
        difficulty=version.difficulty,
        answer=marked.answer,
        marking=_points(marked.points),
        parts=_parts(version.parts, key.parts, marked.parts),
        **_unlocked(vars(key)),
    )


def _unlocked(key: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": key["key"],
        "accepted": tuple(tuple(forms) for forms in key["accepted"]),
        "any_order": key["any_order"],
        "explanation": key["explanation"],
    }


def _parts(
    faces: Iterable[dict[str, Any]],
    keys: Iterable[dict[str, Any]],
    schemes: Iterable[dict[str, Any]],
) -> tuple[Wording, ...]:
    return tuple(
        Wording(
            kind=face["kind"],
            stem=face["stem"],
            options=tuple(face["options"]),
            targets=tuple(face["targets"]),
            credit=face["credit"],
            marks=None if face["marks"] is None else Decimal(face["marks"]),
            answer=scheme["answer"],
            marking=_points(scheme["points"]),
            **_unlocked(key),
        )
        for face, key, scheme in zip(faces, keys, schemes, strict=True)
    )


def _points(points: Iterable[dict[str, str]]) -> tuple[MarkingPoint, ...]:
    return tuple(MarkingPoint(point["text"], Decimal(point["marks"])) for point in points)
