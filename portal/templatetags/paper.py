"""What stands at the foot of a sheet that is handed out."""

from datetime import datetime

from django import template

from portal import clock

register = template.Library()


@register.simple_tag
def printed_at() -> datetime:
    return clock.now()
