import pytest

from exams.formats import aiken
from exams.formats.entries import Contents, Unreadable
from exams.wording import Wording


def read(text: str) -> Contents:
    return aiken.read(text.encode())


def test_points_and_brackets_part_options() -> None:
    contents = read("Who mediates?\nA) the judge\nB) the mediator\nANSWER: B\n")
    assert [entry.wording for entry in contents.entries] == [
        Wording("single", "Who mediates?", ("the judge", "the mediator"), "B")
    ]
    assert read("Q\na. x\nb. y\nANSWER: b").entries[0].wording.options == ("x", "y")


def test_a_stem_of_several_lines_and_raw_signs_are_kept() -> None:
    contents = read("What does <html>\ncontain & why?\n\nA. <b>\nB. a & b\nANSWER: A,B\n")
    (entry,) = contents.entries
    assert entry.wording == Wording(
        "multiple", "What does <html>\ncontain & why?", ("<b>", "a & b"), "AB"
    )


def test_chinese_answers_and_explanations_are_read() -> None:
    contents = read(
        "调解收费吗？\nＡ．收费\nB、不收费\n答案：B\n解析：第四条。\n\n第二题\nA.对\nB.错\n答案：ａ"
    )
    assert [entry.wording.key for entry in contents.entries] == ["B", "A"]
    assert contents.entries[0].wording.explanation == "第四条。"


def test_broken_blocks_are_told_one_by_one() -> None:
    contents = read(
        "Too few\nA) only\nANSWER: A\n\n"  # line 1
        "A) No question\n\nANSWER: none\n\n"  # line 5
        "Good\nA) yes\nB) no\nANSWER: A\n\n"
        "No answer\nA) yes\nB) no\n\n"  # line 14
        "Good too\nA)yes\nB)no\nANSWER: B\n\n"
        "Strange key\nA) yes\nB) no\nANSWER: C\n\n"  # line 23
        "Jumps\nA) yes\nC) no\nANSWER: A\n\n"  # line 28
        "Prose\nA) yes\nB) no\nANSWER: the first\n"  # line 33
    )
    assert [entry.wording.stem for entry in contents.entries] == ["Good", "Good too"]
    assert [(note.code, note.place.line) for note in contents.refused] == [
        ("one_option", 1),
        ("no_options", 5),
        ("no_key", 14),
        ("unknown_key", 23),
        ("broken", 28),
        ("broken", 33),
    ]


def test_options_may_run_over_lines() -> None:
    contents = read("Q\nA. one\nmore\nB. two\nANSWER: A")
    assert contents.entries[0].wording.options == ("one\nmore", "two")


def test_an_explanation_of_a_refused_question_goes_nowhere() -> None:
    contents = read("Q\nA. 1\nB. 2\nANSWER: A\n\nR\nA. 1\nANSWER: A\nEXPLANATION: x")
    assert contents.entries[0].wording.explanation == ""


def test_numbers_in_front_of_all_stems_are_labels() -> None:
    contents = read("1. Q\nA. x\nB. y\nANSWER: A\n\n2) R\nA. x\nB. y\nANSWER: B\n")
    assert [(entry.label, entry.wording.stem) for entry in contents.entries] == [
        ("1", "Q"),
        ("2", "R"),
    ]
    contents = read("2024. Q\nA. x\nB. y\nANSWER: A\n\nR\nA. x\nB. y\nANSWER: B\n")
    assert contents.entries[0].wording.stem == "2024. Q"


def test_what_looks_like_aiken() -> None:
    assert aiken.looks_like(b"Q\nA. x\nB. y\nANSWER: A") is True
    assert aiken.looks_like(b"Q\nANSWER is A") is False
    assert aiken.looks_like(b"1. Q\nA. x\nB. y\nAnswer: A") is False
    assert aiken.looks_like(b"Q\nA. x\nANSWER: it depends\nANSWER: who knows") is False
    assert aiken.looks_like("题\nA. x\n答案：A".encode()) is False


def test_nothing_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="empty"):
        read("  \n")
