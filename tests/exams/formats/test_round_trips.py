"""import(export(bank)) = bank: every kind of question, with awkward characters."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.formats import gift, moodle, qti, writing_gift, writing_moodle, writing_qti
from exams.formats.entries import Contents, Entry, Note
from tests.exams.formats.making import entries, kept

Writer = Callable[[Iterable[Entry]], tuple[bytes, list[Note]]]
FORMATS: dict[str, tuple[Writer, Callable[[bytes], Contents]]] = {
    "gift": (writing_gift.write, gift.read),
    "moodle": (writing_moodle.write, moodle.read),
    "qti": (writing_qti.write, qti.read),
}


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(bank=st.lists(entries, min_size=1, max_size=3))
def test_what_is_written_is_read_again(form: str, bank: list[Entry]) -> None:
    write, read = FORMATS[form]
    content, _ = write(bank)
    contents = read(content)
    assert [note.code for note in contents.refused] == []
    assert [kept(entry) for entry in contents.entries] == [kept(entry) for entry in bank]
