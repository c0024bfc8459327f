"""Where an imported question belongs."""

import pytest

from exams.bank import Label
from exams.formats.entries import Entry, Place
from exams.importing.labels import label_of
from exams.wording import Wording


@pytest.mark.parametrize(
    ("written", "pool"),
    [
        ("考试专用", "exam"),
        ("练习和测验用", "practice"),
        ("practice", "practice"),
        ("", "exam"),
        ("考试、练习", "exam"),
        ("其他", "exam"),
    ],
)
def test_a_row_says_what_it_is_used_for_before_the_file_does(written: str, pool: str) -> None:
    entry = Entry(Place(), Wording("open", "简述。"), used_for=written)
    assert label_of(entry, Label(pool="exam")).pool == pool


def test_a_row_kept_for_exams_never_enters_practice() -> None:
    entry = Entry(Place(), Wording("open", "简述。"), used_for="考试专用")
    assert label_of(entry, Label(pool="practice")).pool == "exam"
