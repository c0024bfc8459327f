"""Real rows for what is entered by hand: sittings on paper and orally with forms."""

import re
from collections.abc import Sequence
from typing import Any

from exams import composing, entering
from exams.choices import ExamKind, SittingMode
from exams.entering import Sheet
from exams.models import Exam, ItemKey, Seat
from exams.papers import sealing
from exams.sittings import arranging, enrolling, seating
from exams.transcribing import Group, groups
from exams.wording import LETTERS
from portal import clock
from portal.accounts.models import User
from portal.people.models import Person
from tests.exams import rows
from tests.exams.sittings import rows as held


def ready_people(*names: str) -> list[Person]:
    """People who may take the qualifying exam."""
    page = rows.module(hours="24.0")
    rows.fill(for_exams=12)
    quiz = rows.quiz(page)
    people = [rows.person(name) for name in names]
    for one in people:
        rows.learn(one, page)
        rows.sit(one, quiz)
    return people


def seats(
    people: Sequence[Person],
    mode: str = SittingMode.PAPER,
    examiners: Sequence[User] = (),
    exam: Exam | None = None,
    **changed: Any,
) -> list[Seat]:
    """The seats of these people at a published sitting with forms A and B, in their order; the
    examiners watch over its room."""
    exam = exam or held.by_sitting(rows.qualifying())
    (form, _other) = sealing.seal_forms(exam, overlap=100, actor_id=None)
    sitting = held.sitting(exam, mode=mode, **changed)
    arranging.use_rooms(sitting, [held.room(name=f"10{sitting.pk}")], actor_id=None)
    arranging.appoint(sitting.rooms.get(), [one.pk for one in examiners], actor_id=None)
    enrolling.enrol(sitting, people, actor_id=None, by_name=True)
    seating.arrange(sitting, actor_id=None)
    arranging.choose_forms(sitting, form.number, actor_id=None)
    assert arranging.publish(sitting, actor_id=None)
    found = {seat.person_id: seat for seat in Seat.every.filter(sitting=sitting)}
    return [found[person.pk] for person in people]


def as_it_is(numbers: Sequence[int]) -> list[Seat]:
    """These seats of a module's world, for one test."""
    return [Seat.every.get(pk=number) for number in numbers]


def with_blanks() -> Exam:
    """An exam by sittings whose forms have a written answer."""
    exam = composing.compose(
        ExamKind.QUALIFYING,
        "笔试",
        rows.blueprint(["property"], [("single", 2), ("open", 1)], points=10),
        actor_id=None,
    )
    return held.by_sitting(exam)


def after_opening(seat: Seat) -> Any:
    """The clock stands an hour after the opening."""
    return clock.at(seat.sitting.opens_at + held.AHEAD / 2)


def right(seat: Seat) -> list[list[str]]:
    """The right answers on the form of a seat, in order."""
    asked = entering.form_of(seat).questions.order_by("position")
    keys = ItemKey.objects.in_bulk([one.version_id for one in asked])
    return [
        sorted(
            LETTERS[list(one.option_order or range(2)).index(LETTERS.index(letter))]
            for letter in keys[one.version_id].key
        )
        for one in asked
    ]


def wrong(seat: Seat) -> list[list[str]]:
    return [[next(letter for letter in "ABCDE" if letter not in each)] for each in right(seat)]


def typed(seat: Seat, values: Sequence[Sequence[str]]) -> dict[str, str]:
    """What is typed into the page of a seat for these answers."""
    from_place = dict(enumerate(values, start=1))
    found = {}
    for line in transcribed(seat):
        found[line.name] = " ".join("".join(from_place[one.position]) for one in line.asked)
    return found


def transcribed(seat: Seat) -> list[Group]:
    return groups(entering.sheet_of(seat).asked)


def handed_in(seat: Seat, first: User, second: User) -> Sheet:
    """Entered alike by two people."""
    entering.enter(seat, right(seat), actor_id=first.pk)
    return entering.enter(seat, right(seat), actor_id=second.pk)


def lines_of(page: str) -> list[str]:
    """What stands in the lines of the page to type on."""
    return re.findall(r'<input id="q\d+" name="q\d+" value="([^"]*)"', page)
