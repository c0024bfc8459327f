"""One-time codes of invitations: 16 characters of Crockford's alphabet (80 bits), told by a link, a
QR code or a sheet of paper."""

import hashlib
import hmac
import secrets

from django.conf import settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
CONTEXT = b"hezhong invitation 1"
READ_AS = str.maketrans("OIL", "011", " -\t\n\r")


def new_seed() -> str:
    return secrets.token_hex(16)


def code_from(seed: str) -> str:
    """The code of a seed: always the same, and not to be told without the secret key."""
    key = CONTEXT + settings.SECRET_KEY.encode()
    number = int.from_bytes(hmac.new(key, seed.encode(), hashlib.sha256).digest())
    return "".join(ALPHABET[(number >> (5 * place)) % 32] for place in range(LENGTH))


def plain(typed: str) -> str:
    """A code as it was typed: without hyphens and blanks, O read as 0, I and L as 1."""
    return typed.upper().translate(READ_AS)[:64]


def is_code(typed: str) -> bool:
    """Has it the form of one? Anything else never becomes part of an address."""
    code = plain(typed)
    return len(code) == LENGTH and set(code) <= set(ALPHABET)


def hash_of(code: str) -> str:
    return hashlib.sha256(plain(code).encode()).hexdigest()


def grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
