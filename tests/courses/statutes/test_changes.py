from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.changes import Change, Piece, between, plain, side_by_side

OLD = {(1, 0): "甲", (2, 0): "乙乙", (2, 1): "丙", (3, 0): "丁\n丁"}


def test_white_space_is_no_change() -> None:
    assert between(OLD, {**OLD, (3, 0): "丁 丁\n"}) == []


def test_articles_that_changed_came_and_went_are_told_in_order() -> None:
    new = {(1, 0): "甲", (2, 0): "乙", (3, 0): "丁丁", (4, 0): "戊"}
    assert between(OLD, new) == [
        Change((2, 0), "changed", "乙乙", "乙"),
        Change((2, 1), "went", "丙"),
        Change((4, 0), "came", after="戊"),
    ]


def test_words_that_stand_under_another_number_are_told() -> None:
    new = {(1, 0): "新", (2, 0): "甲", (3, 0): "乙乙", (4, 0): "丙", (5, 0): "丁丁"}
    moved = {row.key: row.moved_to for row in between(OLD, new) if row.kind != "came"}
    assert moved == {(1, 0): (2, 0), (2, 0): (3, 0), (2, 1): (4, 0), (3, 0): (5, 0)}


def test_words_that_stand_twice_have_moved_nowhere() -> None:
    (change, *_came) = between({(1, 0): "甲"}, {(1, 0): "乙", (2, 0): "甲", (3, 0): "甲"})
    assert change.moved_to is None


def test_differing_words_are_marked_on_both_sides() -> None:
    before, after = side_by_side("采摘应当轻放。", "采摘应当轻放，戴手套。")
    assert [piece.words for piece in after if piece.differs] == ["，戴手套。"]
    assert before[0] == Piece("采摘应当轻放", differs=False)


@given(
    st.text(alphabet="采摘应当，。轻放", max_size=40), st.text(alphabet="采摘应当轻", max_size=40)
)
def test_the_pieces_are_the_whole_texts(before: str, after: str) -> None:
    left, right = side_by_side(before, after)
    assert ("".join(p.words for p in left), "".join(p.words for p in right)) == (before, after)
    same = ["".join(p.words for p in side if not p.differs) for side in (left, right)]
    assert same[0] == same[1]


@given(st.text(max_size=30))
def test_plain_text_has_no_blanks_and_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert " " not in plain(text)
