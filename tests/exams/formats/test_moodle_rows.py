# ruff: noqa: E501 - markup is read more easily on one line
import pytest

from exams.wording import Wording
from tests.exams.formats.test_moodle import only, question, refusals

STATEMENTS = ("收费", "自愿", "保密")


def rows() -> str:
    return "".join(
        f'<row number="{at}"><optiontext format="html"><text><![CDATA[<p>{text}</p>]]></text></optiontext></row>'
        for at, text in enumerate(STATEMENTS, start=1)
    )


def columns(*names: str) -> str:
    return "".join(
        f'<column number="{at}"><responsetext format="plain_text"><text>{name}</text></responsetext></column>'
        for at, name in enumerate(names, start=1)
    )


def weights(*right: str) -> str:
    return "".join(
        f'<weight rownumber="{row}" columnnumber="{column}"><value>{1 if str(column) in places else 0}.000</value></weight>'
        for row, places in enumerate(right, start=1)
        for column in (1, 2)
    )


@pytest.mark.parametrize("kind", ["kprime", "mtf"])
def test_each_statement_belongs_to_one_column(kind: str) -> None:
    inside = (rows(), columns("对", "错"), weights("2", "1", "1"))
    assert only(question(kind, "对不对？", *inside)).wording == Wording(
        "matching", "对不对？", STATEMENTS, "BAA", targets=("对", "错")
    )


def test_a_matrix_says_its_weights_row_by_row() -> None:
    texts = "".join(f"<row><shorttext>{text}</shorttext></row>" for text in STATEMENTS)
    heads = "<col><shorttext>对</shorttext></col><col><shorttext>错</shorttext></col>"
    shares = "".join(
        f"<weights-of-row><weight-of-col>{1 - wrong}</weight-of-col><weight-of-col>{wrong}</weight-of-col></weights-of-row>"
        for wrong in (1, 0, 0)
    )
    found = only(question("matrix", "对不对？", texts, heads, shares)).wording
    assert (found.options, found.key, found.targets) == (STATEMENTS, "BAA", ("对", "错"))


@pytest.mark.parametrize(
    ("right", "code"),
    [(("2", "", "1"), "no_key"), (("2", "12", "1"), "match_several"), ((), "no_key")],
)
def test_a_statement_without_exactly_one_column_is_refused(
    right: tuple[str, ...], code: str
) -> None:
    inside = (rows(), columns("对", "错"), weights(*right))
    assert [found for found, _facts in refusals(question("mtf", "x", *inside))] == [code]


def test_a_table_without_columns_is_refused() -> None:
    assert refusals(question("mtf", "x", rows()))[0][0] == "no_options"
