"""ZIPs as Windows, macOS and attackers make them: bad inputs 28 and 29 once more, for photos."""

import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.people.importing import portrait_archive
from portal.people.importing.portrait_archive import Archive, ArchiveRefused, EntryRefused
from tests.portal.people.importing.photos import renamed, zipped

ONE = {"a.jpg": b"one"}


def opened(content: bytes) -> Archive:
    return Archive(io.BytesIO(content))


def names(content: bytes) -> list[tuple[str, str]]:
    return [(entry.name, entry.problem) for entry in opened(content).entries]


def refusal(content: bytes) -> str:
    with pytest.raises(ArchiveRefused) as refused:
        opened(content)
    return str(refused.value)


def test_files_are_numbered_and_read_one_by_one() -> None:
    archive = opened(zipped({"青石镇/王小明.jpg": b"one", "李.jpg": b"two"}))
    assert [(e.number, e.name) for e in archive.entries] == [(1, "王小明.jpg"), (2, "李.jpg")]
    assert [archive.read(entry) for entry in archive.entries] == [b"one", b"two"]


def test_what_systems_put_beside_the_files_is_passed_over() -> None:
    beside = ("__MACOSX/._a.jpg", ".DS_Store", "甲/Thumbs.db", "desktop.ini", "甲/")
    assert names(zipped(dict.fromkeys(beside, b"") | ONE)) == [("a.jpg", "")]


@pytest.mark.parametrize("coding", ["gb18030", "utf-8"])
def test_names_of_windows_and_macos_are_read_right(coding: str) -> None:
    raw = "王小明·聪_0017.jpg".encode(coding)
    placeholder = b"#" * len(raw)
    content = renamed(zipped({placeholder.decode(): b"one"}), {placeholder: raw})
    archive = opened(content)
    assert [entry.name for entry in archive.entries] == ["王小明·聪_0017.jpg"]
    assert archive.read(archive.entries[0]) == b"one"


def test_a_backslash_inside_a_gbk_character_parts_no_folder() -> None:
    raw = "乗_0017.jpg".encode("gb18030")  # its second byte is that of a backslash
    assert b"\\" in raw
    placeholder = b"#" * len(raw)
    assert names(renamed(zipped({placeholder.decode(): b""}), {placeholder: raw})) == [
        ("乗_0017.jpg", "")
    ]


def test_a_name_in_no_known_coding_is_a_line_of_its_own() -> None:
    content = renamed(zipped({"####.jpg": b"", "b.jpg": b""}), {b"####": b"\xff\xff\xff\xff"})
    (first, problem), second = names(content)
    assert problem == "portrait_coding"
    assert first.endswith(".jpg")
    assert second == ("b.jpg", "")


@pytest.mark.parametrize(
    "path", ["../a.jpg", "/etc/a.jpg", "甲/../../a.jpg", "C:\\a.jpg", "\\a.jpg"]
)
def test_29_a_path_out_of_the_zip_is_told_and_never_used(path: str) -> None:
    assert names(zipped({path: b""})) == [("a.jpg", "portrait_path")]


def test_29_a_link_is_told_and_never_followed() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("a.jpg")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert names(packed.getvalue()) == [("a.jpg", "portrait_path")]


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip", zipped(ONE)[:-30], zipped(ONE)[:40]],
    ids=["nothing", "words", "torn", "its beginning"],  # a ZIP holds the time it was made at
)
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert "no ZIP or is damaged" in refusal(content)


def test_a_zip_without_files_is_refused() -> None:
    assert "no files in the ZIP" in refusal(zipped({"甲/": b""}))


def test_a_password_is_refused_before_anything_is_read() -> None:
    content = bytearray(zipped(ONE))
    at = content.rfind(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "has a password" in refusal(bytes(content))


def test_a_rare_way_of_packing_is_refused() -> None:
    assert "ordinary ZIP" in refusal(zipped(ONE, zipfile.ZIP_LZMA))


def test_28_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (portrait_archive.MOST_PICTURES, portrait_archive.MOST_ENTRIES) == (5_000, 10_000)
    monkeypatch.setattr(portrait_archive, "MOST_PICTURES", 2)
    many = {f"{at}.jpg": b"" for at in range(3)}
    assert "more than 2 files" in refusal(zipped(many))
    monkeypatch.setattr(portrait_archive, "MOST_ENTRIES", 2)
    assert "more than 2 files" in refusal(zipped({f"{at}/": b"" for at in range(3)}))


def test_28_a_directory_of_millions_is_refused_before_it_is_read() -> None:
    content = bytearray(zipped(ONE))
    at = content.rfind(b"PK\x05\x06")
    content[at + 12 : at + 16] = struct.pack("<I", 5_000_001)
    assert "more than 5000 files" in refusal(bytes(content))
    locator = b"PK\x06\x07" + bytes(16)
    assert "more than 5000 files" in refusal(zipped(ONE)[:at] + locator + zipped(ONE)[at:])


def test_28_what_would_unpack_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portrait_archive, "MOST_UNPACKED", 2_000_000)
    assert "larger than 2 MB when unpacked" in refusal(zipped({"a.jpg": bytes(2_000_001)}))


def test_28_one_huge_file_is_a_line_of_its_own() -> None:
    archive = opened(zipped({"a.jpg": bytes(10_000_001), "b.jpg": b"fine"}))
    with pytest.raises(EntryRefused, match="portrait_large"):
        archive.read(archive.entries[0])
    assert archive.read(archive.entries[1]) == b"fine"


def test_29_overlapping_files_are_refused() -> None:
    content = bytearray(zipped({"a.jpg": b"one", "b.jpg": b"two"}))
    second = content.rfind(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 0)  # where the first begins
    assert "is damaged" in refusal(bytes(content))


def test_a_file_damaged_inside_is_a_line_of_its_own() -> None:
    content = zipped({"a.jpg": b"one", "b.jpg": b"two"}, zipfile.ZIP_STORED).replace(b"one", b"eno")
    archive = opened(content)
    with pytest.raises(EntryRefused, match="portrait_packed"):
        archive.read(archive.entries[0])
    assert archive.read(archive.entries[1]) == b"two"


SAMPLE = zipped({"王小明_0017.jpg": b"one" * 50, "b.jpg": b"two"})


@settings(max_examples=200, deadline=None)
@given(
    places=st.lists(
        st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=6
    )
)
def test_bytes_that_were_tampered_with_are_read_or_refused(places: list[tuple[int, int]]) -> None:
    content = bytearray(SAMPLE)
    for place, value in places:
        content[place] = value
    try:
        archive = opened(bytes(content))
    except ArchiveRefused:
        return
    for entry in archive.entries:
        try:
            assert len(archive.read(entry)) <= 10_000_000
        except EntryRefused:
            continue
