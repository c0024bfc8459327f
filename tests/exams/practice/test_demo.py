"""What the demo's trainees practised."""

from datetime import timedelta

import pytest

from exams.practice import charting, demo, listing
from exams.practice.models import Round
from portal import clock
from portal.people.models import Person
from tests.exams import rows as exam_rows
from tests.exams.practice import rows

pytestmark = pytest.mark.django_db


def test_the_stories_come_out_through_the_verbs_and_leave_today_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who = exam_rows.person()
    monkeypatch.setattr(demo, "person", lambda _ref: who)
    monkeypatch.setattr(demo, "STORIES", {"p02": (8, 1)})
    for wording in rows.EVERY_KIND:
        rows.add(wording)
    rows.fill("family", 6)
    demo.seed()
    days = set(Round.every.values_list("day", flat=True))
    assert days == {clock.today() - timedelta(days=ago) for ago in (8, 1)}
    assert listing.today_of(who.pk, None).round is None
    answered = sum(share.total for share in charting.shares(who.pk))
    assert answered == sum(len(of.items) for of in Round.every.all())
    assert 0 < sum(share.right for share in charting.shares(who.pk)) < answered
    assert Person.every.count() == 1
