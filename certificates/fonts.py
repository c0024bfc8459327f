"""The faces certificates are printed in, and which characters they have.

A character outside the faces, or in the private use area, is found before a certificate is issued;
WeasyPrint alone would print an empty box and say so in a log only.
"""

import hashlib
import shutil
import subprocess
import unicodedata
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "Noto Serif CJK SC"
LATIN = "Noto Serif CJK KR"  # the same files; its quotation marks are narrow, as English wants them
WEIGHTS = ("Regular", "Bold")
ALLOWED = frozenset({FAMILY, LATIN})
_LIBRARY = "harfbuzz-subset"


class FontsMissing(RuntimeError):
    """The machine cannot print certificates; the message says what to install."""


@dataclass(frozen=True)
class Face:
    """A font file and the index of the face in it."""

    path: Path
    index: int


def problems() -> list[str]:
    """What this machine lacks for printing certificates, one clear line each."""
    found = []
    if find_library(_LIBRARY) is None:
        found.append(
            "libharfbuzz-subset is missing (a certificate would take 12 s instead of 0.3 s): "
            "install the package libharfbuzz-subset0"
        )
    try:
        faces()
    except FontsMissing as error:
        found.append(str(error))
    return found


@cache
def faces() -> tuple[Face, ...]:
    """The faces of the certificate. Raises FontsMissing."""
    return tuple(_face(weight) for weight in WEIGHTS)


def _face(weight: str) -> Face:
    fc_match = shutil.which("fc-match")
    if fc_match is None:
        raise FontsMissing("fontconfig is missing: install the package fontconfig")
    answer = subprocess.run(  # noqa: S603 - fixed arguments
        [fc_match, "-f", "%{family[0]}|%{file}|%{index}", f"{FAMILY}:style={weight}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    ).stdout
    family, path, index = answer.split("|")
    if family != FAMILY:
        raise FontsMissing(f"the font {FAMILY} is missing: install the package fonts-noto-cjk")
    return Face(Path(path), int(index))


@cache
def _characters() -> frozenset[int]:
    """The code points that every face has."""
    sets = []
    for face in faces():
        with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
            sets.append(frozenset(font["cmap"].getBestCmap()))
    return frozenset.intersection(*sets)


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of a text that cannot be printed, each once; empty when all can.

    Private-use characters are refused even if a face has a glyph: nobody knows what it stands for.
    """
    known = _characters()
    normal = unicodedata.normalize("NFC", text)
    return tuple(
        dict.fromkeys(
            char
            for char in normal
            if ord(char) not in known or unicodedata.category(char) in {"Co", "Cn", "Cs", "Cc"}
        )
    )


@cache
def font_set() -> str:
    """Identifies what shapes a page: SHA-256 (hex) over the font files and WeasyPrint's version."""
    digest = hashlib.sha256(f"weasyprint {version('weasyprint')}".encode())
    for face in faces():
        digest.update(f"{face.index}".encode())
        with face.path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
