"""What the decision on a candidate says in the reader's words, with the article of each line."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from certificates.roster.assessors.eligibility import (
    MET,
    MISSING,
    UNKNOWN,
    WARNED,
    Eligibility,
    Requirement,
)
from certificates.roster.assessors.forms import CODE_WORDS
from certificates.roster.choices_of_assessors import Condition, Education
from certificates.roster.wording import Line
from courses.statutes.numerals import to_hanzi
from portal.people.choices import OrganisationKind


def lines(requirements: Iterable[Requirement]) -> list[Line]:
    """Each as a line of the gate's list."""
    return [line(one) for one in requirements]


def line(found: Requirement) -> Line:
    """What is missing or was not looked at stands in the way; a warning does not."""
    state = MET if found.state == MET else MISSING
    return Line(capfirst(title(found)), text(found), state, found.stands_in_the_way)


def reasons(found: Eligibility) -> list[str]:
    """Why somebody is not eligible, each with its article; what nobody looked at in one line."""
    told = [
        _("%(title)s: %(text)s") % {"title": capfirst(title(one)), "text": text(one)}
        for one in found.missing
    ]
    unknown = len(found.in_the_way) - len(told)
    if unknown:
        told.append(_("Not looked at yet: %(count)s of arts. 5 to 7") % {"count": unknown})
    return told


def article(found: Requirement) -> str:
    """People's Assessors Law, and the number."""
    if not found.article:
        return ""
    chinese = (get_language() or "").startswith("zh")
    number = to_hanzi(found.article) if chinese else found.article
    return _("People's Assessors Law art. %(number)s") % {"number": number}


def title(found: Requirement) -> str:
    """What is required."""
    words = {
        "age": pgettext("requirement", "Age"),
        "education": _("Education"),
        "home": _("Home organisation"),
        "screening": _("Screening"),
        "serving": _("No other term at the same time"),
        "terms": _("Terms so far"),
    }
    return words.get(found.id) or str(CODE_WORDS[found.id])


def text(found: Requirement) -> str:
    """What was found, and the article."""
    told = _WORDS[found.id](found) if found.id in _WORDS else _of_code(found)
    return pgettext("between facts of a line", " · ").join(filter(None, (told, article(found))))


def _of_code(found: Requirement) -> str:
    if found.state == UNKNOWN:
        return _("not looked at yet")
    if found.id in Condition.values:
        return _("confirmed") if found.state == MET else _("not so")
    return _("does not apply") if found.state == MET else _("applies")


def _age(found: Requirement) -> str:
    return _("%(age)s years") % {"age": found.evidence}


def _education(found: Requirement) -> str:
    word = str(Education(found.evidence).label)
    if found.state == WARNED:
        return _("%(education)s; generally senior secondary is asked for") % {"education": word}
    return word


def _home(found: Requirement) -> str:
    kind = str(OrganisationKind(found.evidence).label)
    if found.state == MET:
        return kind
    return _("%(kind)s: its staff cannot be assessors") % {"kind": kind}


def _screening(found: Requirement) -> str:
    if not found.evidence:
        return _("nobody has looked yet")
    day = date_format(date.fromisoformat(found.evidence))
    if found.state == UNKNOWN:
        return _("of %(day)s: too long ago, please look again") % {"day": day}
    return _("of %(day)s") % {"day": day}


def _serving(found: Requirement) -> str:
    if found.state == MET:
        return _("no assessor now")
    return _("assessor of %(court)s; one court at a time") % {"court": found.evidence}


def _terms(found: Requirement) -> str:
    if found.state == MET:
        return _("none yet")
    if found.state == WARNED:
        return _("one; another one is not the rule")
    return _("%(count)s; more are not allowed") % {"count": found.evidence}


_WORDS = {
    "age": _age,
    "education": _education,
    "home": _home,
    "screening": _screening,
    "serving": _serving,
    "terms": _terms,
}
