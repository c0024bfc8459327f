"""A sitting in two rooms five minutes after its opening; an exam officer and an invigilator."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from exams.models import Seat, Sitting, SittingRoom
from exams.sittings import arranging
from portal import clock
from portal.accounts import granting
from portal.accounts.models import User
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.views.board.boards import NAMES, World, after, signed_in


@pytest.fixture(autouse=True)
def _opened() -> Iterator[None]:
    cache.clear()
    with clock.at(after(5)):
        yield


@pytest.fixture(scope="module")
def planned(lasting: None) -> int:
    """The number of the sitting."""
    with clock.at(rows.MOMENT):
        page = rows.module(hours="24.0")
        rows.fill(for_exams=rows.ENOUGH)
        quiz, exam = rows.quiz(page), held.by_sitting(rows.qualifying())
        people = [rows.person(name) for name in NAMES]
        for who in people:
            rows.learn(who, page)
            rows.sit(who, quiz)
        rooms = [held.room(2, "101"), held.room(2, "102")]
        seats = held.seated(exam, people, rooms=rooms, needs_code=True)
        used = list(SittingRoom.every.filter(sitting=seats[0].sitting).order_by("number"))
        for seat, room, number in zip(seats, (0, 0, 1), (1, 2, 1), strict=True):
            Seat.every.filter(pk=seat.pk).update(room=None, number=None)
            seat.room, seat.number = used[room], number
        for seat in seats:
            Seat.every.filter(pk=seat.pk).update(room=seat.room, number=seat.number)
        watcher = granting.create_login("watcher", rows.PASSWORD, "监考员甲", actor_id=None)
        arranging.appoint(used[0], [watcher.pk], actor_id=None)
    return seats[0].sitting_id


@pytest.fixture
def world(planned: int) -> World:
    sitting = Sitting.every.get(pk=planned)
    seats = {seat.person.name: seat for seat in Seat.every.select_related("person")}
    return World(
        sitting,
        list(SittingRoom.every.filter(sitting=sitting).order_by("number")),
        [seats[name] for name in NAMES],
        User.objects.get(username="watcher"),
    )


@pytest.fixture
def office(world: World) -> Client:
    return signed_in(rows.staff("officer", world.sitting.organisation))


@pytest.fixture
def watcher(world: World) -> Client:
    return signed_in(world.watcher)
