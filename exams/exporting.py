"""Handing out questions with their keys as a file: who took which is written into the trail."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import override

from exams.formats.entries import Entry, Place
from exams.formats.writing import Written, write
from exams.models import BankEdition, Item, ItemPicture, ItemVersion
from exams.recalling import newest_versions, recall_all
from exams.wording import Wording
from portal.audit.recording import record

AT_ONCE = 500
FORMS = ("sheet", "moodle", "gift", "qti")


@dataclass(frozen=True)
class Export:
    """A file of questions that is ready and that nobody has been given yet."""

    form: str
    written: Written
    questions: int


def export(form: str, items: QuerySet[Item]) -> Export:
    """The newest versions of the questions as a file of one of `FORMS`; an import of the file finds
    the same questions. Nothing is handed out yet, and nothing recorded."""
    versions = list(newest_versions().filter(item__in=items).order_by("item_id"))
    entries = [entry for start in range(0, len(versions), AT_ONCE)
               for entry in _entries(versions[start : start + AT_ONCE])]  # fmt: skip
    return Export(form, write(form, entries), len(entries))


def hand_out(made: Export, *, narrowed_by: Mapping[str, str], actor_id: int | None) -> bytes:
    """The bytes of the file, once it is recorded who takes how many questions, narrowed by what,
    and which file it is (SHA-256); the event is one of the whole bank."""
    content = made.written.content
    data = {
        "form": made.form,
        "questions": made.questions,
        "filter": dict(narrowed_by),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    with transaction.atomic():
        record("questions.exported", BankEdition(pk=1), actor_id=actor_id, data=data)
    return content


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
    with override("zh-hans"):  # as the titles of the columns
        used_for = item.get_pool_display()
    return Entry(
        Place(),
        wording,
        label=item.ref,
        subject=item.subject,
        tier=item.tier,
        source=item.source,
        used_for=used_for,
        pictures={digest: pictures[digest] for digest in wording.pictures()},
    )
