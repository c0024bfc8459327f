"""Looking for a text in everything the platform leaves behind, in plain and in usual disguises."""

import base64
import functools
import io
import json
import pickle
import re
import sqlite3
import subprocess
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

GAPS = re.compile(r"[\s.\-]+")


@functools.cache
def disguises(word: str) -> set[bytes]:
    """The word as UTF-8, in hexadecimal, and inside base64 at each of its three alignments."""
    plain = word.encode()
    found = {plain, plain.hex().encode(), plain.hex().upper().encode()}
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        found.add(coded[-(-shift * 8 // 6) + bool(shift) : -4])
    return found


def holds(content: bytes, word: str) -> bool:
    """In any disguise, or with gaps, or in full width."""
    return bool(held(content, (word,)))


def held(content: bytes, words: Iterable[str]) -> set[str]:
    """Those of the words that the content holds."""
    plain = GAPS.sub("", unicodedata.normalize("NFKC", content.decode(errors="replace")))
    return {
        word for word in words if word in plain or any(form in content for form in disguises(word))
    }


def dump() -> str:
    """The database as a backup would have it; bytes in hexadecimal."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(name)) as database:
            return "\n".join(database.iterdump())
    given = connection.settings_dict
    url = f"postgres://{given['USER']}@{given['HOST']}:{given['PORT']}/{name}"
    made = subprocess.run(
        ["pg_dump", url],
        check=True,
        capture_output=True,
        env={"PGPASSWORD": given["PASSWORD"], "PATH": "/usr/bin:/bin"},
    )
    return made.stdout.decode()


def tables(*names: str) -> str:
    """Whole rows of some tables, as text."""
    found = []
    for name in names:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {name}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def sessions() -> str:
    return "\n".join(json.dumps(row.get_decoded()) for row in Session.objects.all())


def files() -> Iterator[tuple[str, bytes]]:
    """Everything in the data directory (cache, broker, mail, files, the database's own files);
    what a cache has packed is unpacked."""
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            yield str(path), content
            if path.suffix == ".djcache":
                yield f"{path} unpacked", _unpacked(content)


def _unpacked(content: bytes) -> bytes:
    """A file of Django's cache: when it expires, pickled, then the packed value."""
    packed = io.BytesIO(content)
    pickle.load(packed)  # noqa: S301 - our own file
    return zlib.decompress(packed.read())


def in_redis() -> Iterator[tuple[str, bytes]]:
    """Broker and cache, where they are in Redis."""
    if not settings.CELERY_BROKER_URL.startswith("redis"):
        return
    server = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    readers: dict[bytes, Callable[[bytes], Any]] = {
        b"string": server.get,
        b"list": partial(server.lrange, start=0, end=-1),
        b"hash": server.hgetall,
        b"set": server.smembers,
        b"zset": partial(server.zrange, start=0, end=-1),
    }
    for key in server.scan_iter():
        kind: Any = server.type(key)
        yield str(key), repr(readers[kind](key)).encode()
