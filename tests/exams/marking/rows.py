"""Papers with written answers that were handed in, and who marks them."""

from collections.abc import Sequence
from decimal import Decimal

from exams import attempts
from exams.marking import appointing, claiming, giving, scheming
from exams.marking.collecting import COLLECT
from exams.marking.models import Marking, Script
from exams.models import Attempt, Exam
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.jobs.working import work_all
from portal.people.models import Person
from tests.exams import rows as exam_rows
from tests.exams.written_rows import CASE_PLACE, OPEN_PLACE, RIGHT_CASE, begin

PASSWORD = "correct horse battery"


def handed_in(who: Person, of: Exam, *, written: str = "与当事人有利害关系的应当回避。") -> Attempt:
    """All four choices right, the open question and the case answered; the scripts collected."""
    attempt = begin(who, of)
    choices = {
        p: letters for p, letters in exam_rows.right_letters(attempt).items() if p < OPEN_PLACE
    }
    exam_rows.answer(attempt, choices)
    attempts.save(attempt.pk, question=OPEN_PLACE, sequence=1, value=[written])
    attempts.save(attempt.pk, question=CASE_PLACE, sequence=1, value=RIGHT_CASE)
    done = attempts.submit(attempt.pk, actor_id=who.user_id)
    work_all(COLLECT)
    return done


def markers(of: Exam, *names: str, chief: str = "") -> list[User]:
    """Logins that hold the role and mark an exam; `chief` is one of the names."""
    made, place = logins(*names), exam_rows.organisation()
    for user in made:
        granting.grant(user, Role.MARKER, place, actor_id=None)
        appointing.appoint(of, user.pk, chief=user.display_name == chief, actor_id=None)
    return made


def logins(*names: str) -> list[User]:
    return [
        granting.create_login(f"m{User.objects.count()}", PASSWORD, name, actor_id=None)
        for name in names
    ]


def full(script: Script) -> list[list[Decimal]]:
    """Marks that give everything that can be given."""
    return [list(task.fields) for task in scheming.sheet_of(script).tasks]


def scripts_words(marking: Marking) -> str:
    """What somebody wrote first in the script that a marker has."""
    return scheming.sheet_of(marking.script).tasks[0].written


def none(script: Script) -> list[list[Decimal]]:
    return [[Decimal(0)] * len(task.fields) for task in scheming.sheet_of(script).tasks]


def give(marking: Marking, marks: Sequence[Sequence[Decimal]]) -> Script:
    return giving.give(marking, marks, "", actor_id=marking.marker_id)


def mark_all(of: Exam, user: User) -> int:
    """Let a marker give everything for all that is there for them; how many."""
    many = 0
    while marking := claiming.take_next(of.pk, user.pk):
        give(marking, full(marking.script))
        many += 1
    return many
