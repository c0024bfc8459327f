"""What two trainees of the demo city practised in the last weeks, by the same verbs as everywhere;
today's ten are left to whoever looks."""

from datetime import datetime, time, timedelta

from exams.grading import right_answer
from exams.models import ItemKey
from exams.papers.ordering import chance
from exams.practice import answering, beginning
from exams.practice.answering import Given
from exams.practice.choices import RoundKind
from exams.practice.models import Round
from exams.practice.pool import version_of
from exams.practice.showing import order_of
from portal import clock
from portal.people.demo import person

EVENING = time(19, 30, tzinfo=clock.CITY_ZONE)
PER_QUESTION = timedelta(seconds=40)
KNOWN = 11  # of 16: right before anything is learnt from being wrong

# How many days ago each of them practised the daily ten.
STORIES = {"p02": (24, 22, 17, 15, 11, 9, 4, 2, 1), "p03": (16, 9, 3)}


def seed() -> None:
    today = clock.today()
    for ref, days in STORIES.items():
        who = person(ref)
        for ago in days:
            _practise(who.pk, datetime.combine(today - timedelta(days=ago), EVENING))


def _practise(person_id: int, moment: datetime) -> None:
    with clock.at(moment):
        of = beginning.begin(person_id, RoundKind.DAILY)
    for position, item_id in enumerate(of.items, start=1):
        with clock.at(moment + PER_QUESTION * position):
            known = int(chance(str(person_id), str(item_id), of.day)[0], 16) < KNOWN
            version = version_of(item_id)
            if version is not None:
                value = right_value(of, position) if known else ()
                given = Given(value, version.pk, seconds=PER_QUESTION.seconds)
                answering.answer(of, position, given)


def right_value(of: Round, position: int) -> tuple[str, ...]:
    """The right answer to a question of a round, as it is answered."""
    version = version_of(of.items[position - 1])
    if version is None:
        return ()
    key, order = ItemKey.objects.get(pk=version.pk), order_of(of, version)
    return tuple(right_answer(version.item.kind, key.key, order, key.accepted))
