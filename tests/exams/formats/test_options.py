"""Options in one text: by their letters, in one line or many, or set apart by signs."""

import pytest

from exams.formats.options import split, split_cell, without_letters

PLAIN = ("谁可以申请调解？", ["村民", "居委会", "任何人"])


@pytest.mark.parametrize(
    "text",
    [
        "谁可以申请调解？\nA. 村民\nB. 居委会\nC. 任何人",
        "谁可以申请调解？\nA、村民 B、居委会 C、任何人",
        "谁可以申请调解？ A.村民B.居委会C.任何人",
        "谁可以申请调解？\nA．村民；B．居委会；C．任何人",
        "谁可以申请调解？\nA 村民\nB 居委会\nC 任何人",
        "谁可以申请调解？\nA村民\nB居委会\nC任何人",
        "谁可以申请调解？\n（A）村民\t（B）居委会\t（C）任何人",
        "谁可以申请调解？\nＡ：村民\nＢ：居委会\nＣ：任何人",
        "谁可以申请调解？\na) 村民\nb) 居委会\nc) 任何人",
        "谁可以申请调解？\nⒶ村民ⒷⒷ".replace("ⒷⒷ", "Ⓑ居委会Ⓒ任何人"),
    ],
)
def test_options_behind_a_stem(text: str) -> None:
    assert split(text) == PLAIN


def test_letters_in_the_stem_are_no_options() -> None:
    text = "A、B两家公司与C、D两人签约，谁是当事人？\nA、A公司\nB、B公司\nC、都是"
    assert split(text) == (
        "A、B两家公司与C、D两人签约，谁是当事人？",
        ["A公司", "B公司", "都是"],
    )


def test_two_readings_are_none() -> None:
    assert split("问？ A、甲 B、乙都对 B、丙 C、丁") is None
    assert split("问？ A、甲与B、乙都对 B、丙 C、丁") == ("问？", ["甲与B、乙都对", "丙", "丁"])
    assert split("A公司起诉B公司，谁胜诉？") is None


@pytest.mark.parametrize(
    "cell",
    [
        "村民|居委会|任何人",
        "村民$;$居委会$;$任何人",
        "A村民 B居委会 C任何人",
        "村民\n居委会\n任何人",
        "村民；居委会；任何人",
        "村民\t居委会\t任何人",
        "A.村民 B.居委会 C.任何人",
        "A.村民|B.居委会|C.任何人",
        '["村民", "居委会", "任何人"]',
        "['A.村民', 'B.居委会', 'C.任何人']",
    ],
)
def test_options_in_one_cell(cell: str) -> None:
    assert split_cell(cell) == ["村民", "居委会", "任何人"]


def test_own_letters_go_only_when_all_options_have_them() -> None:
    assert without_letters(["A.甲", "B.乙", ""]) == ["甲", "乙", ""]
    assert without_letters(["A.甲", "乙"]) == ["A.甲", "乙"]
    assert without_letters(["A公司", "B公司"]) == ["A公司", "B公司"]
