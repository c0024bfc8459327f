"""Handing out questions with their keys as a file: who took which is written into the trail."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from exams.formats.entries import Entry, Place
from exams.formats.writing import Written, write
from exams.models import Item, ItemPicture, ItemVersion
from exams.recalling import newest_versions, recall_all
from exams.wording import Wording
from portal.audit.recording import record

AT_ONCE = 500
FORMS = ("sheet", "moodle", "gift", "qti")


def export(form: str, items: QuerySet[Item], *, actor_id: int | None) -> tuple[Written, int]:
    """The newest versions of the questions as a file of one of `FORMS`, and how many they are; an
    import of the file finds the same questions. The act is recorded before anything is handed out.
    """
    versions = list(newest_versions().filter(item__in=items).order_by("item_id"))
    entries = [entry for start in range(0, len(versions), AT_ONCE)
               for entry in _entries(versions[start : start + AT_ONCE])]  # fmt: skip
    written = write(form, entries)
    first = versions[0].item if versions else None
    if first is not None:
        with transaction.atomic():
            data = {"form": form, "questions": len(entries)}
            record("questions.exported", first, actor_id=actor_id, data=data)
    return written, len(entries)


def _entries(versions: Sequence[ItemVersion]) -> list[Entry]:
    wordings = recall_all(versions)
    wanted = {digest for wording in wordings for digest in wording.pictures()}
    kept = ItemPicture.objects.in_bulk(wanted)
    pictures = {digest: bytes(row.content) for digest, row in kept.items()}
    return [
        _entry(version.item, wording, pictures)
        for version, wording in zip(versions, wordings, strict=True)
    ]


def _entry(item: Item, wording: Wording, pictures: dict[str, bytes]) -> Entry:
    return Entry(
        Place(),
        wording,
        label=item.ref,
        subject=item.subject,
        tier=item.tier,
        source=item.source,
        pictures={digest: pictures[digest] for digest in wording.pictures()},
    )
