"""Whose portrait a file is by its name, in the forms offices use, and what is shown of it."""

import pytest

from portal.people.importing.portrait_names import read_name, same_name, shown

NUMBER = "990000199001010017"
X_NUMBER = "99000019630701018X"


@pytest.mark.parametrize(
    ("file_name", "name", "number"),
    [
        (f"王小明_{NUMBER}.jpg", "王小明", NUMBER),
        (f"王小明-{NUMBER}.JPG", "王小明", NUMBER),
        (f"王小明{NUMBER}.png", "王小明", NUMBER),
        (f"王小明 {NUMBER} (1).jpg", "王小明", NUMBER),
        (f"王小明_{NUMBER}（2）.jpg", "王小明", NUMBER),
        (f"王小明_{NUMBER} - 副本.jpg", "王小明", NUMBER),
        (f"{NUMBER}_王小明.jpg", "王小明", NUMBER),
        (f"{NUMBER}王小明.jpg", "王小明", NUMBER),
        (f"{NUMBER}.jpeg", "", NUMBER),
        (f"欧阳丽_{X_NUMBER.lower()}.jpg", "欧阳丽", X_NUMBER),
        ("王小明_" + NUMBER.translate({48 + n: 0xFF10 + n for n in range(10)}) + ".jpg", "王小明",
         NUMBER),
        ("John Smith_E12345678.jpg", "JOHN SMITH", "E12345678"),
        ("陈志明_H1234567890.jpg", "陈志明", "H1234567890"),
        ("E12345678-Anna.jpg", "ANNA", "E12345678"),
        ("陈某_12345678.jpg", "陈某", "12345678"),
        ("阿卜杜拉·买买提_" + NUMBER + ".jpg", "阿卜杜拉·买买提", NUMBER),
    ],
)  # fmt: skip
def test_name_and_number_are_found_in_any_order(file_name: str, name: str, number: str) -> None:
    found = read_name(file_name)
    assert (found.name, found.number, found.tail) == (name, number, "")


@pytest.mark.parametrize(
    ("file_name", "name", "tail"),
    [
        ("王小明_0017.jpg", "王小明", "0017"),
        ("王小明0017.jpg", "王小明", "0017"),
        ("王小明 018x.jpg", "王小明", "018X"),
        ("王小明.jpg", "王小明", ""),
        ("0017.jpg", "0017", ""),
        ("微信图片1772345678901.jpg", "微信图片1772345678901", ""),
    ],
)
def test_without_a_whole_number_the_last_four_characters_count(
    file_name: str, name: str, tail: str
) -> None:
    found = read_name(file_name)
    assert (found.name, found.number, found.tail) == (name, "", tail)


@pytest.mark.parametrize(
    ("typed", "on_file", "same"),
    [
        ("王小明", "王小明", True),
        ("王 小明", "王小明", True),
        ("ANNA SMITH", "Anna Smith", True),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提", True),
        ("王小明", "王小朋", False),
    ],
)
def test_names_are_compared_without_blanks_and_dots(typed: str, on_file: str, same: bool) -> None:
    assert same_name(typed, on_file) is same


@pytest.mark.parametrize(
    ("file_name", "told"),
    [
        (f"王小明_{NUMBER}.jpg", "王小明_9****************7.jpg"),
        (f"{NUMBER[:6]} {NUMBER[6:14]}-{NUMBER[14:]}.jpg", "9****************7.jpg"),
        ("王小明_018X.jpg", "王小明_0**X.jpg"),
        ("王\u202e小\x07明.jpg", "王小明.jpg"),
        ("王" * 80 + ".jpg", "王" * 59 + "…"),
    ],
)
def test_a_file_name_is_shown_without_its_figures(file_name: str, told: str) -> None:
    assert shown(file_name) == told
    assert read_name(file_name).shown == told
