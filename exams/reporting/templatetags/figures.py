"""How the figures of statistics are written on a page."""

from django import template

from exams.reporting import wording

register = template.Library()
register.filter("figure", wording.figure)
register.filter("minutes", wording.minutes)
