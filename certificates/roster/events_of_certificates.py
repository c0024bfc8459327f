"""What a person's post certificates bring to the timeline."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.holdings import Holding
from certificates.roster.events import ACT, FACT, Event, joined
from portal.templatetags.look import grouped_number


def told_of(certificates: Sequence[Holding], today: date) -> Iterator[Event]:
    """A renewed certificate has a holding for each period: its changes are told once, and it
    expires with the last."""
    for place, held in enumerate(certificates):
        before = certificates[place - 1] if place else None
        after = certificates[place + 1] if place + 1 < len(certificates) else None
        if before and before.certificate_id == held.certificate_id:
            until = _("valid until %(day)s") % {"day": date_format(held.valid_until)}
            yield Event(held.valid_from, _("Certificate renewed"), until, ACT)
        else:
            yield from _of_changes(held)
        if not (after and after.certificate_id == held.certificate_id):
            yield from _of_expiry(held, today)


def _of_changes(held: Holding) -> Iterator[Event]:
    number = _("No. %(number)s") % {"number": grouped_number(held.number)}
    words = {
        "suspended": _("Certificate suspended"),
        "revoked": _("Certificate withdrawn"),
        "issued": _("Certificate in force again"),
        "voided": _("Certificate declared void"),
    }
    for place, (day, state) in enumerate(held.changes):
        if place == 0:
            until = _("valid until %(day)s") % {"day": date_format(held.valid_until)}
            yield Event(day, _("Certificate issued"), joined([number, until]), ACT)
        elif state in words and state != held.changes[place - 1][1]:
            yield Event(day, words[state], number, ACT)


def _of_expiry(held: Holding, today: date) -> Iterator[Event]:
    number = _("No. %(number)s") % {"number": grouped_number(held.number)}
    over = held.valid_until + timedelta(days=1)
    if held.state_on(over) == "expired":
        title = _("Certificate expired") if over <= today else _("Certificate expires")
        yield Event(over, title, number, FACT)
