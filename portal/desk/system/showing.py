"""The health of the platform as its administrators read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.audit.models import DoctorRun
from portal.desk.system.backups import LINE, Backup, last_backup
from portal.jobs.choices import JobState
from portal.jobs.models import Job

OLD = timedelta(hours=26)
STATES = ("fail", "warn", "ok")
NAMES = {
    "accounts: no disabled login holds a role": _("Logins: no disabled login holds a role"),
    "accounts: no session of a disabled login is alive": _(
        "Logins: no session of a disabled login is alive"
    ),
    "accounts: nobody signs in as a merged record or acts for it": _(
        "Logins: nobody signs in as a merged record or acts for it"
    ),
    "audit: no event waits for its seal for 5 minutes": _(
        "Audit: every act is sealed within 5 minutes"
    ),
    "audit: the whole trail was read within 26 hours and found intact": _(
        "Audit: the whole trail was read within 26 hours and found intact"
    ),
    "audit: the site's database role can only add to the trail": _(
        "Audit: the site can only add to the trail"
    ),
    LINE: _("Backup: the last one is not too old"),
    "certificates: every batch at work has its next step in the outbox": _(
        "Certificates: every batch at work goes on by itself"
    ),
    "certificates: every file is whole": _("Certificates: every file is whole"),
    "certificates: every version has its file within 10 minutes": _(
        "Certificates: each has its file within 10 minutes"
    ),
    "certificates: none in force rests on a result that is not passed any more": _(
        "Certificates: none in force rests on a result that is not a pass any more"
    ),
    "certificates: no training certificate is in force whose hours were taken back": _(
        "Certificates: no training certificate is in force whose hours were taken back"
    ),
    "certificates: the issuer's key is here and its certificate runs for another month": _(
        "Certificates: the issuer's key is here, and its certificate valid for another month"
    ),
    "certificates: numbers run without a gap": _("Certificates: numbers run without a gap"),
    "certificates: whoever signs is no test issuer, whom nobody trusts": _(
        "Certificates: whoever signs is no test issuer, whom nobody trusts"
    ),
    "certificates: no two kinds have the same numbers": _(
        "Certificates: no two kinds have the same numbers"
    ),
    "certificates: no title or grade is in force whose post certificate has ended": _(
        "Certificates: no title or grade is in force whose post certificate has ended"
    ),
    "certificates: every superseded grade has the one that took its place": _(
        "Certificates: every superseded grade has the one that took its place"
    ),
    "exams: a result being marked waits for what has no mark": _(
        "Exams: each result being marked waits for just those answers that have no mark"
    ),
    "exams: every result held has an open objection": _(
        "Exams: a result is held only while an objection is open"
    ),
    "exams: the key of rescue files can be read": _("Exams: the key of rescue files can be read"),
    "exams: no paper is paused for over an hour": _("Exams: no paper is paused for over an hour"),
    "exams: every attempt that ended is graded": _("Exams: every attempt that ended is graded"),
    "exams: no attempt is open a minute after its end": _(
        "Exams: every attempt is closed within a minute of its end"
    ),
    "exams: no released result waits beyond its day": _(
        "Exams: every released result takes effect on its day"
    ),
    "jobs: a worker ticked within the last minute": _(
        "Jobs: a worker has ticked within the last minute"
    ),
    "jobs: none is due for more than 5 minutes": _("Jobs: each due one is done within 5 minutes"),
    "jobs: none stands failed": _("Jobs: none has failed for good"),
    "people: every document number reads back under the keys at hand": _(
        "People: every document number can be read with the keys at hand"
    ),
    "people: every organisation hangs where its path says": _(
        "Organisations: each hangs where its path in the tree says"
    ),
    "people: every live portrait has its file": _("People: every portrait in use has its file"),
    "people: everybody is at home where the last transfer went": _(
        "People: everybody is at home where the last transfer went"
    ),
    "people: no request about the own data is overdue": _(
        "People: every request about one's own data is answered in time"
    ),
    "people: no suspected double waits for more than 30 days": _(
        "People: no suspected double waits for more than 30 days"
    ),
    "people: no two records hold one document": _("People: no two records hold one document"),
    "people: nobody erased has contact or document data again": _(
        "People: nobody erased has contact or document data again"
    ),
    "people: whoever has a tombstone is erased": _(
        "People: whoever was erased stays erased after a restore"
    ),
    "roster: every appointment rests on its own granted decision": _(
        "Roster: every appointment rests on its own decision"
    ),
    "roster: every elected member is certified by the deadline": _(
        "Roster: every elected member is certified by the deadline"
    ),
    "roster: every ended appointment says why": _("Roster: every ended appointment says why"),
    "roster: every end has a successor or a vacancy": _(
        "Roster: every end has a successor or a vacancy"
    ),
    "roster: every template lies as it was brought": _(
        "Roster: every template lies as it was brought"
    ),
    "roster: every public list is as it was published": _(
        "Roster: every public list is as it was published"
    ),
    "roster: no post has two holders": _("Roster: no post has two holders"),
    "roster: past days were signed by two": _("Roster: past days were signed by two"),
    "roster: nobody is an assessor twice at once": _("Roster: nobody is an assessor twice at once"),
    "roster: no recommendation list holds more than its fifth": _(
        "Roster: no recommendation list holds more than its fifth"
    ),
    "roster: nobody is hired without a certificate": _(
        "Roster: nobody is hired without a certificate"
    ),
    "search: every live page and article is in the index": _(
        "Search: every live page and article can be found (if not: manage.py wagtail_update_index)"
    ),
}


@dataclass(frozen=True)
class Health:
    """The latest run of doctor; its lines, those that fail first, then those that warn; the
    queue; the backup."""

    run: DoctorRun | None
    lines: list[dict[str, Any]]
    warned: int
    old: bool
    waiting: int
    due_since: datetime | None
    backup: Backup

    @property
    def remarkable(self) -> list[dict[str, Any]]:
        """The lines that a card names; of the backup it speaks itself."""
        return [line for line in self.lines if line["state"] != "ok" and line["name"] != LINE]


def health() -> Health:
    now = clock.now()
    run = DoctorRun.objects.order_by("-at", "-pk").first()
    open_jobs = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING], due_at__lte=now)
    lines = [_line(line) for line in run.lines] if run else []
    return Health(
        run=run,
        lines=sorted(lines, key=lambda line: STATES.index(line["state"])),
        warned=sum(line["state"] == "warn" for line in lines),
        old=run is not None and now - run.at > OLD,
        waiting=open_jobs.count(),
        due_since=open_jobs.order_by("due_at").values_list("due_at", flat=True).first(),
        backup=last_backup(),
    )


def _line(kept: dict[str, Any]) -> dict[str, Any]:
    """A kept line with its words and state; those kept before there were warnings have no level."""
    state = "ok" if kept["ok"] else kept.get("level", "fail")
    return {**kept, "state": state, "label": NAMES.get(kept["name"], kept["name"])}
