"""Who has passed the qualifying exam and has no certificate; reads only."""

from dataclasses import dataclass

from certificates import eligibility, resting
from certificates.eligibility import Decision
from certificates.models import CertificateVersion
from exams.choices import ExamKind, ResultState
from exams.models import Result
from portal import clock
from portal.people.models import Person
from portal.scope import Scope

MOST = 50
AT_ONCE = 500  # people whose facts are read together


@dataclass(frozen=True)
class Waiting:
    """A person, and the decision on the latest pass: granted when a worker is about to issue."""

    person: Person
    attempt_id: int
    decision: Decision


def passes() -> list[tuple[int, int]]:
    """(attempt, person) of every effective pass of the qualifying exam on which no version rests,
    but for those that fell with it; whether it is still in time is the decision's business."""
    used = (
        CertificateVersion.objects.unscoped("passes in use")
        .exclude(resting.fell("certificate_id"))
        .values("attempt_id")
    )
    results = Result.objects.unscoped("passes without a certificate")
    rows = results.filter(
        state=ResultState.EFFECTIVE,
        passed=True,
        attempt__exam__kind=ExamKind.QUALIFYING,
        attempt__person__merged_into__isnull=True,
        effective_from__lte=clock.today(),
    ).exclude(attempt_id__in=used)
    return list(rows.order_by("pk").values_list("attempt_id", "attempt__person_id"))


def granted() -> list[tuple[int, int]]:
    """(attempt, person) of everybody's latest unused pass that would bring a certificate today."""
    latest = list(latest_passes().items())
    found = []
    for first in range(0, len(latest), AT_ONCE):
        some = dict(latest[first : first + AT_ONCE])
        facts = eligibility.facts_of_all(some, clock.today())
        found += [(some[who], who) for who in some if eligibility.decide(facts[who]).granted]
    return found


def latest_passes() -> dict[int, int]:
    """The latest unused pass of everybody, by person."""
    return {person_id: attempt_id for attempt_id, person_id in passes()}


def how_many(scope: Scope) -> int:
    """How many people in the scope wait."""
    return Person.objects.scoped(scope).filter(pk__in=latest_passes()).count()


def people(scope: Scope) -> list[Waiting]:
    """The people in the scope who wait, at most 50, each with the latest pass."""
    latest = latest_passes()
    rows = Person.objects.scoped(scope).filter(pk__in=latest).select_related("organisation")
    found = list(rows.order_by("pk")[:MOST])
    facts = eligibility.facts_of_all({row.pk: latest[row.pk] for row in found}, clock.today())
    return [Waiting(row, latest[row.pk], eligibility.decide(facts[row.pk])) for row in found]
