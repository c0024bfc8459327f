"""A misspelt key of a rule, and a rule that nobody reads, are found."""

import pytest

from tests.checks.policy_keys import RULES_FILE, keys_are_shipped_and_read
from tests.checks.source import Source, tree

SHIPPED = """
[[rule]]
key = "exam.minutes"

[[rule]]
key = "quiz.minutes"

[[rule]]
key = "city.later"
reserved = true
"""
READS_ALL = 'rule(f"{kind}.minutes", on=day)'


def faults(code: str, shipped: str = SHIPPED) -> list[str]:
    code = f"from portal.policy.rules import rule\n{code}\n"
    sources = [Source("exams/attempts.py", code), Source(RULES_FILE, shipped)]
    return [str(fault) for fault in keys_are_shipped_and_read(sources)]


@pytest.mark.parametrize(
    "code",
    [
        READS_ALL,
        'rule("exam.minutes", on=day)\nrule("quiz.minutes", on=day)',
        'KEY = "exam.minutes"\nrule(KEY, on=day)\nrules.rule("quiz.minutes", on=day)',
        'found = [rule(key, on=day) for key in ("exam.minutes", "quiz.minutes")]',
        'some_rules("exam.minutes", "quiz.minutes", on=day)',
        'Remembered("exam.minutes", "quiz.minutes")',
    ],
)
def test_keys_that_are_shipped_pass(code: str) -> None:
    assert faults(code) == []


@pytest.mark.parametrize(
    "code",
    [
        'rule("exam.minuts", on=day)',
        'rule(f"{kind}.minuts", on=day)',
        'MINUTES = "exam.minuts"\nrule(MINUTES, on=day)',
        '[rule(key, on=day) for key in ("exam.minutes", "exam.minuts")]',
        'some_rules("exam.minutes", "exam.minuts", on=day)',
        'Remembered("exam.minuts")',
    ],
)
def test_a_misspelt_key_is_found(code: str) -> None:
    (found,) = faults(f"{READS_ALL}\n{code}")
    assert "no shipped rule" in found
    assert "minuts" in found


def test_a_key_that_cannot_be_read_in_the_code_is_found() -> None:
    for call in ("rule(asked_for, on=day)", "some_rules(*asked_for, on=day)", "Remembered(*some)"):
        (found,) = faults(f"{READS_ALL}\n{call}")
        assert found.endswith("the key of a rule is a text that can be read here")


def test_a_shipped_rule_that_nobody_reads_is_found_unless_reserved() -> None:
    assert faults('rule("exam.minutes", on=day)') == [
        f"{RULES_FILE}:6: nobody reads quiz.minutes: remove it or say reserved = true"
    ]


def test_a_tree_without_rules_has_no_fault() -> None:
    assert list(keys_are_shipped_and_read([Source("exams/attempts.py", READS_ALL)])) == []


def test_our_own_tree_is_in_order() -> None:
    assert list(keys_are_shipped_and_read(tree())) == []
