"""Real rows for the tests of the roster: places, seats, people, certificates."""

from datetime import date, datetime, timedelta
from itertools import count

from django.db import transaction

from certificates import numbering
from certificates.models import Certificate, CertificateChange, CertificateVersion
from certificates.roster import appointing
from certificates.roster.models import Appointment
from exams.choices import ExamKind
from exams.models import Attempt, Exam
from portal import clock
from portal.audit.recording import Note, record_many
from portal.people import organising, recording
from portal.people.choices import Have
from portal.people.models import Organisation, Person, Post, PostProvision

_numbers = count(1)
FIRST_SIGN = 0x4E00  # names hold no digits: a Chinese character each
YEAR = timedelta(days=365)


def place(kind: str = "village", below: Organisation | None = None, name: str = "") -> Organisation:
    text = name or f"调委会{next(_numbers)}"
    return organising.found_organisation(text, text, kind, below=below, actor_id=None)


def seat(at: Organisation, kind: str = "member", *, provided: bool = True) -> Post:
    """A seat, with its four haves provided long ago unless told otherwise."""
    post = recording.open_post(at, kind, next(_numbers), actor_id=None)
    if provided:
        _provide(post)
    return post


def _provide(post: Post) -> None:
    """All four haves at once, as `recording.provide` writes each."""
    told = {"since": clock.today() - 3 * YEAR, "recorded_at": clock.now()}
    papers = {str(have): f"{have} 1号" for have in Have}
    place = post.organisation.path
    notes = [Note(post, place, {"have": have, "detail": it}) for have, it in papers.items()]
    with transaction.atomic():
        PostProvision.objects.bulk_create(
            PostProvision(post=post, kind=have, detail=it, **told) for have, it in papers.items()
        )
        record_many("post.provided", notes, actor_id=None)


def somebody(home: Organisation, name: str = "", born: date = date(1975, 5, 5)) -> Person:
    return recording.register_person(
        name or f"某人{chr(FIRST_SIGN + next(_numbers))}",
        home,
        sex="female",
        birth_date=born,
        phone="19900000001",
        actor_id=None,
    )


def certify(
    person: Person,
    since: date | None = None,
    until: date | None = None,
    recorded_at: datetime | None = None,
    plan: dict[str, str] | None = None,
) -> Certificate:
    """A certificate resting on an attempt; from 30 days ago for three years unless told."""
    since = since or clock.today() - timedelta(days=30)
    until = until or since + 3 * YEAR
    n, moment = next(_numbers), recorded_at or clock.now()
    code = numbering.new_code()
    attempt = _attempt(person, n, moment)
    certificate = Certificate.objects.create(
        person=person,
        act=f"attempt:{attempt.pk}",
        attempt=attempt,
        organisation=person.organisation,
        number=f"990101{since.year}{n:06}0",
        code=code,
        code_hash=numbering.hash_of(code),
        issued_on=since,
        recorded_at=moment,
    )
    CertificateVersion.objects.create(
        certificate=certificate,
        act=certificate.act,
        attempt=attempt,
        plan=plan or {},
        valid_from=since,
        valid_until=until,
        template_version="1",
        font_set="1",
        recorded_at=moment,
    )
    change(certificate, "issued", since, moment)
    return certificate


def renew(certificate: Certificate, since: date, until: date) -> None:
    """A second version with a period of its own."""
    old = certificate.versions.get()
    moment = clock.now()
    attempt = _attempt(certificate.person, next(_numbers), moment)
    CertificateVersion.objects.unscoped("test").filter(pk=old.pk).update(superseded_at=moment)
    CertificateVersion.objects.create(
        certificate=certificate,
        act=f"attempt:{attempt.pk}",
        attempt=attempt,
        n=2,
        cause="renewal",
        plan={},
        valid_from=since,
        valid_until=until,
        template_version="1",
        font_set="1",
        recorded_at=moment,
    )


def change(
    certificate: Certificate, state: str, day: date, recorded_at: datetime | None = None
) -> None:
    """Move a certificate into a stored state."""
    Certificate.objects.unscoped("test").filter(pk=certificate.pk).update(state=state)
    CertificateChange.objects.create(
        certificate=certificate,
        state=state,
        day=day,
        reason_code="other",
        recorded_at=recorded_at or clock.now(),
    )


def _attempt(person: Person, n: int, moment: datetime) -> Attempt:
    exam = Exam.objects.create(
        kind=ExamKind.QUALIFYING, title="上岗考试", blueprint={"rows": []}, recorded_at=moment
    )
    return Attempt.objects.create(
        person=person,
        exam=exam,
        number=1,
        seed="1",
        state="submitted",
        started_at=moment,
        deadline=moment + timedelta(minutes=90),
        grace_seconds=5,
        pass_mark=60,
        submitted_at=moment,
        receipt=f"R{n}",
    )


def elect(person: Person, post: Post, starts: date | None = None) -> Appointment:
    return appointing.appoint(
        person,
        post,
        mode="elected",
        starts=starts or clock.today(),
        basis="会议记录",
        actor_id=None,
    )


def hire(person: Person, post: Post, starts: date | None = None) -> Appointment:
    return appointing.appoint(
        person, post, mode="hired", starts=starts or clock.today(), basis="聘书1号", actor_id=None
    )
