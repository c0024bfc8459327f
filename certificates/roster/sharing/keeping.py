"""Files of the roster: templates under their SHA-256 for good, files handed out for two days."""

import hashlib
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from portal import whole_files

KEPT = timedelta(days=2)


class FileDamaged(RuntimeError):
    """A stored template is missing or no longer has the content of its name."""


def _template(sha256: str) -> Path:
    return Path(settings.FILES_ROOT) / "templates" / f"{sha256}.xlsx"


def _made() -> Path:
    return Path(settings.FILES_ROOT) / "handed"


def keep_template(content: bytes) -> str:
    """Its SHA-256, hex; storing twice is storing once."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not is_whole(sha256):
        whole_files.write(_template(sha256), content)
    return sha256


def is_whole(sha256: str) -> bool:
    return whole_files.is_whole(_template(sha256), sha256)


def template(sha256: str) -> bytes:
    """The workbook as it was brought. Raises FileDamaged."""
    content = whole_files.read(_template(sha256), sha256)
    if content is None:
        raise FileDamaged(sha256)
    return content


def keep_made(name: str, content: bytes) -> None:
    """A file handed out, under a name that says no more than which asking and part it is of."""
    whole_files.write(_made() / name, content)


def made(name: str) -> bytes | None:
    """None when it was taken away."""
    try:
        return (_made() / name).read_bytes()
    except FileNotFoundError:
        return None


def put_away(before: float) -> int:
    """Take away files made before a moment (seconds since 1970); how many."""
    old = [file for file in _made().glob("*") if file.stat().st_mtime < before]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)
