"""How practice goes: the share of right answers by subject, the answers of each week; numbers with
the geometry of their pictures."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from courses.choices import Subject
from exams.practice.choosing import OWN
from exams.practice.models import PracticeAnswer
from portal import clock

WEEKS = 8
ROW, SHARE_WIDTH = 44, 240
WEEK_HEIGHT, WEEK_STEP = 96, 40


@dataclass(frozen=True)
class Share:
    """Right answers of a subject; `width` and `y` place the bar."""

    label: str
    right: int
    total: int
    width: int
    y: int

    @property
    def percent(self) -> int:
        return 100 * self.right // self.total


@dataclass(frozen=True)
class Week:
    """The answers of a week from its Monday; `height`, `x` and `y` place the column."""

    monday: date
    right: int
    total: int
    height: int
    right_height: int
    x: int

    @property
    def y(self) -> int:
        return WEEK_HEIGHT - self.height

    @property
    def right_y(self) -> int:
        return WEEK_HEIGHT - self.right_height


def shares(person_id: int) -> list[Share]:
    """Subjects in the order of the curriculum, those practised so far."""
    rows = (
        _answers(person_id)
        .values("item__subject")
        .annotate(total=Count("pk"), good=Count("pk", filter=Q(right=True)))
    )
    found = {row["item__subject"]: row for row in rows}
    order = [subject for subject in Subject if subject.value in found]
    return [
        Share(
            str(subject.label),
            found[subject.value]["good"],
            found[subject.value]["total"],
            SHARE_WIDTH * found[subject.value]["good"] // found[subject.value]["total"],
            ROW * n,
        )
        for n, subject in enumerate(order)
    ]


def weeks(person_id: int) -> list[Week]:
    """The last eight weeks, this one last."""
    this = _monday(clock.today())
    mondays = [this - timedelta(weeks=ago) for ago in reversed(range(WEEKS))]
    since = datetime.combine(mondays[0], time.min, clock.CITY_ZONE)
    total: Counter[date] = Counter()
    right: Counter[date] = Counter()
    rows = _answers(person_id).filter(answered_at__gte=since)
    for moment, good in rows.values_list("answered_at", "right"):
        monday = _monday(clock.day_of(moment))
        total[monday] += 1
        right[monday] += good
    most = max(total.values(), default=0)
    scale = WEEK_HEIGHT / most if most else 0.0
    return [
        Week(
            monday,
            right[monday],
            total[monday],
            round(total[monday] * scale),
            round(right[monday] * scale),
            WEEK_STEP * n,
        )
        for n, monday in enumerate(mondays)
    ]


def _answers(person_id: int) -> QuerySet[PracticeAnswer]:
    return PracticeAnswer.objects.unscoped(OWN).filter(round__person_id=person_id)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
