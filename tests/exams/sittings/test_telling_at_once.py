"""Several workers that tell of one sitting at once, on real connections."""

import pytest
from django.db import transaction

from exams.models import DutyTold, Invigilator, SeatTold, Sitting, SittingRoom
from exams.sittings import announcing, telling
from portal.jobs.models import Job
from portal.notices.models import Notice
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.test_parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_four_workers_that_tell_at_once_one_does() -> None:
    who, exam = rows.ready_exam()
    (seat,) = held.seated(held.by_sitting(exam), [who], rooms=[held.room()])
    watcher = rows.staff("clerk", rows.organisation())
    Invigilator.every.create(room=SittingRoom.every.get(), user=watcher)
    Job.objects.filter(kind__in=(announcing.TELL_SEATS, announcing.TELL_DUTIES)).delete()
    sitting = Sitting.every.get()

    def tell(_n: int) -> int:
        with transaction.atomic():
            telling.tell_seats(sitting.pk, None, 0)
            return telling.tell_duties(sitting.pk)

    assert sorted(at_once(4, tell)) == [0, 0, 0, 1]
    assert Notice.objects.unscoped("test").count() == 2
    assert SeatTold.objects.get().times == DutyTold.objects.get().times == 1
    assert SeatTold.objects.get().seat_id == seat.pk
