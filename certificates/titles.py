"""May this person have the chief mediator's title, or a grade? Each stands on a post certificate in
force, looked at by its own id, and on a decision of the body in charge; like `eligibility`, reads
and judges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from certificates import fonts, lifecycle, programmes
from certificates.choices import (
    IN_FORCE,
    AwardState,
    CertificateKind,
    CertificateState,
    ReasonCode,
    RequirementKind,
)
from certificates.models import Award, Certificate
from certificates.planning import Decided, Told
from certificates.programmes import Level
from certificates.requirements import Decision, Requirement, code_points
from portal.counting import years_later
from portal.people.models import Person

_KIND = RequirementKind
WHY = "titles and grades"


@dataclass(frozen=True)
class Post:
    """A post certificate in force: its id and number."""

    certificate_id: int
    number: str


@dataclass(frozen=True)
class Held:
    """The title or grade the person has now; `over` says that its period is."""

    certificate_id: int
    number: str
    state: str
    rank: int | None
    over: bool


@dataclass(frozen=True)
class Facts:
    """Everything the decision rests on, as plain values of one day. `first_on` is the day of the
    person's first post certificate; `level` the grade that is asked for; `document` names the
    decision, "" while there is none."""

    person_id: int
    kind: str
    day: date
    name: str
    latin_name: str
    organisation: str
    post: Post | None
    first_on: date | None
    level: Level | None
    document: str
    held: Held | None
    unprintable: tuple[str, ...]
    merged: bool
    requires: frozenset[RequirementKind]
    rules: tuple[tuple[str, int], ...]


def decide(facts: Facts) -> Decision:
    """Judge each requirement by its own id; no requirement stands for another."""
    asked = tuple(item for item in _found(facts) if item.kind in facts.requires)
    doubles = (Requirement(_KIND.RECORD, met=False),) if facts.merged else ()
    return Decision((*asked, *doubles))


def _found(facts: Facts) -> Iterator[Requirement]:
    mine = reverse("my_certificates")
    post = facts.post
    yield Requirement(
        _KIND.POST,
        post is not None,
        post.certificate_id if post else 0,
        evidence=post.number if post else "",
        url=mine,
    )
    years = facts.level.years if facts.level else 0
    if years:
        since = facts.first_on
        met = since is not None and years_later(since, years) <= facts.day
        first = since.isoformat() if since else ""
        # Time alone mends the one, the body in charge the other.
        yield Requirement(_KIND.YEARS, met, evidence=f"{first}/{years}")
    yield Requirement(_KIND.AWARD, bool(facts.document), evidence=facts.document)
    yield Requirement(
        _KIND.NAME,
        not facts.unprintable,
        evidence=code_points(facts.unprintable),
        url=reverse("my_data"),
    )
    held = facts.held
    free = held is None or _gives_way(held, facts.level)
    yield Requirement(_KIND.HELD, free, evidence=held.number if held else "", url=mine)


def _gives_way(held: Held, level: Level | None) -> bool:
    """What has run out, and a lower grade, but nothing that is suspended."""
    if held.state != CertificateState.ISSUED:
        return False
    higher = level is not None and held.rank is not None and level.rank < held.rank
    return held.over or higher


def facts_of(person_id: int, kind: str, on: date, award: Award | None = None) -> Facts:
    """Read the facts of a day; without a decision those of the lowest grade. Raises
    Person.DoesNotExist."""
    people = Person.objects.unscoped(WHY).select_related("organisation")
    person = people.get(pk=person_id)
    asked = programmes.programme(kind, on)
    graded = kind == CertificateKind.GRADE
    level = _level(on, award) if graded else None
    words = person.name + person.latin_name + person.organisation.name
    if award is not None:
        words += award.deciding_body + award.document_number
    return Facts(
        person_id=person_id,
        kind=kind,
        day=on,
        name=person.name,
        latin_name=person.latin_name,
        organisation=person.organisation.name,
        post=_post(person_id, on, award),
        first_on=_first_on(person_id),
        level=level,
        document=f"{award.document_number} {award.decided_on.isoformat()}" if award else "",
        held=_held(person_id, kind, on),
        unprintable=fonts.unprintable(words),
        merged=person.merged_into_id is not None,
        requires=asked.requires,
        rules=(*asked.rules, *(programmes.rules_of_levels(on) if graded else ())),
    )


def _level(on: date, award: Award | None) -> Level:
    found = programmes.levels(on)
    return next((one for one in found if award and one.rank == award.rank), found[-1])


def _post(person_id: int, on: date, award: Award | None) -> Post | None:
    rows = Certificate.objects.unscoped(WHY).filter(
        person_id=person_id,
        kind=CertificateKind.POST,
        state=CertificateState.ISSUED,
        versions__superseded_at__isnull=True,
        versions__valid_until__gte=on,
    )
    if award is not None:
        rows = rows.filter(pk=award.post_id)
    row = rows.first()
    return Post(row.pk, row.number) if row else None


def _first_on(person_id: int) -> date | None:
    """The day of the first post certificate that was not declared void."""
    rows = Certificate.objects.unscoped(WHY).filter(person_id=person_id, kind=CertificateKind.POST)
    valid = rows.exclude(state=CertificateState.VOIDED).order_by("issued_on")
    return valid.values_list("issued_on", flat=True).first()


def _held(person_id: int, kind: str, on: date) -> Held | None:
    rows = Certificate.objects.unscoped(WHY).filter(
        person_id=person_id, kind=kind, state__in=IN_FORCE, versions__superseded_at__isnull=True
    )
    columns = ("pk", "number", "state", "rank", "versions__valid_until")
    row = rows.values_list(*columns).first()
    if row is None:
        return None
    pk, number, state, rank, until = row
    return Held(pk, number, state, rank, over=until < on)


def hold_post(certificate_id: int) -> bool:
    """Nobody withdraws the post certificate before the caller's transaction ends; False when
    somebody has."""
    rows = Certificate.objects.unscoped(WHY).filter(
        pk=certificate_id, state=CertificateState.ISSUED
    )
    return bool(rows.update(state=CertificateState.ISSUED))


def hold_award(award_id: int) -> bool:
    """Nobody withdraws the decision before the caller's transaction ends; False when somebody has,
    or nobody has agreed to it."""
    rows = Award.objects.unscoped(WHY).filter(pk=award_id, state=AwardState.AGREED)
    return bool(rows.update(state=AwardState.AGREED))


def superseded(facts: Facts, award: Award) -> int | None:
    """End the grade that this one takes the place of, a lower one or one whose period is over; its
    id. In the caller's transaction."""
    held = facts.held
    if held is None or held.rank == award.rank:
        return None
    row = (
        Certificate.objects.unscoped(WHY).select_related("organisation").get(pk=held.certificate_id)
    )
    higher = held.rank is not None and award.rank is not None and award.rank < held.rank
    lifecycle.supersede(
        row,
        reason_code=ReasonCode.HIGHER_GRADE if higher else ReasonCode.OTHER_GRADE,
        reason=award.document_number,
        actor_id=award.decided_by_id,
    )
    return held.certificate_id


def told(facts: Facts, award: Award) -> Told:
    """What the certificate is to say."""
    return Told(
        kind=facts.kind,
        day=facts.day,
        name=facts.name,
        latin_name=facts.latin_name,
        organisation=facts.organisation,
        rules=facts.rules,
        act=award.act,
        level=facts.level,
        decided=Decided(award.deciding_body, award.decided_on, award.document_number),
    )
