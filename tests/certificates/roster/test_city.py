"""The rows that the tests of the roster lay at once are those that the verbs write."""

from typing import Any

import pytest

from portal import clock
from portal.audit.models import AuditEvent
from portal.audit.recording import subject_of
from portal.people import recording
from portal.people.choices import Have
from portal.people.models import Organisation, Post
from tests.certificates.roster import city

pytestmark = pytest.mark.django_db


def written(post: Post) -> tuple[list[Any], list[Any]]:
    """The haves of a post, and what the audit trail tells of them."""
    rows = post.provisions.order_by("kind").values_list("kind", "detail", "since", "until")
    events = AuditEvent.objects.filter(kind="post.provided", subject=subject_of(post))
    told = [(event.place, event.actor_id, event.body.data) for event in events.order_by("pk")]
    return list(rows), sorted(told, key=str)


def test_the_four_haves_of_a_seat_are_as_each_is_recorded() -> None:
    home: Organisation = city.place()
    at_once, one_by_one = city.seat(home), city.seat(home, provided=False)
    since = clock.today() - 3 * city.YEAR
    for have in Have:
        recording.provide(one_by_one, have, f"{have} 1号", since=since, actor_id=None)
    assert written(at_once) == written(one_by_one)
    assert len(written(at_once)[1]) == len(Have)
