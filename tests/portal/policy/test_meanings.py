"""Each shipped rule says in words what it means, and takes no value that cannot be."""

from typing import Any

import pytest
from django.utils import translation

from portal.policy.choices import Kind
from portal.policy.groups import GROUPS
from portal.policy.installing import shipped_rules
from portal.policy.meanings import MEANINGS, meaning_of

SHIPPED = {entry["key"]: entry["value"] for entry in shipped_rules()}

HIGHEST_FIRST = (
    "A higher grade cannot need fewer years than a lower one. Please enter the highest grade "
    "first; 0 where none are asked for."
)


def test_every_shipped_rule_has_a_meaning_and_no_other_has() -> None:
    assert set(SHIPPED) == set(MEANINGS), "say in portal/policy/meanings.py what the rule means"


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_every_shipped_value_is_one_the_rule_takes(key: str) -> None:
    meaning = MEANINGS[key]
    assert meaning.fault(SHIPPED[key]) == ""
    assert meaning.shown(SHIPPED[key]) in meaning.told(SHIPPED[key])
    assert meaning.group in GROUPS


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("exam.pass_mark", 101, "Please enter a number from 0 to 100."),
        ("exam.pass_mark", -1, "Please enter a number from 0 to 100."),
        ("exam.pass_mark", 60.5, "The value must be a whole number."),
        ("exam.pass_mark", True, "The value must be a whole number."),
        ("train.pre_post_hours", "24", "The value must be a number."),
        ("grade.years", "2,3,1,0", HIGHEST_FIRST),
        ("grade.years", "1,0,0,2", HIGHEST_FIRST),
        ("cert.division", "99010", "Please enter the six figures of the division code."),
        ("cert.division", " ", "The value must be a text."),
        ("cert.authority", {"zh": "局"}, "The value must be a text in both languages."),
        ("cert.authority", {"zh": "局", "en": " "}, "The value must be a text in both languages."),
        ("post.four_haves", [], "Please choose at least one from the list."),
        ("post.four_haves", ["car"], "Please choose at least one from the list."),
        ("post.four_haves", [1], "The value must be a list."),
        ("calendar.days_off", ["2026-02-30"], "The value must be a list of days."),
        ("calendar.days_off", ["20261001"], "The value must be a list of days."),
        ("calendar.days_off", [1], "The value must be a list of days."),
        ("calendar.days_off", "2026-10-01", "The value must be a list of days."),
    ],
)
def test_a_value_that_cannot_be_is_told_in_plain_words(key: str, value: Any, said: str) -> None:
    with translation.override("en"):
        assert MEANINGS[key].fault(value) == said


def test_days_are_read_as_people_write_them() -> None:
    off = MEANINGS["calendar.days_off"]
    assert off.fault(["2026-10-01", "2026-10-02"]) == ""
    assert off.shown(["2026-10-01", "2026-10-02"]) == "2026年10月1日、2026年10月2日"
    with translation.override("en"):
        assert off.shown([]) == "none"


def test_half_hours_and_nobody_are_values() -> None:
    assert MEANINGS["train.pre_post_hours"].fault(24.5) == ""
    with translation.override("en"):
        exempt = MEANINGS["accounts.second_factor_exempt"]
        assert (exempt.fault([]), exempt.shown([])) == ("", "nobody")
        assert MEANINGS["post.four_haves"].shown(["desk", "budget"]) == "desk, budget"


@pytest.mark.parametrize(
    ("value", "kind"),
    [(1, Kind.NUMBER), (1.5, Kind.DECIMAL), ("a", Kind.TEXT), (["a"], Kind.CODES)],
)
def test_a_rule_that_nobody_explained_is_shown_by_its_key(value: Any, kind: Kind) -> None:
    meaning = meaning_of("city.own", value)
    assert (meaning.label, meaning.kind) == ("city.own", kind)
