"""Numbers without a gap, codes that notice a slip."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from certificates import numbering
from certificates.models import NumberCounter
from certificates.numbering import ALPHABET, NoTransaction, SerialsUsedUp

digits = st.text("0123456789", min_size=16, max_size=16)
codes = st.builds(numbering.new_code)
places = st.integers(0, 15)


def test_the_check_digit_is_that_of_the_standards_own_example() -> None:
    assert numbering.check_digit("0794") == "5"


@given(digits, st.integers(0, 15), st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_noticed(body: str, at: int, other: str) -> None:
    number = body + numbering.check_digit(body)
    wrong = number[:at] + other + number[at + 1 :]
    assert numbering.read_number(number) == number
    assert (numbering.read_number(wrong) is None) == (other != number[at])


@pytest.mark.parametrize(
    "typed",
    [
        "990101 2026 000318 7",
        "990101-2026-000318-7",
        "９９０１０１２０２６０００３１８７",
        " 990101\u30002026000318\t7",
    ],
)
def test_a_number_is_read_however_it_is_spaced(typed: str) -> None:
    number = "9901012026000318"
    number += numbering.check_digit(number)
    assert numbering.read_number(typed[:-1] + number[-1]) == number
    assert numbering.read_number(numbering.spaced_number(number)) == number


@pytest.mark.parametrize("typed", ["", "99010120260003", "9901012026000318x", "٩" * 17, "1" * 40])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert numbering.read_number(typed) is None


@given(codes)
def test_a_code_is_right_and_shown_in_fours(code: str) -> None:
    assert numbering.is_code(code)
    shown = numbering.spaced_code(code)
    assert [len(group) for group in shown.split("-")] == [4, 4, 4, 4]
    assert numbering.clean_code(shown) == code


@given(codes, places, st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(code: str, at: int, other: str) -> None:
    wrong = code[:at] + other + code[at + 1 :]
    assert numbering.is_code(wrong) == (other == code[at])


@given(codes, places, places)
def test_every_exchange_of_two_characters_is_noticed(code: str, one: int, two: int) -> None:
    swapped = list(code)
    swapped[one], swapped[two] = swapped[two], swapped[one]
    assert numbering.is_code("".join(swapped)) == (code[one] == code[two])


@given(codes)
def test_a_code_may_be_typed_in_small_letters_full_width_with_lookalikes(code: str) -> None:
    typed = code.lower().replace("0", "o").replace("1", "l")
    assert numbering.clean_code(" ".join(typed)) == code
    assert numbering.clean_code(code.replace("1", "I").replace("0", "Ｏ")) == code
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code)
    assert numbering.clean_code(wide) == code


@given(codes, places, st.sampled_from(["8B", "5S", "2Z", "6G", "VY"]))
def test_a_lookalike_is_told_by_its_group(code: str, at: int, pair: str) -> None:
    if code[at] not in pair:
        return
    wrong = code[:at] + pair.replace(code[at], "") + code[at + 1 :]
    assert at // 4 + 1 in numbering.doubtful_groups(wrong)


def test_a_strange_character_and_a_short_group_are_told() -> None:
    assert numbering.doubtful_groups("7K3MQ2UD9HTB4WNE") == (2,)
    assert numbering.doubtful_groups("7K3MQ2XD9HT") == (3,)
    assert numbering.doubtful_groups("") == ()
    assert not numbering.is_code("7K3MQ2UD9HTB4WNE")


def test_groups_that_do_not_have_four_characters_are_told() -> None:
    assert numbering.wrong_groups(" 7K3M-Q2X 9HTB-4WNEE ") == (2, 4)
    for whole in ("7K3M-Q2XD-9HTB-4WNE", "7K3MQ2X9HTB4WNE", "7K 3M Q2", "", "7K3M-Q2XD-9HTB"):
        assert numbering.wrong_groups(whole) == ()


def test_of_a_long_text_forty_characters_are_looked_at() -> None:
    assert len(numbering.clean_code("A" * 1000)) == 40


@pytest.mark.django_db
def test_serials_run_on_by_division_and_year() -> None:
    with transaction.atomic():
        first = [numbering.allocate("990101", 2026) for _ in range(3)]
        other = numbering.allocate("990101", 2027)
    assert [number[:16] for number in first] == [f"990101202600000{n}" for n in (1, 2, 3)]
    assert other[:16] == "9901012027000001"


@pytest.mark.django_db
def test_a_rollback_leaves_no_gap() -> None:
    with transaction.atomic():
        numbering.allocate("990101", 2026)
    with transaction.atomic():
        numbering.allocate("990101", 2026)
        transaction.set_rollback(True)
    with transaction.atomic():
        assert numbering.allocate("990101", 2026)[10:16] == "000002"


@pytest.mark.django_db(transaction=True)
def test_no_number_outside_a_transaction() -> None:
    with pytest.raises(NoTransaction):
        numbering.allocate("990101", 2026)


@pytest.mark.django_db
def test_a_million_numbers_in_a_year_are_too_many() -> None:
    NumberCounter.objects.create(division="990101", year=2026, last=999_999)
    with pytest.raises(SerialsUsedUp), transaction.atomic():
        numbering.allocate("990101", 2026)
