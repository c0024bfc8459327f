"""Document numbers at rest: AES-256-GCM for reading back, HMAC-SHA-256 for equality, two keys.

The keys lie in files outside the database (`keys/identity_cipher`, `keys/identity_index`), one
line a key: `<key id> <base64 of 32 bytes>`. The first line encrypts; the others still decrypt, so
that a key can be rotated. The index has one key only: with another nobody would be found again.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from portal import keyrings

NONCE = 12
CONTEXT = b"hezhong identity document 1"


class Unreadable(RuntimeError):
    """A stored number cannot be decrypted: its key is missing, or its bytes were changed."""


@dataclass(frozen=True)
class Sealed:
    """What is stored of a number: bytes, the id of their key, the index for equality (hex)."""

    cipher: bytes
    key: str
    index: str


def seal(kind: str, number: str) -> Sealed:
    """Encrypt a normalised number under the first key and index it."""
    cipher, key = lock(f"{kind}:{number}".encode(), CONTEXT)
    return Sealed(cipher, key, index(kind, number))


def unseal(cipher: bytes | memoryview, key: str) -> str:
    """The number again. Raises Unreadable."""
    return unlock(cipher, key, CONTEXT).decode().partition(":")[2]


def lock(plain: bytes, context: bytes) -> tuple[bytes, str]:
    """Bytes encrypted under the first key, and the id of that key; what was locked in one context
    cannot be unlocked in another."""
    name = first_key()
    key = keyrings.ring(settings.IDENTITY_CIPHER_KEYS)[name]
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, context), name


def first_key() -> str:
    """The id of the key that encrypts."""
    return keyrings.first(settings.IDENTITY_CIPHER_KEYS)


def key_ids() -> list[str]:
    """The ids of all keys at hand."""
    return list(keyrings.ring(settings.IDENTITY_CIPHER_KEYS))


def unlock(cipher: bytes | memoryview, key: str, context: bytes) -> bytes:
    """The bytes again. Raises Unreadable."""
    secret = keyrings.ring(settings.IDENTITY_CIPHER_KEYS).get(key)
    if secret is None:
        raise Unreadable(f"no key {key}")
    stored = bytes(cipher)
    try:
        return AESGCM(secret).decrypt(stored[:NONCE], stored[NONCE:], context)
    except InvalidTag:
        raise Unreadable("what was stored was changed") from None


def index(kind: str, number: str) -> str:
    """The blind index of a normalised number: equal numbers, equal index; without the key nothing
    can be tried out."""
    key = next(iter(keyrings.ring(settings.IDENTITY_INDEX_KEY).values()))
    return hmac.new(key, f"{kind}:{number}".encode(), hashlib.sha256).hexdigest()
