"""What is said of a question that is refused, or taken otherwise than it calls itself, is true."""

import pytest

from exams.formats.entries import Unreadable
from exams.formats.opening import read
from tests.exams.formats.files import entry, refusal

HEAD = ["题型", "题干", "A", "B", "C", "答案"]
ASKED = ["先做什么____？", "听", "说", "问"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("填空题", "changed_kind"),
        ("简答题", "changed_kind"),
        ("案例分析题", "changed_kind"),
        ("奇怪题", "unknown_kind"),
        ("", "guessed_kind"),
    ],
)
def test_a_kind_that_is_not_followed_is_named(kind: str, code: str) -> None:
    found = entry(HEAD, [kind, *ASKED, "B"])
    assert found.wording.kind == "single"
    (note,) = found.notes
    assert (note.code, note.facts["text"]) == (code, kind)


@pytest.mark.parametrize("kind", ["单选题", "选择题"])
def test_a_kind_that_is_followed_is_not_told_of(kind: str) -> None:
    assert entry(HEAD, [kind, *ASKED, "B"]).notes == ()


def test_a_true_false_question_with_other_options_is_refused_for_them() -> None:
    note = refusal(HEAD, ["判断题", *ASKED, "B"])
    assert (note.code, note.place.column) == ("judged_options", "A")


@pytest.mark.parametrize(
    ("offered", "code"),
    [
        ("A. 听\nB. 说\nD. 问", "uneven_letters"),
        ("A. 听\nB. 说\nB. 问", "uneven_letters"),
        ("以书面或口头。", "no_options"),
    ],
)
def test_letters_that_skip_or_repeat_one_are_said_to(offered: str, code: str) -> None:
    note = refusal(["题型", "题干", "答案"], ["单选题", f"先做什么？\n{offered}", "A"])
    assert note.code == code


def test_a_picture_from_elsewhere_as_an_option_is_named() -> None:
    row = ["单选题", "哪张图？", '<img src="http://a.example/b.png">', "说", "问", "B"]
    note = refusal(HEAD, row)
    assert (note.code, note.facts, note.place.column) == ("remote_option", {"letter": "A"}, "C")


def test_json_that_is_nested_too_deeply_is_said_to_be() -> None:
    with pytest.raises(Unreadable) as caught:
        read(("[" * 100_000 + "]" * 100_000).encode(), "题.json")
    assert caught.value.code == "nested"


def test_a_field_given_twice_is_named() -> None:
    text = '[{"question": "先做什么？", "options": ["听", "说"], "answer": "A", "answer": "B"}]'
    found = read(text.encode(), "题.json")
    assert [(note.code, note.facts) for note in found.refused] == [
        ("doubled_field", {"text": "answer"})
    ]


@pytest.mark.parametrize(("key", "codes"), [("ABC", ["all_right"]), ("AB", [])])
def test_a_question_whose_options_are_all_right_is_told_of(key: str, codes: list[str]) -> None:
    found = entry(HEAD, ["多选题", *ASKED, key])
    assert [note.code for note in found.notes] == codes
