"""A ZIP of portraits: opened without trusting it, one picture in memory at a time.

Names of entries are looked at and never used as paths. Python 3.11.7 sees neither overlapping
entries (CVE-2024-0450) nor a directory of millions of entries before it has read it all, so both
are looked for here. Windows writes names in GBK, which Python takes for code page 437.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from portal.people.developing import MOST_BYTES as MOST_OF_ONE

MOST_BYTES = 500_000_000
MOST_UNPACKED = 1_000_000_000  # bytes; photos hardly pack
MOST_PICTURES = 5_000
MOST_ENTRIES = 10_000  # with folders and what macOS puts beside each file
MOST_DIRECTORY = 5_000_000  # bytes: 10,000 entries of 500
END, END_LENGTH, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
LOCATOR, LOCATOR_LENGTH = b"PK\x06\x07", 20
LOCAL_HEADER, LOCAL_LENGTH = b"PK\x03\x04", 30
ENCRYPTED, IN_UTF_8 = 0x1, 0x800
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
HIDDEN = ("thumbs.db", "desktop.ini")
DRIVE = re.compile(r"[A-Za-z]:")
FIRST_HAN = "⺀"
DOTS = "·•‧∙・—–―"
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, OSError, LookupError,
)  # fmt: skip


class ArchiveRefused(ValueError):
    """The ZIP is not taken; the message says why and what to do."""


class EntryRefused(ValueError):
    """One file of the ZIP is not read; the message is a code of `wording.py`."""


@dataclass(frozen=True)
class Entry:
    """A file of the ZIP: its number in it from 1, its name without folders, a code of `wording.py`
    for what is wrong with that name, if anything."""

    number: int
    name: str
    problem: str
    info: zipfile.ZipInfo


class Archive:
    """The pictures of an open ZIP. Raises ArchiveRefused; what is no picture's business (folders,
    what systems put beside the files) is passed over."""

    def __init__(self, file: IO[bytes]) -> None:
        _refuse_large_directory(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except DAMAGED:
            raise ArchiveRefused(_damaged()) from None
        infos = self._zip.infolist()
        _refuse_sizes(infos)
        _refuse_overlap(file, infos)
        self.entries = tuple(_entries(infos))
        if not self.entries:
            raise ArchiveRefused(_("There are no files in the ZIP. Please pack the photos again."))
        if len(self.entries) > MOST_PICTURES:
            raise ArchiveRefused(_too_many())

    def read(self, entry: Entry) -> bytes:
        """The bytes of one file, never more than a portrait may have. Raises EntryRefused."""
        if entry.info.file_size > MOST_OF_ONE:
            raise EntryRefused("portrait_large")
        try:
            with self._zip.open(entry.info) as file:
                content = file.read(MOST_OF_ONE + 1)
        except DAMAGED:
            raise EntryRefused("portrait_packed") from None
        if len(content) > MOST_OF_ONE:
            raise EntryRefused("portrait_large")
        return content


def _damaged() -> str:
    return _("The file is no ZIP or is damaged. Please pack the photos again as an ordinary ZIP.")


def _too_many() -> str:
    return _("The ZIP holds more than %(number)s files. Please split it.") % {
        "number": MOST_PICTURES
    }


def _refuse_large_directory(file: IO[bytes]) -> None:
    """How long the list of entries is, as the end of the file says it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - END_LENGTH - LONGEST_COMMENT - LOCATOR_LENGTH))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_LENGTH:
        raise ArchiveRefused(_damaged())
    length, comment = struct.unpack("<12xI4xH", tail[at : at + END_LENGTH])
    if len(tail) != at + END_LENGTH + comment:
        raise ArchiveRefused(_damaged())
    is_huge = tail[max(0, at - LOCATOR_LENGTH) : at].startswith(LOCATOR)
    if is_huge or length > MOST_DIRECTORY:
        raise ArchiveRefused(_too_many())


def _refuse_sizes(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_ENTRIES:
        raise ArchiveRefused(_too_many())
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise ArchiveRefused(
            _("The ZIP is larger than %(megabytes)s MB when unpacked. Please split it.")
            % {"megabytes": MOST_UNPACKED // 1_000_000}
        )
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise ArchiveRefused(_("The ZIP has a password. Please pack the photos again without one."))
    if any(info.compress_type not in METHODS for info in infos):
        raise ArchiveRefused(_damaged())


def _refuse_overlap(file: IO[bytes], infos: list[zipfile.ZipInfo]) -> None:
    """Every byte belongs to one entry only; else a small file could unpack into a huge one."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise ArchiveRefused(_damaged())
        file.seek(info.header_offset)
        header = file.read(LOCAL_LENGTH)
        if len(header) < LOCAL_LENGTH or not header.startswith(LOCAL_HEADER):
            raise ArchiveRefused(_damaged())
        name, extra = struct.unpack("<HH", header[26:30])
        end = info.header_offset + LOCAL_LENGTH + name + extra + info.compress_size


def _entries(infos: list[zipfile.ZipInfo]) -> Iterator[Entry]:
    number = 0
    for info in infos:
        path, problem = _path_of(info)
        parts = path.replace("\\", "/").split("/")
        name = parts[-1]
        if not name or name.startswith(".") or name.lower() in HIDDEN or "__MACOSX" in parts:
            continue
        number += 1
        if not problem and _climbs(path, parts, info):
            problem = "portrait_path"
        yield Entry(number, name, problem, info)


def _climbs(path: str, parts: list[str], info: zipfile.ZipInfo) -> bool:
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    return ".." in parts or path.startswith(("/", "\\")) or bool(DRIVE.match(path)) or is_link


def _is_likely(path: str) -> bool:
    """Two bytes of GBK may be one Latin or Arabic letter in UTF-8: nobody here is called by those
    alone. The middle dot stands in names, with Chinese around it."""
    foreign = [char for char in path if not char.isascii()]
    strange = [char for char in foreign if char < FIRST_HAN and char not in DOTS]
    return not strange and (not foreign or any(char >= FIRST_HAN for char in foreign))


def _path_of(info: zipfile.ZipInfo) -> tuple[str, str]:
    """The name as it was written, and a code when it cannot be read."""
    if info.flag_bits & IN_UTF_8:
        return info.filename, ""
    raw = info.filename.encode("cp437", errors="replace")
    for coding in ("utf-8", "gb18030"):
        try:
            path = raw.decode(coding)
        except UnicodeDecodeError:
            continue
        if coding == "gb18030" or _is_likely(path):
            return path, ""
    return raw.decode("ascii", errors="replace"), "portrait_coding"
