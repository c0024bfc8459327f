"""The faces certificates are printed in, and which characters they have.

Printed in the cut serif face (`cutting`), a rare character in the full one, a rarer one in the
sans. A character that none of them has, or of the private use area, is found before a certificate
is issued; WeasyPrint alone would print an empty box and say so in a log only.
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

from django.conf import settings
from fontTools.ttLib import TTFont

from certificates import cutting

SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
LATIN = "Noto Serif CJK KR"  # the same files; its quotation marks are narrow, as English wants them
WEIGHTS = ("Regular", "Bold")
# The cut faces, and what each is cut from.
CUT = {"Hezhong Serif": SERIF, "Hezhong Serif Latin": LATIN}
ALLOWED = frozenset({SERIF, SANS, LATIN, *CUT})
FULL_ONLY = ("post-1", "post-2")  # templates that were printed from the full faces
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
            "libharfbuzz-subset is missing (a certificate would take 12 s instead of 0.2 s): "
            "install the package libharfbuzz-subset0"
        )
    try:
        for family in (SERIF, LATIN, SANS):
            faces(family)
    except FontsMissing as error:
        found.append(str(error))
    return found


@cache
def faces(family: str) -> tuple[Face, ...]:
    """The full faces of a family, one for each weight. Raises FontsMissing."""
    return tuple(_face(family, weight) for weight in WEIGHTS)


def _face(family: str, weight: str) -> Face:
    fc_match = shutil.which("fc-match")
    if fc_match is None:
        raise FontsMissing("fontconfig is missing: install the package fontconfig")
    answer = subprocess.run(  # noqa: S603 - fixed arguments
        [fc_match, "-f", "%{family[0]}|%{file}|%{index}", f"{family}:style={weight}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    ).stdout
    found, path, index = answer.split("|")
    if found != family:
        raise FontsMissing(f"the font {family} is missing: install the package fonts-noto-cjk")
    return Face(Path(path), int(index))


@cache
def _characters() -> frozenset[int]:
    """The code points that the serif has in every weight, or else the sans."""
    return _of_family(SERIF) | _of_family(SANS)


def _of_family(family: str) -> frozenset[int]:
    sets = []
    for face in faces(family):
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


def font_set(template: str) -> str:
    """Identifies what shapes a page of this template: SHA-256 (hex) over the font files and the
    versions of what cuts and sets them."""
    return _full_set() if template in FULL_ONLY else _cut_set()


@cache
def _full_set() -> str:
    return _digest(f"weasyprint {version('weasyprint')}", faces(SERIF))


@cache
def _cut_set() -> str:
    tools = " ".join(f"{name} {version(name)}" for name in ("weasyprint", "uharfbuzz"))
    return _digest(tools, [face for family in (SERIF, LATIN, SANS) for face in faces(family)])


def _digest(tools: str, sources: "tuple[Face, ...] | list[Face]") -> str:
    digest = hashlib.sha256(tools.encode())
    for face in sources:
        digest.update(f"{face.index}".encode())
        with face.path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


@cache
def prepare() -> None:
    """Cut the faces that are not there yet, and let fontconfig find them. About a second at first;
    several processes may do it at once. Raises FontsMissing."""
    folder = Path(settings.FONTS_ROOT) / _cut_set()[:16]
    wanted = None
    for family, source in CUT.items():
        for weight, face in zip(WEIGHTS, faces(source), strict=True):
            path = folder / f"{family.replace(' ', '')}-{weight}.otf"
            if not path.exists():
                wanted = wanted or cutting.usual()
                cutting.keep(path, cutting.cut(face.path, face.index, family, wanted))
    cutting.announce(folder)
