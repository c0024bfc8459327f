"""Whom a batch would certify today; reads only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from certificates import eligibility, waiting
from certificates.batching.choices import OPEN, MemberState
from certificates.batching.models import BatchMember
from certificates.models import ACTORS
from certificates.requirements import Decision
from portal import clock
from portal.people.models import Organisation, Person
from portal.scope import Scope

MOST = 5_000  # people in one batch
AT_ONCE = 500  # people whose facts are read together


@dataclass(frozen=True)
class Candidate:
    """Somebody who has passed and holds no certificate, with the decision on the latest pass."""

    person: Person
    attempt_id: int
    decision: Decision


def places(scope: Scope) -> list[Organisation]:
    """Where a batch can be issued: the places one issues for and those below them in which
    somebody waits, from the top down."""
    homes = set(_people(scope, "").values_list("organisation__path", flat=True))
    wanted = Q(path__in=scope.paths(*ACTORS))
    reached = Organisation.objects.filter(scope.below("path", *ACTORS)).order_by("path")
    above = {place.pk for place in reached if any(home.startswith(place.path) for home in homes)}
    return list(reached.filter(wanted | Q(pk__in=above)))


def candidates(scope: Scope, place: Organisation, words: str = "") -> list[Candidate]:
    """Everybody at or below the place, at most 5,000, whoever is not in an open batch already."""
    latest = waiting.latest_passes()
    rows = _people(scope, words).filter(organisation__path__startswith=place.path)
    people = list(rows.select_related("organisation").order_by("organisation__path", "pk")[:MOST])
    return [
        Candidate(person, latest[person.pk], decision)
        for some in _parts(people)
        for person, decision in _judged(some, latest)
    ]


def _people(scope: Scope, words: str) -> "QuerySet[Person]":
    busy = BatchMember.objects.unscoped("people in open batches").filter(
        batch__state__in=OPEN, state=MemberState.WAITING
    )
    rows = Person.objects.scoped(scope).filter(
        scope.below("organisation__path", *ACTORS), pk__in=waiting.latest_passes()
    )
    rows = rows.exclude(pk__in=busy.values("person_id"))
    return rows.filter(name__icontains=words) if words else rows


def _parts(people: list[Person]) -> Iterator[list[Person]]:
    return (people[first : first + AT_ONCE] for first in range(0, len(people), AT_ONCE))


def _judged(people: Iterable[Person], latest: dict[int, int]) -> Iterator[tuple[Person, Decision]]:
    some = list(people)
    facts = eligibility.facts_of_all({one.pk: latest[one.pk] for one in some}, clock.today())
    return ((one, eligibility.decide(facts[one.pk])) for one in some)
