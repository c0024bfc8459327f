"""Where an answered list lies: encrypted, for an hour, under an address nobody can guess.

What was brought is never stored. Kept is what the answer shows, whole document numbers masked, in
one file locked with the platform's key; its name is the digest of the address's secret, so that
neither the folder nor the table of jobs opens anything. After an hour it opens for nobody, and a
job takes the file away.
"""

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from certificates.many.answering import Result
from certificates.many.lines import Told
from portal import clock, whole_files
from portal.people import enciphering

KEPT = timedelta(hours=1)
CONTEXT = b"hezhong verified list 1"
BYTES = 32
LONGEST = 100


def keep(result: Result) -> str:
    """Lay a result ready; the secret of its address."""
    secret = secrets.token_urlsafe(BYTES)
    plain = {
        **vars(result),
        "at": result.at.isoformat(),
        "told": [one.as_json() for one in result.told],
    }
    _write(digest_of(secret), "list", json.dumps(plain, ensure_ascii=False).encode())
    return secret


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret[:LONGEST].encode("utf-8", "replace")).hexdigest()[:40]


def load(digest: str) -> Result | None:
    """What lies under a digest; None for nothing, and after its hour."""
    content = _read(digest, "list")
    if content is None:
        return None
    plain = json.loads(content)
    above = [tuple(row) for row in plain.pop("above")]
    read_as = tuple((role, column) for role, column in plain.pop("read_as"))
    told = [Told.from_json(one) for one in plain.pop("told")]
    at = datetime.fromisoformat(plain.pop("at"))
    result = Result(**plain, at=at, above=above, read_as=read_as, told=told)
    return result if result.at > clock.now() - KEPT else None


def keep_print(digest: str, language: str, content: bytes) -> None:
    """Lay the signed sheet of a list ready, beside it."""
    _write(digest, f"{language}.pdf", content)


def printed(digest: str, language: str) -> bytes | None:
    """The signed sheet; for whoever has loaded the list."""
    return _read(digest, f"{language}.pdf")


def is_printed(digest: str, language: str) -> bool:
    return _path(digest, f"{language}.pdf").is_file()


def put_away() -> int:
    """Remove what is older than an hour; how many files."""
    oldest = (clock.now() - KEPT).timestamp()
    old = [path for path in _root().glob("*.*") if path.stat().st_mtime <= oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _write(digest: str, kind: str, plain: bytes) -> None:
    cipher, key = enciphering.lock(plain, CONTEXT)
    whole_files.write(_path(digest, kind), key.encode() + b"\n" + cipher)


def _read(digest: str, kind: str) -> bytes | None:
    try:
        content = _path(digest, kind).read_bytes()
    except FileNotFoundError:
        return None
    key, _end, cipher = content.partition(b"\n")
    return enciphering.unlock(cipher, key.decode(), CONTEXT)


def _path(digest: str, kind: str) -> Path:
    return _root() / f"{digest}.{kind}"


def _root() -> Path:
    return Path(settings.FILES_ROOT) / "lists"
