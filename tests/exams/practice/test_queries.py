"""Pages of practice ask the database as often for many questions as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exams.practice.models import Round
from portal import clock
from tests.courses import rows as law
from tests.exams import rows as exam_rows
from tests.exams.practice import rows
from tests.exams.practice.screen import HOME, sign_in

pytestmark = pytest.mark.django_db
PAGES = ("", "articles/", "mistakes/", "progress/")


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_more_for_three_rows_than_for_one(client: Client, page: str) -> None:
    law.library()
    person = exam_rows.person()
    trainee = sign_in(client, person)
    counted = []
    for subject in ("property", "tort", "family"):
        item = rows.add(rows.cited(subject), subject)
        of = Round.objects.create(
            person=person,
            kind="subject",
            day=clock.today(),
            items=[item.pk],
            seed="x",
            begun_at=clock.now(),
        )
        rows.answer(of, 1, right=False)
        queries(trainee, HOME + page)
        counted.append(queries(trainee, HOME + page))
    assert counted[0] == counted[2]
    assert counted[0] <= 30
