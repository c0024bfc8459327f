"""The blueprint as a matrix: both stored forms are read, every fault is said in its place."""

from decimal import Decimal

import pytest

from exams.papers.blueprint import (
    BadBlueprint,
    Fault,
    Fixed,
    Row,
    read_blueprint,
    write_blueprint,
)
from tests.exams.papers.pools import row

SECTIONS = {
    "sections": [
        {
            "title": "一、单项选择题",
            "rows": [
                row(8, "mediation", points="1", difficulty="easy", tier="city"),
                row(4, points="1.5", difficulty="", tier=""),
            ],
            "fixed": [{"ref": "case-1", "points": "10"}],
        },
        {"title": "", "rows": [row(2, "tort", "true_false", "1")], "fixed": []},
    ]
}


def faults(written: object) -> tuple[Fault, ...]:
    with pytest.raises(BadBlueprint) as caught:
        read_blueprint(written)
    return caught.value.faults


def places(written: object) -> list[tuple[int, int, str]]:
    return [(fault.section, fault.line, fault.column) for fault in faults(written)]


def one(**changes: object) -> dict[str, object]:
    return {"rows": [row(1, "tort") | changes]}


def test_sections_are_read_in_their_order_and_counted() -> None:
    paper = read_blueprint(SECTIONS)
    assert paper.rows == (
        (0, Row("mediation", "single", 8, Decimal(1), "easy", "city")),
        (0, Row("", "single", 4, Decimal("1.5"))),
        (1, Row("tort", "true_false", 2, Decimal(1))),
    )
    assert paper.fixed == ((0, Fixed("case-1", Decimal(10))),)
    assert (paper.questions, paper.points) == (15, Decimal(26))
    assert [(part.questions, part.points) for part in paper.sections] == [
        (13, Decimal(24)),
        (2, Decimal(2)),
    ]


def test_the_older_form_has_a_section_for_each_kind_in_the_order_of_kinds() -> None:
    paper = read_blueprint(
        {"rows": [row(2, "tort", "true_false"), row(3, "tort"), row(1, "family", points=2)]}
    )
    assert [[r.kind for r in part.rows] for part in paper.sections] == [
        ["single", "single"],
        ["true_false"],
    ]
    assert (paper.questions, paper.points) == (6, Decimal(7))


def test_what_is_written_is_read_again() -> None:
    paper = read_blueprint(SECTIONS)
    assert read_blueprint(write_blueprint(paper)) == paper


@pytest.mark.parametrize("written", [None, [], {}, {"rows": []}, {"rows": 3}, {"sections": {}}])
def test_a_blueprint_has_at_least_one_row(written: object) -> None:
    assert len(faults(written)) == 1


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"subject": "sea"}, "subject"),
        ({"kind": "essay"}, "kind"),
        ({"kind": None}, "kind"),
        ({"difficulty": "killing"}, "difficulty"),
        ({"tier": "x" * 21}, "tier"),
        ({"count": 0}, "count"),
        ({"count": 201}, "count"),
        ({"count": "many"}, "count"),
        ({"count": True}, "count"),
        ({"count": 1.5}, "count"),
        ({"points": 0}, "points"),
        ({"points": -3}, "points"),
        ({"points": 101}, "points"),
        ({"points": True}, "points"),
        ({"points": "NaN"}, "points"),
        ({"points": "1e999"}, "points"),
        ({"points": "two"}, "points"),
        ({"points": 0.333}, "points"),
        ({"points": "1.25"}, "points"),
        ({"points": None}, "points"),
    ],
)
def test_a_fault_names_row_and_column(changes: dict[str, object], column: str) -> None:
    assert places(one(**changes))[0] == (1, 1, column)


def test_every_fault_is_said_at_once() -> None:
    broken = {
        "sections": [
            {"title": "x" * 61, "rows": [row(0, "sea"), "no row"], "fixed": 7},
            {"title": "", "rows": None, "fixed": [{"ref": "", "points": 1}]},
        ]
    }
    assert places(broken) == [
        (1, 0, "title"),
        (1, 1, "subject"),
        (1, 1, "count"),
        (1, 2, "kind"),
        (1, 2, "count"),
        (1, 2, "points"),
        (1, 0, ""),
        (2, 1, "ref"),
    ]
    assert "第1行" in str(BadBlueprint(faults(broken)))


def test_two_rows_of_a_section_that_ask_for_the_same_are_put_together() -> None:
    assert places({"rows": [row(1, "tort"), row(2, "tort")]}) == [(1, 2, "kind")]
    apart = {"sections": [{"rows": [row(1, "tort")]}, {"rows": [row(1, "tort")]}]}
    assert read_blueprint(apart).questions == 2


def test_a_fixed_question_stands_on_the_paper_once() -> None:
    twice = [{"ref": "a", "points": 1}]
    found = faults({"sections": [{"fixed": twice}, {"fixed": twice}]})
    assert [(f.section, f.line, f.column, f.fixed) for f in found] == [(2, 1, "ref", True)]
    assert "第1道固定题" in str(found[0])


def test_a_paper_has_at_most_200_questions_in_20_sections() -> None:
    assert places({"rows": [row(150, "tort"), row(51, "family")]}) == [(0, 0, "")]
    assert places({"sections": [{"rows": [row(1)]}] * 21}) == [(0, 0, "")]
