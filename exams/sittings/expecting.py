"""Who is expected at a sitting: those of some organisations who still lack a result that counts."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from exams.choices import ExamKind, ResultState, SittingMode, SittingState
from exams.models import Result, Seat, Sitting
from exams.sittings.standing import noted_absent
from portal import clock
from portal.counting import years_later
from portal.people.models import Organisation, Person
from portal.policy.rules import rule


def expected(sitting: Sitting, paths: Sequence[str]) -> QuerySet[Person]:
    """People at or below these places of the tree who have not passed the qualifying exam and are
    younger than `exam.age_exempt` on the day. Who has learnt too little is among them, and is told
    so when enrolled."""
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(organisation__path__startswith=path)
    day = clock.day_of(sitting.opens_at)
    exempt = rule("exam.age_exempt", on=day).number
    oldest = years_later(day, -exempt)
    passed = Result.objects.unscoped("who has passed already").filter(
        state=ResultState.EFFECTIVE, passed=True, attempt__exam__kind=ExamKind.QUALIFYING
    )
    rows = Person.objects.unscoped("who is expected at a sitting").filter(
        below, merged_into__isnull=True, erased_at__isnull=True, birth_date__gt=oldest
    )
    return rows.exclude(pk__in=passed.values("attempt__person_id"))


def expected_by_place(sitting: Sitting, paths: Sequence[str]) -> dict[str, int]:
    """How many are expected at or below each place of the tree that holds some; two queries."""
    at = Counter(expected(sitting, paths).values_list("organisation__path", flat=True))
    step, found = Organisation.steplen, Counter[str]()
    for path, number in at.items():
        for end in range(step, len(path) + 1, step):
            found[path[:end]] += number
    return found


def missed(sitting: Sitting) -> list[int]:
    """Whom a make-up sitting is for: who was absent, was taken off the list, or could not come
    because the sitting was cancelled; each person once, without those who have a later seat. On
    paper and orally only those are absent of whom that was entered."""
    rows = Seat.objects.unscoped("who missed a sitting").filter(
        sitting=sitting, attempt__isnull=True
    )
    if sitting.mode != SittingMode.ONLINE and sitting.state != SittingState.CANCELLED:
        rows = rows.filter(noted_absent() | Q(withdrawn_at__isnull=False))
    later = Seat.objects.unscoped("who has a later seat").filter(
        sitting__exam=sitting.exam_id,
        sitting__opens_at__gt=sitting.opens_at,
        withdrawn_at__isnull=True,
    )
    came = Seat.objects.unscoped("who came after all").filter(
        sitting=sitting, attempt__isnull=False
    )
    away = rows.exclude(person__in=later.values("person")).exclude(person__in=came.values("person"))
    return sorted(set(away.values_list("person_id", flat=True)))
