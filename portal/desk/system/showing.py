"""The health of the platform as its administrators read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.audit.models import DoctorRun
from portal.jobs.choices import JobState
from portal.jobs.models import Job

OLD = timedelta(hours=26)
NAMES = {
    "audit: no event waits for its seal for 5 minutes": _(
        "Audit: every act is sealed within 5 minutes"
    ),
    "audit: the site's database role can only add to the trail": _(
        "Audit: the site can only add to the trail"
    ),
    "certificates: every file is whole": _("Certificates: every file is whole"),
    "certificates: every version has its file within 10 minutes": _(
        "Certificates: each has its file within 10 minutes"
    ),
    "certificates: numbers run without a gap": _("Certificates: numbers run without a gap"),
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
    "roster: elected members past the deadline for the certificate (information)": _(
        "Roster: elected members past the deadline for the certificate (for information)"
    ),
    "roster: every appointment rests on its own granted decision": _(
        "Roster: every appointment rests on its own decision"
    ),
    "roster: every ended appointment says why": _("Roster: every ended appointment says why"),
    "roster: no post has two holders": _("Roster: no post has two holders"),
    "roster: nobody is hired without a certificate": _(
        "Roster: nobody is hired without a certificate"
    ),
}


@dataclass(frozen=True)
class Health:
    """The latest run of doctor, its lines with those that fail first, and the queue."""

    run: DoctorRun | None
    lines: list[dict[str, Any]]
    old: bool
    waiting: int
    due_since: datetime | None


def health() -> Health:
    now = clock.now()
    run = DoctorRun.objects.order_by("-at", "-pk").first()
    open_jobs = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING], due_at__lte=now)
    lines = (
        [{**line, "label": NAMES.get(line["name"], line["name"])} for line in run.lines]
        if run
        else []
    )
    return Health(
        run=run,
        lines=sorted(lines, key=lambda line: bool(line["ok"])),
        old=run is not None and now - run.at > OLD,
        waiting=open_jobs.count(),
        due_since=open_jobs.order_by("due_at").values_list("due_at", flat=True).first(),
    )
