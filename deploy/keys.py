"""Secrets of this installation, in files beside the data: made once, readable by the owner only.

`python -m deploy.keys [DATA DIRECTORY]` makes what is missing and never touches what is there.
"""

import base64
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from deploy.place import here

LENGTH = 50  # bytes of randomness, about 67 characters
KEY_BYTES = 32
# The order of the curve P-256 (FIPS 186-4, D.1.2.3): a private key is a number below it.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def _secret_key() -> str:
    return secrets.token_urlsafe(LENGTH)


def _identity_key() -> str:
    """A named key of 256 bits, as portal.people.enciphering reads it; more lines may follow."""
    return f"k1 {base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def _rescue_key() -> str:
    """A private key of P-256, named, as exams.unsealing reads it; more lines may follow."""
    number = secrets.randbelow(ORDER - 1) + 1
    return f"k1 {base64.b64encode(number.to_bytes(KEY_BYTES, 'big')).decode()}"


def _offline_key() -> str:
    """A private key of Ed25519 (RFC 8032, 5.1.5: any 32 bytes), named, as certificates.compact
    reads it; a new line goes before the old ones, which stay."""
    return f"k1 {base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


MADE_BY: dict[str, Callable[[], str]] = {
    "secret_key": _secret_key,
    "identity_cipher": _identity_key,
    "identity_index": _identity_key,
    "rescue": _rescue_key,
    "offline": _offline_key,
}


def make(data: Path) -> list[Path]:
    """Make the missing keys under `data`/keys; the files that were made."""
    folder = data / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = []
    for name, new in MADE_BY.items():
        path = folder / name
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new() + "\n")
        made.append(path)
    return made


if __name__ == "__main__":
    for made_path in make(Path(sys.argv[1]) if sys.argv[1:] else here(dict(os.environ)).data):
        sys.stdout.write(f"made {made_path}\n")
