"""The printed protocol of an oral exam (口试笔录): blank, to write on by hand, and filled in, to be
signed by the candidate and both examiners. It never says which answer is right. A job makes it
(`copies`); who takes a copy is recorded."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from exams import copies, entering, evidence, hearing
from exams.choices import EXAMINERS
from exams.models import Seat
from exams.papers import sheets
from exams.papers.printing import Unprintable, press_all
from exams.papers.proving import unpack
from exams.papers.sheets import Question
from portal import clock
from portal.audit.recording import record

__all__ = ["Unprintable", "hand_out", "make_copy", "protocol", "wanted"]

SECONDS = 120
BLANK, FILLED = "blank", "filled"


@dataclass(frozen=True)
class Line:
    """A question as printed with what was answered, as people read it; empty on a blank one."""

    question: Question
    said: str


def wanted(sheet: entering.Sheet, *, filled: bool, user_id: int) -> copies.Wanted:
    """A copy of the protocol: a filled one is another as soon as more was entered, and either as
    soon as the form, the place, the hour or the examiners are others."""
    seat = sheet.seat
    variant = f"{BLANK}{_edition(seat)}"
    if filled:
        held = hearing.protocol_of(seat)
        confirmed = bool(held and held.confirmed_at)
        variant = f"{FILLED}{len(sheet.entries)}{confirmed:d}{_edition(seat)}"
    return copies.Wanted(copies.PROTOCOL, seat.pk, variant, user_id)


def _edition(seat: Seat) -> str:
    """Names what stands at the head of the protocol: eight hexadecimal digits."""
    person, sitting, room = seat.person, seat.sitting, seat.room
    site = room and room.room.site
    told = [
        *(person.name, person.id_masked, person.organisation.name, seat.ticket, seat.letter),
        *(sitting.exam.title, sitting.title, sitting.opens_at, sitting.ends_at),
        *(sitting.forms_number, room and room.room.name, site and (site.name, site.address)),
        *(user.get_full_name() for user in hearing.examiners_of(seat)),
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:8]


def make_copy(asked: copies.Wanted) -> None:
    """Make the PDF that somebody asked for, and lay it ready."""
    rows = Seat.objects.unscoped("a copy that was asked for")
    seat = rows.select_related(
        "person__organisation", "room__room__site", "sitting__exam", "attempt"
    ).get(pk=asked.subject)
    try:
        made = protocol(seat, filled=asked.variant.startswith(FILLED))
    except (Unprintable, entering.EntryRefused) as why:
        copies.note_trouble(asked, str(why))
    else:
        copies.keep(asked, made)


def protocol(seat: Seat, *, filled: bool) -> bytes:
    """The PDF, in the city's language. Takes some seconds of another process: never in a request,
    never in a transaction. Raises Unprintable and entering.EntryRefused."""
    with override(settings.LANGUAGE_CODE):
        page: str = render_to_string("exams/print/protocol.html", _context(seat, filled))
        style = "".join(
            render_to_string(f"exams/print/{name}.css") for name in ("sheets", "protocol")
        )
        return press_all(page, style, seconds=SECONDS)


def hand_out(content: bytes, seat: Seat, *, filled: bool, actor_id: int) -> bytes:
    """The bytes of a copy that lies ready, once it is recorded who takes which."""
    place = seat.person.organisation.path
    data = {"filled": filled, "sha256": hashlib.sha256(content).hexdigest()}
    with transaction.atomic():
        record("oral.protocol_printed", seat, actor_id=actor_id, place=place, data=data)
    return content


def _context(seat: Seat, filled: bool) -> dict[str, Any]:
    form = entering.form_of(seat)
    blueprint, _pool = unpack(form.source)
    sheet, entered = sheets.sheet(form, blueprint), entering.sheet_of(seat)
    last = entered.entries[-1] if filled and entered.entries else None
    said = _said(entered, last.values) if last and not last.absent else {}
    parts = [
        (part, [Line(one, said.get(one.label, "")) for one in part.questions])
        for part in sheet.parts
    ]
    held = hearing.protocol_of(seat) if filled else None
    return {
        "seat": seat,
        "sitting": seat.sitting,
        "person": seat.person,
        "form": form,
        "parts": parts,
        "filled": filled,
        "absent": bool(last and last.absent),
        "held": held,
        "examiners": _examiners(seat, held),
        "printed_at": clock.now(),
    }


def _said(entered: entering.Sheet, values: list[list[str]]) -> dict[str, str]:
    return {
        f"{one.position}.": evidence.as_read(one.question.kind, evidence.shown(value))
        for one, value in zip(entered.asked, values, strict=True)
    }


def _examiners(seat: Seat, held: Any) -> list[str]:
    """Both who heard, else both who are named; an empty line for one who is not."""
    if held and held.second:
        return [held.first.get_full_name(), held.second.get_full_name()]
    named = [user.get_full_name() for user in hearing.examiners_of(seat)]
    return [*named, "", ""][:EXAMINERS]
