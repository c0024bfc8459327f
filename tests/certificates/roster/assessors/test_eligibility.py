"""Every bar of the law on its own id; what nobody looked at is never taken for granted."""

from datetime import date
from typing import Any

import pytest

from certificates.roster.assessors.eligibility import (
    BARRED,
    CONDITIONS,
    INCOMPATIBLE,
    Asked,
    Eligibility,
    Known,
    decide,
)
from certificates.roster.choices_of_assessors import Barred, Condition, Incompatible
from tests.certificates.roster.assessors.rows import CLEAR

ASKED = Asked(age_min=28, terms_max=2, screened_since=date(2026, 1, 1))


def decided(**more: Any) -> Eligibility:
    known: dict[str, Any] = {
        "age": 50,
        "home": "village",
        "found": CLEAR,
        "education": "secondary",
        "screened_on": date(2026, 5, 1),
    }
    return decide(Known(**(known | more)), ASKED)


def in_the_way(**more: Any) -> list[tuple[str, str, int]]:
    return [(one.id, one.state, one.article) for one in decided(**more).in_the_way]


def test_the_codes_are_those_that_the_words_are_for() -> None:
    assert tuple(Condition.values) == CONDITIONS
    assert tuple(Incompatible.values) == INCOMPATIBLE
    assert tuple(Barred.values) == BARRED


def test_whoever_was_looked_at_and_has_nothing_in_the_way_is_eligible() -> None:
    found = decided()
    assert found.granted
    assert found.warnings == ()
    assert {one.article for one in found.requirements} == {0, 5, 6, 7, 13}


@pytest.mark.parametrize(("code", "article"), [
    *((code, 6) for code in INCOMPATIBLE), *((code, 7) for code in BARRED),
])  # fmt: skip
def test_each_office_and_each_bar_stands_in_the_way_alone(code: str, article: int) -> None:
    assert in_the_way(found=CLEAR | {code: "yes"}) == [(code, "missing", article)]
    assert in_the_way(found=CLEAR | {code: "unknown"}) == [(code, "unknown", article)]


@pytest.mark.parametrize("code", CONDITIONS)
def test_each_condition_must_be_confirmed(code: str) -> None:
    assert in_the_way(found=CLEAR | {code: "no"}) == [(code, "missing", 5)]
    assert in_the_way(found=CLEAR | {code: "perhaps"}) == [(code, "unknown", 5)]


def test_nobody_is_eligible_whom_nobody_looked_at_or_only_long_ago() -> None:
    never = in_the_way(found=None, screened_on=None)
    assert len(never) == len(CONDITIONS) + len(INCOMPATIBLE) + len(BARRED) + 1
    assert {state for _id, state, _article in never} == {"unknown"}
    assert in_the_way(screened_on=date(2025, 12, 31)) == never
    assert in_the_way(screened_on=date(2026, 1, 1)) == []


def test_the_birthday_counts() -> None:
    assert in_the_way(age=27) == [("age", "missing", 5)]
    assert in_the_way(age=28) == []


@pytest.mark.parametrize("education", ["less", "unknown"])
def test_less_education_is_pointed_out_and_bars_nobody(education: str) -> None:
    found = decided(education=education)
    assert found.granted
    assert [one.id for one in found.warnings] == ["education"]


@pytest.mark.parametrize("home", ["justice_office", "justice_bureau", "court"])
def test_staff_of_the_offices_of_the_law_are_told_without_a_screening(home: str) -> None:
    assert ("home", "missing", 6) in in_the_way(home=home, found=None, screened_on=None)
    assert in_the_way(home=home) == [("home", "missing", 6)]


def test_whoever_is_an_assessor_or_has_been_one_twice_or_was_punished() -> None:
    assert in_the_way(serving_at="市法院") == [("serving", "missing", 0)]
    assert in_the_way(terms=2) == [("terms", "missing", 13)]
    once = decided(terms=1)
    assert once.granted
    assert [one.id for one in once.warnings] == ["terms"]
    assert in_the_way(punished=True) == [("removed", "missing", 7)]
