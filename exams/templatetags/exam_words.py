"""How times and points of an exam are written."""

from decimal import Decimal

from django import template

from portal.counting import plain

register = template.Library()


@register.filter
def clock(seconds: int) -> str:
    """Seconds left as people read a clock: 56:53, 90:00."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return f"{minutes:02d}:{rest:02d}"


@register.filter
def points(number: Decimal) -> str:
    """Points without needless zeros: 2.50 as 2.5, 100.0 as 100."""
    return plain(Decimal(number))
