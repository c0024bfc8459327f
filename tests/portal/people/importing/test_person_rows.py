"""Rows that contradict each other or the record, or cannot be read; bad inputs 24 to 26."""

import pytest

from portal.people.identifying import identify
from portal.people.importing.person_columns import person_number
from portal.people.models import SuspectedDouble
from tests.portal.people import rows
from tests.portal.people.importing.bringing import (
    WHY,
    Town,
    checked,
    enter,
    everybody,
    line,
    only_row,
    outcomes,
    town,
)
from tests.portal.people.rows import FEMALE, MALE

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Town:
    return town()


def test_24_a_number_that_somebody_elsewhere_has_is_held_without_a_word_about_whom(
    city: Town,
) -> None:
    identify(rows.person(city.west, "刘玉兰"), "id_card", FEMALE, actor_id=None)
    run = checked(city, line("周桂芳", number=FEMALE))
    assert outcomes(run) == [("held", ["number_held"])]
    row = only_row(run)
    assert "刘玉兰" not in f"{row.shown}{row.problems}{row.changes}"


@pytest.mark.parametrize("number", ["1.10101E+17", "110101199003070000"])
def test_25_a_damaged_number_is_named_and_never_guessed(city: Town, number: str) -> None:
    run = checked(city, line("周桂芳", number=number))
    assert outcomes(run) == [("refused", ["said"])]
    words = only_row(run).problems[0][2]
    assert set(words) == {"zh-hans", "en"}
    assert words["en"].startswith("The spreadsheet has kept this column as figures")


def test_26_two_rows_of_one_person_with_different_numbers_are_both_held(city: Town) -> None:
    other = f"{FEMALE[:14]}004"
    digit = "0123456789X"
    numbers = [FEMALE, next(f"{other}{d}" for d in digit if _is_right(f"{other}{d}"))]
    run = checked(city, *[line("周桂芳", number=number) for number in numbers])
    assert outcomes(run) == [("held", ["twin"])] * 2
    enter(run)
    assert everybody() == []


def _is_right(number: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(number[:17], weights, strict=True))
    return "10X98765432"[total % 11] == number[-1]


def test_26_another_number_than_the_one_on_record_is_held(city: Town) -> None:
    person = rows.person(city.creek)
    identify(person, "id_card", FEMALE, actor_id=None)
    run = checked(city, line("周桂芳", key=person_number(person.pk), number=f"8{'*' * 16}1"))
    assert outcomes(run) == [("held", ["number_differs"])]


def test_rows_that_repeat_or_contradict_others_are_named(city: Town) -> None:
    run = checked(
        city,
        line("周桂芳"), line("周桂芳"),
        line("甲", number=FEMALE), line("乙", number=FEMALE),
        line("丙", number=MALE, sex="男"), line("丙", number=MALE, sex="男"),
    )  # fmt: skip
    assert outcomes(run) == [
        ("new", []), ("refused", ["repeated"]),
        ("held", ["twin_number"]), ("held", ["twin_number"]),
        ("new", []), ("refused", ["repeated"]),
    ]  # fmt: skip


def test_a_namesake_of_the_same_organisation_gets_the_number(city: Town) -> None:
    person = rows.person(city.creek)
    run = checked(city, line("周桂芳", number=FEMALE))
    assert only_row(run).changes == [["number", "", f"9{'*' * 16}5"]]
    enter(run)
    person.refresh_from_db()
    assert person.id_masked == f"9{'*' * 16}5"


def test_a_namesake_elsewhere_in_reach_is_held_with_the_person_number(city: Town) -> None:
    person = rows.person(city.east)
    run = checked(city, line("周桂芳"))
    assert only_row(run).problems == [["namesake", "name", {"keys": person_number(person.pk)}]]


def test_a_namesake_out_of_reach_is_suspected_for_hr_and_not_told(city: Town) -> None:
    rows.person(city.west)
    run = checked(city, line("周桂芳"))
    assert outcomes(run) == [("new", [])]
    enter(run)
    assert SuspectedDouble.objects.unscoped(WHY).count() == 1


def test_what_contradicts_the_record_is_refused_or_held(city: Town) -> None:
    person = rows.person(city.creek)
    key = person_number(person.pk)
    run = checked(
        city,
        line("周桂芳", key=key, born="1991-01-01"),
        line("何建国", key=key, born="1991-01-01"),
        line("周桂芳", key="P99"),
        line("甲", key="人员一"),
    )
    assert [problems for _v, problems in outcomes(run)] == [
        ["born_differs"], ["repeated"], ["key_unknown"], ["key_unclear"],
    ]  # fmt: skip
    alone = checked(city, line("何建国", key=key, born="1991-01-01"))
    assert outcomes(alone) == [("held", ["key_mismatch"])]


def test_what_is_missing_or_cannot_be_read_is_named(city: Town) -> None:
    run = checked(
        city,
        line("周桂芳", "", sex="", born=""),
        line("何建国", sex="先生"),
        line("甲", phone="123"),
        line("乙", number=FEMALE, sex="男"),
        line("丙", number="9****************5"),
        line("<b>", born="2000-01-01"),
    )
    assert [problems for _v, problems in outcomes(run)] == [
        ["missing"] * 3, ["sex_unclear"], ["said"], ["contradiction"], ["masked"], ["said"],
    ]  # fmt: skip


def test_without_a_column_of_organisations_all_belong_to_the_place_of_the_run(city: Town) -> None:
    run = checked(city, ("周桂芳", "女", "1990-01-01"), head=("姓名", "性别", "出生日期"))
    enter(run)
    assert everybody()[0].organisation == city.east


def test_other_documents_and_email_are_read(city: Town) -> None:
    head = ("姓名", "性别", "出生日期", "证件类型", "证件号码", "邮箱", "单位")
    lines = [
        ("甲", "男", "1980-01-01", "护照", "e1234567", "a@example.com", "柳溪村"),
        ("乙", "男", "1980-01-01", "会员卡", "1", "", "柳溪村"),
        ("丙", "男", "1980-01-01", "", "", "nobody", "柳溪村"),
    ]
    run = checked(city, *lines, head=head)
    assert outcomes(run) == [
        ("new", []), ("refused", ["document_unclear"]), ("refused", ["said"]),
    ]  # fmt: skip
    enter(run)
    assert (everybody()[0].id_document, everybody()[0].email) == ("passport", "a@example.com")
