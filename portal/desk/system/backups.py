"""How old the last noted backup is, beside what the rule allows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import clock
from portal.audit.models import BackupNote
from portal.policy.rules import rule

LINE = "backup: the last one is young enough"  # as doctor says it
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_HOURS = 2 * DAY  # ages up to here are told in hours


@dataclass(frozen=True)
class Backup:
    """The last backup that was noted, if any; `missing` when there is none or it is too old."""

    note: BackupNote | None
    missing: bool
    words: str


def last_backup() -> Backup:
    """Judged by the rule `ops.backup_hours` of today."""
    now = clock.now()
    note = BackupNote.objects.order_by("-made_at", "-pk").first()
    if note is None:
        return Backup(None, missing=True, words=_("No backup is recorded."))
    allowed = rule("ops.backup_hours", on=clock.today()).number * HOUR
    return Backup(note, missing=now - note.made_at > allowed, words=_age(note.made_at, now))


def _age(made_at: datetime, now: datetime) -> str:
    age = now - made_at
    if age < HOUR:
        return _("Last backup within the last hour")
    if age < IN_HOURS:
        n = age // HOUR
        return ngettext("Last backup %(n)s hour ago", "Last backup %(n)s hours ago", n) % {"n": n}
    n = age // DAY
    return ngettext("Last backup %(n)s day ago", "Last backup %(n)s days ago", n) % {"n": n}
