"""What the roster costs in a city of 100,000 people and a million rows: the standing of one person,
the page of a township and of the whole city as of today and of a day two years ago, everybody as a
table and as a workbook. `--size` is the number of people."""

from datetime import timedelta

from django.test import Client

from certificates.roster.exporting import export
from certificates.roster.listing import Filters, all_rows
from certificates.roster.register import standing_of
from certificates.roster.sharing import filling, handing_out, keeping
from certificates.roster.sharing.choices import Form
from certificates.roster.sharing.handing_out import Wish
from certificates.roster.twin import AsOf
from portal import clock
from portal.accounts import granting, second_factor
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.people.models import Organisation
from tests.benchmarks.long_roster import LongRoster, fill
from tests.benchmarks.registry import Limit, Meter, benchmark

FULL = 100_000
TIMES, FEW, SHARE = 100, 5, 20  # of so many people one is asked after
STANDING, PAGE = 10e-3, 100e-3  # CPU seconds each
EARLIER = timedelta(days=700)


def login(role: str, place: Organisation) -> tuple[Client, User]:
    user = granting.create_login(f"{role}-{place.pk}", "a-long-password", role, actor_id=None)
    granting.grant(user, role, place, actor_id=None)
    client = Client()
    client.force_login(user)
    session = client.session
    second_factor.show(session, user.pk)
    session.save()
    return client, user


@benchmark(
    "roster",
    full=FULL,
    small=110,
    served=True,
    limits={
        "standing": Limit(STANDING * TIMES),
        "page of a township": Limit(PAGE * TIMES),
        "earlier page": Limit(PAGE * TIMES),
        "township, by HR": Limit(PAGE * TIMES),
        "table": Limit(60, 500),
        "workbook": Limit(60, 500),
    },
)
def roster(meter: Meter, size: int) -> None:
    """One person a hundred times, pages a hundred times, the table once."""
    city = fill(size)
    times = min(TIMES, size // SHARE)
    ids = range(city.person_id, city.person_id + times)
    standing_of(city.person_id, clock.today())
    with meter.measure("standing", times):
        found = [standing_of(pk, clock.today()).label for pk in ids]
    meter.note(f"{city.people} people, {city.rows} rows of the roster")
    assert "on_duty" in found
    pages(meter, city, times)
    table(meter, city)


def pages(meter: Meter, city: LongRoster, times: int) -> None:
    clerk, _user = login("clerk", city.townships[0])
    hr, _user = login("hr", city.centre)
    then = (clock.today() - EARLIER).isoformat()
    township = f"at={city.townships[-1].pk}"
    for phase, client, query, asked in (
        ("page of a township", clerk, "", times),
        ("earlier page", clerk, f"on={then}", times),
        ("township, by HR", hr, township, times),
        ("the whole city", hr, "", min(FEW, times)),
        ("the city, earlier", hr, f"on={then}", min(FEW, times)),
    ):
        assert b"<tbody>" in client.get(f"/roster/?{query}").content
        with meter.measure(phase, asked):
            for number in range(asked):
                client.get(f"/roster/?{query}&page={number % 20 + 1}")


def table(meter: Meter, city: LongRoster) -> None:
    _client, user = login("admin", city.centre)
    with meter.measure("table", city.people):
        rows = all_rows([city.centre.path], AsOf(clock.today()), Filters())
        content = export(rows, city.centre, AsOf(clock.today()), actor_id=user.pk)
    meter.note(f"{len(content) / 1e6:.1f} MB")
    if city.people >= filling.MOST_LINES:
        meter.note("more than a sheet holds: no workbook")
        return
    wish = Wish(city.centre, AsOf(clock.today()), Filters(), Form.WORKBOOK, None, "zh-hans")
    row = handing_out.ask(wish, actor_id=user.pk)
    with meter.measure("workbook", city.people):
        files, trouble = handing_out.make(row, scope_of(user))
    assert not trouble
    meter.note(f"{len(keeping.made(files[0]) or b'') / 1e6:.1f} MB")
