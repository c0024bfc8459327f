"""Files under the SHA-256 of their content: written whole or not at all, checked when read.

Nothing is ever overwritten by other content, so storing twice is storing once.
"""

import hashlib
import os
import tempfile
from pathlib import Path


def write(target: Path, content: bytes) -> None:
    """Durable on return, the folder's entry too; who reads meanwhile sees all of it or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-", suffix=target.suffix)
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


def read(path: Path, sha256: str) -> bytes | None:
    """The content, read once and checked; None when the file is not there or has another."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def is_whole(path: Path, sha256: str) -> bool:
    """True when the file is there and has this content."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
