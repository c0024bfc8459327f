# ruff: noqa: E501 - markup is read more easily on one line
import base64
import hashlib
from decimal import Decimal

import pytest

from exams.formats import moodle
from exams.formats.entries import Contents, Entry, Unreadable
from exams.wording import MarkingPoint, Wording
from tests.exams.formats.making import PNG

DIGEST = hashlib.sha256(PNG).hexdigest()


def quiz(*questions: str) -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8'?>\n<quiz>{''.join(questions)}</quiz>".encode()


def question(kind: str, stem: str, *inside: str) -> str:
    return (
        f'<question type="{kind}"><name><text>N</text></name><questiontext format="html">'
        f"<text><![CDATA[{stem}]]></text></questiontext>{''.join(inside)}</question>"
    )


def answer(words: str, share: str, feedback: str = "") -> str:
    said = f'<feedback format="html"><text>{feedback}</text></feedback>'
    return (
        f'<answer fraction="{share}" format="html"><text><![CDATA[{words}]]></text>{said}</answer>'
    )


def read(*questions: str) -> Contents:
    return moodle.read(quiz(*questions))


def only(*questions: str) -> Entry:
    contents = read(*questions)
    assert contents.refused == []
    (entry,) = contents.entries
    return entry


def refusals(*questions: str) -> list[tuple[str, dict[str, str]]]:
    contents = read(*questions)
    assert contents.entries == []
    return [(note.code, dict(note.facts)) for note in contents.refused]


def test_a_single_choice_with_marks_explanation_and_order_kept() -> None:
    entry = only(
        question(
            "multichoice",
            "<p>Who?</p><p>Name&nbsp;one.</p>",
            '<generalfeedback format="html"><text>&lt;p&gt;Art. 8&lt;/p&gt;</text></generalfeedback>',
            "<defaultgrade>2.0000000</defaultgrade><single>true</single>",
            "<shuffleanswers>false</shuffleanswers>",
            answer("<p>the <b>judge</b></p>", "0", "No."),
            answer("<p>the mediator</p>", "100"),
        )
    )
    assert entry.wording == Wording(
        "single",
        "Who?\nName one.",
        ("the judge", "the mediator"),
        "B",
        "Art. 8\nA. No.",
        pinned=(0, 1),
        marks=Decimal(2),
    )
    assert entry.label == "N"


def test_several_shares_make_a_multiple_choice() -> None:
    entry = only(
        question(
            "multichoice",
            "Which?",
            "<single>false</single>",
            answer("a", "33.33333"),
            answer("b", "-100"),
            answer("c", "33.33333"),
            answer("d", "33.33333"),
        )
    )
    assert (entry.wording.kind, entry.wording.key) == ("multiple", "ACD")
    assert entry.wording.credit == "per_option"


def test_categories_and_descriptions_are_no_questions() -> None:
    contents = read(
        '<question type="category"><category><text>$course$/top/Law</text></category></question>',
        question("description", "Read this first."),
        question("truefalse", "Yes?", answer("true", "0"), answer("false", "100")),
    )
    assert [entry.subject for entry in contents.entries] == ["Law"]
    assert contents.entries[0].wording == Wording("true_false", "Yes?", key="B")
    assert [note.code for note in contents.notes] == ["category", "description"]
    assert contents.refused == []


def test_pictures_inside_come_along_and_other_files_are_noted() -> None:
    data = base64.b64encode(PNG).decode()
    stem = (
        '<questiontext format="html"><text>&lt;p&gt;See &lt;img src="@@PLUGINFILE@@/a%20b.png" '
        'alt="a map"&gt;&lt;img src="http://example.org/x.png" alt="far"&gt;&lt;/p&gt;</text>'
        f'<file name="a b.png" path="/" encoding="base64">{data}</file>'
        '<file name="s.mp3" path="/" encoding="base64">AAAA</file></questiontext>'
    )
    entry = only(f'<question type="essay"><name><text>N</text></name>{stem}</question>')
    assert entry.wording.stem == f"See ![a map](sha256:{DIGEST})[far]"
    assert entry.pictures == {DIGEST: PNG}
    assert {note.code for note in entry.notes} == {"remote_picture", "attachment"}


def test_a_picture_of_old_versions_stands_behind_the_words() -> None:
    old = f"<image>map.png</image><image_base64>{base64.b64encode(PNG).decode()}</image_base64>"
    assert only(question("essay", "See", old)).wording.stem == f"See\n![map.png](sha256:{DIGEST})"


def test_tables_and_lists_become_lines() -> None:
    table = "<table><tr><th>Year</th><th>Cases</th></tr><tr><td>2024</td><td>3|4</td></tr></table>"
    entry = only(question("essay", f"<p>Look:</p>{table}<ol><li>one</li><li>two</li></ol>"))
    assert entry.wording.stem == "Look:\n| Year | Cases |\n| 2024 | 3｜4 |\n1. one\n2. two"


def test_an_essay_without_a_key_is_open_and_graderinfo_is_its_answer() -> None:
    info = '<graderinfo format="html"><text>&lt;p&gt;Say why.&lt;/p&gt;</text></graderinfo>'
    contents = read(question("essay", "Why?"), question("essay", "Why not?", info))
    assert [entry.wording for entry in contents.entries] == [
        Wording("open", "Why?"),
        Wording("open", "Why not?", answer="Say why."),
    ]


def test_short_answers_without_patterns_are_accepted() -> None:
    entry = only(
        question(
            "shortanswer",
            "Capital: ______.",
            answer("北京", "100"),
            answer("Bei*", "100"),
            answer("Peking", "50"),
        )
    )
    assert entry.wording == Wording("fill_blank", "Capital: ____.", accepted=(("北京",),))
    assert [note.code for note in entry.notes] == ["partial_credit", "wildcard"]


def test_numbers_are_exact_or_refused() -> None:
    exact = answer("12.50", "100").replace("</answer>", "<tolerance>0</tolerance></answer>")
    near = answer("12", "100").replace("</answer>", "<tolerance>0.5</tolerance></answer>")
    contents = read(question("numerical", "How many?", exact), question("numerical", "Some?", near))
    assert [entry.wording.accepted for entry in contents.entries] == [(("12.5",),)]
    assert [(note.code, note.facts["range"]) for note in contents.refused] == [
        ("tolerance", "12 ± 0.5")
    ]


def test_items_are_matched_and_one_without_words_is_a_spare_target() -> None:
    def pair(left: str, right: str) -> str:
        return (
            f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer>'
            "</subquestion>"
        )

    entry = only(question("matching", "Match", pair("a", "1"), pair("b", "2"), pair("", "3")))
    assert entry.wording == Wording("matching", "Match", ("a", "b"), "AB", targets=("1", "2", "3"))


def test_ordering_is_read_in_its_right_order() -> None:
    entry = only(question("ordering", "Order", answer("first", "1"), answer("second", "2")))
    assert entry.wording == Wording("ordering", "Order", ("first", "second"), "AB")


def test_cloze_of_short_answers_is_a_fill_in_question() -> None:
    entry = only(
        question("cloze", r"<p>It is {1:SHORTANSWER:=red#yes~%50%rot~=r\}d} and {2:SA:=big}.</p>")
    )
    assert entry.wording == Wording(
        "fill_blank", "It is ____ and ____.", accepted=(("red", "r}d"), ("big",))
    )


def test_cloze_with_choices_is_a_case_with_a_part_for_each_gap() -> None:
    entry = only(question("cloze", "Is {1:MC:no~=yes} and {1:SHORTANSWER:=x}?"))
    assert entry.wording == Wording(
        "case_analysis",
        "Is (1)____ and (2)____?",
        parts=(
            Wording("single", "(1)", ("no", "yes"), "B"),
            Wording("fill_blank", "(2)____", accepted=(("x",),)),
        ),
    )


def test_words_to_drag_are_a_choice_for_each_hole() -> None:
    def box(words: str, group: int) -> str:
        return f"<dragbox><text>{words}</text><group>{group}</group></dragbox>"

    one = question("ddwtos", "A [[1]] day", box("good", 1), box("bad", 1), box("other", 2))
    entry = only(one)
    assert entry.wording == Wording("single", "A ____ day", ("good", "bad"), "A")


@pytest.mark.parametrize("kind", ["calculated", "ddimageortext", "random", "coderunner"])
def test_kinds_we_do_not_have_are_refused_by_name(kind: str) -> None:
    assert refusals(question(kind, "x")) == [("unsupported", {"label": "N", "type": kind})]


def test_choices_without_a_clear_key_are_refused() -> None:
    single = "<single>true</single>"
    two = answer("a", "100") + answer("b", "100")
    half = answer("a", "50") + answer("b", "0")
    none = answer("a", "0") + answer("b", "0")
    asked = [question("multichoice", "x", single, each) for each in (two, half, none)]
    found = refusals(*asked, question("multichoice", "", single, half))
    assert [code for code, _ in found] == [
        "several_right",
        "partly_right",
        "no_key",
        "partly_right",
    ]


def test_tags_say_difficulty_tier_and_citations() -> None:
    tags = "".join(
        f"<tag><text>{tag}</text></tag>"
        for tag in ("difficulty:hard", "tier:basic", "cite:civil-code:1165", "other")
    )
    entry = only(
        question(
            "truefalse", "x", answer("true", "100"), answer("false", "0"), f"<tags>{tags}</tags>"
        )
    )
    assert (entry.wording.difficulty, entry.tier) == ("hard", "basic")
    assert entry.wording.cites == (("civil-code", "1165"),)


def test_what_was_carried_is_left_aside_when_the_words_were_edited() -> None:
    ours = '{"kind":"open","stem":"y","marking":[["say it","2"]],"told":"0000000000000000"}'
    entry = only(question("essay", "x", f"<hezhong>{ours}</hezhong>"))
    assert entry.wording == Wording("open", "x")
    assert [note.code for note in entry.notes] == ["edited_outside"]
    beside = '{"marking":[["say it","2"]]}'
    entry = only(question("essay", "x", f"<hezhong>{beside}</hezhong>"))
    assert entry.wording.marking == (MarkingPoint("say it", Decimal(2)),)


def test_hostile_and_broken_files_are_refused_whole() -> None:
    bomb = b'<!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz>&a;</quiz>'
    for content, code in [
        (bomb, "unsafe"),
        (b"<quiz><question></quiz>", "damaged"),
        (b"<other/>", "unknown"),
        (b"<quiz>" + b"<a>" * 500 + b"</a>" * 500 + b"</quiz>", "unsafe"),
    ]:
        with pytest.raises(Unreadable) as refused:
            moodle.read(content)
        assert refused.value.code == code


def test_careless_ampersands_and_other_encodings_are_read() -> None:
    written = question("essay", "x").replace("<![CDATA[x]]>", "a & b &nbsp; 调解")
    assert only(written).wording.stem == "a & b 调解".replace("b ", "b   ")
    gbk = f"<?xml version='1.0' encoding='GBK'?><quiz>{question('essay', '调解')}</quiz>"
    assert moodle.read(gbk.encode("gbk")).entries[0].wording.stem == "调解"


def test_what_looks_like_moodle() -> None:
    assert moodle.looks_like(b"\xef\xbb\xbf<?xml version='1.0'?><!-- <x> --><quiz>") is True
    assert moodle.looks_like(b"<questestinterop>") is False
    assert moodle.looks_like(b"quiz") is False


def test_characters_that_nobody_sees_are_taken_out_and_counted() -> None:
    entry = only(question("essay", "<p>调\u200b解\ufeff</p>"))
    assert entry.wording.stem == "调解"
    assert [(note.code, note.facts["count"]) for note in entry.notes] == [("invisible", "2")]
