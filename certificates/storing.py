"""Files under the name of their content: <files>/<aa>/<sha256>.pdf. Nothing is ever overwritten by
other content, so storing twice is storing once."""

import hashlib
from pathlib import Path

from django.conf import settings

from portal import whole_files


class FileDamaged(RuntimeError):
    """A stored file is missing or no longer has the content of its name."""


def path_of(sha256: str) -> Path:
    return Path(settings.FILES_ROOT) / sha256[:2] / f"{sha256}.pdf"


def store(content: bytes) -> str:
    """Write a file so that it is whole or absent, also after a power cut; its SHA-256, hex."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not is_whole(sha256):
        whole_files.write(path_of(sha256), content)
    return sha256


def is_whole(sha256: str) -> bool:
    """True when the file is there and has the content of its name."""
    return whole_files.is_whole(path_of(sha256), sha256)


def read(sha256: str) -> bytes:
    """The stored content, checked. Raises FileDamaged."""
    content = whole_files.read(path_of(sha256), sha256)
    if content is None:
        raise FileDamaged(sha256)
    return content
