"""What is packed as JSON comes out as it was."""

import json
from dataclasses import replace

import pytest

from exams.formats.entries import Entry, Note, Place
from exams.formats.packing import packed, packed_entry, unpacked, unpacked_entry
from exams.wording import Wording
from tests.exams.rows import multiple, single, true_false
from tests.exams.test_checking import CASE, FILL, MATCH, OPEN, ORDER

ALL = [
    replace(single(1), cites=(("mediation-law", "17"),), pinned=(3,), difficulty="hard"),
    replace(multiple(1), credit="per_option"),
    true_false(1),
    replace(FILL, any_order=True),
    MATCH,
    ORDER,
    OPEN,
    CASE,
]


@pytest.mark.parametrize("wording", ALL, ids=lambda wording: wording.kind)
def test_every_kind_of_wording_comes_out_as_it_was(wording: Wording) -> None:
    assert unpacked(json.loads(json.dumps(packed(wording)))) == wording


def test_an_entry_comes_out_with_place_columns_and_notes() -> None:
    entry = Entry(
        Place("单选题", 4),
        ALL[0],
        label="17",
        subject="继承",
        columns={"key": "F"},
        notes=(Note("invisible", Place("单选题", 4, "B"), {"count": "2"}),),
    )
    assert unpacked_entry(json.loads(json.dumps(packed_entry(entry)))) == entry
