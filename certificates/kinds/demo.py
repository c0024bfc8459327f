"""The other kinds of certificates in the demo city: those of the training, a chief mediator, grades
of which one gave way to a higher one, a decision that waits for a second person."""

from datetime import timedelta
from uuid import uuid4

from certificates import awarding, issuing, waiting
from certificates.awarding import Wanted
from certificates.choices import CertificateKind
from certificates.models import Award, Certificate
from portal import clock
from portal.accounts.models import User
from portal.jobs.models import Job
from portal.jobs.working import work
from portal.people.demo import person

CHIEF_BODY, GRADE_BODY = "示例市司法局", "示例市人民调解员协会"


def seed() -> None:
    _train()
    _award("p06", CertificateKind.CHIEF, None, 120)
    _award("p11", CertificateKind.GRADE, 3, 200)
    _award("p11", CertificateKind.GRADE, 2, 30)
    _award("p12", CertificateKind.GRADE, 3, 30)
    _enter("p16", CertificateKind.GRADE, 3, 4)


def _train() -> None:
    """The training certificates, each the day before the post certificate, or yesterday."""
    issued = Certificate.objects.unscoped("demo").filter(kind=CertificateKind.POST)
    first = dict(issued.order_by("-recorded_at").values_list("person_id", "recorded_at"))
    moments = [
        (first.get(person_id, clock.now()) - timedelta(days=1), person_id)
        for person_id in waiting.trained()
    ]
    for moment, person_id in sorted(moments):
        with clock.at(moment):
            issuing.issue_training(person_id)


def _enter(ref: str, kind: str, rank: int | None, days: int) -> Award:
    """A decision of so many days ago, entered two days later by one officer."""
    day = clock.today() - timedelta(days=days)
    serial = Award.objects.unscoped("demo").count() + 1
    told = f"示调协〔{day.year}〕{serial}号"
    body = CHIEF_BODY if kind == CertificateKind.CHIEF else GRADE_BODY
    officer = User.objects.get(username="hr1")
    with clock.at(clock.now() - timedelta(days=days - 2)):
        return awarding.enter(
            _post(ref), Wanted(kind, told, day, body, rank), key=uuid4().hex, actor_id=officer.pk
        )


def _award(ref: str, kind: str, rank: int | None, days: int) -> None:
    """The same, agreed to by another officer and issued."""
    award = _enter(ref, kind, rank, days)
    second = User.objects.get(username="admin")
    with clock.at(award.entered_at + timedelta(hours=3)):
        awarding.agree(award, actor_id=second.pk)
        job = Job.objects.filter(kind="certificate.issue_award").latest("pk")
        work(job.pk)


def _post(ref: str) -> Certificate:
    rows = Certificate.objects.unscoped("demo").filter(
        person=person(ref), kind=CertificateKind.POST
    )
    return rows.order_by("-issued_on")[0]
