"""Pictures that come along with questions: by what they are, never by what they are called."""

import base64
import binascii
import hashlib
import re
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field

ENDINGS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
    b"II*\0": "tif",
    b"MM\0*": "tif",
}
MIMES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
DATA = re.compile(r"\s*data:[^,]*;base64,", re.IGNORECASE)
UNSAID = re.compile(r"[\[\]\n]")

Finder = Callable[[str], bytes | None]


def ending(content: bytes) -> str:
    """png, jpg, gif, bmp, tif or webp as the first bytes say; "" for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((end for start, end in ENDINGS.items() if content.startswith(start)), "")


def nothing(_source: str) -> bytes | None:
    """A file that brings no pictures."""
    return None


@dataclass
class Gallery:
    """The pictures of one question. `find` gives the bytes a picture's address stands for."""

    find: Finder = nothing
    pictures: dict[str, bytes] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)

    def place(self, source: str, shows: str) -> str:
        """How a picture stands in a text: as a picture, or as what it shows with a reason noted
        (`remote_picture`, `lost_picture`, `strange_picture`)."""
        said = UNSAID.sub(" ", shows).strip()
        content = self._content(source)
        if content is None:
            return f"[{said}]" if said else ""
        if not ending(content):
            self.codes.append("strange_picture")
            return f"[{said}]" if said else ""
        digest = hashlib.sha256(content).hexdigest()
        self.pictures[digest] = content
        return f"![{said}](sha256:{digest})"

    def _content(self, source: str) -> bytes | None:
        inside = DATA.match(source)
        if inside:
            content = unpacked(source[inside.end() :])
        else:
            content = self.find(urllib.parse.unquote(source.strip()))
        if content is None:
            remote = bool(REMOTE.match(source)) and not inside
            self.codes.append("remote_picture" if remote else "lost_picture")
        return content


def unpacked(written: str) -> bytes | None:
    """The bytes that base64 stands for; None when it is broken."""
    try:
        return base64.b64decode(re.sub(r"\s+", "", written), validate=True)
    except (binascii.Error, ValueError):
        return None
