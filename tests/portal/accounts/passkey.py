"""A passkey in software: it answers the platform's questions as a phone would."""

import hashlib
import json
import os
import re
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from portal.accounts.models import User
from tests.portal.accounts.places import PASSWORD

ORIGIN = "https://rmtj.example.gov.cn"
MINE = "/accounts/second-factor/"
ADD = "/accounts/second-factor/passkeys/add/"
ENTER = "/accounts/login/passkey/"
CODE = "/accounts/second-factor/code/"
AGAIN = "/accounts/second-factor/passkeys/again/"
QUESTION = re.compile(r'<script id="passkey-question" type="application/json">(.*?)</script>')
FLAG = AuthenticatorData.FLAG


def entered(client: Client) -> bool:
    return "_auth_user_id" in client.session


def by_password(user: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    return client


def question(client: Client, address: str) -> dict[str, Any]:
    """What a page asks the device."""
    found = QUESTION.search(client.get(address).content.decode())
    assert found, address
    asked: dict[str, Any] = json.loads(found[1])["publicKey"]
    return asked


class Device:
    """One passkey for one login. `opens` says whether finger, face or PIN opened it."""

    def __init__(self, origin: str = ORIGIN, opens: bool = True) -> None:
        self.origin = origin
        self.flags = FLAG.UP | (FLAG.UV if opens else FLAG(0))
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = os.urandom(16)
        self.holder = ""

    def made(self, asked: dict[str, Any]) -> str:
        """The answer to a page that adds a passkey."""
        self.holder = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        attested = AttestedCredentialData.create(Aaguid.NONE, self.name, public)
        return self._attested(asked, self.flags | FLAG.AT, attested)

    def keyless(self, asked: dict[str, Any]) -> str:
        """Right in everything, but there is no key in it."""
        return self._attested(asked, self.flags, b"")

    def _attested(self, asked: dict[str, Any], flags: AuthenticatorData.FLAG, key: bytes) -> str:
        known = AuthenticatorData.create(_hash(asked["rp"]["id"]), flags, 0, key)
        about = AttestationObject.create("none", known, {})
        return self._said(asked, "webauthn.create", attestationObject=websafe_encode(about))

    def shown(self, asked: dict[str, Any]) -> str:
        """The answer to a page that wants to see a passkey."""
        known = AuthenticatorData.create(_hash(asked["rpId"]), self.flags, 1)
        told = CollectedClientData.create("webauthn.get", asked["challenge"], self.origin)
        signature = self.key.sign(known + told.hash, ec.ECDSA(hashes.SHA256()))
        return self._said(
            asked,
            "webauthn.get",
            authenticatorData=websafe_encode(known),
            signature=websafe_encode(signature),
            userHandle=self.holder,
        )

    def _said(self, asked: dict[str, Any], kind: str, **parts: str) -> str:
        told = CollectedClientData.create(kind, asked["challenge"], self.origin)
        return json.dumps(
            {
                "id": websafe_encode(self.name),
                "rawId": websafe_encode(self.name),
                "type": "public-key",
                "response": {"clientDataJSON": websafe_encode(told), **parts},
                "clientExtensionResults": {},
            }
        )


def add(client: Client, device: Device, name: str = "我的手机") -> Any:
    """Add a passkey as the page does; the reply."""
    answer = device.made(question(client, ADD))
    return client.post(ADD, {"credential": answer, "name": name})


def show(client: Client, device: Device, address: str = ENTER, **fields: str) -> Any:
    """Show the passkey to a page; the reply."""
    answer = device.shown(question(client, address))
    return client.post(address, {"credential": answer, **fields})


def owner_of(user: User) -> tuple[Client, Device]:
    """Somebody signed in who has just added a passkey."""
    client, device = by_password(user), Device()
    assert add(client, device).status_code == 302
    return client, device


def _hash(host: str) -> bytes:
    return hashlib.sha256(host.encode()).digest()
