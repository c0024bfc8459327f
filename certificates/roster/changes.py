"""What changed on the roster between two days, from the facts recorded: who came, left or was
replaced, began another term in the same post (who neither came nor left), became qualified or is
not on duty any more, became or ceased to be an assessor."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from certificates.roster.choices import EndReason
from certificates.roster.listing import HELD_HERE, PEOPLE, region
from certificates.roster.models import Appointment, AssessorTerm, Succession
from certificates.roster.standing import LABELS, ON_DUTY, REPLACING
from certificates.roster.twin import AsOf, rows_of
from portal.people.models import Organisation, Person

WHY = "changes at places in reach"
CAME, LEFT, REPLACED, AGAIN = "came", "left", "replaced", "again"
QUALIFIED, LOST, BEGUN, ENDED = "qualified", "lost", "begun", "ended"
KINDS = (CAME, LEFT, REPLACED, AGAIN, QUALIFIED, LOST, BEGUN, ENDED)
STANDINGS = "SELECT person_id, label, state, in_office FROM standing"
_ON_DUTY = LABELS.index(ON_DUTY)


@dataclass(frozen=True)
class Change:
    """A line: who, where, on which day, in which post, why, and who came after."""

    person_id: int
    name: str
    place: str
    day: date | None = None
    post: str = ""
    reason: str = ""
    successor_id: int | None = None
    successor: str = ""


@dataclass(frozen=True)
class Between:
    """The changes at and below a place after `since` and up to `until`, in seven queries: numbers
    of each kind and of each reason of leaving, and the people whose standing is another one."""

    place: Organisation
    since: date
    until: date
    counts: Mapping[str, int]
    reasons: Sequence[tuple[str, int]]
    qualified: Sequence[int]
    lost: Sequence[int]

    def rows(self, kind: str) -> "QuerySet[Any]":
        """The rows of one kind, in the order of their days or of places and names."""
        if kind in {QUALIFIED, LOST}:
            ids = self.qualified if kind == QUALIFIED else self.lost
            people = Person.objects.unscoped(WHY).filter(pk__in=ids)
            return people.select_related("organisation").order_by("organisation__path", "pk")
        if kind in {BEGUN, ENDED}:
            terms = _terms(self.place, kind, self.since, self.until)
            return terms.select_related("person__organisation", "court")
        return _posts(self.place, kind, self.since, self.until).select_related(
            "person", "post", "organisation", "ending"
        )

    def line(self, kind: str, row: Any) -> Change:
        """What is told of a row of that kind."""
        if kind in {QUALIFIED, LOST}:
            return Change(row.pk, row.name, row.organisation.short_name)
        person = row.person
        if kind in {BEGUN, ENDED}:
            day = row.starts if kind == BEGUN else row.over
            return Change(person.pk, person.name, row.court.short_name, day)
        told = Change(
            person.pk,
            person.name,
            row.organisation.short_name,
            row.starts if kind in {CAME, AGAIN} else row.ends,
            str(row.post.get_kind_display()),
        )
        if kind in {CAME, AGAIN}:
            return told
        return Change(
            **{name: getattr(told, name) for name in ("person_id", "name", "place", "day", "post")},
            reason=str(row.ending.get_reason_display()),
            successor_id=row.next_id,
            successor=row.next_name or "",
        )


def between(place: Organisation, since: date, until: date) -> Between:
    """Compare two days at and below a place that the caller has judged to be in reach."""
    counts = {kind: _posts(place, kind, since, until).count() for kind in (CAME, AGAIN)}
    left = Counter(
        _posts(place, LEFT, since, until).order_by().values_list("ending__reason", flat=True)
    )
    counts[LEFT] = sum(left.values())
    counts[REPLACED] = sum(count for reason, count in left.items() if reason in REPLACING)
    before, after = (_standings(place, day) for day in (since, until))
    qualified = [pk for pk, told in after.items() if told[1] == 0 and _state(before, pk) != 0]
    lost = [
        pk
        for pk, told in after.items()
        if told[2] and told[0] != _ON_DUTY and before.get(pk, (None,))[0] == _ON_DUTY
    ]
    counts |= {QUALIFIED: len(qualified), LOST: len(lost)}
    counts |= {kind: _terms(place, kind, since, until).count() for kind in (BEGUN, ENDED)}
    return Between(place, since, until, counts, left.most_common(), qualified, lost)


def _posts(place: Organisation, kind: str, since: date, until: date) -> QuerySet[Appointment]:
    rows = Appointment.objects.unscoped(WHY).filter(
        organisation__path__startswith=place.path, superseded_at__isnull=True
    )
    if kind in {CAME, AGAIN}:
        again = Exists(_another_term().filter(successor=OuterRef("pk")))
        begun = rows.filter(starts__gt=since, starts__lte=until)
        found = begun.filter(again) if kind == AGAIN else begun.exclude(again)
        return found.order_by("starts", "pk")
    again = Exists(_another_term().filter(ending=OuterRef("pk")))
    rows = rows.filter(ends__gt=since, ends__lte=until, ending__isnull=False).exclude(again)
    if kind == REPLACED:
        rows = rows.filter(ending__reason__in=REPLACING)
    after = Appointment.objects.unscoped(WHY).filter(
        post=OuterRef("post"),
        starts__gte=OuterRef("ends"),
        starts__lte=until,
        superseded_at__isnull=True,
    )
    following = after.order_by("starts", "pk")
    return rows.annotate(
        next_id=Subquery(following.values("person_id")[:1]),
        next_name=Subquery(following.values("person__name")[:1]),
    ).order_by("ends", "pk")


def _another_term() -> QuerySet[Succession]:
    """Where whoever held a post was elected or hired again and follows himself."""
    return Succession.objects.unscoped(WHY).filter(
        ending__reason=EndReason.RENEWED,
        ending__appointment__superseded_at__isnull=True,
        ending__appointment__person=F("successor__person"),
    )


def _terms(place: Organisation, kind: str, since: date, until: date) -> QuerySet[AssessorTerm]:
    """`over` is the first day out of the term: the planned one, or that of the removal."""
    rows = AssessorTerm.objects.unscoped(WHY).filter(
        person__organisation__path__startswith=place.path, superseded_at__isnull=True
    )
    rows = rows.annotate(over=Coalesce("removed_from", "ends"))
    column = "starts" if kind == BEGUN else "over"
    within = Q(**{f"{column}__gt": since, f"{column}__lte": until})
    return rows.filter(within).order_by(F(column), "pk")


def _standings(place: Organisation, day: date) -> dict[int, tuple[int, int | None, bool]]:
    """Label, state of the certificate and whether in office, of everybody here that day."""
    as_of = AsOf(day)
    places, values = region([place.path])
    held = HELD_HERE.format(ends=as_of.ends("a"), in_office=as_of.in_office("a"))
    sql = f"WITH {places}, {held}, {as_of.clauses(PEOPLE)} {STANDINGS}"
    return {pk: tuple(told) for pk, *told in rows_of(as_of, sql, values)}


def _state(found: Mapping[int, Sequence[Any]], pk: int) -> Any:
    return found[pk][1] if pk in found else None
