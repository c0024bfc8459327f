"""The compact record beside the square pattern: what a certificate says on the day it was printed,
signed with Ed25519 (RFC 8032), so that it can be checked without a network.

`HZ1:` and base 45 (RFC 9285) of a JSON array (RFC 8785) followed by 64 bytes of signature:
`["<key id>", number, name, kind, issued on, valid from, valid until]`. It says nothing of what
happened since: a certificate that was revoked yesterday still has its signature.

The keys lie in `keys/offline`, one line a key: `<key id> <base64 of 32 bytes>`. The first signs;
the others stay, so that what they signed can be checked for ever.
"""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from portal import keyrings

MARK = "HZ1:"
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SIGNATURE = 64  # bytes
LONGEST = 1000  # signs
_PAIR, _BASE, _BYTE = 3, 45, 256


class NotGenuine(ValueError):
    """Nothing that this issuer signed."""


@dataclass(frozen=True)
class Compact:
    """What is said, days as ISO dates; `key` is the id of the key that signed."""

    key: str
    number: str
    name: str
    kind: str
    issued_on: str
    valid_from: str
    valid_until: str


def first_key() -> str:
    """The id of the key that signs now."""
    return keyrings.first(settings.OFFLINE_KEYS)


def signed(told: Compact) -> str:
    """The text for the pattern; the same facts and key give the same text. Raises KeyError when
    the key is not there any more."""
    payload = rfc8785.dumps(list(astuple(told)))
    key = Ed25519PrivateKey.from_private_bytes(keyrings.ring(settings.OFFLINE_KEYS)[told.key])
    return MARK + _written(payload + key.sign(payload))


def checked(text: str) -> Compact:
    """What a text says whose signature is that of one of our keys. Raises NotGenuine."""
    sealed = _read(text)
    payload, signature = sealed[:-SIGNATURE], sealed[-SIGNATURE:]
    try:
        told = Compact(*map(str, json.loads(payload)))
        public_keys()[told.key].verify(signature, payload)
    except (ValueError, TypeError, KeyError, RecursionError, InvalidSignature):
        raise NotGenuine from None
    return told


def public_keys() -> Mapping[str, Ed25519PublicKey]:
    """By id, the signing one first: what a checker needs, the old ones too."""
    return _public(settings.OFFLINE_KEYS)


@lru_cache(maxsize=4)
def _public(lines: str) -> dict[str, Ed25519PublicKey]:
    private = Ed25519PrivateKey.from_private_bytes
    return {name: private(seed).public_key() for name, seed in keyrings.ring(lines).items()}


def _written(content: bytes) -> str:
    """Base 45: two bytes become three signs, a last single one two."""
    found = []
    for at in range(0, len(content), 2):
        pair = content[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _sign in range(len(pair) + 1):
            number, sign = divmod(number, _BASE)
            found.append(SIGNS[sign])
    return "".join(found)


def _read(text: str) -> bytes:
    signs = text.strip()
    if not signs.startswith(MARK) or len(signs) > LONGEST:
        raise NotGenuine
    found = bytearray()
    body = signs.removeprefix(MARK)
    for at in range(0, len(body), _PAIR):
        group = body[at : at + _PAIR]
        places = [SIGNS.find(sign) for sign in group]
        number = sum(place * _BASE**power for power, place in enumerate(places))
        size = len(group) - 1
        if min(places) < 0 or size < 1 or number >= _BYTE**size:
            raise NotGenuine
        found += number.to_bytes(size, "big")
    return bytes(found)
