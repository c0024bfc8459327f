"""What is wrong with an appraisal, in words that name each field."""

from typing import Any

from django.utils.translation import gettext as _

from certificates.roster.appraising.deciding import MOST, Problem
from certificates.roster.models import Appraisal


def label(field: str) -> str:
    """What a figure is called."""
    if field == "rate":
        return _("success rate")
    named: Any = Appraisal._meta.get_field(field)  # noqa: SLF001 - Django's public interface
    return str(named.verbose_name)


def told(problem: Problem) -> str:
    """The sentence, with both fields where two do not fit together (bad input 92)."""
    names, values = [label(field) for field in problem.fields], problem.values
    if problem.code == "more_than":
        return _("“%(one)s” (%(first)s) is more than “%(other)s” (%(second)s). Check both.") % {
            "one": names[0], "first": values[0], "other": names[1], "second": values[1],
        }  # fmt: skip
    if problem.code == "rate_over":
        return _(
            "“%(rate)s” (%(value)s%%) lies between 0 and 100%%. Check it with “%(one)s” and "
            "“%(other)s”."
        ) % {"rate": names[0], "value": values[0], "one": names[1], "other": names[2]}
    if problem.code == "rate_differs":
        return _(
            "“%(rate)s” (%(value)s%%) does not follow from “%(one)s” (%(first)s) and “%(other)s” "
            "(%(second)s): that makes %(counted)s%%."
        ) % {
            "rate": names[0], "value": values[0], "one": names[1], "first": values[1],
            "other": names[2], "second": values[2], "counted": values[3],
        }  # fmt: skip
    if problem.code == "not_whole":
        return _("“%(one)s” (%(value)s) is no whole number of 0 or more. Please check it.") % {
            "one": names[0], "value": values[0],
        }  # fmt: skip
    return _("“%(one)s” (%(value)s) lies between 0 and %(most)s. Please check it.") % {
        "one": names[0], "value": values[0], "most": MOST,
    }  # fmt: skip
