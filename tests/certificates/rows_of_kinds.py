"""A certificate of each kind, each issued through the outbox."""

import uuid
from datetime import timedelta

from certificates import awarding, issuing
from certificates.awarding import Wanted
from certificates.choices import CertificateKind
from certificates.models import Award, Certificate
from courses import progress
from exams.choices import ExamKind
from exams.models import Exam
from portal import clock
from portal.accounts.models import User
from portal.jobs.working import work_all
from portal.people.models import Organisation, Person
from tests.certificates.rows import certified, passed
from tests.exams import rows as exam_rows

BODY, DOCUMENT = "示例市人民调解员协会", "示调协〔2026〕8号"


def learner(name: str = "周桂芳") -> Person:
    """Somebody who has completed the training and sat no exam."""
    if not progress.live_modules():
        module = exam_rows.module(hours="24.0")
        exam_rows.fill()
        exam_rows.quiz(module)
    who = exam_rows.person(name)
    exam_rows.learn(who, *progress.live_modules())
    for quiz in Exam.objects.filter(kind=ExamKind.QUIZ):
        exam_rows.sit(who, quiz)
    return who


def trained(name: str = "周桂芳") -> Certificate:
    found = issuing.issue_training(learner(name).pk).certificate
    assert found is not None
    return found


def wanted(kind: str, rank: int | None = None, document: str = DOCUMENT) -> Wanted:
    return Wanted(kind, document, clock.today() - timedelta(days=3), BODY, rank)


def officers(at: Organisation) -> tuple[User, User]:
    return exam_rows.staff("hr", at), exam_rows.staff("hr", at)


def entered(
    post: Certificate, kind: str, rank: int | None = None, document: str = DOCUMENT
) -> tuple[Award, User]:
    """A decision that one officer entered, and the other officer."""
    first, second = officers(post.organisation)
    what = wanted(kind, rank, document)
    return awarding.enter(post, what, key=uuid.uuid4().hex, actor_id=first.pk), second


def awarded(
    post: Certificate, kind: str, rank: int | None = None, document: str = DOCUMENT
) -> Certificate:
    """What an agreed decision brings."""
    award, second = entered(post, kind, rank, document)
    awarding.agree(award, actor_id=second.pk)
    assert work_all("certificate.issue_award") == 1
    found: Certificate = Certificate.objects.unscoped("t").get(versions__act=award.act)
    return found


def of_kind(kind: str) -> Certificate:
    """Of any kind; grades are third ones, for which no years are asked."""
    if kind == CertificateKind.POST:
        return certified()
    if kind == CertificateKind.TRAINING:
        return trained()
    rank = 3 if kind == CertificateKind.GRADE else None
    return awarded(certified(), kind, rank)


def everything(name: str = "周桂芳") -> tuple[Person, dict[str, Certificate]]:
    """A person with one of each kind."""
    who, _attempt = passed(name)
    work_all("certificate.issue")
    issuing.issue_training(who.pk)
    post = Certificate.objects.unscoped("t").get(person=who, kind=CertificateKind.POST)
    awarded(post, CertificateKind.CHIEF)
    awarded(post, CertificateKind.GRADE, 3)
    rows = Certificate.objects.unscoped("t").filter(person=who)
    return who, {row.kind: row for row in rows}


def learn_more(who: Person, subject: str, hours: str) -> None:
    """Another module with its quiz."""
    module = exam_rows.module(subject, hours=hours)
    exam_rows.learn(who, module)
    exam_rows.fill(subject)
    exam_rows.sit(who, exam_rows.quiz(module))
