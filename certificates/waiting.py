"""Who has passed the qualifying exam, or completed the training, and has no certificate; reads
only."""

from dataclasses import dataclass

from certificates import eligibility, resting
from certificates.choices import IN_FORCE, CertificateKind
from certificates.models import Certificate, CertificateVersion
from certificates.requirements import Decision
from courses.training.models import HoursEntry
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
        .filter(attempt__isnull=False)
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


def trained() -> list[int]:
    """Everybody (by id) whose training would bring its certificate today."""
    holders = Certificate.objects.unscoped("training certificates").filter(
        kind=CertificateKind.TRAINING, state__in=IN_FORCE
    )
    learners = HoursEntry.objects.unscoped("whoever has hours").exclude(
        person_id__in=holders.filter(
            versions__superseded_at__isnull=True, versions__valid_until__gte=clock.today()
        ).values("person_id")
    )
    ids = sorted(set(learners.values_list("person_id", flat=True)))
    found = []
    for first in range(0, len(ids), AT_ONCE):
        facts = eligibility.training_facts(ids[first : first + AT_ONCE], clock.today())
        found += [pk for pk, one in facts.items() if eligibility.decide(one).granted]
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
