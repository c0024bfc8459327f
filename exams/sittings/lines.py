"""What concerns one person at a sitting, as plain values, and the words for it and for what has
changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from exams.choices import SittingMode
from exams.models import Seat, Sitting, SittingRoom
from portal.days import moment_words

Line = dict[str, Any]


def of_seat(seat: Seat, sitting: Sitting) -> Line:
    """The seat's room, with its site, must have been read along."""
    place = _place([seat.room] if seat.room else [])
    return {
        "mode": sitting.mode,
        "begins": _minute(seat.begins_at),
        "closes": _minute(sitting.closes_at),
        "minutes": sitting.minutes,
        "extra": seat.extra_minutes,
        **place,
        "number": seat.number,
        "ticket": seat.ticket,
    }


def of_duty(rooms: Iterable[SittingRoom], sitting: Sitting) -> Line:
    """Of somebody who watches over these rooms, or asks there."""
    return {
        "mode": sitting.mode,
        "begins": _minute(sitting.opens_at),
        "closes": _minute(sitting.closes_at),
        "minutes": sitting.minutes,
        **_place(rooms),
    }


def _minute(moment: datetime) -> str:
    """Hours are told to the minute."""
    return moment.replace(second=0, microsecond=0).isoformat()


def _place(rooms: Iterable[SittingRoom]) -> Line:
    used = [one.room for one in rooms]
    sites = dict.fromkeys((room.site.name, room.site.address) for room in used)
    return {"site": [list(site) for site in sites], "room": [room.name for room in used]}


def _mode(value: str) -> str:
    return str(SittingMode(value).label)


def _moment(value: str) -> str:
    return moment_words(datetime.fromisoformat(value))


def _minutes(value: int) -> str:
    return _("%(minutes)s minutes") % {"minutes": value}


def _sites(value: list[list[str]]) -> str:
    whole = [pgettext("sentence", ", ").join(site) for site in value]
    return pgettext("list", "; ").join(whole) or _none()


def _rooms(value: list[str]) -> str:
    return pgettext("list", ", ").join(value) or _none()


def _plain(value: object) -> str:
    return _none() if value is None else str(value)


def _none() -> str:
    return pgettext("place", "none yet")


FIELDS: Mapping[str, tuple[Promise, Callable[[Any], str]]] = {
    "mode": (pgettext_lazy("sitting", "Mode"), _mode),
    "begins": (pgettext_lazy("exam", "Time"), _moment),
    "closes": (gettext_lazy("Last start"), _moment),
    "minutes": (pgettext_lazy("sitting", "Length"), _minutes),
    "extra": (gettext_lazy("Extra time"), _minutes),
    "site": (pgettext_lazy("exam", "Site"), _sites),
    "room": (pgettext_lazy("exam", "Room"), _rooms),
    "number": (pgettext_lazy("exam", "Seat"), _plain),
    "ticket": (gettext_lazy("Admission number"), _plain),
}


def bare(reason: str) -> str:
    """A reason as it stands within a sentence."""
    return reason.rstrip(" 。.")


def _told(line: Line, name: str) -> str:
    return FIELDS[name][1](line[name]) if name in line else _none()


def _in_words(line: Line) -> str:
    """What there is of a line, one fact below the other."""
    return "\n".join(
        _("%(label)s: %(value)s") % {"label": label, "value": _told(line, name)}
        for name, (label, _words) in FIELDS.items()
        if line.get(name)
    )


def _changes(before: Line, now: Line, reasons: Sequence[str] = ()) -> str:
    """What was and what is, one fact below the other; then why, reason by reason."""
    told = [
        _("%(label)s: was %(before)s, now %(now)s")
        % {"label": label, "before": _told(before, name), "now": _told(now, name)}
        for name, (label, _words) in FIELDS.items()
        if name in now and before.get(name) != now[name]
    ]
    if reasons:
        why = pgettext("list", "; ").join(map(bare, reasons))
        told.append(_("%(label)s: %(value)s") % {"label": _("Reason"), "value": why})
    return "\n".join(told)


in_words = lazy(_in_words, str)
changes = lazy(_changes, str)
moment = lazy(_moment, str)
