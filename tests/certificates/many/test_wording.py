"""Words for everything that may be said of a row."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from certificates.choices import Standing
from certificates.many import reading, wording
from certificates.many.lines import Hint, Outcome, Told

FOLDER = Path(reading.__file__).parent
USED = re.compile(r'Hint\(\s*"(\w+)"|"?wrong"?[=:] ?"(\w+)"')


def used() -> set[str]:
    found = [USED.findall(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.py")]
    return {word for pairs in found for pair in pairs for word in pair if word}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_hint_that_is_given_has_words_with_its_cell(language: str) -> None:
    given = used()
    assert {"lost_digits", "two_names", "damaged_id", "foreign_link"} <= given
    with override(language):
        for code in given:
            words = wording.hint(Hint(code, "C5", "12"))
            assert words.startswith("C5")
            assert "%(" not in words


def test_a_remark_tells_all_there_is_in_one_line() -> None:
    told = Told(
        3, (), Outcome.DIFFERS.value, standing="suspended", since="2026-05-01", same_as=2,
        hints=(Hint("name_differs"),),
    )  # fmt: skip
    with override("en"):
        said = wording.remark(told)
    for words in ("another name", "stands: Suspended.", "Since 1 May 2026.", "The same as row 2."):
        assert words in said


def test_every_outcome_is_a_word() -> None:
    with override("zh-hans"):
        words = {wording.word(one) for one in [*Standing.values, *Outcome.values]}
    assert len(words) == len(Standing) + len(Outcome)
