"""Tables that were brought, and what their rows said: encrypted at rest, gone when the run is over.

A file lies under a random name in `<files>/imports/`, outside everything that is ever served.
"""

import json
import os
import re
import secrets
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.conf import settings

from portal.people import enciphering
from portal.people.importing.kinds import Reading

FILE, ROW = b"hezhong import file 1", b"hezhong import row 1"
LONG_FILE = b"hezhong import long file 1"
PART = 4_000_000  # bytes of a long file that are encrypted together
LENGTH = struct.Struct(">I")
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
    _write(token, [cipher])
    return token, key


def put_long(content: IO[bytes]) -> tuple[str, str]:
    """`put` for a file that is too long to be held in memory: encrypted part by part."""
    token = secrets.token_hex(16)
    _write(token, _parts(content, token))
    return token, enciphering.first_key()


def _write(token: str, pieces: Iterable[bytes]) -> None:
    """A file that is whole, or not there."""
    path = _path(token)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def _parts(content: IO[bytes], token: str) -> Iterator[bytes]:
    number = 0
    while part := content.read(PART):
        cipher, _key = enciphering.lock(part, _context(token, number))
        yield LENGTH.pack(len(cipher)) + cipher
        number += 1


def _context(token: str, number: int) -> bytes:
    """No part can be taken for another one, or for one of another file."""
    return LONG_FILE + token.encode() + LENGTH.pack(number)


def copy_long(token: str, key: str, to: IO[bytes]) -> None:
    """Write what `put_long` kept into an open file. Raises Gone."""
    number = 0
    try:
        with _path(token).open("rb") as file:
            while head := file.read(LENGTH.size):
                (length,) = LENGTH.unpack(head)
                to.write(enciphering.unlock(file.read(length), key, _context(token, number)))
                number += 1
    except FileNotFoundError:
        raise Gone(token) from None


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
