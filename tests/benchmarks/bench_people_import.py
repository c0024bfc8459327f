"""Importing people: 20,000 rows, the dry run within 30 s and 300 MB."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection

from portal.accounts import granting
from portal.desk.tasks import bearer_of
from portal.jobs.working import work_all
from portal.people.choices import ImportState, OrganisationKind
from portal.people.identity import check_digit
from portal.people.importing import committing, staging
from portal.people.importing.person_columns import COLUMNS, NAME_OF_KIND
from portal.people.models import ImportRun, Organisation, Person
from portal.people.organising import found_organisation
from portal.spreadsheets.writing import xlsx_file
from tests.benchmarks.registry import Limit, Meter, benchmark

FULL = 20_000
VILLAGES = 200
FIRST_BORN = date(1950, 1, 1)
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈", "国建华桂芳玉兰秀英德胜春生"
WHY = "a benchmark"


def people(size: int) -> Iterator[list[str]]:
    """Rows of a table as offices keep it: name, number, phone, organisation."""
    for at in range(size):
        born = FIRST_BORN + timedelta(days=at % 19_000)
        first = f"990000{born:%Y%m%d}{at % 999 + 1:03d}"
        name = FAMILY[at % 10] + GIVEN[at // 10 % 13] + GIVEN[at // 130 % 13]
        village = f"第{at % VILLAGES + 1}村人民调解委员会"
        phone = f"138{at:08d}"
        yield [
            "",
            name,
            "",
            "",
            born.isoformat(),
            "",
            first + check_digit(first),
            phone,
            "",
            village,
        ]


def _city() -> tuple[Organisation, int]:
    centre = found_organisation("市中心", "中心", OrganisationKind.CITY, below=None, actor_id=None)
    for at in range(VILLAGES):
        name = f"第{at + 1}村人民调解委员会"
        found_organisation(
            name, f"第{at + 1}村", OrganisationKind.VILLAGE, below=centre, actor_id=None
        )
    clerk = granting.create_login("clerk", "a-long-password", "吴敏", actor_id=None)
    granting.grant(clerk, "clerk", centre, actor_id=None)
    return centre, clerk.pk


def _brought(content: bytes, place: Organisation, actor_id: int) -> ImportRun:
    run = staging.upload(
        content, "人员.xlsx", kind=NAME_OF_KIND, organisation=place, actor_id=actor_id
    )
    staging.ask_check(run, columns=run.columns, places={}, actor_id=actor_id)
    return run


@benchmark(
    "people_import",
    full=FULL,
    small=30,
    limits={"dry run": Limit(30, 300), "same again": Limit(30, 300)},
)
def people_import(meter: Meter, size: int) -> None:
    """Upload, dry run and entering of new people; the dry run of the same table again."""
    place, actor_id = _city()
    titles = [str(column.label) for column in COLUMNS]
    content = xlsx_file([("人员", titles, people(size))])
    with meter.measure("upload", size):
        run = _brought(content, place, actor_id)
    with meter.measure("dry run", size):
        assert work_all(staging.CHECK) == 1
    run.refresh_from_db()
    assert committing.counts_of(run) == {"new": size}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with meter.measure("confirm", size):
        assert committing.look_again(run, bearer_of(actor_id)) == 0
        staging.ask_commit(run, only_good=False, actor_id=actor_id)
    with meter.measure("enter", size):
        assert work_all(staging.COMMIT) == 1
    run.refresh_from_db()
    assert run.state == ImportState.COMMITTED
    assert Person.objects.unscoped(WHY).count() == size
    again = _brought(content, place, actor_id)
    with meter.measure("same again", size):
        assert work_all(staging.CHECK) == 1
    assert committing.counts_of(again) == {"same": size}
