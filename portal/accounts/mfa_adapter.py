"""The second factor as allauth keeps it, with our QR code and with its secrets encrypted."""

import base64
import hashlib
from io import BytesIO
from urllib.parse import urlsplit

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

CONTEXT = b"hezhong second factor 1"


class SecondFactor(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right or has run out. Type the one shown now."),
        "cannot_delete_authenticator": _("The second factor cannot be taken away now."),
    }

    def get_totp_issuer(self) -> str:
        return str(settings.CITY["name"])

    def build_totp_svg(self, url: str) -> str:
        drawn = BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=4, light="#fff")
        return drawn.getvalue().decode("utf-8")

    def encrypt(self, text: str) -> str:
        """With a key derived from SECRET_KEY: the database alone opens no second factor."""
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode("ascii")).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: object) -> str:  # noqa: A002
        return gettext("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the public address of the platform, never to what a request says."""
        return {
            "id": urlsplit(settings.PUBLIC_URL).hostname or "",
            "name": str(settings.CITY["name"]),
        }

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, object]:
        """What the device keeps beside the passkey: the user name, no phone and no e-mail."""
        kept: dict[str, object] = super().get_public_key_credential_user_entity(user)
        return kept | {"name": user.get_username(), "display_name": user.get_full_name()}


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(secret))) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(CONTEXT + secret.encode()).digest())
