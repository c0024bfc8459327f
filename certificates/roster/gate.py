"""What must be there before somebody is appointed, each requirement on its own id; decides, and
touches nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from certificates.holdings import Holding, holdings_of
from certificates.roster.choices import (
    ELECTED_POSTS,
    ELECTING_KINDS,
    EndReason,
    RequirementState,
)
from certificates.roster.models import CLOSED, Appointment, AppointmentEnding, Succession
from certificates.roster.refusing import judged_on
from certificates.roster.standing import REPLACING
from portal.counting import age_on
from portal.people.choices import AppointmentMode, Have, OrganisationKind, PostKind
from portal.people.models import Person, Post, PostProvision
from portal.policy.choices import Enforcement
from portal.policy.rules import Rule, rule

# What the law or the database holds nobody signs away: the way into the post, coming of age, a seat
# for one, one full-time post; who has died or which post was closed is mended where it was entered.
NEVER_OVERRIDDEN = frozenset({"mode", "age", "vacant", "full_time", "alive", "place", "open"})
MET, MISSING = RequirementState.MET, RequirementState.MISSING
NOT_NEEDED = RequirementState.NOT_NEEDED
TOWNSHIPS = (OrganisationKind.TOWNSHIP, OrganisationKind.SUBDISTRICT)


@dataclass(frozen=True)
class Requirement:
    """One requirement: `id` (mode, alive, place, open, certificate, have.<Have>, age, age_max,
    vacant, full_time, quota, other_person), what was found, whether its absence blocks, the
    evidence (a number, a paper, a name) and the id of the row that mends it; `rule` is the version
    of the rule it was judged by."""

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
    a hiring rests on, `until` (exclusive) the end of a term that is over already."""

    person_id: int
    post_id: int
    mode: str
    day: date
    requirements: tuple[Requirement, ...]
    certificate_id: int | None
    until: date | None = None

    @property
    def granted(self) -> bool:
        return not self.missing

    @property
    def missing(self) -> tuple[Requirement, ...]:
        return tuple(found for found in self.requirements if found.stands_in_the_way)

    @property
    def may_be_overridden(self) -> bool:
        """Two people may stand for everything that is missing."""
        return all(found.id not in NEVER_OVERRIDDEN for found in self.missing)

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


@dataclass(frozen=True)
class Span:
    """From which day somebody would hold the post, until which (exclusive, None: open), and the id
    of the entry that this one takes the place of."""

    day: date
    until: date | None = None
    instead_of: int | None = None

    def is_over_by(self, day: date) -> bool:
        return self.until is not None and self.until <= day

    def others(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Rows whose key is that of an entry, without the one that was wrong."""
        return rows.exclude(pk=self.instead_of) if self.instead_of else rows

    @property
    def meets(self) -> QuerySet[Appointment]:
        """The appointments that would overlap."""
        rows = Appointment.objects.unscoped("who holds the seat").filter(
            Q(ends__isnull=True) | Q(ends__gt=self.day), superseded_at__isnull=True
        )
        rows = self.others(rows)
        return rows.filter(starts__lt=self.until) if self.until else rows


def decide_gate(
    person: Person,
    post: Post,
    mode: str,
    day: date,
    *,
    until: date | None = None,
    instead_of: int | None = None,
) -> Gate:
    """May `person` take up `post` on `day` (and hold it `until` another, exclusive), in the place
    of an entry that was wrong?

    Hired: certificate, four haves, age, an empty seat and no second full-time post; the size of
    the committee or of its staff is a hint unless its rule says otherwise. Elected
    (People's Mediation Law arts. 9, 13): the election is a fact that the platform records at once,
    so certificate and haves are shown but do not block; only age, seat and the kind of post do.
    """
    certificate = _certificate_on(person, day)
    span = Span(day, until, instead_of)
    requirements = (
        _mode(post, mode),
        *_alive(person, span),
        *_place(post, span),
        *_open(post, span),
        _certificate(certificate, mode),
        *decide_haves(post, mode, day),
        _age(person, day),
        *_age_max(person, day),
        _vacant(post, span),
        _full_time(person, post, span),
        _quota(post, day),
        _other_person(person, post, span),
    )
    rests_on = certificate.certificate_id if certificate and mode == AppointmentMode.HIRED else None
    return Gate(person.pk, post.pk, mode, day, requirements, rests_on, until)


def _mode(post: Post, mode: str) -> Requirement:
    """Members of village, community and enterprise committees are elected, all others hired."""
    electing = post.kind in ELECTED_POSTS and post.organisation.kind in ELECTING_KINDS
    fits = mode == AppointmentMode.HIRED or electing
    return Requirement("mode", MET if fits else MISSING)


def _alive(person: Person, span: Span) -> Iterator[Requirement]:
    """Told only of somebody who has died by the end of it, as an ending says."""
    rows = AppointmentEnding.objects.unscoped("who has died").filter(
        appointment__person=person,
        appointment__superseded_at__isnull=True,
        reason=EndReason.DECEASED,
    )
    last = span.others(rows).order_by("day").first()
    if last and not span.is_over_by(last.day):
        yield Requirement("alive", MISSING, evidence=last.day.isoformat(), mend=last.pk)


def _place(post: Post, span: Span) -> Iterator[Requirement]:
    """Told only of an organisation that is dissolved or merged by the end of it."""
    last = post.organisation.dissolved_on
    if last and not span.is_over_by(last):
        yield Requirement("place", MISSING, evidence=last.isoformat())


def _open(post: Post, span: Span) -> Iterator[Requirement]:
    """Told only of a post that was closed (撤岗) by the end of it."""
    rows = Succession.objects.unscoped("which post is closed").filter(CLOSED, post=post)
    last = span.others(rows).order_by("closed_on").first()
    if last and last.closed_on and not span.is_over_by(last.closed_on):
        yield Requirement("open", MISSING, evidence=last.closed_on.isoformat(), mend=last.pk)


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
    wanted = rule("post.four_haves", on=judged_on(day))
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
    least = rule("mediator.age_min", on=judged_on(day))
    age = age_on(person.birth_date, day)
    return Requirement(
        "age",
        MET if age >= least.number else MISSING,
        least.enforcement == Enforcement.BLOCK,
        str(age),
        rule=least.version,
    )


def _age_max(person: Person, day: date) -> Iterator[Requirement]:
    """A city may set a bound of its own; 0 is none."""
    most = rule("mediator.age_max", on=judged_on(day))
    if most.number:
        age = age_on(person.birth_date, day)
        state = MET if age <= most.number else MISSING
        blocks = most.enforcement == Enforcement.BLOCK
        yield Requirement("age_max", state, blocks, f"{age} {most.number}", rule=most.version)


def _vacant(post: Post, span: Span) -> Requirement:
    rows = span.meets.filter(post=post)
    holder = rows.select_related("person").order_by("starts").first()
    if holder is None:
        return Requirement("vacant", MET)
    open_pk = holder.pk if holder.ends is None else None  # an end that is there mends nothing
    return Requirement("vacant", MISSING, evidence=holder.person.name, mend=open_pk)


def _full_time(person: Person, post: Post, span: Span) -> Requirement:
    if post.kind != PostKind.FULL_TIME:
        return Requirement("full_time", NOT_NEEDED)
    rows = span.meets.filter(person=person, full_time=True)
    other = rows.select_related("organisation").order_by("starts").first()
    if other is None:
        return Requirement("full_time", MET)
    return Requirement("full_time", MISSING, evidence=other.organisation.name, mend=other.pk)


def _quota(post: Post, day: date) -> Requirement:
    """How many hold such a post with this one: members of a committee (Mediation Law art. 8), or
    full-time mediators where the city has set a most."""
    most = _most(post, day)
    if most is None:
        return Requirement("quota", NOT_NEEDED, blocks=False)
    elected = post.kind in ELECTED_POSTS
    kinds = list(ELECTED_POSTS) if elected else [PostKind.FULL_TIME]
    rows = Span(day, day + timedelta(days=1)).meets.filter(
        organisation_id=post.organisation_id, post__kind__in=kinds
    )
    number = rows.exclude(post=post).count() + 1
    state = MET if number <= most.number else MISSING
    blocks = most.enforcement == Enforcement.BLOCK
    return Requirement("quota", state, blocks, f"{number} {most.number}", rule=most.version)


def _most(post: Post, day: date) -> Rule | None:
    """The rule that bounds how many hold such a post at its organisation."""
    if post.kind in ELECTED_POSTS:
        return rule("committee.members_max", on=judged_on(day))
    if post.kind == PostKind.FULL_TIME and post.organisation.kind == OrganisationKind.CITY:
        return rule("staffing.city_centre_max", on=judged_on(day))
    if post.kind == PostKind.FULL_TIME and post.organisation.kind in TOWNSHIPS:
        return rule("staffing.township_max", on=judged_on(day))
    return None


def _other_person(person: Person, post: Post, span: Span) -> Requirement:
    """Nobody succeeds himself after a replacement."""
    rows = Appointment.objects.unscoped("who was replaced here").filter(
        post=post, superseded_at__isnull=True, ends__lte=span.day
    )
    last = span.others(rows).select_related("ending").order_by("-ends", "-pk").first()
    ending = getattr(last, "ending", None)
    same = last is not None and last.person_id == person.pk
    if not same or ending is None or ending.reason not in REPLACING:
        return Requirement("other_person", MET)
    return Requirement("other_person", MISSING, evidence=ending.day.isoformat())
