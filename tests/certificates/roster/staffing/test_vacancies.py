"""Empty posts: the board, the list and a slow recount name the same ones."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from certificates.roster import correcting, listing, succeeding
from certificates.roster.appointing import GateClosed
from certificates.roster.correcting import of_appointment
from certificates.roster.listing import Filters
from certificates.roster.models import Appointment, Succession
from certificates.roster.refusing import Refused
from certificates.roster.staffing.vacancies import empty_posts
from certificates.roster.twin import AsOf
from portal import clock
from portal.people import organising
from portal.people.models import Organisation, Post
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, an_end, elected_ago, end, keeper, signed
from tests.certificates.roster.conftest import Town

pytestmark = pytest.mark.django_db
Vacant = dict[int, date]


def on_the_board(place: Organisation, day: date) -> Vacant:
    scope = Scope(user_id=1, places={"clerk": (place.path,)})
    return {one.post: one.fell for one in empty_posts(scope, day)}


def on_the_list(place: Organisation, day: date, known_at: datetime | None = None) -> Vacant:
    rows = listing.all_rows([place.path], AsOf(day, known_at), Filters(state="vacant"))
    return {row.post_id: row.vacant_since for row in rows if row.post_id and row.vacant_since}


def left(town: Town, days: int = 100) -> Appointment:
    """Somebody who left the village's seat today."""
    row = elected_ago(city.somebody(town.east), city.seat(town.east_village), days)
    end(row)
    return row


def close(row: Appointment, day: date | None = None) -> None:
    succession = Succession.objects.unscoped("test").get(ending_id=row.pk)
    succeeding.close_post(succession, day=day or clock.today(), reason="撤岗", actor_id=None)


def both(place: Organisation, day: date) -> list[Vacant]:
    return [on_the_board(place, day), on_the_list(place, day)]


def test_a_closed_post_is_not_vacant_from_that_day_on(town: Town) -> None:
    row = left(town)
    close(row, clock.today() + 3 * DAY)
    before, after = clock.today() + 2 * DAY, clock.today() + 3 * DAY
    assert both(town.east, before) == [{row.post_id: clock.today()}] * 2
    assert both(town.east, after) == [{}] * 2


def test_a_closing_after_an_end_that_was_struck_closes_nothing(town: Town) -> None:
    row = left(town)
    close(row)
    known, later = clock.now(), clock.now() + timedelta(milliseconds=1)
    with clock.at(later):
        correcting.annul(row, actor_id=None, signed=signed("从未当选"))
    assert both(town.east, clock.today()) == [{row.post_id: clock.day_of(row.post.recorded_at)}] * 2
    assert on_the_list(town.east, clock.today(), known) == {}
    assert on_the_list(town.east, clock.today(), later) != {}


def test_an_organisation_that_is_no_more_has_no_vacant_post(town: Town) -> None:
    with clock.at(clock.now() - 9 * DAY):
        post = city.seat(town.east_village)
        staying = city.elect(city.somebody(town.east), city.seat(town.east_village))
    known, later = clock.now(), clock.now() + timedelta(milliseconds=1)
    with clock.at(later):
        organising.dissolve(
            town.east_village, day=clock.today(), reason="撤并", actor_id=keeper("city").pk
        )
    yesterday, today = clock.today() - DAY, clock.today()
    assert list(on_the_list(town.east, yesterday)) == [post.pk]
    assert both(town.east, today) == [{}] * 2
    assert list(on_the_list(town.east, today, known)) == [post.pk]
    assert on_the_list(town.east, today, later) == {}
    told = listing.all_rows([town.east.path], AsOf(today), Filters(state="serving"))
    assert [row.appointment_id for row in told] == [staying.pk]


def recount(day: date) -> set[int]:
    """Post by post, from the plain rows."""
    live = list(Appointment.every.filter(superseded_at__isnull=True))
    closings = Succession.every.filter(closed_on__lte=day, ending_id__in=[row.pk for row in live])
    closed = set(closings.values_list("post_id", flat=True))
    held = {row.post_id for row in live if row.starts <= day and not (row.ends and row.ends <= day)}
    return {
        post.pk
        for post in Post.every.select_related("organisation")
        if clock.day_of(post.recorded_at) <= day
        and not (post.organisation.dissolved_on and post.organisation.dissolved_on <= day)
        and post.pk not in held | closed
    }


@dataclass
class History:
    """Random acts at some villages; what the list said after each is remembered."""

    top: Organisation
    home: Organisation
    places: list[Organisation]
    random: Random
    moments: list[datetime] = field(default_factory=list)
    told: list[tuple[date, datetime, Vacant]] = field(default_factory=list)

    def write(self, steps: int) -> None:
        acts = [self._seat, self._elect, self._elect, self._end, self._end, self._close,
                self._correct, self._annul]  # fmt: skip
        now = clock.now() - 300 * DAY
        for n in range(steps):
            now += timedelta(days=self.random.randint(0, 9), minutes=7)
            with clock.at(now):
                self._try(self._dissolve if n == steps - 5 else self.random.choice(acts))
                self.moments.append(now)
                for days in (-9, 4):
                    day = clock.today() + days * DAY
                    self.told.append((day, now, on_the_list(self.top, day)))

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (Refused, GateClosed):
            return

    def _one(self, rows: list[Appointment]) -> Appointment:
        if not rows:
            raise Refused("", "nobody")
        return self.random.choice(rows)

    def _rows(self, **narrowed: bool) -> list[Appointment]:
        rows = Appointment.every.filter(superseded_at__isnull=True, **narrowed)
        return list(rows.select_related("post", "person", "organisation").order_by("pk"))

    def _seat(self) -> None:
        there = [at for at in self.places if at.dissolved_on is None]
        city.seat(self.random.choice(there))

    def _elect(self) -> None:
        empty = [pk for pk in on_the_board(self.top, clock.today()) if not self._closing(pk)]
        if empty:
            post = Post.every.get(pk=self.random.choice(sorted(empty)))
            city.elect(city.somebody(self.home), post)

    def _closing(self, post: int) -> bool:
        return Succession.every.filter(post=post, closed_on__isnull=False).exists()

    def _end(self) -> None:
        end(self._one(self._rows(ends__isnull=True)),
            day=clock.today() + self.random.randint(0, 3) * DAY)  # fmt: skip

    def _close(self) -> None:
        row = self._one(self._rows(ends__isnull=False))
        close(row, clock.today() + self.random.randint(0, 5) * DAY)

    def _correct(self) -> None:
        row = self._one(self._rows(ends__isnull=False))
        wrong = self.random.random() < 0.5
        right = an_end(day=max(row.starts + DAY, clock.today() - 3 * DAY))
        told = replace(of_appointment(row), end=None if wrong else right)
        correcting.correct(row, told, actor_id=None, signed=signed())

    def _annul(self) -> None:
        row = self._one(self._rows(ends__isnull=False))
        correcting.annul(row, actor_id=None, signed=signed())

    def _dissolve(self) -> None:
        organising.dissolve(
            self.places[0], day=clock.today() - DAY, reason="撤并", actor_id=keeper("city").pk
        )
        self.places[0].refresh_from_db()


@pytest.mark.parametrize("seed", [0, 1])
def test_board_list_and_recount_agree_on_any_day_as_known_at_any_time(seed: int) -> None:
    with clock.at(clock.now() - 330 * DAY):
        top = city.place("city")
        history = History(
            top,
            city.place("township", top),
            [city.place("village", top) for _ in range(2)],
            Random(seed),
        )
        for place in history.places * 2:
            city.seat(place)
    history.write(45)
    vacant = 0
    for moment in history.moments:
        day = clock.day_of(moment)
        board, listed = both(top, day)
        assert board == listed
        assert board.keys() == recount(day)
        vacant += len(board)
    assert vacant
    for day, moment, said in history.told:
        assert on_the_list(top, day, moment) == said, (day, moment)
