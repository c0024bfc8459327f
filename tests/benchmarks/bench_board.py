"""The quota board of 500 organisations: with one row of the roster for each of 100,000 posts, and
with ten, so that history costs next to nothing."""

from datetime import date, timedelta

from django.db import connection

from certificates.roster.staffing.board import Board, board_on
from portal import clock
from portal.people.models import Organisation
from portal.people.organising import found_organisation
from portal.scope import Scope
from tests.benchmarks import roster_rows
from tests.benchmarks.registry import Limit, Meter, benchmark

FULL = 100_000
TOWNS, VILLAGES = 20, 23
SLOTS = 10
TIMES = 5
SECONDS = 0.5  # each
YEAR = timedelta(days=365)


@benchmark(
    "board",
    full=FULL,
    small=80,
    limits={"few rows": Limit(TIMES * SECONDS), "many rows": Limit(TIMES * SECONDS)},
)
def board(meter: Meter, size: int) -> None:
    """The whole page as data: numbers, committees, vacancies, what ends in six months."""
    with clock.at(clock.now() - 3 * YEAR):
        places = _places(min(VILLAGES, size // 40))
    scope = Scope(user_id=1, places={"city": (places[0].path,)})
    roster = roster_rows.Roster([place.pk for place in places[1:]], size, SLOTS)
    roster.write_now()
    _ask(meter, "few rows", scope)
    roster.write_history()
    found = _ask(meter, "many rows", scope)
    meter.note(f"{len(places)} organisations, {roster.rows} rows, {found.vacancies} vacancies")
    _ask(meter, "a year ago", scope, clock.today() - YEAR)


def _ask(meter: Meter, phase: str, scope: Scope, day: date | None = None) -> Board:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    day = day or clock.today()
    board_on(scope, day)
    with meter.measure(phase, TIMES):
        for _time in range(TIMES):
            found = board_on(scope, day)
    assert found.there
    return found


def _places(villages: int) -> list[Organisation]:
    """The centre, then each town's committee with its villages."""
    centre = found_organisation("市中心", "市中心", "city", below=None, actor_id=None)
    found = [centre]
    for town in range(TOWNS if villages == VILLAGES else 2):
        name = f"第{town + 1}镇"
        above = found_organisation(name, name, "township", below=centre, actor_id=None)
        found.append(above)
        for n in range(villages):
            short = f"{name}第{n + 1}村"
            found.append(found_organisation(short, short, "village", below=above, actor_id=None))
    return found
