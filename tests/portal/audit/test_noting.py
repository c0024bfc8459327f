"""That a backup was made is kept as it was said, and never changed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import translation

from portal import clock
from portal.audit.models import AuditEvent, BackupNote
from portal.audit.noting import NoteRefused, note_backup

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {"size": 4096, "sha256": "AB" * 32, "where": " 市政务云对象存储 "}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def noted(**changed: Any) -> BackupNote:
    made_at = clock.now() - timedelta(minutes=5)
    return note_backup(**{"made_at": made_at, **SAID, **changed}, actor_id=None)


def test_a_backup_is_kept_with_an_event() -> None:
    row = noted()
    assert (row.size, row.sha256, row.place) == (4096, "ab" * 32, "市政务云对象存储")
    event = AuditEvent.objects.select_related("body").get(kind="backup.noted")
    assert (event.subject, event.body.data["bytes"]) == (f"audit.backupnote:{row.pk}", 4096)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"size": 0}, "no bytes"),
        ({"sha256": "ab" * 31}, "64 characters"),
        ({"sha256": "zz" * 32}, "64 characters"),
        ({"where": " "}, "where the backup lies"),
        ({"where": "云" * 201}, "where the backup lies"),
        ({"where": "sftp://save:secret@nas/2026"}, "without user name and password"),
    ],
)
def test_what_cannot_be_a_backup_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(NoteRefused, match=said):
        noted(**changed)
    assert BackupNote.objects.count() == 0


def test_a_backup_of_a_moment_to_come_is_refused() -> None:
    with pytest.raises(NoteRefused, match="yet to come"):
        noted(made_at=clock.now() + timedelta(seconds=9))


def test_the_same_backup_is_noted_once() -> None:
    row = noted()
    with pytest.raises(NoteRefused, match="already"):
        noted(made_at=row.made_at)
    assert AuditEvent.objects.filter(kind="backup.noted").count() == 1


def test_a_note_stays_as_it_was() -> None:
    kept = BackupNote.objects.filter(pk=noted().pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.update(size=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()


def say(made_at: str, sha256: str = "0" * 64) -> str:
    out = StringIO()
    call_command(
        "note_backup", made_at=made_at, size=7, sha256=sha256, where="机房二号柜", stdout=out
    )
    return out.getvalue()


def test_the_command_reads_a_moment_with_or_without_its_zone() -> None:
    moment = datetime(2026, 11, 24, 19, 10, tzinfo=UTC)
    with clock.at(moment + timedelta(hours=1)):
        said = say("2026-11-25T03:10"), say("2026-11-24T19:10:00Z", "1" * 64)
    assert said == (
        f"noted: 2026-11-25T03:10+08:00 {'0' * 12}\n",
        f"noted: 2026-11-24T19:10+00:00 {'1' * 12}\n",
    )
    assert set(BackupNote.objects.values_list("made_at", flat=True)) == {moment}


@pytest.mark.parametrize("written", ["gestern", "2026-13-01T00:00", "9999-01-01T00:00Z"])
def test_the_command_refuses_what_is_no_moment_or_has_not_come(written: str) -> None:
    with pytest.raises(CommandError, match="moment"):
        say(written)
