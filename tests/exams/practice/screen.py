"""Practice as a person's browser sends it."""

import re

from django.test import Client

from portal.people.models import Person

HOME = "/learn/practice/"


def sign_in(client: Client, person: Person) -> Client:
    assert person.user is not None
    client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return client


def begin(client: Client, kind: str = "subject", about: str = "property") -> str:
    response = client.post(f"{HOME}begin/", {"kind": kind, "about": about})
    assert response.status_code == 302
    return str(response["Location"])


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.content.decode())


def form_of(text: str) -> dict[str, str]:
    """The hidden fields of the question's form."""
    return dict(re.findall(r'type="hidden" name="(version|shown)" value="([^"]*)"', text))


def posted(client: Client, url: str, *values: str, **more: str) -> int:
    data = {**form_of(page(client, url)), "value": list(values), **more}
    return int(client.post(url, data).status_code)
