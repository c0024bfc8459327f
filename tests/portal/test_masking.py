"""What is shown of names, numbers, phones, addresses."""

import pytest

from portal import masking
from portal.masking import has_id_number

NUMBER = "11010519491231002X"  # the standard's own example


@pytest.mark.parametrize(
    ("whole", "shown"),
    [
        ("张芳", "张*"), ("周桂芳", "周*芳"), ("欧阳", "欧*"), ("欧阳芳", "欧阳*"),
        ("司马相如", "司马**"),
        ("买买提明", "买**明"), ("古丽·买买提", "古****提"), ("张", "*"), ("", ""),
    ],
)  # fmt: skip
def test_a_name_keeps_the_surname_or_its_two_ends(whole: str, shown: str) -> None:
    assert masking.name(whole) == shown


@pytest.mark.parametrize(
    ("whole", "shown"),
    [("990101196003074017", "9****************7"), ("H12345678", "H*******8"),
     ("AB", "**"), ("", "")],
)  # fmt: skip
def test_a_document_number_keeps_its_first_and_last_character(whole: str, shown: str) -> None:
    assert masking.number(whole) == shown


def test_a_phone_keeps_its_beginning_and_its_last_four() -> None:
    assert [masking.phone(whole) for whole in ("19912345678", "1234567", "")] == [
        "199****5678", "*******", "",
    ]  # fmt: skip


def test_a_mail_address_keeps_a_letter_and_the_post_office() -> None:
    assert [masking.email(whole) for whole in ("zhou@example.cn", "zhou", "")] == [
        "z***@example.cn", "****", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"), ("nobody", "unknown"),
    ],
)  # fmt: skip
def test_of_an_address_the_network_remains(address: str, shown: str) -> None:
    assert masking.network(address) == shown


def test_an_id_number_is_masked_wherever_it_stands_in_a_text() -> None:
    assert masking.within("Not Found: /v/99010119600307401x/ 99010120260003187") == (
        "Not Found: /v/9****************x/ 99010120260003187"
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("990101196003074017", "9****************7"),
        ("990101 19600307-401x", "9****************x"),
        ("99010119600307401７９90101196003074017", "9****************79****************7"),
        ("花名册 2026-11-26 第1２版", "花名册 2026-11-26 第1２版"),
        ("花名\u202e册\n", "花名册"),
    ],
)  # fmt: skip
def test_an_id_number_is_masked_in_a_file_name_however_it_is_written(
    written: str, shown: str
) -> None:
    assert masking.file_name(written) == shown


def test_a_cell_is_shown_unless_it_may_be_a_document_number() -> None:
    assert [masking.cell(text) for text in ("周桂芳", "19912345678", "990101196003074017")] == [
        "周桂芳", "19912345678", "9***7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        NUMBER.lower(),
        "周桂芳 110105 19491231 002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        f"/a/?q={NUMBER}",
        f"P12 {NUMBER}",
        f"my number {NUMBER} is wrong",
        "my number 110105 19491231 002 X is wrong",
        f"{NUMBER[:-1]}1 13800001234",
    ],
)
def test_a_number_is_seen_in_every_writing(typed: str) -> None:
    assert has_id_number(typed)


@pytest.mark.parametrize(
    "typed", ["", "290", "11010120260000011", "110105194913310021", "1" * 40, "周桂芳"]
)
def test_other_numbers_are_left_alone(typed: str) -> None:
    assert not has_id_number(typed)
