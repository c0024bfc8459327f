"""Tables of the roster brought by the clerk of 青石镇, checked and entered as the pages do it."""

from collections.abc import Sequence
from datetime import date, timedelta

from certificates.roster.importing import roster_kind
from certificates.roster.models import Appointment
from portal import clock
from portal.accounts.models import User
from portal.desk.tasks import bearer_of
from portal.jobs.working import work_all
from portal.people.importing import committing, staging
from portal.people.importing.person_columns import person_number
from portal.people.importing.wording import told as in_words
from portal.people.models import ImportRow, ImportRun, Organisation, Person, Post
from portal.spreadsheets.writing import csv_file
from tests.certificates.roster.conftest import Town

WHY = "a test"
TITLES = {
    "person": "人员编号", "name": "姓名", "number": "身份证号", "certificate": "上岗证号",
    "place": "调解组织", "post": "职务", "seat": "岗位序号", "mode": "产生方式",
    "starts": "任职日期", "until": "任期至", "basis": "依据", "left": "离任日期",
    "reason": "离任原因", "body": "决定机关", "document": "决定文号", "successor": "接任人",
    "successor_key": "接任人证号", "successor_basis": "接任依据", "late": "补记原因",
    "assessor": "人民陪审员",
    "assessor_since": "陪审员任期起", "assessor_until": "陪审员任期止",
}  # fmt: skip
WORDS = {"chair": "主任", "member": "委员", "full_time": "专职调解员", "vice_chair": "副主任"}
Line = dict[str, str]


def later(days: int) -> date:
    return clock.today() + timedelta(days=days)


def line(person: Person, post: Post, **cells: str | date) -> Line:
    """A row that names a person by number, and a seat."""
    words = {
        "person": person_number(person.pk),
        "name": person.name,
        "place": post.organisation.name,
        "post": WORDS[post.kind],
        "seat": str(post.number),
    }
    return words | {key: str(value) for key, value in cells.items()}


def taking(person: Person, post: Post, starts: date, mode: str = "推选", **cells: str) -> Line:
    """A row of somebody who takes up a post."""
    return line(person, post, mode=mode, starts=starts, basis="会议记录", **cells)


def leaving(person: Person, post: Post, left: date | str, **cells: str) -> Line:
    """A row of somebody who leaves, with all that is asked for but the successor."""
    told = {"reason": "辞职", "body": "村民代表会议", "document": "柳溪〔2026〕3号"}
    return line(person, post, **(told | {"left": str(left)} | cells))


def brought(
    lines: Sequence[Line], place: Organisation, user: User, kind: str = roster_kind.NAME_OF_KIND
) -> ImportRun:
    return staging.upload(
        csv_file(list(TITLES.values()), [[one.get(key, "") for key in TITLES] for one in lines]),
        "花名册.csv",
        kind=kind,
        organisation=place,
        actor_id=user.pk,
    )


def checked(lines: Sequence[Line], place: Organisation, user: User) -> ImportRun:
    """A table after its dry run."""
    return check(brought(lines, place, user))


def check(run: ImportRun, **places: int) -> ImportRun:
    actor_id = run.recorded_by_id
    staging.ask_check(run, columns=run.columns, places={**run.places, **places}, actor_id=actor_id)
    assert work_all(staging.CHECK) == 1
    run.refresh_from_db()
    return run


def enter(run: ImportRun) -> ImportRun:
    """Confirm and enter, as the page does."""
    assert committing.look_again(run, bearer_of(run.recorded_by_id, run.kind)) == 0
    staging.ask_commit(run, only_good=True, actor_id=run.recorded_by_id)
    assert work_all(staging.COMMIT) == 1
    run.refresh_from_db()
    return run


def outcomes(run: ImportRun) -> list[tuple[str, list[str]]]:
    """Verdict and the words of the problems, row by row."""
    found = ImportRow.objects.unscoped(WHY).filter(run=run).order_by("number")
    return [(row.verdict, [problem[0] for problem in row.problems]) for row in found]


def sentences(run: ImportRun) -> list[str]:
    """What the rows say is wrong."""
    found = ImportRow.objects.unscoped(WHY).filter(run=run).order_by("number")
    return [in_words(problem) for row in found for problem in row.problems]


def told(town: Town, user: User, *lines: Line) -> list[tuple[str, list[str]]]:
    return outcomes(checked(lines, town.east, user))


def appointments(post: Post) -> list[tuple[str, str, date, date | None]]:
    rows = Appointment.objects.unscoped(WHY).filter(post=post).order_by("starts")
    return [(row.person.name, row.mode, row.starts, row.ends) for row in rows]
