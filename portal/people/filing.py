"""The files of portraits: `<files>/portraits/<person>/<sha256>.jpg`, outside whatever is served.

Each person has a folder of the own, so that no two share a file and erasing one harms nobody.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from portal import whole_files

ENDING = ".jpg"


class FileGone(LookupError):
    """A portrait's file is missing, or no longer has the content of its name."""


def _folder() -> Path:
    return Path(settings.FILES_ROOT) / "portraits"


def _path(person_id: int, sha256: str) -> Path:
    return _folder() / str(person_id) / f"{sha256}{ENDING}"


def put(person_id: int, content: bytes) -> str:
    """Write a file so that it is whole or absent, also after a power cut; its SHA-256, hex."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not is_whole(person_id, sha256):
        whole_files.write(_path(person_id, sha256), content)
    return sha256


def read(person_id: int, sha256: str) -> bytes:
    """The picture, checked. Raises FileGone."""
    content = whole_files.read(_path(person_id, sha256), sha256)
    if content is None:
        raise FileGone(sha256)
    return content


def is_whole(person_id: int, sha256: str) -> bool:
    return whole_files.is_whole(_path(person_id, sha256), sha256)


def remove(person_id: int, sha256: str) -> None:
    """Remove a file; nothing happens when it is not there."""
    _path(person_id, sha256).unlink(missing_ok=True)


def remove_all(person_id: int) -> None:
    """Remove every file of a person, also one that was never finished."""
    for path in _files_in(_folder() / str(person_id)):
        path.unlink(missing_ok=True)


def older_than(seconds: float) -> Iterator[tuple[int, str]]:
    """(person, SHA-256 or what the file is called) of the files written before the moment
    (Unix time); a file that was never finished counts by its own name."""
    for folder in sorted(_files_in(_folder())):
        for path in _files_in(folder):
            if path.stat().st_mtime < seconds:
                yield int(folder.name), path.name.removesuffix(ENDING)


def _files_in(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())
