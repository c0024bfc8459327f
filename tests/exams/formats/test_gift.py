from decimal import Decimal

import pytest

from exams.formats import gift
from exams.formats.entries import Contents, Entry, Unreadable
from exams.wording import Wording


def read(text: str) -> Contents:
    return gift.read(text.encode())


def only(text: str) -> Entry:
    contents = read(text)
    assert [note.code for note in contents.refused] == []
    (entry,) = contents.entries
    return entry


def test_a_single_choice_has_its_options_and_key() -> None:
    entry = only("::调解 1::调解协议自何时生效？{\n=签字之日\n~公告之日\n~\n满月之日\n}")
    assert entry.label == "调解 1"
    assert entry.wording == Wording(
        "single", "调解协议自何时生效？", ("签字之日", "公告之日", "满月之日"), "A"
    )


def test_escaped_signs_are_words() -> None:
    entry = only(r"Which is \{right\}\: 1 \= 1\n\#? {=a \~ b ~c \= d}")
    assert entry.wording.stem == "Which is {right}: 1 = 1\n#?"
    assert entry.wording.options == ("a ~ b", "c = d")
    assert entry.wording.key == "A"


def test_weights_in_percent_make_a_multiple_choice() -> None:
    entry = only("Colours?{~%50%red#yes\n~%-100%seven#no\n~%50%blue\n####Two are colours.}")
    assert (entry.wording.kind, entry.wording.key) == ("multiple", "AC")
    assert entry.wording.options == ("red", "seven", "blue")
    assert entry.wording.explanation == "Two are colours.\nA. yes\nB. no"


def test_true_and_false_are_read_with_remarks() -> None:
    contents = read("::a::Sky is blue.{T}\n\n::b::Sky is green.{FALSE#No.#Yes.####Look up.}")
    assert [entry.wording.key for entry in contents.entries] == ["A", "B"]
    assert contents.entries[1].wording.explanation == "Look up.\nYes.\nNo."


def test_short_answers_are_a_blank_behind_the_stem_or_within() -> None:
    contents = read("Capital?{=Beijing =北京}\n\nThe capital is {=Beijing} today.")
    first, second = (entry.wording for entry in contents.entries)
    assert (first.kind, first.stem) == ("fill_blank", "Capital? ____")
    assert first.accepted == (("Beijing", "北京"),)
    assert (second.stem, second.accepted) == ("The capital is ____ today.", (("Beijing",),))


def test_an_answer_without_a_sign_is_a_short_answer() -> None:
    assert only("Two plus two {four}.").wording == Wording(
        "fill_blank", "Two plus two ____.", accepted=(("four",),)
    )


def test_a_missing_word_with_options_keeps_its_place() -> None:
    entry = only("A mediator is {=elected ~bought} by the village.")
    assert entry.wording == Wording(
        "single", "A mediator is ____ by the village.", ("elected", "bought"), "A"
    )


def test_pairs_are_matched_and_spare_targets_kept() -> None:
    entry = only("Match.{=one -> 1\n=uno -> 1\n=two -> 2\n= -> 3}")
    assert entry.wording == Wording(
        "matching", "Match.", ("one", "uno", "two"), "AAB", targets=("1", "2", "3")
    )


def test_exact_numbers_are_taken_and_ranges_refused() -> None:
    contents = read("Pi?{#3.14:0.01}\n\nTwo?{#2.0}\n\nOne to five?{#1..5}\n\nFour?{#4..4}")
    assert [entry.wording.accepted for entry in contents.entries] == [(("2",),), (("4",),)]
    assert [(note.code, note.place.line) for note in contents.refused] == [
        ("tolerance", 1),
        ("tolerance", 5),
    ]


def test_an_empty_brace_is_an_open_question_and_none_is_a_note() -> None:
    contents = read("// a comment\n::x::Tell of a dispute.{}\n\nJust words to read.")
    (entry,) = contents.entries
    assert entry.wording == Wording("open", "Tell of a dispute.")
    assert [(note.code, note.place.line) for note in contents.notes] == [("description", 4)]


def test_a_category_is_the_subject_of_what_follows() -> None:
    contents = read("$CATEGORY: $course$/Bank/Family//home\n\n::q::Yes?{T}\n")
    assert contents.entries[0].subject == "Family/home"
    assert [(note.code, note.facts["name"]) for note in contents.notes] == [
        ("category", "$course$/Bank/Family//home")
    ]


def test_html_becomes_our_text() -> None:
    entry = only("[html]<p>H<sub>2</sub>O\\: <b>x</b><sup>2</sup></p><p>two &lt; 3</p>{T}")
    assert entry.wording.stem == "H₂O: x²\ntwo < 3"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Open brace {=a ~b", "broken"),
        ("Two {T} braces {F} in {T} a line", "broken"),
        ("None right {~a ~b}", "no_key"),
        ("Half right {~%50%a ~b}", "partly_right"),
        ("Several right {=a =b ~c}", "several_right"),
        ("Only one {~a}", "one_option"),
        ("Anything {=*}", "wildcard"),
        ("{=a ~b}", "no_stem"),
    ],
)
def test_broken_blocks_are_refused_one_by_one(text: str, code: str) -> None:
    contents = read(f"::before::Good?{{T}}\n\n{text}\n\n::after::Good too?{{F}}")
    assert [(note.code, note.place.line) for note in contents.refused] == [(code, 3)]
    assert [entry.label for entry in contents.entries] == ["before", "after"]


def test_questions_without_a_blank_line_between_are_two() -> None:
    contents = read("One?{T}\nTwo?{\n=a\n\n~b\n}\n::three::Three?{F}")
    assert [entry.wording.stem for entry in contents.entries] == ["One?", "Two?", "Three?"]
    assert contents.entries[1].wording.options == ("a", "b")


def test_an_option_that_is_partly_right_is_noted() -> None:
    entry = only("Which?{=a ~%50%b ~c}")
    assert entry.wording.key == "A"
    assert [note.code for note in entry.notes] == ["partial_credit"]


def test_gb18030_and_marks_of_windows_are_read() -> None:
    contents = gift.read("甲？{=对的 ~错的}\r\n".encode("gb18030"))
    assert contents.entries[0].wording.options == ("对的", "错的")


def test_nothing_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="empty"):
        read("\n// only a comment\n")


@pytest.mark.parametrize(
    ("content", "is_gift"),
    [
        ("::a::x{T}", True),
        ("Who?{=a ~b}", True),
        ('{"question": "x{=a}"}', False),
        ("<quiz>{=a}</quiz>", False),
        ("A. one\nANSWER: A", False),
        ("plain {words}", False),
    ],
)
def test_what_looks_like_gift(content: str, is_gift: bool) -> None:
    assert gift.looks_like(content.encode()) is is_gift


def test_tags_of_ours_in_comments_are_read() -> None:
    text = "// [id:q-7] [tag:difficulty:hard] [tag:cite:civil-code:1165]\n::t::Yes?{T}"
    entry = only(text)
    assert (entry.label, entry.wording.difficulty) == ("q-7", "hard")
    assert entry.wording.cites == (("civil-code", "1165"),)
    assert entry.wording.marks is None
    assert only('// hezhong: {"marks":"2.5"}\n::t::Yes?{T}').wording.marks == Decimal("2.5")


def test_questions_without_blank_lines_are_parted_though_braces_stay_open() -> None:
    found = gift.read("甲？{=一 ~二}\n乙？{\n=一 ~二\n丙？{\n=一\n~二\n}\n丁？{=一 ~二".encode())
    assert [one.wording.stem for one in found.entries] == ["甲？", "丙？"]
    assert [(note.code, note.place.line) for note in found.refused] == [
        ("broken", 2),
        ("broken", 8),
    ]


def test_two_signs_together_say_that_an_answer_is_right() -> None:
    assert only("Who?{\n~judge\n~=mediator\n}").wording.key == "B"
    (refused,) = read("Who?{=~judge ~mediator}").refused
    assert (refused.code, refused.facts["detail"]) == ("broken", "answers")


def test_small_letters_say_true_and_false() -> None:
    assert gift.looks_like(b"Mediation is free.{true}\n\nIt is slow.{false#no}\n")
    assert [one.wording.key for one in read("It is.{true}\n\nIs it.{false}").entries] == ["A", "B"]


def test_a_title_ends_words_that_ask_nothing() -> None:
    contents = read("::1::Who? {=we ~you}\n::2::A story of two.\n::3::How many? {#2}\n")
    assert [(one.label, one.wording.stem) for one in contents.entries] == [
        ("1", "Who?"),
        ("3", "How many? ____"),
    ]
    assert [note.facts["label"] for note in contents.notes] == ["2"]


def test_options_of_others_leave_the_letters_in_their_words() -> None:
    assert only("Who?{~A) judge =B) mediator}").wording.options == ("judge", "mediator")
    assert only("Who?{~B) judge =A) mediator}").wording.options == ("B) judge", "A) mediator")
    assert only("Who?{~A judge =B mediator}").wording.options == ("A judge", "B mediator")
