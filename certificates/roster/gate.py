"""What must be there before somebody is appointed, each requirement on its own id; decides, and
touches nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from certificates.holdings import Holding, holdings_of
from certificates.roster.choices import ELECTED_POSTS, ELECTING_KINDS, RequirementState
from certificates.roster.models import Appointment
from portal.counting import age_on
from portal.people.choices import AppointmentMode, Have, PostKind
from portal.people.models import Person, Post, PostProvision
from portal.policy.choices import Enforcement
from portal.policy.rules import rule

MET, MISSING = RequirementState.MET, RequirementState.MISSING
NOT_NEEDED = RequirementState.NOT_NEEDED


@dataclass(frozen=True)
class Requirement:
    """One requirement: `id` (mode, certificate, have.<Have>, age, vacant, full_time), what was
    found, whether its absence blocks, the evidence (a number, a paper, a name) and the id of the
    row that mends it; `rule` is the version of the rule it was judged by."""

    id: str
    state: str
    blocks: bool = True
    evidence: str = ""
    mend: int | None = None
    rule: int | None = None

    @property
    def stands_in_the_way(self) -> bool:
        return self.state == MISSING and self.blocks


@dataclass(frozen=True)
class Gate:
    """The gate's answer for one person, post, mode and day; `certificate_id` is the certificate
    a hiring rests on."""

    person_id: int
    post_id: int
    mode: str
    day: date
    requirements: tuple[Requirement, ...]
    certificate_id: int | None

    @property
    def granted(self) -> bool:
        return not self.missing

    @property
    def missing(self) -> tuple[Requirement, ...]:
        return tuple(found for found in self.requirements if found.stands_in_the_way)

    def as_stored(self) -> list[dict[str, Any]]:
        """The requirements as the decision keeps them."""
        return [
            {
                "id": found.id,
                "state": str(found.state),
                "blocks": found.blocks,
                "evidence": found.evidence,
                "rule": found.rule,
            }
            for found in self.requirements
        ]


def decide_gate(person: Person, post: Post, mode: str, day: date) -> Gate:
    """May `person` take up `post` on `day`?

    Hired: certificate, four haves, age, an empty seat and no second full-time post. Elected
    (People's Mediation Law arts. 9, 13): the election is a fact that the platform records at once,
    so certificate and haves are shown but do not block; only age, seat and the kind of post do.
    """
    certificate = _certificate_on(person, day)
    requirements = (
        _mode(post, mode),
        _certificate(certificate, mode),
        *decide_haves(post, mode, day),
        _age(person, day),
        _vacant(post, day),
        _full_time(person, post, day),
    )
    rests_on = certificate.certificate_id if certificate and mode == AppointmentMode.HIRED else None
    return Gate(person.pk, post.pk, mode, day, requirements, rests_on)


def _mode(post: Post, mode: str) -> Requirement:
    """Members of village, community and enterprise committees are elected, all others hired."""
    electing = post.kind in ELECTED_POSTS and post.organisation.kind in ELECTING_KINDS
    fits = mode == AppointmentMode.HIRED or electing
    return Requirement("mode", MET if fits else MISSING)


def _certificate_on(person: Person, day: date) -> Holding | None:
    held = holdings_of([person.pk]).get(person.pk, ())
    valid = [one for one in held if one.state_on(day) == "valid"]
    return max(valid, key=lambda one: one.valid_until) if valid else None


def _certificate(held: Holding | None, mode: str) -> Requirement:
    if held:
        return Requirement(
            "certificate", MET, evidence=f"{held.number} {held.valid_until.isoformat()}"
        )
    return Requirement("certificate", MISSING, blocks=mode == AppointmentMode.HIRED)


def decide_haves(post: Post, mode: str, day: date) -> Iterator[Requirement]:
    """The four haves of a post (四有), each on its own; the elected need no letter."""
    wanted = rule("post.four_haves", on=day)
    blocks = mode == AppointmentMode.HIRED and wanted.enforcement == Enforcement.BLOCK
    in_force = Q(until__isnull=True) | Q(until__gt=day)
    rows = PostProvision.objects.filter(in_force, post=post, since__lte=day)
    there = {row.kind: row.detail for row in rows}
    for have in Have:
        evidence = there.get(have, "")
        if have not in wanted.codes or (have == Have.LETTER and mode == AppointmentMode.ELECTED):
            state = NOT_NEEDED
        else:
            state = MET if have in there else MISSING
        yield Requirement(f"have.{have}", state, blocks, evidence, post.pk, wanted.version)


def _age(person: Person, day: date) -> Requirement:
    least = rule("mediator.age_min", on=day)
    age = age_on(person.birth_date, day)
    return Requirement(
        "age",
        MET if age >= least.number else MISSING,
        least.enforcement == Enforcement.BLOCK,
        str(age),
        rule=least.version,
    )


def _vacant(post: Post, day: date) -> Requirement:
    rows = Appointment.objects.unscoped("who holds the seat").filter(_reaches(day), post=post)
    holder = rows.select_related("person").order_by("starts").first()
    if holder is None:
        return Requirement("vacant", MET)
    return Requirement("vacant", MISSING, evidence=holder.person.name, mend=holder.pk)


def _full_time(person: Person, post: Post, day: date) -> Requirement:
    if post.kind != PostKind.FULL_TIME:
        return Requirement("full_time", NOT_NEEDED)
    rows = Appointment.objects.unscoped("full-time elsewhere").filter(
        _reaches(day), person=person, full_time=True
    )
    other = rows.select_related("organisation").order_by("starts").first()
    if other is None:
        return Requirement("full_time", MET)
    return Requirement("full_time", MISSING, evidence=other.organisation.name, mend=other.pk)


def _reaches(day: date) -> Q:
    """Appointments that would overlap one from `day` on."""
    return Q(ends__isnull=True) | Q(ends__gt=day)
