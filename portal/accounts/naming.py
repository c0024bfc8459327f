"""Passkeys are told apart by the names their owners give them."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from portal.audit.recording import record


def rename(passkey: Authenticator, name: str) -> None:
    """Give a passkey another name."""
    with transaction.atomic():
        passkey.data["name"] = name
        passkey.save(update_fields=["data"])
        record(
            "second_factor.renamed",
            passkey.user,
            actor_id=passkey.user_id,
            data={"type": passkey.type},
        )
