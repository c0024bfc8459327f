"""The geometry of the pictures."""

from exams.reporting.charting import FOOT, LEFT, RIGHT, TOP, bars, dots, level
from exams.reporting.models import ItemReport

AXIS, WORDS = 28, 18  # where the page draws the axis, and its words end above the field


def item(facility: float, discrimination: float | None, *, dubious: bool = False) -> ItemReport:
    return ItemReport(n=40, facility=facility, discrimination=discrimination, dubious=dubious)


def test_the_highest_column_fills_the_picture_and_an_empty_one_has_no_height() -> None:
    found = bars([0, 5, 10], 60)
    assert [one.height for one in found] == [0, 48, 96]
    assert [(one.first, one.last) for one in found] == [(0, 20), (20, 40), (40, 60)]
    assert {one.y + one.height for one in found} == {116}
    assert [one.height for one in bars([0, 0], 10)] == [0, 0]


def test_questions_lie_by_facility_and_discrimination_inside_the_field() -> None:
    hard, below, easy = dots([item(0, 1), item(1, 0.2), item(0.5, -0.9)])
    assert (hard.x, hard.y) == (LEFT, TOP)
    assert (below.x, below.y) == ((LEFT + RIGHT) // 2, FOOT)
    assert easy.x == RIGHT
    assert TOP < easy.y < level(0) < FOOT


def test_dubious_ones_are_drawn_last_and_those_at_one_place_share_a_label() -> None:
    found = dots([item(0, 0, dubious=True), item(0.5, 0.4), item(0, 0, dubious=True)])
    assert [(one.label, one.dubious) for one in found] == [("2", False), ("1, 3", True)]


def test_what_tells_nobody_apart_has_no_place() -> None:
    assert dots([item(0.5, None)]) == []


def test_the_number_of_one_at_the_edge_stands_at_its_left() -> None:
    (right, left) = dots([item(1, 0.5), item(0.2, 0.5)])[::-1]
    assert (right.at_edge, left.at_edge) == (True, False)


def test_every_question_with_room_beside_it_has_its_number() -> None:
    found = dots([item(0.2, 0.4), item(0.6, 0.1), item(0.6, 0.9, dubious=True)])
    assert [one.label for one in found] == ["1", "2", "3"]


def test_a_number_that_would_lie_upon_another_dot_is_left_out() -> None:
    crowd = [item(0.5, 0.4), item(0.53, 0.4), item(0.1, 0.9)]
    found = {(one.x, one.y): one.label for one in dots(crowd)}
    assert sorted(found.values()) == ["", "2", "3"]


def test_no_dot_and_no_number_lies_on_the_axis_or_on_its_words() -> None:
    (corner,) = dots([item(0, 1)])
    assert min(corner.box[0], corner.words[0]) > AXIS
    assert corner.box[1] > WORDS
