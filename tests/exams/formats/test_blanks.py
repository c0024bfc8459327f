"""Blanks and what goes into them."""

import pytest

from exams.formats.blanks import Uneven, accepted, marked


@pytest.mark.parametrize(
    ("stem", "read", "number"),
    [
        ("调解自愿、____。", "调解自愿、____。", 1),
        ("在＿＿＿日内提出，逾期__无效。", "在____日内提出，逾期____无效。", 2),
        ("由（　　）负责（ ）。", "由____负责____。", 2),
        ("由___(1)___推选，任期___(2)___年。", "由____推选，任期____年。", 2),
        ("由__1__推选，任期__2__年。", "由____推选，任期____年。", 2),
        ("1____2____", "1____2____", 2),
        ("原则是【 】和【 】。", "原则是____和____。", 2),
        ("（  ）内____年。", "（  ）内____年。", 1),
        ("没有空。", "没有空。", 0),
    ],
)
def test_blanks_in_all_usual_forms(stem: str, read: str, number: int) -> None:
    assert marked(stem) == (read, number)


@pytest.mark.parametrize(
    ("written", "answers"),
    [
        ("自愿;平等", (("自愿",), ("平等",))),
        ("自愿；平等", (("自愿",), ("平等",))),
        ("自愿、平等", (("自愿",), ("平等",))),
        ("自愿\n平等", (("自愿",), ("平等",))),
        ("自愿，平等", (("自愿",), ("平等",))),
        ("自愿     平等", (("自愿",), ("平等",))),
        ("1.自愿 2.平等", (("自愿",), ("平等",))),
        ("①自愿②平等".replace("②", " ②"), (("自愿",), ("平等",))),
        ("（自愿）（平等）", (("自愿",), ("平等",))),
        ("自愿|当事人自愿；平等/公平", (("自愿", "当事人自愿"), ("平等", "公平"))),
        ("自愿\n1/2", (("自愿",), ("1/2",))),
        (r"甲\|乙；丙", (("甲|乙",), ("丙",))),
    ],
)
def test_answers_of_two_blanks(written: str, answers: tuple[tuple[str, ...], ...]) -> None:
    assert accepted(written, 2) == answers


def test_one_blank_keeps_what_looks_like_a_list() -> None:
    assert accepted("自愿、平等", 1) == (("自愿、平等",),)
    assert accepted("三十|30", 1) == (("三十", "30"),)


@pytest.mark.parametrize(("written", "number"), [("自愿；平等", 1), ("自愿；平等", 3), ("自愿", 2)])
def test_more_or_fewer_answers_than_blanks_are_refused(written: str, number: int) -> None:
    with pytest.raises(Uneven):
        accepted(written, number)
