"""Keys of offices for tests, and questions asked with them."""

import json
import re
import secrets
from datetime import date, timedelta
from typing import Any

from django.test import Client

from certificates.asking import keying
from certificates.asking.models import OfficeKey
from portal import clock
from portal.accounts.models import User
from portal.people import organising
from portal.people.models import Organisation

VERIFY, MANY = "/api/v1/certificates/verify", "/api/v1/certificates/verify-many"


def office(name: str = "人事局") -> Organisation:
    return organising.found_organisation(name, name, "township", below=None, actor_id=None)


def made(
    at: Organisation | None = None,
    daily: int = 100,
    until: date | None = None,
    roster_of: Organisation | None = None,
) -> tuple[OfficeKey, str]:
    maker, _new = User.objects.get_or_create(username="maker")
    wish = keying.Wish(
        at or office(),
        "聘用前查验",
        daily,
        until or clock.today() + timedelta(days=30),
        roster_of,
    )
    return keying.make(wish, secrets.token_urlsafe(32), actor_id=maker.pk)


def with_key(secret: str) -> dict[str, Any]:
    """For any request of a test client."""
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def holding(secret: str) -> Client:
    """A program of an office."""
    return Client(**with_key(secret))


def ask(client: Client, address: str = VERIFY, **question: Any) -> Any:
    return client.post(address, json.dumps(question), content_type="application/json")


def query_of(page: Any) -> str:
    """The query number that stands on a page."""
    found = re.search(r"HY-\d+-\w+", page.content.decode())
    return found[0] if found else ""
