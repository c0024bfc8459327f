"""Opening rescue files: answers that a device could not send, which the page encrypted for the
platform. What is read here is not believed yet; `rescuing` asks for the pass of the paper.

A file is one JSON object. The page draws a key of P-256 for it, agrees with the platform's public
key (ECDH), derives a key of AES-256-GCM (HKDF, SHA-256) and encrypts; all that stands outside is
bound to what stands inside. The private keys lie outside the database, in `keys/rescue`, one line
a key: `<key id> <base64 of the number, 32 bytes>`. The first line is given to pages; the others
still open files that were made before.
"""

import base64
import binascii
import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.translation import gettext as _

from exams.responses import LONGEST_SENT, MOST_LINES
from portal import keyrings

FORMAT = "hezhong-rescue-1"
OUTSIDE = {"format", "attempt", "key", "sender", "nonce", "data"}
INSIDE = {"pass", "window", "device_now", "server_now", "answers"}
ANSWER = {"question", "sequence", "value", "at", "waits"}
LONGEST = 600_000  # signs; ten answers of 5,000 characters take a third
MOST_ANSWERS, LONGEST_WORD = 400, 64
HIGHEST = 2**31 - 1
UNSEEN = {"Cc", "Cs"}
KEY_BYTES = 32
YEARS = range(2000, 2101)


class NoRescueFile(ValueError):
    """What was brought is no rescue file that can be opened; the message says why and what helps,
    in the language of whoever brought it."""


@dataclass(frozen=True)
class PublicKey:
    """What a page encrypts with: the id of the key, and its point (base64)."""

    name: str
    point: str


@dataclass(frozen=True)
class Held:
    """An answer as the device had it. `at` is when it was given, by the server's clock as the
    device knew it; None when the device did not say. `waits`: the server had not acknowledged
    it."""

    question: int
    sequence: int
    value: list[str]
    at: datetime | None
    device_at: str
    waits: bool


@dataclass(frozen=True)
class Rescued:
    """What stands in a file; `digest` names it (SHA-256, hex), whatever was put between its signs
    on the way."""

    attempt_id: int
    digest: str
    shown: str
    window: str
    made_at: datetime | None
    answers: tuple[Held, ...]


def public_key() -> PublicKey | None:
    """The key that pages encrypt with; None when the keys cannot be read: no exam stops for it,
    and doctor says so."""
    try:
        return _public(settings.RESCUE_KEYS)
    except (ValueError, StopIteration):
        return None


def unseal(text: str) -> Rescued:
    """What stands in a rescue file, given as its text. Raises NoRescueFile."""
    outside = _outside(text)
    inside = _inside(_opened(outside))
    window = inside["window"]
    device_now, server_now = moment_of(inside["device_now"]), moment_of(inside["server_now"])
    answers = tuple(_held(one, device_now, server_now) for one in inside["answers"])
    return Rescued(
        attempt_id=outside["attempt"],
        digest=hashlib.sha256(json.dumps(outside, sort_keys=True).encode()).hexdigest(),
        shown=inside["pass"],
        window=window if window.isascii() and window.isalnum() else "",
        made_at=server_now or device_now,
        answers=answers,
    )


@lru_cache(maxsize=4)
def _keys(lines: str) -> dict[str, ec.EllipticCurvePrivateKey]:
    return {
        name: ec.derive_private_key(int.from_bytes(number, "big"), ec.SECP256R1())
        for name, number in keyrings.ring(lines).items()
    }


@lru_cache(maxsize=4)
def _public(lines: str) -> PublicKey:
    name, key = next(iter(_keys(lines).items()))
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return PublicKey(name, base64.b64encode(point).decode())


def _secret(name: str) -> ec.EllipticCurvePrivateKey | None:
    try:
        return _keys(settings.RESCUE_KEYS).get(name)
    except ValueError:
        return None


def _outside(text: str) -> dict[str, Any]:
    """Blanks and line ends that a mail or a chat put in are no part of it."""
    if len(text) > LONGEST:
        raise NoRescueFile(
            _("This is longer than any rescue file. Please choose the file that the page saved.")
        )
    bare = "".join(sign for sign in text if not sign.isspace() and sign.isprintable())
    try:
        found = json.loads(bare)
    except (ValueError, RecursionError):
        begins = bare.startswith('{"format":"hezhong')
        raise NoRescueFile(_cut_off() if begins else _something_else()) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT or set(found) != OUTSIDE:
        raise NoRescueFile(_something_else())
    attempt = found["attempt"]
    words = [found[name] for name in ("key", "sender", "nonce", "data")]
    if type(attempt) is not int or not all(isinstance(word, str) for word in words):
        raise NoRescueFile(_something_else())
    return found


def _opened(outside: dict[str, Any]) -> bytes:
    secret = _secret(outside["key"])
    if secret is None:
        raise NoRescueFile(
            _(
                "This file was encrypted for a key that this platform does not have. Ask the"
                " administrators for the key of that time, or save the file again on the device."
            )
        )
    try:
        point, nonce, data = (
            base64.b64decode(outside[name], validate=True) for name in ("sender", "nonce", "data")
        )
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = secret.exchange(ec.ECDH(), sender)
        derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=FORMAT.encode()).derive(shared)
        return AESGCM(derived).decrypt(nonce, data, bound(outside))
    except (InvalidTag, ValueError, binascii.Error):
        raise NoRescueFile(_cut_off()) from None


def bound(outside: dict[str, Any]) -> bytes:
    """What stands outside, as it is bound to what stands inside."""
    named = (FORMAT, str(outside["attempt"]), outside["key"], outside["sender"])
    return "\n".join(named).encode()


def _cut_off() -> str:
    return _(
        "This file is not whole, or something in it was changed on the way. Please copy it once"
        " more from the device, the whole text from { to }, or save it again there."
    )


def _something_else() -> str:
    return _(
        "This is no rescue file. Its name begins with “hezhong-救援”. It is saved on the"
        " candidate's device, by the button under the notice that answers could not be sent."
    )


def _inside(plain: bytes) -> dict[str, Any]:
    """Whoever holds the public key of a page may write what they like: it is looked at all the
    same."""
    try:
        found = json.loads(plain.decode())
    except (ValueError, RecursionError):
        raise NoRescueFile(_cut_off()) from None
    if not isinstance(found, dict) or set(found) != INSIDE:
        raise NoRescueFile(_cut_off())
    words = [found[name] for name in INSIDE - {"answers"}]
    answers = found["answers"]
    if not all(isinstance(word, str) and len(word) <= LONGEST_WORD for word in words):
        raise NoRescueFile(_cut_off())
    if not isinstance(answers, list) or len(answers) > MOST_ANSWERS:
        raise NoRescueFile(_cut_off())
    if not all(_is_answer(one) for one in answers):
        raise NoRescueFile(_cut_off())
    return found


def _is_answer(one: Any) -> bool:
    if not isinstance(one, dict) or set(one) != ANSWER:
        return False
    numbers, value = (one["question"], one["sequence"]), one["value"]
    return (
        all(type(number) is int and 1 <= number <= HIGHEST for number in numbers)
        and isinstance(value, list)
        and len(value) <= MOST_LINES
        and all(isinstance(text, str) and len(text) <= LONGEST_SENT for text in value)
        and isinstance(one["at"], str)
        and len(one["at"]) <= LONGEST_WORD
        and type(one["waits"]) is bool
    )


def _held(one: dict[str, Any], device_now: datetime | None, server_now: datetime | None) -> Held:
    return Held(
        question=one["question"],
        sequence=one["sequence"],
        value=[_seen(text) for text in one["value"]],
        at=_by_the_server(moment_of(one["at"]), device_now, server_now),
        device_at=_seen(one["at"]),
        waits=one["waits"],
    )


def _seen(text: str) -> str:
    """Without signs that no keyboard writes and not every database keeps."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in UNSEEN)


def moment_of(text: str) -> datetime | None:
    """A moment as a device writes it; None for what is none, or far from any exam."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and moment.year in YEARS else None


def _by_the_server(
    at: datetime | None, device_now: datetime | None, server_now: datetime | None
) -> datetime | None:
    """A device whose clock is a day off gave the answer when the server's clock said so."""
    if at is None or device_now is None or server_now is None:
        return at
    moment = at + (server_now - device_now)
    return moment if moment.year in YEARS else None
