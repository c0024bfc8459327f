"""Document numbers are read as people type them, checked, and never guessed."""

from datetime import date

import pytest

from portal.people.choices import IdentityDocument, Sex
from portal.people.identity import (
    Document,
    NumberRefused,
    check_digit,
    normalised,
    read_document,
)
from tests.portal.people.rows import BORN, ENDS_WITH_X, FEMALE, MALE

TODAY = date(2026, 11, 25)
CARD = IdentityDocument.ID_CARD


@pytest.mark.parametrize(
    ("typed", "number", "born", "sex"),
    [
        (MALE, MALE, BORN, Sex.MALE),
        (FEMALE, FEMALE, BORN, Sex.FEMALE),
        (ENDS_WITH_X, ENDS_WITH_X, date(1963, 7, 1), Sex.FEMALE),
        ("990000195812311173", "990000195812311173", date(1958, 12, 31), Sex.MALE),
    ],
)
def test_a_number_says_birth_date_and_sex(typed: str, number: str, born: date, sex: str) -> None:
    assert read_document(CARD, typed, today=TODAY) == Document(CARD, number, born, sex)


@pytest.mark.parametrize(
    "typed",
    [
        "99000019630701018x",
        "９９００００１９６３０７０１０１８Ｘ",
        " 990000 19630701 018X ",
        "990000-19630701-018x\n",
    ],
)
def test_blanks_hyphens_small_and_wide_letters_are_evened_out(typed: str) -> None:
    assert normalised(typed) == ENDS_WITH_X
    assert read_document(CARD, typed, today=TODAY).number == ENDS_WITH_X


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("990000199001010018", "check digit"),
        ("990000199902301234", "birth date"),
        ("990000203001010010", "birth date"),
        ("990000201501010010", "birth date"),
        ("990000190001010010", "birth date"),
        ("990000900101001", "15 digits"),
        ("99000019900101001", "18 characters"),
        ("99000019900101001Y", "18 characters"),
        ("٩90000199001010017", "18 characters"),
        ("", "18 characters"),
        ("1.10101E+17", "spreadsheet"),
        ("1.10101199001010E+17", "spreadsheet"),
        ("990000199001010000", "spreadsheet"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_remedy(typed: str, says: str) -> None:
    with pytest.raises(NumberRefused, match=says):
        read_document(CARD, typed, today=TODAY)


def test_a_right_number_that_ends_with_three_noughts_is_not_called_damaged() -> None:
    firsts = (f"9900001990010{day}{order}00" for day in range(1, 10) for order in range(10))
    whole = next(first + "0" for first in firsts if check_digit(first) == "0")
    assert read_document(CARD, whole, today=TODAY).number == whole


@pytest.mark.parametrize(
    ("kind", "typed", "number"),
    [
        (IdentityDocument.HK_MACAO_PERMIT, "h12345678", "H12345678"),
        (IdentityDocument.HK_MACAO_PERMIT, "M1234567801", "M1234567801"),
        (IdentityDocument.TAIWAN_PERMIT, "12345678", "12345678"),
        (IdentityDocument.PASSPORT, "e 1234 5678", "E12345678"),
        (IdentityDocument.FOREIGN_RESIDENT, "USA110000000000", "USA110000000000"),
        (IdentityDocument.FOREIGN_RESIDENT, "911124199001010017", "911124199001010017"),
    ],
)
def test_other_documents_have_rules_of_their_own(kind: str, typed: str, number: str) -> None:
    assert read_document(kind, typed, today=TODAY) == Document(kind, number)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (IdentityDocument.HK_MACAO_PERMIT, "A12345678"),
        (IdentityDocument.TAIWAN_PERMIT, "1234567"),
        (IdentityDocument.PASSPORT, "E-1"),
        (IdentityDocument.FOREIGN_RESIDENT, "1234"),
    ],
)
def test_a_number_of_another_form_is_refused(kind: str, typed: str) -> None:
    with pytest.raises(NumberRefused):
        read_document(kind, typed, today=TODAY)


@pytest.mark.parametrize("kind", [IdentityDocument.PASSPORT, IdentityDocument.TAIWAN_PERMIT])
def test_a_resident_number_is_no_other_documents(kind: str) -> None:
    with pytest.raises(NumberRefused, match="resident identity card"):
        read_document(kind, "990000 19900101 0017", today=TODAY)
    wrong = "990000199001010018"
    assert read_document(IdentityDocument.PASSPORT, wrong, today=TODAY).number == wrong
