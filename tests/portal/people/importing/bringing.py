"""A city with two townships, a clerk of one of them, and tables brought by the clerk."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.accounts import granting
from portal.accounts.models import User
from portal.desk.tasks import bearer_of
from portal.jobs.working import work_all
from portal.people.importing import committing, staging
from portal.people.importing.person_columns import NAME_OF_KIND
from portal.people.models import ImportRow, ImportRun, Organisation, Person
from portal.spreadsheets.writing import csv_file
from tests.portal.people import rows

HEAD = ("人员编号", "姓名", "性别", "出生日期", "身份证号", "手机", "单位")
WHY = "a test"
Line = Sequence[str]


@dataclass
class Town:
    """`east` with its village `creek` is the clerk's; `west` is not."""

    centre: Organisation
    east: Organisation
    creek: Organisation
    west: Organisation
    clerk: User


def town() -> Town:
    centre = rows.centre()
    east, west = rows.below(centre, "青石镇"), rows.below(centre, "东关街道")
    clerk = rows.login("clerk")
    granting.grant(clerk, "clerk", east, actor_id=None)
    return Town(centre, east, rows.below(east, "柳溪村"), west, clerk)


def line(
    name: str = "", place: str = "柳溪村", *, key: str = "", sex: str = "女",
    born: str = "1990-01-01", number: str = "", phone: str = "",
) -> Line:  # fmt: skip
    return (key, name, sex, born, number, phone, place)


def brought(town: Town, *lines: Line, head: Line = HEAD, by: User | None = None) -> ImportRun:
    """A table uploaded, with the columns as they were guessed."""
    content = csv_file(head, lines)
    actor = by or town.clerk
    return staging.upload(
        content, "人员.csv", kind=NAME_OF_KIND, organisation=town.east, actor_id=actor.pk
    )


def checked(town: Town, *lines: Line, head: Line = HEAD) -> ImportRun:
    """A table after its dry run."""
    return check(brought(town, *lines, head=head))


def check(run: ImportRun, **places: int) -> ImportRun:
    actor_id = run.recorded_by_id
    staging.ask_check(run, columns=run.columns, places={**run.places, **places}, actor_id=actor_id)
    assert work_all(staging.CHECK) == 1
    run.refresh_from_db()
    return run


def enter(run: ImportRun) -> ImportRun:
    """Confirm and enter, as the page does."""
    assert committing.look_again(run, bearer_of(run.recorded_by_id)) == 0
    staging.ask_commit(run, only_good=True, actor_id=run.recorded_by_id)
    assert work_all(staging.COMMIT) == 1
    run.refresh_from_db()
    return run


def outcomes(run: ImportRun) -> list[tuple[str, list[str]]]:
    """Verdict and the words of the problems, row by row."""
    found = ImportRow.objects.unscoped(WHY).filter(run=run).order_by("number")
    return [(row.verdict, [problem[0] for problem in row.problems]) for row in found]


def only_row(run: ImportRun) -> ImportRow:
    return ImportRow.objects.unscoped(WHY).get(run=run)


def everybody() -> list[Person]:
    return list(Person.objects.unscoped(WHY).order_by("pk"))
