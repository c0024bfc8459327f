"""What is told of each kind after release, line by line."""

import pytest

from exams.models import ItemKey, PaperQuestion
from exams.telling import Telling, tell
from exams.wording import Wording
from tests.exams import every_kind
from tests.exams.practice.rows import CANARY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def paper(lasting: None) -> dict[str, PaperQuestion]:
    attempt = every_kind.start(
        Wording("fill_blank", "____和____。", accepted=(("甲", "A"), ("乙",)), any_order=True)
    )
    found = PaperQuestion.every.filter(attempt=attempt).select_related("version__item")
    return {asked.version.item.kind: asked for asked in found}


def told(asked: PaperQuestion, *given: str) -> Telling:
    key = ItemKey.objects.get(pk=asked.version_id)
    return tell(asked.version, key, asked.option_order, given)


def lines(of: Telling) -> list[tuple[str, str, bool]]:
    return [(line.given, line.wanted, line.right) for line in of.lines]


def test_a_choice_is_told_by_its_options(paper: dict[str, PaperQuestion]) -> None:
    found = told(paper["single"], "A")
    assert not found.by_line
    assert sum(line.right for line in found.lines) == 1
    assert [line.line.given for line in found.lines] == ["chosen", "", "", ""]
    right = next(line.line for line in found.lines if line.right)
    assert right.text == "茶"
    assert found.explanation == f"{CANARY}：选{right.letter}。"


def test_blanks_in_any_order_are_right_in_any_order(paper: dict[str, PaperQuestion]) -> None:
    found = told(paper["fill_blank"], "乙", "丙")
    assert found.by_line
    assert lines(found) == [("乙", "甲／A", True), ("丙", "乙", False)]


def test_a_match_is_told_with_the_words_of_what_it_is_matched_to(
    paper: dict[str, PaperQuestion],
) -> None:
    targets = {line.text: line.letter for line in told(paper["matching"]).question.targets}
    found = told(paper["matching"], targets["村务"], "")
    village, court = (f"{targets[word]} {word}" for word in ("村务", "审判"))
    assert lines(found) == [(village, village, True), ("", court, False)]


def test_an_order_is_told_place_by_place(paper: dict[str, PaperQuestion]) -> None:
    letter = {line.text: line.letter for line in told(paper["ordering"]).question.targets}
    found = told(paper["ordering"], letter["一"], letter["三"], letter["三"])
    words = [f"{letter[word]} {word}" for word in "一二三"]
    assert lines(found) == [
        (words[0], words[0], True),
        (words[2], words[1], False),
        (words[2], words[2], True),
    ]
