"""A sitting in two rooms that has opened, and what its tests ask and do."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.test import Client

from exams import attempts
from exams.models import Attempt, Seat, Sitting, SittingRoom
from exams.sittings import admitting
from portal.accounts.models import User
from tests.exams import rows
from tests.exams.sittings import rows as held

OPENS = rows.MOMENT + held.AHEAD
NAMES = ("周桂芳", "李春梅", "王建军")


@dataclass(frozen=True)
class World:
    """A sitting in two rooms of two seats: 周桂芳 and 李春梅 in the first, 王建军 in the second."""

    sitting: Sitting
    rooms: list[SittingRoom]
    seats: list[Seat]
    watcher: User

    def seat(self, n: int) -> Seat:
        return Seat.every.get(pk=self.seats[n].pk)


def after(minutes: float) -> datetime:
    return OPENS + timedelta(minutes=minutes)


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(user)
    return client


def begin(world: World, n: int) -> Attempt:
    seat = world.seat(n)
    code = admitting.check_identity(seat, actor_id=None)
    who = seat.person
    return attempts.start(who.pk, world.sitting.exam, actor_id=who.user_id, code=code)


def address(world: World, rest: str = "") -> str:
    return f"/desk/sittings/{world.sitting.pk}/board/{rest}"


def room_page(client: Client, world: World, n: int = 0) -> str:
    reply = client.get(address(world, f"rooms/{world.rooms[n].pk}/"))
    assert reply.status_code == 200
    return plain(reply.content.decode())


def plain(page: str) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def act(client: Client, world: World, name: str, **typed: object) -> str:
    """What the page says after the act was done."""
    whole = {"action": "0" * 16, "reason": "停电", "minutes": "10", **typed}
    reply = client.post(address(world, f"acts/{name}/"), whole, follow=True)
    assert reply.status_code == 200, plain(reply.content.decode())
    return plain(reply.content.decode())
