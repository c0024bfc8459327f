"""Two answers to one question that differ, in words: what each is and where it stands."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

# Where one of two answers stands.
ANSWERS: dict[str, str | Promise] = {
    "flags": pgettext_lazy("answer", "by the options that are marked as right"),
    "given": pgettext_lazy("answer", "in front of the question"),
    "key": pgettext_lazy("answer", "as its answer"),
    "stem": pgettext_lazy("answer", "in the question"),
}
_CELL = re.compile(r"[A-Z]{1,3}\d*")
_FURTHER = re.compile(r"key\.\d+")


def disagreement(facts: Mapping[str, str]) -> str:
    """Both answers, each with its place, and what to do."""
    named = {
        "first": facts["first"],
        "there": _where_answered(facts["first_at"]),
        "second": facts["second"],
        "elsewhere": _where_answered(facts["second_at"]),
    }
    return (
        _(
            "Two answers are given, and they differ: “%(first)s” %(there)s, “%(second)s”"
            " %(elsewhere)s. Please delete the one that does not hold."
        )
        % named
    )


def _where_answered(at: str) -> str:
    if _CELL.fullmatch(at):
        return pgettext("answer", "in column %(letter)s") % {"letter": at}
    if _FURTHER.fullmatch(at):
        return pgettext("answer", "as a second answer or in the list of answers")
    words = ANSWERS.get(at)
    return str(words) if words else pgettext("answer", "in the field “%(name)s”") % {"name": at}
