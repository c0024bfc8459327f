"""Noting that a backup was made: whoever saves says so, and the record stays as it is said.

The platform does not make backups and has not seen this one; it only keeps what it was told.
"""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.models import BackupNote
from portal.audit.recording import record

_SHA256 = re.compile(r"[0-9a-f]{64}")
_WITH_PASSWORD = re.compile(r"//[^/\s]*@")


class NoteRefused(ValueError):
    """The backup cannot be noted so; the message says why."""


def note_backup(
    *, made_at: datetime, size: int, sha256: str, where: str, actor_id: int | None
) -> BackupNote:
    """Keep that a backup of `size` bytes was made at a moment, with its SHA-256 (hex) and where it
    lies, in words.

    Raises NoteRefused for a moment to come, an empty file, what is no SHA-256, no place, a place
    with a password in it, and for a backup that was noted already.
    """
    sha256, where = sha256.strip().lower(), where.strip()
    _refuse_nonsense(made_at, size, sha256, where)
    try:
        with transaction.atomic():
            row = BackupNote.objects.create(
                made_at=made_at, size=size, sha256=sha256, place=where, recorded_at=clock.now()
            )
            data = {"made_at": made_at.isoformat(), "bytes": size, "sha256": sha256, "at": where}
            record("backup.noted", row, actor_id=actor_id, data=data)
    except IntegrityError:
        raise NoteRefused(_("This backup has been noted already.")) from None
    return row


def _refuse_nonsense(made_at: datetime, size: int, sha256: str, where: str) -> None:
    if made_at > clock.now():
        raise NoteRefused(_("A backup is noted after it was made; this moment is yet to come."))
    if size <= 0:
        raise NoteRefused(_("A backup of no bytes is none."))
    if not _SHA256.fullmatch(sha256):
        raise NoteRefused(_("A SHA-256 has 64 characters, 0 to 9 and a to f (sha256sum FILE)."))
    if not 0 < len(where) <= BackupNote.PLACE_LENGTH:
        raise NoteRefused(_("Please say in at most 200 characters where the backup lies."))
    if _WITH_PASSWORD.search(where):
        raise NoteRefused(_("Please name the place without user name and password."))
