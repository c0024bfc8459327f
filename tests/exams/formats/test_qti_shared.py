# ruff: noqa: E501 - markup is read more easily on one line
"""What items share, say of themselves elsewhere, or show besides words."""

import base64
import hashlib

import pytest

from exams.formats import qti
from exams.formats.entries import Unreadable
from exams.wording import Wording
from tests.exams.formats.items import choice, item, key, packed
from tests.exams.formats.items_1 import Pairs, asked, equal, file, only, typed, when, words
from tests.exams.formats.items_1 import item as item_1
from tests.exams.formats.making import PNG

DIGEST = hashlib.sha256(PNG).hexdigest()
AB: Pairs = (("1", "x"), ("2", "y"))


def test_a_shared_passage_is_included() -> None:
    shared = '<p><include href="../shared/passage.xml"/></p>'
    page = '<object type="text/html" data="../shared/page.html"/>'
    files: dict[str, bytes | str] = {
        "items/a.xml": item(f"{shared}<p>Who?</p>{choice('x', 'y')}", key("A")),
        "items/b.xml": item(f"{page}<p>Who?</p>{choice('x', 'y')}", key("A")),
        "shared/passage.xml": "<div><p>The passage.</p></div>",
        "shared/page.html": "<p>A page &amp; more",
    }
    assert [entry.wording.stem for entry in qti.read(packed(files)).entries] == [
        "The passage.\nWho?",
        "A page & more\nWho?",
    ]


def test_metadata_in_a_file_of_their_own() -> None:
    manifest = """<manifest><resources><resource type="imsqti_item_xmlv2p1" href="a.xml"><metadata>
      <location>meta/a.xml</location></metadata></resource></resources></manifest>"""
    lom = "<lom><educational><difficulty><value><langstring>easy</langstring></value></difficulty></educational><subject>law</subject></lom>"
    files: dict[str, bytes | str] = {
        "imsmanifest.xml": manifest,
        "a.xml": item(choice("x", "y"), key("A")),
        "meta/a.xml": lom,
    }
    (entry,) = qti.read(packed(files)).entries
    assert (entry.subject, entry.wording.difficulty) == ("law", "easy")


def test_a_test_that_names_items_elsewhere_tells_what_is_missing() -> None:
    inside = item(choice("x", "y"), key("A")).decode().partition("?>")[2]
    content = f'<assessmentTest><assessmentItemRef href="i/b.xml"/>{inside}</assessmentTest>'
    contents = qti.read(content.encode())
    assert [entry.wording.key for entry in contents.entries] == ["A"]
    assert [(note.code, note.facts["detail"]) for note in contents.refused] == [
        ("missing", "i/b.xml")
    ]
    with pytest.raises(Unreadable, match="unknown"):
        qti.read(b"<assessmentTest/>")


def test_objects_and_instructions_in_the_words() -> None:
    body = (
        '<rubricBlock view="candidate"><p>Read.</p></rubricBlock><p><object type="image/png" data="p.png">map</object>'
        f'<object type="audio/mp3" data="s.mp3">a song</object></p>{choice("x", "y")}'
    )
    (entry,) = qti.read(packed({"a.xml": item(body, key("A")), "p.png": PNG})).entries
    assert entry.wording.stem == f"Read.\n![map](sha256:{DIGEST})a song"
    assert [note.code for note in entry.notes] == ["media"]


def test_pictures_of_qti_1_by_link_and_inside() -> None:
    data = base64.b64encode(PNG).decode()
    inside = f'<material><matimage label="in" embedded="base64">{data}</matimage><mataudio uri="s.mp3"/></material>'
    canvas = words('<img src="$IMS-CC-FILEBASE$/Media/p.png" alt="far">')
    one = item_1(inside + canvas + asked("r", AB), when(equal("r", "1")))
    contents = qti.read(packed({"q.xml": file(one), "web_resources/Media/p.png": PNG}))
    (entry,) = contents.entries
    assert entry.wording.stem == f"![in](sha256:{DIGEST})\n![far](sha256:{DIGEST})"
    assert [note.code for note in entry.notes] == ["media"]


def test_markup_that_was_not_escaped_is_read_in_qti_1() -> None:
    bare = "<material><mattext>a <b>bold</b> &amp; <br/>word</mattext></material>"
    assert (
        only(item_1(bare + asked("r", AB), when(equal("r", "1")))).wording.stem == "a bold &\nword"
    )


def test_blanks_between_words_of_qti_1() -> None:
    body = words("It is", "text/plain") + typed("r1") + words("and", "text/plain") + typed("r2")
    entry = only(item_1(body, when(equal("r1", "red")), when(equal("r2", "big", "large"))))
    assert entry.wording == Wording(
        "fill_blank", "It is ____ and ____", accepted=(("red",), ("big", "large"))
    )


def test_levels_and_topics_of_qti_1() -> None:
    fields: Pairs = (("qmd_levelofdifficulty", "difficult"), ("qmd_topic", "law"))
    entry = only(item_1(words("Q") + asked("r", AB), when(equal("r", "1")), fields=fields))
    assert (entry.subject, entry.wording.difficulty) == ("law", "hard")
