"""What people read of a sitting, and a sitting of which two have been told."""

from datetime import timedelta
from typing import Any

from django.utils.translation import override

from exams.models import Seat, Sitting
from exams.sittings import announcing
from exams.sittings.arranging import Plan
from portal import clock
from portal.accounts.models import User
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.notices.wording import subject_of, text_of
from portal.people.models import Person
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.sittings.test_arranging import ready_people

JOBS = (announcing.TELL_SEATS, announcing.TELL_DUTIES, announcing.RENEW)


def told(who: Person | User) -> list[str]:
    """What was told to somebody since this was asked last, in Chinese."""
    work_all(*JOBS)
    rows_of = Notice.objects.unscoped("test").filter(read_at__isnull=True)
    mine = rows_of.filter(person=who) if isinstance(who, Person) else rows_of.filter(user=who)
    with override("zh-hans"):
        words = [f"{subject_of(one)}\n{text_of(one)}" for one in mine.order_by("pk")]
    mine.update(read_at=clock.now())
    return words


def two_seats(**changed: Any) -> tuple[Sitting, Seat, Seat]:
    """A published sitting in a room, the seats of two people who have been told of it."""
    people = ready_people("赵一", "钱二")
    exam = held.by_sitting(rows.qualifying())
    wanted: dict[str, Any] = {"needs_code": True, "rooms": [held.room()]} | changed
    first, second = held.seated(exam, people, **wanted)
    for one in people:
        assert len(told(one)) == 1
    return Sitting.every.get(pk=first.sitting_id), first, second


def later(sitting: Sitting, **by: int) -> Plan:
    return held.plan(
        opens_at=sitting.opens_at + timedelta(**by),
        needs_code=sitting.needs_code,
        mode=sitting.mode,
    )
