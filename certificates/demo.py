"""Certificates of the demo city: each issued on the day of the pass, some suspended or revoked
since; signed by a test issuer of its own. Printing is left to the worker's first minutes."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings

from certificates import issuers, lifecycle
from certificates.choices import ReasonCode
from certificates.models import Certificate
from portal import clock
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.working import work
from portal.people.demo import person
from portal.policy.rules import rule

SUSPENDED_DAYS_AGO = 40
REVOKED_DAYS_AGO = 75


def seed() -> None:
    authority = rule("cert.authority", on=clock.today()).both["zh"]
    issuers.make_test_issuer(Path(settings.ISSUER_ROOT), authority)
    issue_at_their_moments()
    _suspend("p07")
    _revoke("p09")


def issue_at_their_moments() -> None:
    """Do each waiting issue job while the clock stands a minute after its pass."""
    waiting = Job.objects.filter(kind="certificate.issue", state=JobState.WAITING)
    for job in waiting.order_by("created_at", "pk"):
        with clock.at(job.created_at + timedelta(minutes=1)):
            work(job.pk)


def _of(ref: str) -> Certificate:
    rows = Certificate.objects.unscoped("demo").filter(person=person(ref))
    return rows.order_by("-issued_on")[0]


def _suspend(ref: str) -> None:
    with clock.at(clock.now() - timedelta(days=SUSPENDED_DAYS_AGO)):
        lifecycle.suspend(
            _of(ref),
            reason_code=ReasonCode.UNDER_INQUIRY,
            reason="当事人反映其偏袒一方，市司法局正在核查（示例）。",
            actor_id=None,
        )


def _revoke(ref: str) -> None:
    with clock.at(clock.now() - timedelta(days=REVOKED_DAYS_AGO)):
        lifecycle.revoke(
            _of(ref),
            reason_code=ReasonCode.DERELICTION,
            reason="严重失职，由选举单位撤换，市司法局收回上岗证（示例）。",
            actor_id=None,
        )
