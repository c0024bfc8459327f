"""What asking for one's people costs in a city of 50,000 people and 431 organisations."""

from datetime import date

from django.db import connection

from portal import clock
from portal.accounts import granting
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.people.choices import OrganisationKind
from portal.people.models import Organisation, Person
from portal.people.organising import found_organisation
from tests.benchmarks.registry import Limit, Meter, benchmark

FULL = 50_000
TOWNSHIPS, VILLAGES = 10, 42
TIMES = 100
PAGE = 50


def _places(villages: int) -> list[Organisation]:
    """The centre first, then each township with its villages."""
    centre = found_organisation("市中心", "中心", OrganisationKind.CITY, below=None, actor_id=None)
    found = [centre]
    for at in range(TOWNSHIPS):
        name = f"第{at + 1}镇"
        town = found_organisation(
            name, name, OrganisationKind.TOWNSHIP, below=centre, actor_id=None
        )
        found.append(town)
        for n in range(villages):
            short = f"{name}第{n + 1}村"
            found.append(
                found_organisation(
                    short, short, OrganisationKind.VILLAGE, below=town, actor_id=None
                )
            )
    return found


def _people(size: int, places: list[Organisation]) -> None:
    moment = clock.now()
    rows = [
        Person(
            name=f"人{at}",
            sex="female",
            birth_date=date(1980, 1, 1),
            organisation=places[at % len(places)],
            recorded_at=moment,
        )
        for at in range(size)
    ]
    Person.every.bulk_create(rows, batch_size=2000)


def _login(role: str, place: Organisation) -> User:
    user = granting.create_login(role, "a-long-password", role, actor_id=None)
    granting.grant(user, role, place, actor_id=None)
    return user


def _page(user: User) -> tuple[int, int]:
    """What a list page asks: how many there are, and the first fifty."""
    rows = Person.objects.scoped(scope_of(user)).select_related("organisation")
    return rows.count(), len(rows.order_by("name", "pk")[:PAGE])


@benchmark(
    "scope",
    full=FULL,
    small=60,
    limits={"one person": Limit(2), "a township": Limit(5), "the city": Limit(30)},
)
def scope(meter: Meter, size: int) -> None:
    """A scope from a login; one person, a township's list and the whole city's list through it."""
    places = _places(min(VILLAGES, size // 50))
    _people(size, places)
    clerk, admin = _login("clerk", places[1]), _login("admin", places[0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    theirs = Person.every.filter(organisation=places[2]).values_list("pk", flat=True)[0]
    foreign = Person.every.filter(organisation=places[-1]).values_list("pk", flat=True)[0]
    with meter.measure("scope", TIMES):
        for _time in range(TIMES):
            scope_of(clerk)
    with meter.measure("one person", 2 * TIMES):
        for _time in range(TIMES):
            assert Person.objects.scoped(scope_of(clerk)).filter(pk=theirs).exists()
            assert not Person.objects.scoped(scope_of(clerk)).filter(pk=foreign).exists()
    town = Person.every.filter(organisation__path__startswith=places[1].path).count()
    with meter.measure("a township", TIMES):
        for _time in range(TIMES):
            assert _page(clerk)[0] == town
    with meter.measure("the city", TIMES):
        for _time in range(TIMES):
            assert _page(admin)[0] == size
