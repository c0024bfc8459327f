"""Rescue files as the page of a paper makes them."""

import base64
import json
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from exams import passing, unsealing
from tests.exams import rows

DEVICE = "device0001"
WINDOW = f"{DEVICE}window"
AHEAD = timedelta(hours=24)  # the device's clock


def answer(
    question: int, sequence: int, *value: str, at: datetime = rows.MOMENT, waits: bool = True
) -> dict[str, Any]:
    """Given `at`, by the server's clock; the device's was a day ahead."""
    device_at = (at + AHEAD).isoformat()
    return {
        "question": question,
        "sequence": sequence,
        "value": list(value),
        "at": device_at,
        "waits": waits,
    }


def inside(
    attempt_id: int, answers: Sequence[dict[str, Any]], made_at: datetime = rows.MOMENT
) -> dict[str, Any]:
    return {
        "pass": passing.pass_of(attempt_id),
        "window": WINDOW,
        "device_now": (made_at + AHEAD).isoformat(),
        "server_now": made_at.isoformat(),
        "answers": list(answers),
    }


def sealed(attempt_id: int, content: Any) -> dict[str, Any]:
    key = unsealing.public_key()
    assert key is not None
    point = base64.b64decode(key.point)
    drawn = ec.generate_private_key(ec.SECP256R1())
    shared = drawn.exchange(
        ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    )
    derived = HKDF(SHA256(), 32, salt=None, info=unsealing.FORMAT.encode()).derive(shared)
    mine = drawn.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    nonce = os.urandom(12)
    file = {
        "format": unsealing.FORMAT,
        "attempt": attempt_id,
        "key": key.name,
        "sender": base64.b64encode(mine).decode(),
        "nonce": base64.b64encode(nonce).decode(),
    }
    plain = content if isinstance(content, bytes) else json.dumps(content).encode()
    data = AESGCM(derived).encrypt(nonce, plain, unsealing.bound(file))
    return {**file, "data": base64.b64encode(data).decode()}


def text_of(file: dict[str, Any]) -> str:
    return json.dumps(file, separators=(",", ":"))


def made(attempt_id: int, *answers: dict[str, Any], made_at: datetime = rows.MOMENT) -> str:
    """The text of a whole file."""
    return text_of(sealed(attempt_id, inside(attempt_id, answers, made_at)))
