"""The form of a blueprint: what was typed comes back, buttons change it, faults stand at cells."""

from exams import matrix
from exams.matrix import Finding, Matrix
from exams.papers.blueprint import BadBlueprint, read_blueprint
from exams.papers.shortage import shortages
from portal.people.choices import Tier
from tests.exams.papers.pools import pool, questions, row

SENT = {
    "sections": "2",
    "title-0": " 一、单\0选题 ",
    "rows-0": "3",
    "fixed-0": "1",
    "row-0-0-kind": "single",
    "row-0-0-subject": "tort",
    "row-0-0-count": "3",
    "row-0-0-points": "2",
    "row-0-2-kind": "multiple",
    "fixed-0-0-ref": "q1",
    "rows-1": "0",
    "fixed-1": "9" * 9,
}
FIRST = {
    "kind": "single",
    "subject": "tort",
    "difficulty": "",
    "tier": "",
    "count": "3",
    "points": "2",
}


def test_what_was_typed_is_read_without_empty_lines() -> None:
    first, second = matrix.read_matrix(SENT)["sections"]
    assert first["title"] == "一、单选题"
    assert first["rows"] == [FIRST, dict.fromkeys(FIRST, "") | {"kind": "multiple"}]
    assert first["fixed"] == [{"ref": "q1", "points": ""}]
    assert second == {"title": "", "rows": [], "fixed": []}


def test_a_form_that_says_nothing_has_no_section() -> None:
    assert matrix.read_matrix({}) == {"sections": []}
    assert matrix.read_matrix({"sections": "9999"}) == {"sections": []}
    assert len(matrix.read_matrix({"sections": "20"})["sections"]) == 20


def shape(written: matrix.Written) -> list[tuple[int, int]]:
    return [(len(part["rows"]), len(part["fixed"])) for part in written["sections"]]


def test_buttons_add_and_drop_lines() -> None:
    written = matrix.read_matrix(SENT)
    assert shape(written) == [(2, 1), (0, 0)]
    assert shape(matrix.changed(written, "add-section")) == [(2, 1), (0, 0), (1, 0)]
    assert shape(matrix.changed(written, "add-row:1")) == [(2, 1), (1, 0)]
    assert shape(matrix.changed(written, "add-fixed:0")) == [(2, 2), (0, 0)]
    assert shape(matrix.changed(written, f"add-row:{'9' * 5000}")) == shape(written)
    assert shape(matrix.changed(written, "drop-section:0")) == [(0, 0)]
    assert shape(matrix.changed(written, "drop-fixed:0:0")) == [(2, 0), (0, 0)]
    dropped = matrix.changed(written, "drop-row:0:0")
    assert [line["kind"] for line in dropped["sections"][0]["rows"]] == ["multiple"]


def test_a_button_that_does_not_exist_changes_nothing() -> None:
    written = matrix.read_matrix(SENT)
    for act in ("", "drop-row", "drop-row:7:0", "drop-row:0:9", "burn:0", "add-row:x", "add-all:0"):
        assert matrix.changed(written, act) == written


def test_faults_and_lacks_stand_at_their_cells() -> None:
    written = {"sections": [{"title": "", "rows": [row(0, "sea")], "fixed": [{"ref": ""}]}]}
    try:
        read_blueprint(written)
    except BadBlueprint as bad:
        finding = Finding(bad.faults)
    section = Matrix(written, finding).sections[0]
    assert [cell.column for cell in section.rows[0].errors] == ["subject", "count"]
    assert [cell.column for cell in section.fixed[0].errors] == ["ref", "points"]
    assert finding.whole == []


def test_a_line_says_what_the_bank_lacks() -> None:
    written = {"sections": [{"title": "", "rows": [row(3, "tort")], "fixed": []}]}
    blueprint = read_blueprint(written)
    lacks = shortages(blueprint, pool(questions(2, "tort")))
    section = Matrix(written, Finding((), lacks, blueprint)).sections[0]
    assert (section.questions, section.points) == (3, "3")
    assert section.rows[0].lack == lacks[0].amount


def test_a_tier_that_is_chosen_can_be_chosen_again() -> None:
    held = row(1, tier="village")
    written = {"sections": [{"title": "", "rows": [held], "fixed": []}]}
    cells = Matrix(written, Finding(), ("city",)).sections[0].rows[0].cells
    tiers = next(cell for cell in cells if cell.column == "tier")
    assert [value for value, _label in tiers.choices] == ["", "city", "village"]
    assert [label for _value, label in tiers.choices][1:] == [
        str(Tier("city").label),
        str(Tier("village").label),
    ]


def test_the_tiers_offered_are_those_of_the_bank() -> None:
    assert matrix.tiers_of(pool(questions(2))) == ()
