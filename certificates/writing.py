"""Writing a certificate down, new or renewed, and each of its versions: the plan is committed
first, with number, audit event and the job that prints it. Who may have one is decided elsewhere
(`issuing`, `succeeding`)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from certificates import numbering, planning, programmes
from certificates.choices import CertificateKind, CertificateState, ReasonCode, VersionCause
from certificates.models import Certificate, CertificateChange, CertificateVersion
from certificates.planning import Plan, Told
from portal import clock
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue
from portal.notices.telling import tell
from portal.notices.wording import Fact, Wording
from portal.people.models import Person

MINE = "/desk/certificates/mine/"
WHY = "writing a certificate"
ISSUED = Wording(
    "certificate.issued",
    gettext_noop("Your certificate has been issued"),
    gettext_noop("Your %(title)s %(number)s has been issued. You can download it in a moment."),
)
RENEWED = Wording(
    "certificate.renewed",
    gettext_noop("Your certificate has been renewed"),
    gettext_noop(
        "Your %(title)s %(number)s has been renewed under the same number. You can download it in "
        "a moment."
    ),
)


@dataclass(frozen=True)
class Happening:
    """Why there is a version, on which act it rests, what the trail says of it and what the holder
    is told; reason and actor where a person did it."""

    act: str
    cause: VersionCause
    reason_code: ReasonCode
    past: str
    said: Wording
    reason: str = ""
    actor_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


class Overtaken(RuntimeError):
    """The certificate was renewed or withdrawn while it was being renewed; ask again."""


@dataclass(frozen=True)
class Place:
    """Where a title or grade stands: on which post certificate, in which rank, and which lower
    grade it takes the place of."""

    rests_on_id: int | None = None
    rank: int | None = None
    supersedes_id: int | None = None


def new(person_id: int, told: Told, place: Place, judged: dict[str, Any]) -> Certificate:
    """A certificate under a new number; in the caller's transaction."""
    person = Person.objects.unscoped(WHY).select_related("organisation").get(pk=person_id)
    moment, day = clock.now(), told.day
    division = programmes.printed(told.kind, day).division
    plan = planning.compose(
        told,
        number=numbering.allocate(division, day.year, programmes.serials(told.kind, day)),
        code=numbering.new_code(),
        moment=moment,
    )
    certificate = Certificate.objects.create(
        person=person,
        kind=told.kind,
        act=told.act,
        attempt_id=told.attempt_id or None,
        rank=place.rank,
        rests_on_id=place.rests_on_id,
        supersedes_id=place.supersedes_id,
        organisation=person.organisation,
        number=plan.number,
        code=plan.code,
        code_hash=numbering.hash_of(plan.code),
        issued_on=day,
        recorded_at=moment,
    )
    data = {"number": plan.number, **_rests_on(plan)}
    issued = Happening(plan.act, VersionCause.ISSUE, ReasonCode.ISSUED, "issued", ISSUED, data=data)
    add_version(certificate, plan, judged, issued, moment)
    return certificate


def lapsed(person_id: int, told: Told) -> Certificate | None:
    """The person's certificate of the kind whose period is over and that nobody has withdrawn."""
    rows = Certificate.objects.unscoped(WHY).filter(
        person_id=person_id,
        kind=told.kind,
        rank=told.level.rank if told.level else None,
        state=CertificateState.ISSUED,
        versions__superseded_at__isnull=True,
        versions__valid_until__lt=told.day,
    )
    return rows.order_by("-issued_on").first()


def renew(certificate: Certificate, told: Told, judged: dict[str, Any]) -> Certificate:
    """The next version, with a period of its own; in the caller's transaction. Raises
    Overtaken."""
    if not hold(certificate):
        raise Overtaken(certificate.number)
    moment = clock.now()
    plan = planning.compose(told, number=certificate.number, code=certificate.code, moment=moment)
    over = _versions(certificate).filter(superseded_at__isnull=True, valid_until__lt=told.day)
    if not over.update(superseded_at=moment):
        raise Overtaken(certificate.number)
    data = {"number": plan.number, **_rests_on(plan)}
    renewed = Happening(
        plan.act, VersionCause.RENEWAL, ReasonCode.RENEWED, "renewed", RENEWED, data=data
    )
    add_version(certificate, plan, judged, renewed, moment)
    return certificate


def hold(certificate: Certificate) -> bool:
    """Whether the certificate is issued; if so nobody withdraws, renews or replaces it before the
    transaction ends: the update holds the row."""
    rows = Certificate.objects.unscoped(WHY).filter(
        pk=certificate.pk, state=CertificateState.ISSUED
    )
    return bool(rows.update(state=CertificateState.ISSUED))


def add_version(
    certificate: Certificate,
    plan: Plan,
    judged: dict[str, Any],
    why: Happening,
    moment: datetime,
) -> CertificateVersion:
    """Write the next version as of `moment`, what happened, word to the holder and the job that
    prints it; in the caller's transaction, which holds the certificate and has ended the version
    before."""
    version = CertificateVersion.objects.create(
        certificate=certificate,
        n=_versions(certificate).count() + 1,
        cause=why.cause,
        act=why.act,
        attempt_id=plan.attempt_id or None,
        plan=plan.as_json(),
        decision=judged,
        valid_from=plan.valid_from,
        valid_until=plan.valid_until,
        template_version=plan.template,
        font_set=plan.font_set,
        recorded_at=moment,
    )
    _note(version, why, moment)
    enqueue("certificate.render", str(version.pk), {"version": version.pk})
    _tell(certificate, version.pk, why.said)
    return version


def _note(version: CertificateVersion, why: Happening, moment: datetime) -> None:
    certificate = version.certificate
    CertificateChange.objects.create(
        certificate=certificate,
        state=CertificateState.ISSUED,
        day=clock.day_of(moment),
        reason_code=why.reason_code,
        reason=why.reason,
        version=version.n,
        recorded_at=moment,
        actor_id=why.actor_id,
    )
    record(
        f"certificate.{why.past}",
        certificate,
        actor_id=why.actor_id,
        place=certificate.organisation.path,
        reason=why.reason,
        data={"version": version.n, **why.data},
    )


def _versions(certificate: Certificate) -> Any:
    return CertificateVersion.objects.unscoped(WHY).filter(certificate=certificate)


def _tell(certificate: Certificate, version_id: int, said: Wording) -> None:
    facts: dict[str, Fact] = {
        "number": numbering.spaced_number(certificate.number),
        "title": CertificateKind(certificate.kind).label,
    }
    tell(said, key=str(version_id), person_id=certificate.person_id, facts=facts, link=MINE)


def _rests_on(plan: Plan) -> dict[str, Any]:
    return {"attempt": plan.attempt_id} if plan.attempt_id else {"act": plan.act}
