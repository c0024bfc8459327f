"""Files under the name of their content: <files>/<aa>/<sha256>.pdf. Nothing is ever overwritten by
other content, so storing twice is storing once."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class FileDamaged(RuntimeError):
    """A stored file is missing or no longer has the content of its name."""


def path_of(sha256: str) -> Path:
    return Path(settings.FILES_ROOT) / sha256[:2] / f"{sha256}.pdf"


def store(content: bytes) -> str:
    """Write a file so that it is whole or absent, also after a power cut; its SHA-256, hex."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if is_whole(sha256):
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    return sha256


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_whole(sha256: str) -> bool:
    """True when the file is there and has the content of its name."""
    try:
        with path_of(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def read(sha256: str) -> bytes:
    """The stored content, checked. Raises FileDamaged."""
    if not is_whole(sha256):
        raise FileDamaged(sha256)
    return path_of(sha256).read_bytes()
