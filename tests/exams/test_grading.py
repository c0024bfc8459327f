"""The pure rule of grading (domain 6: multiple choice all right full, part half, any wrong 0)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.grading import Asked, Marked, authors_letters, grade, mark, plain, shown_letters


def asked(kind: str, key: str, answer: str, order: tuple[int, ...] = (0, 1, 2, 3, 4)) -> Asked:
    return Asked(1, kind, Decimal(5), key, order, tuple(answer))


@pytest.mark.parametrize(
    ("kind", "key", "answer", "points", "full"),
    [
        ("single", "B", "B", "5", True),
        ("single", "B", "A", "0", False),
        ("single", "B", "", "0", False),
        ("true_false", "A", "A", "5", True),
        ("true_false", "A", "B", "0", False),
        ("multiple", "ABD", "ABD", "5", True),
        ("multiple", "ABD", "AB", "2.50", False),
        ("multiple", "ABD", "A", "2.50", False),
        ("multiple", "ABD", "ABC", "0", False),
        ("multiple", "ABD", "ABCD", "0", False),
        ("multiple", "ABD", "C", "0", False),
        ("multiple", "ABD", "", "0", False),
    ],
)
def test_one_answer(kind: str, key: str, answer: str, points: str, *, full: bool) -> None:
    assert mark(asked(kind, key, answer)) == Marked(1, Decimal(points), full=full)


def test_letters_are_read_in_the_order_this_person_saw() -> None:
    order = (2, 0, 1)  # the author's C is shown as A
    assert authors_letters("A", order) == {"C"}
    assert shown_letters("C", order) == "A"
    assert mark(asked("single", "C", "A", order)).full


def test_a_letter_that_was_not_shown_is_refused() -> None:
    with pytest.raises(ValueError, match="substring"):
        authors_letters("E", (0, 1, 2))


@pytest.mark.parametrize(
    ("credit", "answer", "points"),
    [
        ("whole", "AB", "0"),
        ("whole", "ABD", "6"),
        ("per_option", "AB", "4"),
        ("per_option", "A", "2"),
        ("per_option", "ABC", "0"),
        ("half", "A", "3"),
    ],
)
def test_a_partly_right_choice_brings_what_its_credit_says(
    credit: str, answer: str, points: str
) -> None:
    question = Asked(1, "multiple", Decimal(6), "ABD", (0, 1, 2, 3), tuple(answer), credit=credit)
    assert mark(question).points == Decimal(points)


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        (("三十", "人民法院"), "4"),
        ((" ３０ ", "法院。"), "4"),
        (("30", ""), "2"),
        (("法院", "30"), "0"),
        (("30",), "2"),
        (("", ""), "0"),
        ((), "0"),
    ],
)
def test_each_right_blank_brings_its_share(answer: tuple[str, ...], points: str) -> None:
    accepted = (("三十", "30"), ("人民法院", "法院"))
    question = Asked(1, "fill_blank", Decimal(4), "", (), answer, accepted=accepted)
    assert mark(question) == Marked(1, Decimal(points), full=points == "4")


def test_blanks_in_any_order_count_each_answer_once() -> None:
    accepted = (("签名", "盖章"), ("签名",), ("按指印",))

    def brought(*answer: str) -> Decimal:
        return mark(
            Asked(1, "fill_blank", Decimal(3), "", (), answer, accepted=accepted, any_order=True)
        ).points

    assert brought("按指印", "签名", "盖章") == 3
    assert brought("签名", "签名", "签名") == 2
    assert brought("签名", "盖章", "x") == 2


@pytest.mark.parametrize(
    ("answer", "points"), [("CA", "4"), ("CB", "2"), (("", "A"), "2"), (("", ""), "0"), ("C", "2")]
)
def test_each_right_match_brings_its_share(answer: tuple[str, ...], points: str) -> None:
    order = (1, 2, 0)  # the author's A is shown as C, B as A
    question = Asked(1, "matching", Decimal(4), "AB", order, tuple(answer))
    assert mark(question).points == Decimal(points)


@pytest.mark.parametrize(("answer", "full"), [("BAC", True), ("ABC", False), ("BA", False)])
def test_an_order_is_right_as_a_whole(answer: str, *, full: bool) -> None:
    order = (1, 0, 2)  # the author's B is shown as A
    assert mark(Asked(1, "ordering", Decimal(4), "ABC", order, tuple(answer))).full is full


@pytest.mark.parametrize(("answer", "waits"), [((), False), (("",), False), (("写了",), True)])
def test_what_somebody_wrote_brings_nothing_here_and_waits_for_people(
    answer: tuple[str, ...], *, waits: bool
) -> None:
    written = Asked(1, "open", Decimal(5), "", (), answer)
    assert mark(written) == Marked(1, Decimal(0), full=False, waits=waits)
    assert grade([written], 60).waits is waits


def test_an_answer_of_nothing_but_punctuation_stays_itself() -> None:
    assert plain("。") == "。"
    assert plain("“ＡＢ 村”，") == "ab村"


@given(st.permutations(range(5)), st.sets(st.sampled_from("ABCDE"), min_size=2))
def test_showing_and_reading_are_each_others_inverse(order: list[int], key: set[str]) -> None:
    assert authors_letters(shown_letters(key, order), order) == key


@given(
    st.permutations(range(5)),
    st.sets(st.sampled_from("ABCDE"), min_size=2, max_size=4),
    st.sets(st.sampled_from("ABCDE")),
)
def test_points_do_not_depend_on_the_order_shown(
    order: list[int], key: set[str], chosen: set[str]
) -> None:
    plain = Asked(1, "multiple", Decimal(4), "".join(key), (0, 1, 2, 3, 4), tuple(chosen))
    shuffled = Asked(
        1, "multiple", Decimal(4), "".join(key), tuple(order), tuple(shown_letters(chosen, order))
    )
    assert mark(plain) == mark(shuffled)
    assert mark(plain).points in {Decimal(0), Decimal(2), Decimal(4)}
    assert (mark(plain).points == 0) == (not chosen or bool(chosen - key))


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD")), min_size=1))
def test_the_score_is_the_sum_and_never_beyond_the_paper(pairs: list[tuple[str, str]]) -> None:
    paper = [
        Asked(place, "single", Decimal(3), key, (0, 1, 2, 3), (answer,))
        for place, (key, answer) in enumerate(pairs, start=1)
    ]
    graded = grade(paper, 60)
    assert graded.score == 3 * sum(key == answer for key, answer in pairs)
    assert graded.out_of == 3 * len(pairs)
    assert graded.passed == (graded.score * 100 >= 60 * graded.out_of)


@pytest.mark.parametrize(("right", "passed"), [(6, True), (5, False)])
def test_reaching_the_pass_mark_exactly_passes(right: int, *, passed: bool) -> None:
    paper = [
        Asked(place, "single", Decimal(10), "A", (0, 1), ("A" if place <= right else "B",))
        for place in range(1, 11)
    ]
    assert grade(paper, 60).passed is passed
