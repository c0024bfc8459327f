"""Lists for the tests: certificates in every state, tables as somebody brings them."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates import lifecycle
from certificates.many import reading
from certificates.many.lines import Sheet
from certificates.models import Certificate
from portal import clock
from portal.people import enciphering
from portal.people.models import Person
from portal.spreadsheets.writing import csv_file
from tests.certificates.rows import version_of
from tests.certificates.uploads.rows import registered

DOCUMENT = "990000197505050021"
ENDING = DOCUMENT[-6:]
Line = tuple[str, ...]


def with_document(row: Certificate, number: str = DOCUMENT) -> Certificate:
    """The holder has an ID number on record; all holders may have the same."""
    sealed = enciphering.seal("id_card", number)
    told = {"id_cipher": sealed.cipher, "id_key": sealed.key, "id_index": f"{row.pk:064}"}
    Person.objects.unscoped("test").filter(pk=row.person_id).update(**told)
    return row


def in_every_state() -> dict[str, Certificate]:
    """A certificate for each standing that is found, and a void one."""
    names = ("valid", "suspended", "revoked", "superseded", "void")
    rows = {state: registered(720001 + n, "周桂芳") for n, state in enumerate(names)}
    with clock.at(clock.now() - timedelta(days=5 * 365)):
        rows["expired"] = registered(720009, "周桂芳")
    told: dict[str, Any] = {"reason_code": "other", "reason": "x", "actor_id": None}
    lifecycle.suspend(rows["suspended"], **told)
    lifecycle.revoke(rows["revoked"], **told)
    lifecycle.void(rows["void"], **told | {"reason_code": "error"})
    version = version_of(rows["superseded"])
    type(version).every.filter(pk=version.pk).update(superseded_at=clock.now())
    return rows


def table(*lines: Line, titles: Line = (), most: int = 5_000) -> Sheet:
    """A CSV file read as a list."""
    first, *rest = [titles, *lines] if titles else [*lines]
    return reading.read(csv_file(first, rest), "名单.csv", most)


def pasted(text: str, most: int = 5_000) -> Sheet:
    return reading.read(text.encode(), "list.txt", most)


def send(client: Client, text: str = "", **file: bytes) -> Any:
    """Post a list: pasted, or as a file named by its ending (`xlsx=…`)."""
    told: dict[str, Any] = {"text": text}
    for ending, content in file.items():
        told["file"] = SimpleUploadedFile(f"名单.{ending}", content)
    return client.post("/v/many/", told)
