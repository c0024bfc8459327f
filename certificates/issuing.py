"""Issuing and renewing: the plan is committed first, with number, audit event and the job that
prints it; twice asked is once done."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from certificates import eligibility, numbering, planning, programmes, resting
from certificates.choices import (
    IN_FORCE,
    CertificateKind,
    CertificateState,
    ReasonCode,
    VersionCause,
)
from certificates.eligibility import Decision, Facts
from certificates.models import Certificate, CertificateChange, CertificateVersion
from certificates.planning import Plan
from exams.models import Attempt
from portal import clock
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue
from portal.notices.telling import tell
from portal.notices.wording import Wording
from portal.people.models import Person
from portal.policy.rules import rule

MINE = "/desk/certificates/mine/"
BY_ITSELF = "cert.by_itself"
ISSUED = Wording(
    "certificate.issued",
    gettext_noop("Your certificate has been issued"),
    gettext_noop(
        "Your post certificate %(number)s has been issued. You can download it in a moment."
    ),
)
RENEWED = Wording(
    "certificate.renewed",
    gettext_noop("Your certificate has been renewed"),
    gettext_noop(
        "Your post certificate %(number)s has been renewed under the same number. You can download "
        "it in a moment."
    ),
)


class NotTheirs(ValueError):
    """The attempt is not the person's; a fault of the caller."""


class Overtaken(RuntimeError):
    """The certificate was renewed or withdrawn while it was being renewed; ask again."""


@dataclass(frozen=True)
class Issue:
    """What came of it: the certificate (new or the one there was), or the decision against."""

    certificate: Certificate | None
    decision: Decision | None = None


def ask(person_id: int, attempt_id: int, occasion: str) -> None:
    """Let a worker look whether this pass brings a certificate now; in the caller's transaction.

    One job for each occasion on which the answer may have become another one.
    """
    enqueue(
        "certificate.issue",
        f"{person_id}:{attempt_id}:{occasion}",
        {"person": person_id, "attempt": attempt_id},
    )


def is_by_itself() -> bool:
    """A pass brings its certificate without anybody's doing; else batches alone do (rule)."""
    return bool(rule(BY_ITSELF, on=clock.today()).number)


def issue_by_itself(person_id: int, attempt_id: int) -> Issue:
    """`issue_if_eligible`, where the rule `cert.by_itself` lets a pass bring a certificate without
    anybody's doing."""
    return issue_if_eligible(person_id, attempt_id) if is_by_itself() else Issue(None)


def issue_if_eligible(person_id: int, attempt_id: int) -> Issue:
    """Certify a person on the strength of one passed attempt, dated today by the server's clock.

    A pass that brought a certificate before gives that one again, unless it fell with the pass.
    When the person's certificate has run out, the same number is renewed by a new version. When
    another pass brings one at the same moment, that one is the answer: the database takes one in
    force for a person and kind. A pass that is taken back at the same moment brings none.
    Raises NotTheirs, Overtaken.
    """
    before = _of_attempt(person_id, attempt_id)
    if before is not None:
        return Issue(before)
    attempts = Attempt.objects.unscoped("the pass a certificate rests on")
    if not attempts.filter(pk=attempt_id, person_id=person_id).exists():
        raise NotTheirs(f"attempt {attempt_id} of person {person_id}")
    facts = eligibility.facts_of(person_id, clock.today(), attempt_id)
    decision = eligibility.decide(facts)
    if not decision.granted:
        return Issue(None, decision)
    try:
        with transaction.atomic():
            if resting.standing_pass(attempt_id) is None:
                facts = replace(facts, exam=None, exam_until=None)
                return Issue(None, eligibility.decide(facts))
            return Issue(_issue(facts, decision, attempt_id), decision)
    except (IntegrityError, Overtaken):
        # Another worker was faster; its certificate is the one, and our number was rolled back.
        before = _of_attempt(person_id, attempt_id) or _in_force(person_id)
        if before is None:
            raise
        return Issue(before)


def _of_attempt(person_id: int, attempt_id: int) -> Certificate | None:
    rows = Certificate.objects.unscoped("issuing once for each pass")
    mine = rows.filter(person_id=person_id, kind=CertificateKind.POST).exclude(resting.fell("pk"))
    return mine.filter(Q(attempt_id=attempt_id) | Q(versions__attempt_id=attempt_id)).first()


def _in_force(person_id: int) -> Certificate | None:
    rows = Certificate.objects.unscoped("one in force")
    mine = rows.filter(person_id=person_id, kind=CertificateKind.POST)
    return mine.filter(state__in=IN_FORCE).first()


def _issue(facts: Facts, decision: Decision, attempt_id: int) -> Certificate:
    person = (
        Person.objects.unscoped("issuing").select_related("organisation").get(pk=facts.person_id)
    )
    lapsed = _lapsed(facts)
    if lapsed is not None:
        return _renew(lapsed, facts, decision)
    moment = clock.now()
    division = programmes.printed(CertificateKind.POST, facts.day).division
    plan = planning.compose(
        facts,
        kind=CertificateKind.POST,
        number=numbering.allocate(division, facts.day.year),
        code=numbering.new_code(),
        moment=moment,
    )
    certificate = Certificate.objects.create(
        person=person,
        kind=CertificateKind.POST,
        attempt_id=attempt_id,
        organisation=person.organisation,
        number=plan.number,
        code=plan.code,
        code_hash=numbering.hash_of(plan.code),
        issued_on=facts.day,
        recorded_at=moment,
    )
    _add_version(certificate, plan, 1, VersionCause.ISSUE, eligibility.kept(facts, decision))
    return certificate


def _lapsed(facts: Facts) -> Certificate | None:
    """The person's certificate whose period is over and that nobody has withdrawn."""
    rows = Certificate.objects.unscoped("renewing").filter(
        person_id=facts.person_id,
        kind=CertificateKind.POST,
        state=CertificateState.ISSUED,
        versions__superseded_at__isnull=True,
        versions__valid_until__lt=facts.day,
    )
    return rows.order_by("-issued_on").first()


def _renew(certificate: Certificate, facts: Facts, decision: Decision) -> Certificate:
    rows = Certificate.objects.unscoped("renewing").filter(pk=certificate.pk)
    if not rows.filter(state=CertificateState.ISSUED).update(state=CertificateState.ISSUED):
        raise Overtaken(certificate.number)  # the update holds the row: nobody withdraws it now
    versions = CertificateVersion.objects.unscoped("renewing").filter(certificate=certificate)
    plan = planning.compose(
        facts,
        kind=certificate.kind,
        number=certificate.number,
        code=certificate.code,
        moment=clock.now(),
    )
    over = versions.filter(superseded_at__isnull=True, valid_until__lt=facts.day)
    if not over.update(superseded_at=clock.now()):
        raise Overtaken(certificate.number)
    judged = eligibility.kept(facts, decision)
    _add_version(certificate, plan, versions.count() + 1, VersionCause.RENEWAL, judged)
    return certificate


def _add_version(
    certificate: Certificate, plan: Plan, n: int, cause: VersionCause, judged: dict[str, Any]
) -> None:
    """Write the version, what happened, and the job that prints it; in the caller's transaction."""
    moment = clock.now()
    version = CertificateVersion.objects.create(
        certificate=certificate,
        n=n,
        cause=cause,
        attempt_id=plan.attempt_id,
        plan=plan.as_json(),
        decision=judged,
        valid_from=plan.valid_from,
        valid_until=plan.valid_until,
        template_version=plan.template,
        font_set=plan.font_set,
        recorded_at=moment,
    )
    renewed = cause == VersionCause.RENEWAL
    CertificateChange.objects.create(
        certificate=certificate,
        state=CertificateState.ISSUED,
        day=clock.day_of(moment),
        reason_code=ReasonCode.RENEWED if renewed else ReasonCode.ISSUED,
        version=n,
        recorded_at=moment,
    )
    record(
        "certificate.renewed" if renewed else "certificate.issued",
        certificate,
        actor_id=None,
        place=certificate.organisation.path,
        data={"number": plan.number, "version": n, "attempt": plan.attempt_id},
    )
    enqueue("certificate.render", str(version.pk), {"version": version.pk})
    number = {"number": numbering.spaced_number(plan.number)}
    said = RENEWED if renewed else ISSUED
    tell(said, key=str(version.pk), person_id=certificate.person_id, facts=number, link=MINE)


@dataclass(frozen=True)
class Printed:
    """A stored file of a version: SHA-256 (hex) of it, of the same before it was signed, and of the
    record in it; its size in bytes."""

    sha256: str
    size: int
    unsigned_sha256: str = ""
    record_sha256: str = ""


def attach_file(version_id: int, printed: Printed) -> bool:
    """Note the stored file of a version, once; False when one was noted before: what another worker
    signed in vain is never handed out. Must run in a transaction."""
    rows = CertificateVersion.objects.unscoped("attaching the rendered file")
    attached = rows.filter(pk=version_id, file_sha256="").update(
        file_sha256=printed.sha256,
        file_size=printed.size,
        unsigned_sha256=printed.unsigned_sha256,
        record_sha256=printed.record_sha256,
        rendered_at=clock.now(),
    )
    if attached:
        version = rows.select_related("certificate__organisation").get(pk=version_id)
        record(
            "certificate.rendered",
            version.certificate,
            actor_id=None,
            place=version.certificate.organisation.path,
            data={"version": version.n, "sha256": printed.sha256},
        )
    return bool(attached)
