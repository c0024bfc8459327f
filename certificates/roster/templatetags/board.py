"""Words of the quota board."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from certificates.roster.staffing import wording
from certificates.roster.staffing.board import Block, Fault

register = template.Library()


@register.filter
def block_title(name: str, block: Block) -> str:
    """How many organisations the block has, and of which kind."""
    many = len(block.units)
    if name == "township":
        text = ngettext("%(n)s township or subdistrict", "%(n)s townships and subdistricts", many)
    elif name == "sectoral":
        text = ngettext(
            "%(n)s sectoral or professional committee",
            "%(n)s sectoral and professional committees",
            many,
        )
    else:
        text = ngettext("%(n)s stationed room", "%(n)s stationed rooms", many)
    return text % {"n": many}


@register.filter
def block_note(block: Block) -> str:
    """What each needs, and how many fall short."""
    if block.short:
        short = ngettext("%(n)s falls short", "%(n)s fall short", block.short) % {"n": block.short}
    else:
        short = _("none falls short")
    if block.each is None:
        return short
    each = _("%(n)s needed at each") % {"n": block.each}
    return pgettext("between facts of a line", " · ").join([each, short])


@register.filter
def fault_title(fault: Fault) -> Any:
    return wording.FAULTS[fault.code]


@register.filter
def fault_words(fault: Fault) -> str:
    return wording.fault_words(fault)


@register.filter
def month_word(first: date) -> str:
    """A month under its column, without the year."""
    return date_format(first, pgettext("format of a month under a column", "M"))
