"""Words and signs of standings, terms as people write them."""

from datetime import date, timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.roster.branching import Branch
from certificates.roster.choices import CERTIFICATE_LABELS, SIGNS, standing_words
from certificates.roster.lines import Row
from certificates.roster.models import Appointment
from portal.people.models import Organisation
from portal.templatetags.look import icon, sign

register = template.Library()
SOON = timedelta(days=30)
TWO = 2


@register.filter
def sign_of(label: str) -> str:
    """The badge's name for a standing."""
    return SIGNS.get(label, label)


@register.filter
def standing_word(label: str, certificate: str | None) -> Any:
    return standing_words(label, certificate)


@register.filter
def certificate_word(state: str) -> Any:
    return CERTIFICATE_LABELS[state]


@register.filter
def ends_within(last_day: date, today: date) -> bool:
    """A certificate that ends within 30 days."""
    return last_day - today <= SOON


@register.filter
def days_left(last_day: date, today: date) -> str:
    days = (last_day - today).days
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


@register.filter
def list_name(name: str) -> str:
    """A name in a list: two characters are set as wide as three (马　兰); never so in data."""
    return "\u3000".join(name) if len(name) == TWO else name


@register.filter
def iso(value: Any) -> Any:
    """A day as a hidden field carries it; anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


@register.simple_tag
def term(row: Row | Appointment) -> str:
    """Oct 2026 to Sep 2029: from the month of the start to the month of the last day."""
    end = row.until if isinstance(row, Row) else row.ends or row.term_ends
    first = date_format(row.starts or "", "YEAR_MONTH_FORMAT")
    if end is None:
        return _("since %(month)s") % {"month": first}
    last = date_format(end - timedelta(days=1), "YEAR_MONTH_FORMAT")
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


@register.simple_tag
def sign_icon(name: str) -> SafeString:
    """The icon of a badge alone, for the labels of tiles."""
    return icon(sign(name).icon, size="small")


@register.simple_tag
def crumbs(branches: list[Branch], place: Organisation) -> list[tuple[str, str]]:
    """The way from the top of one's places to this one."""
    near = [branch.organisation for branch in branches]
    way = [above for above in near if place.path.startswith(above.path)]
    return [
        (above.short_name, f"{reverse('roster')}?at={above.pk}" if above != place else "")
        for above in way
    ]
