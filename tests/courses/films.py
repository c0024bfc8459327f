"""Tiny MP4 files that say what they are: boxes without pictures."""

from io import BytesIO


def box(name: bytes, content: bytes = b"") -> bytes:
    return (len(content) + 8).to_bytes(4) + name + content


def track(kind: bytes, coding: bytes) -> bytes:
    described = box(b"stsd", bytes(8) + box(coding, bytes(8)))
    handler = box(b"hdlr", bytes(8) + kind + bytes(12))
    return box(b"trak", box(b"mdia", handler + box(b"minf", box(b"stbl", described))))


def mp4(
    *tracks: tuple[bytes, bytes], seconds: int = 90, scale: int = 600, wide: bool = False
) -> bytes:
    """`tracks` are (handler, coding): (b"vide", b"avc1")."""
    if wide:
        header = b"\x01" + bytes(19) + scale.to_bytes(4) + (seconds * scale).to_bytes(8)
    else:
        header = bytes(12) + scale.to_bytes(4) + (seconds * scale).to_bytes(4)
    moov = box(b"mvhd", header) + b"".join(track(*held) for held in tracks)
    return box(b"ftyp", b"isom") + box(b"moov", moov) + box(b"mdat", bytes(2000))


FILM = mp4((b"vide", b"avc1"), (b"soun", b"mp4a"))
SOUND = mp4((b"soun", b"mp4a"), seconds=40)


def stream(content: bytes) -> BytesIO:
    return BytesIO(content)
