"""Tables that were brought, and what their rows said: encrypted at rest, gone when the run is over.

A file lies under a random name in `<files>/imports/`, outside everything that is ever served.
"""

import json
import os
import re
import secrets
from pathlib import Path

from django.conf import settings

from portal.people import enciphering
from portal.people.importing.kinds import Reading

FILE, ROW = b"hezhong import file 1", b"hezhong import row 1"
TOKEN = re.compile(r"[0-9a-f]{32}")


class Gone(LookupError):
    """The file of a run is no longer there."""


def _path(token: str) -> Path:
    if not TOKEN.fullmatch(token):
        raise Gone(token)
    return Path(settings.FILES_ROOT) / "imports" / token


def put(content: bytes) -> tuple[str, str]:
    """Keep a file; its random name and the id of the key."""
    token = secrets.token_hex(16)
    cipher, key = enciphering.lock(content, FILE + token.encode())
    path = _path(token)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(cipher)
        file.flush()
        os.fsync(file.fileno())
    return token, key


def get(token: str, key: str) -> bytes:
    """The file again. Raises Gone."""
    try:
        cipher = _path(token).read_bytes()
    except FileNotFoundError:
        raise Gone(token) from None
    return enciphering.unlock(cipher, key, FILE + token.encode())


def forget(token: str) -> None:
    """Remove a file; nothing happens when it is not there."""
    _path(token).unlink(missing_ok=True)


def seal(reading: Reading) -> tuple[bytes, str]:
    """What a row said, encrypted, and the id of the key."""
    plain = json.dumps([reading.values, reading.problems, reading.notes], ensure_ascii=False)
    return enciphering.lock(plain.encode(), ROW)


def unseal(number: int, payload: bytes | memoryview, key: str) -> Reading:
    """The reading of a row again."""
    values, problems, notes = json.loads(enciphering.unlock(payload, key, ROW))
    return Reading(number, values, problems, notes)
