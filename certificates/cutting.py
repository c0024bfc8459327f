"""Cuts small faces for the usual characters out of Debian's full ones, which hold 27 MB each: who
prints with the full ones alone copies and subsets them for every certificate.

The cut ones bear a name of their own; what they lack is printed from the full faces.
"""

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from portal import whole_files
from portal.settings import env

LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028), 0x20AC)
_GB2312_ROWS, _GB2312_CELLS = range(0xA1, 0xF8), range(0xA1, 0xFF)
_FAMILY_NAMES, _FILE_NAMES = (1, 4, 16), (3, 6)  # entries of the table `name`
CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">{before}</include>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""
SYSTEM, VARIABLE = "/etc/fonts/fonts.conf", "FONTCONFIG_FILE"


def usual() -> frozenset[int]:
    """The code points of GB 2312 (6,763 characters and its signs) and of Latin scripts."""
    found = set(LATIN)
    for row in _GB2312_ROWS:
        for cell in _GB2312_CELLS:
            text = bytes((row, cell)).decode("gb2312", errors="ignore")
            found.update(map(ord, text))
    return frozenset(found)


def cut(path: Path, index: int, family: str, characters: Iterable[int]) -> bytes:
    """The face number `index` of a font file with these code points only, under another name. The
    same file gives the same bytes."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).set(set(characters))
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    small = hb.subset(hb.Face(hb.Blob.from_file_path(str(path)), index), wanted)
    with TTFont(io.BytesIO(small.blob.data), recalcTimestamp=False) as font:
        for entry in font["name"].names:
            if entry.nameID in _FAMILY_NAMES:
                entry.string = family
            elif entry.nameID in _FILE_NAMES:
                entry.string = family.replace(" ", "")
        written = io.BytesIO()
        font.save(written)
    return written.getvalue()


def keep(path: Path, content: bytes) -> None:
    """Write a file whole; what lies there already is not written again."""
    if not whole_files.is_whole(path, hashlib.sha256(content).hexdigest()):
        whole_files.write(path, content)


def announce(folder: Path) -> None:
    """Let fontconfig find what is in the folder, beside the machine's own fonts, in this process
    and its children."""
    path = folder / "fonts.conf"
    before = env.text(VARIABLE, SYSTEM)
    if before == str(path):
        return
    keep(path, CONFIG.format(before=before, folder=folder).encode())
    env.hand_on(VARIABLE, str(path))
