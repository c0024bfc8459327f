"""What a zipped workbook must be before anybody opens it: small, flat, honest. Knows no framework.

Names of entries are looked at and never used as paths. Python 3.11.7 does not see overlapping
entries (CVE-2024-0450), so they are looked for here.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass

from portal.spreadsheets.tables import FileRefused

MOST_ENTRIES = 1_000
MOST_UNPACKED = 150_000_000  # bytes
SMALL = 10_000_000  # bytes: below, how well it packs does not matter
MOST_RATIO = 100
LOCAL_HEADER = 30
DEFLATED = 8
NESTED = (".zip", ".xlsx", ".xlsm", ".docx", ".docm", ".pptx", ".ods", ".jar", ".7z", ".rar")
MACROS = ("vbaproject.bin", "basic/script-lc.xml")
XML = (".xml", ".rels", ".vml")
ENCRYPTED = 0x1
DRIVE = re.compile(r"[A-Za-z]:")
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


@dataclass(frozen=True)
class Package:
    """A zipped file that may be opened: its entries, and where the data of each begin."""

    content: bytes
    entries: dict[str, zipfile.ZipInfo]
    starts: dict[str, int]

    def part(self, name: str) -> bytes:
        """One entry unpacked, never longer than it says it is. Raises FileRefused, for XML also
        on any DOCTYPE."""
        plain = self.raw(name)
        if name.lower().endswith(XML) and (plain[:2] in WIDE or DOCTYPE.search(plain)):
            raise FileRefused("doctype")
        return plain

    def raw(self, name: str) -> bytes:
        """The same, for whoever reads XML without its DOCTYPE."""
        return _part(self.content, self.entries[name], self.starts[name])


def look(
    content: bytes, *, set_aside: tuple[str, ...] = (), most_entries: int = MOST_ENTRIES
) -> Package:
    """A zipped file whose sizes and names are in order; nothing is unpacked yet. Entries in the
    folders `set_aside`, which nobody is going to open, may be packed files of their own.

    Raises FileRefused: `damaged`, `unpacked` (too big, too many, nested: bad input 28), `unsafe`
    (names, doubles, overlap, links: 29), `password`, `macros`.
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        raise FileRefused("damaged") from None
    _refuse_sizes(entries, len(content), most_entries)
    _refuse_nested(entries, set_aside)
    _refuse_names(entries)
    starts = _refuse_overlap(content, entries)
    return Package(content, {entry.filename: entry for entry in entries}, starts)


def admit(content: bytes) -> dict[str, bytes]:
    """The XML parts of a zipped workbook by name, unpacked within the limits.

    Raises FileRefused as `look` does, and `doctype` (bad input 30).
    """
    package = look(content)
    return {name: package.part(name) for name in package.entries if name.lower().endswith(XML)}


def _refuse_sizes(entries: list[zipfile.ZipInfo], packed: int, most: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > most or unpacked > MOST_UNPACKED:
        raise FileRefused("unpacked")
    if unpacked > SMALL and unpacked > MOST_RATIO * packed:
        raise FileRefused("unpacked")


def _refuse_nested(entries: list[zipfile.ZipInfo], set_aside: tuple[str, ...]) -> None:
    names = (entry.filename.lower() for entry in entries)
    if any(name.endswith(NESTED) and not name.startswith(set_aside) for name in names):
        raise FileRefused("unpacked")


def _refuse_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        raise FileRefused("unsafe")
    for entry in entries:
        name = entry.filename
        if entry.flag_bits & ENCRYPTED:
            raise FileRefused("password")
        climbs = ".." in name.replace("\\", "/").split("/") or name.startswith(("/", "\\"))
        if climbs or DRIVE.match(name) or stat.S_ISLNK(entry.external_attr >> 16):
            raise FileRefused("unsafe")
        if name.lower().endswith(MACROS):
            raise FileRefused("macros")


def _refuse_overlap(content: bytes, entries: list[zipfile.ZipInfo]) -> dict[str, int]:
    """Where the data of each entry begin; every byte may belong to one entry only."""
    starts: dict[str, int] = {}
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        at = entry.header_offset
        header = content[at : at + LOCAL_HEADER]
        if at < end or len(header) < LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise FileRefused("unsafe")
        name, extra = struct.unpack("<HH", header[26:30])
        starts[entry.filename] = at + LOCAL_HEADER + name + extra
        end = starts[entry.filename] + entry.compress_size
        if end > len(content):
            raise FileRefused("damaged")
    return starts


def _part(content: bytes, entry: zipfile.ZipInfo, start: int) -> bytes:
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        plain = packed
    elif entry.compress_type == DEFLATED:
        plain = _inflated(packed, entry.file_size)
    else:
        raise FileRefused("damaged")
    if len(plain) != entry.file_size:
        raise FileRefused("unpacked")
    return plain


def _inflated(packed: bytes, length: int) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, length + 1)
    except zlib.error:
        raise FileRefused("damaged") from None
