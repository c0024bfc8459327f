"""Reading what a film (MP4) or a recording (M4A) says of itself: how long it is, how coded.

Only the boxes that tell are read (ISO/IEC 14496-12), never the pictures; plain values in and out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

PLAYED = frozenset({"avc1", "avc3", "mp4a"})  # H.264 and AAC: what every phone plays
LARGEST_HEADER = 16 * 1024 * 1024
LONGEST = 12 * 60 * 60
MOST_BOXES = 2000
WIDE = 1  # a size of 1 says that the real one follows in eight bytes


class NotPlayable(ValueError):
    """No MP4, a broken one, or one in a coding that phones do not play."""


@dataclass(frozen=True)
class Film:
    """`seconds` is the length, rounded up; `codings` the four letters of each track."""

    seconds: int
    codings: tuple[str, ...]

    @property
    def has_pictures(self) -> bool:
        return any(coding.startswith("avc") for coding in self.codings)


def read_film(stream: BinaryIO) -> Film:
    """Raises NotPlayable."""
    header = _header(stream)
    film = Film(_seconds(header), tuple(_codings(header)))
    if not film.codings or not set(film.codings) <= PLAYED or not 0 < film.seconds <= LONGEST:
        raise NotPlayable(", ".join(film.codings) or "empty")
    return film


def _header(stream: BinaryIO) -> bytes:
    """The content of the box `moov`; the boxes before it are passed over."""
    stream.seek(0, 2)
    end, at = stream.tell(), 0
    for _box in range(MOST_BOXES):
        stream.seek(at)
        head = stream.read(16)
        if len(head) < 8:  # noqa: PLR2004 - size and name take four bytes each
            break
        size, name = int.from_bytes(head[:4]), head[4:8]
        inner = 8
        if size == WIDE:
            size, inner = int.from_bytes(head[8:16]), 16
        if size < inner or at + size > end:
            break
        if name == b"moov" and size <= LARGEST_HEADER:
            stream.seek(at + inner)
            return stream.read(size - inner)
        at += size
    raise NotPlayable("no moov")


def _boxes(data: bytes, *path: bytes) -> Iterator[bytes]:
    """The contents of the boxes that lie at this path."""
    at = 0
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if size < 8 or at + size > len(data):  # noqa: PLR2004 - as above
            raise NotPlayable("broken")
        if name == path[0]:
            content = data[at + 8 : at + size]
            if len(path) == 1:
                yield content
            else:
                yield from _boxes(content, *path[1:])
        at += size


def _box(data: bytes, *path: bytes) -> bytes:
    """The content of the first box at this path."""
    found = next(_boxes(data, *path), b"")
    if not found:
        raise NotPlayable("broken")
    return found


def _seconds(header: bytes) -> int:
    """From the movie header: version 0 counts in four bytes, version 1 in eight."""
    box = _box(header, b"mvhd")
    at, width = (20, 8) if box[0] else (12, 4)
    scale = int.from_bytes(box[at : at + 4])
    length = int.from_bytes(box[at + 4 : at + 4 + width])
    if not scale:
        raise NotPlayable("broken")
    return -(-length // scale)


def _codings(header: bytes) -> Iterator[str]:
    """The coding of each track; text tracks (tx3g, a table of chapters) are passed over."""
    for track in _boxes(header, b"trak"):
        handler = _box(track, b"mdia", b"hdlr")[8:12]
        if handler in {b"vide", b"soun"}:
            described = _box(track, b"mdia", b"minf", b"stbl", b"stsd")
            yield described[12:16].decode("latin-1")
