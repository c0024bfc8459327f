"""Tables of appraisals: figures that fit together, proposed grades, the same file again."""

import pytest
from django.utils.translation import override

from certificates.roster.appraising.recording import current
from certificates.roster.importing.appraisal_kind import NAME_OF_KIND
from certificates.roster.models import Appointment
from portal.accounts.models import User
from portal.desk.tasks import bearer_of
from portal.people.importing import committing, staging
from portal.people.importing.person_columns import person_number
from portal.people.models import ImportRun
from portal.spreadsheets.writing import csv_file
from tests.certificates.roster import city
from tests.certificates.roster.appraising.rows import days, entry, serving, this_year, written
from tests.certificates.roster.conftest import Town
from tests.certificates.roster.importing.bringing import check, enter, later, outcomes, sentences

pytestmark = pytest.mark.django_db
TITLES = {
    "person": "人员编号", "name": "姓名", "place": "调解组织", "post": "职务", "year": "年度",
    "screenings": "排查次数", "accepted": "受理件数", "succeeded": "成功件数", "rate": "成功率",
    "return_visits": "回访次数", "documents": "调解文书数", "archived": "归档件数",
    "proposed": "等次",
}  # fmt: skip


@pytest.fixture
def row(town: Town) -> Appointment:
    return serving(town)


def line(row: Appointment, **cells: str) -> dict[str, str]:
    told = {
        "person": person_number(row.person_id), "name": row.person.name,
        "place": row.organisation.name, "post": "委员", "year": str(this_year()),
        "screenings": "52", "accepted": "30", "succeeded": "29", "rate": "96.67%",
        "return_visits": "20", "documents": "29", "archived": "29", "proposed": "称职",
    }  # fmt: skip
    return told | cells


def checked(town: Town, user: User, *lines: dict[str, str]) -> ImportRun:
    content = csv_file(
        list(TITLES.values()), [[one.get(key, "") for key in TITLES] for one in lines]
    )
    run = staging.upload(
        content, "考核.csv", kind=NAME_OF_KIND, organisation=town.east, actor_id=user.pk
    )
    return check(run)


def test_a_table_is_entered_and_changes_nothing_again(
    town: Town, user: User, row: Appointment
) -> None:
    run = checked(town, user, line(row))
    assert outcomes(run) == [("new", [])]
    enter(run)
    found = current(row, this_year())
    assert found is not None
    assert (found.accepted, found.proposed, found.recorded_by_id) == (30, "competent", user.pk)
    assert outcomes(checked(town, user, line(row))) == [("same", [])]
    some = line(row) | dict.fromkeys(("screenings", "documents", "proposed"), "")
    assert outcomes(checked(town, user, some)) == [("same", [])]
    changed = checked(town, user, line(row, screenings="53"))
    assert outcomes(changed) == [("changed", [])]
    enter(changed)
    found = current(row, this_year())
    assert found is not None
    assert (found.screenings, found.reason) == (53, "考核.csv")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"rate": "120%"}, "“success rate” (120%) lies between 0 and 100%."),
        ({"rate": "50%"}, "“success rate” (50%) does not follow from “cases settled” (29)"),
        ({"accepted": "3.5"}, "“cases accepted” (3.5) is no whole number of 0 or more."),
        ({"accepted": "-3"}, "“cases accepted” (-3) is no whole number of 0 or more."),
        ({"accepted": "多"}, "“cases accepted” (多) is no whole number of 0 or more."),
        ({"archived": "31"}, "“files archived” (31) is more than “cases accepted” (30)."),
        ({"succeeded": "31"}, "“cases settled” (31) is more than “cases accepted” (30)."),
        ({"screenings": "100001"}, "“screenings” (100001) lies between 0 and 100000."),
        ({"screenings": ""}, "This is missing."),
        ({"rate": "不详"}, "The success rate cannot be read. Please write it as 96.67%"),
        ({"year": "去年"}, "Please write the year with four digits"),
        ({"year": "2019"}, "The person was not in office in that year."),
        ({"year": "2099"}, "Appraisals are written for the years from 2020"),
        ({"proposed": "一般"}, "That year does not know this grade."),
        ({"proposed": "良好"}, "That year does not know this grade."),
        ({"place": "河湾镇"}, "You may not act for this organisation."),
        ({"place": ""}, "This is missing."),
    ],
)
def test_a_row_that_cannot_be_right_names_its_fields(
    town: Town, user: User, cells: dict[str, str], words: str
) -> None:
    """Bad input 92."""
    run = checked(town, user, line(serving(town), **cells))
    with override("en"):
        told = sentences(run)
    assert len(told) == 1
    assert told[0].startswith(words)


def test_people_who_are_not_in_office_have_none(town: Town, user: User, row: Appointment) -> None:
    other = city.somebody(town.east_village, "李娜")
    named = line(row, name="李娜", person=person_number(other.pk))
    assert outcomes(checked(town, user, named, line(row), line(row))) == [
        ("refused", ["not_in_office_then"]),
        ("new", []),
        ("refused", ["repeated"]),
    ]


def test_a_final_grade_stands(town: Town, user: User, row: Appointment) -> None:
    final = {"proposed": "competent", "final": "competent", "document": "8号"}
    written(row, entry(**final, **days(later(-7), later(-1))))
    assert outcomes(checked(town, user, line(row))) == [("same", [])]
    assert outcomes(checked(town, user, line(row, proposed="优秀"))) == [
        ("refused", ["final_stands"])
    ]


def test_nobody_brings_their_own_appraisal(town: Town, user: User, row: Appointment) -> None:
    row.person.user = user
    row.person.save()
    assert outcomes(checked(town, user, line(row))) == [("refused", ["ones_own"])]


def test_the_second_of_two_sees_the_difference(town: Town, user: User, row: Appointment) -> None:
    run = checked(town, user, line(row))
    written(row, entry(proposed="excellent"))
    assert committing.look_again(run, bearer_of(user.pk, run.kind)) == 1
    run.refresh_from_db()
    assert run.differs
