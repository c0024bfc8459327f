"""What a blueprint lacks is said while it is being edited."""

from exams.papers.shortage import exposure, named, shortages
from tests.exams.papers.pools import paper, pool, questions, row

BANK = pool(
    questions(7, "property", level="easy"),
    questions(5, "property", level="hard"),
    questions(4, "family", level="easy"),
)


def lacks(*rows: dict[str, object], fixed: tuple[str, ...] = ()) -> list[tuple[int, int, bool]]:
    found = shortages(paper(*rows, fixed=fixed), BANK)
    return [(lack.line, lack.there, lack.shared) for lack in found]


def test_a_row_that_is_short_says_how_many_there_are_and_are_needed() -> None:
    found = shortages(paper(row(10, "property", difficulty="easy"), row(4, "family")), BANK)
    assert [(lack.section, lack.line, lack.wanted, lack.there) for lack in found] == [(1, 1, 10, 7)]
    assert found[0].amount == "题库有7题，需要10题"
    assert str(found[0]) == "物权与相邻、单项选择、易：题库有7题，需要10题"


def test_a_paper_that_can_be_drawn_lacks_nothing() -> None:
    assert lacks(row(7, "property", difficulty="easy"), row(9)) == []


def test_rows_that_take_the_same_questions_are_counted_together() -> None:
    assert lacks(row(10, "property"), row(8, difficulty="easy")) == [(2, 6, True)]
    assert lacks(row(8, difficulty="easy"), row(8, "property")) == []


def test_fixed_questions_are_taken_already() -> None:
    ref = next(item.ref for item in BANK if item.subject == "family")
    assert lacks(row(4, "family"), fixed=(ref,)) == [(1, 3, False)]


def test_a_fixed_question_that_is_not_live_is_missing() -> None:
    found = shortages(paper(row(1), fixed=("gone",)), BANK)
    assert [(lack.line, lack.ref) for lack in found] == [(1, "gone")]
    assert "gone" in str(found[0])


def test_the_part_of_the_bank_that_one_person_sees_is_reckoned() -> None:
    bank = pool(questions(150))
    at_most = exposure(paper(row(10)), bank, limit=20, attempts=3)
    assert (at_most.repeats, at_most.too_much) == (False, False)
    repeated = exposure(paper(row(17)), bank, limit=20, attempts=3)
    assert (repeated.repeats, repeated.too_much) == (True, False)
    assert "34" in str(repeated)
    beyond = exposure(paper(row(31)), bank, limit=20, attempts=3)
    assert beyond.too_much
    assert "21" in str(beyond)
    assert "20" in str(at_most)
    assert exposure(paper(row(1)), pool(), limit=20, attempts=3).all == 100


def test_a_row_is_named_by_what_it_asks_for() -> None:
    blueprint = paper(row(1, "tort", "multiple", tier="市级"), row(1))
    assert [named(one) for _section, one in blueprint.rows] == [
        "侵权责任、多项选择、市级",
        "单项选择",
    ]
