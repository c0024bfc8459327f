"""Handing a person's data over: a ZIP with JSON for machines and a PDF for people (PIPL 45)."""

import io
import json
import zipfile
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import clock
from portal.audit.models import AuditEvent
from portal.audit.recording import record, subject_of
from portal.people import portraying
from portal.people.gathering import Table, gather
from portal.people.models import Person
from portal.policy.rules import rule
from portal.typesetting import CSS, HTML, URLFetcher

HANDED_OVER = "person.data_handed_over"
BLANK: tuple[object, ...] = (None, "", [], {})


class TooOften(ValueError):
    """Enough copies were made today; the message says so."""


def hand_over_own(person: Person, *, actor_id: int | None, language: str) -> bytes:
    """`hand_over` to the person, at most `privacy.own_copies_per_day` a day. Raises TooOften."""
    today = clock.today()
    most = rule("privacy.own_copies_per_day", on=today).number
    made = AuditEvent.objects.filter(
        subject=subject_of(person), kind=HANDED_OVER, at__gte=clock.now() - timedelta(days=1)
    )
    if made.count() >= most:
        raise TooOften(
            _("You have taken %(most)s copies within a day; please come back tomorrow.")
            % {"most": most}
        )
    return hand_over(person, actor_id=actor_id, language=language, printed=False)


def hand_over(
    person: Person, *, actor_id: int | None, language: str, printed: bool = True
) -> bytes:
    """The ZIP: `data.json` and `data.pdf`, both in `language`, and the live portrait as
    `portrait.jpg`, if there is one. That it was made is recorded.

    Not `printed`, the page to read is `data.html`: laying out years of learning takes too long for
    a request. Document numbers are masked: the copy leaves the house. Permission is the caller's
    business.
    """
    with override(language):
        tables = gather(person)
        page = _page(person, tables, language)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", _json(tables))
        archive.writestr(*(("data.pdf", _pdf(page)) if printed else ("data.html", page)))
        if portrait := portraying.picture_of(person):
            archive.writestr("portrait.jpg", portrait)
    with transaction.atomic():
        place = person.organisation.path
        record(HANDED_OVER, person, actor_id=actor_id, place=place)
    return packed.getvalue()


def _json(tables: list[Table]) -> str:
    made = {"made_at": clock.now().isoformat(), "tables": [asdict(table) for table in tables]}
    return json.dumps(made, ensure_ascii=False, indent=2)


def _page(person: Person, tables: list[Table], language: str) -> str:
    told = [
        (
            table.title,
            [
                [(table.labels[name], value) for name, value in row.items() if value not in BLANK]
                for row in table.rows
            ],
        )
        for table in tables
    ]
    shown = {"person": person, "tables": told, "day": clock.today(), "language": language}
    return render_to_string("privacy/data.html", shown)


def _pdf(page: str) -> bytes:
    """Nothing is fetched from anywhere: the page is text only."""
    document = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=()))
    style = CSS(string=render_to_string("privacy/data.css"))
    found: bytes = document.write_pdf(stylesheets=[style])
    return found
