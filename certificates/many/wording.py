"""What is said of a row: its outcome, and what to look at again."""

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from certificates.choices import Standing
from certificates.forms import ENDINGS_SPENT, code_advice
from certificates.many.columns import CODE, ENDING, NAME, NUMBER
from certificates.many.lines import Hint, Outcome, Told

HINTS: dict[str, Promise] = {
    "lost_digits": gettext_lazy(
        "The spreadsheet has kept this number as a figure, and its last digits are lost. Set the "
        "column to “text” and type the number again."
    ),
    "bad_number": gettext_lazy(
        "A certificate number has 17 digits; %(fact)s stand here. Compare it with the paper."
    ),
    "check_number": gettext_lazy(
        "This cannot be a certificate number: one of its 17 digits is wrong. Compare it with the "
        "paper."
    ),
    "id_number": gettext_lazy(
        "This looks like the number of an identity card. The 17 digits of the certificate belong "
        "here."
    ),
    "bad_link": gettext_lazy("No code stands in this link. Copy it once more."),
    "foreign_link": gettext_lazy(
        "This link leads to another address (%(fact)s), not to this platform. Be careful with the "
        "paper it comes from."
    ),
    "no_second": gettext_lazy(
        "A number alone is not asked: the holder's name, or the last six signs of the ID document, "
        "belongs beside it."
    ),
    "nothing": gettext_lazy("Neither a code nor a certificate number stands here."),
    "formula_blank": gettext_lazy(
        "The formula has no stored value. Please paste the value in its place."
    ),
    "damaged_id": gettext_lazy(
        "The spreadsheet has kept this ID number as a figure, and its last digits are lost. Set "
        "the column to “text” and type it again."
    ),
    "lost_zeros": gettext_lazy(
        "Fewer than six signs: a spreadsheet drops zeros at the beginning. Set the column to "
        "“text” and type all six."
    ),
    "bad_ending": gettext_lazy("The last six signs of an ID document belong here."),
    "old_id": gettext_lazy(
        "This is an old ID number of 15 digits. Type the last six signs of the new one."
    ),
    "id_check": gettext_lazy(
        "The check digit of this ID number is not right: one of its digits is wrong."
    ),
    "two_names": gettext_lazy(
        "This number stands in the list with another name or ending too (row %(fact)s). Leave the "
        "right one; until then none of them is asked."
    ),
    "rests_minute": gettext_lazy(
        "Asked in vain too often just now. Try this row again in a minute."
    ),
    "rests_day": ENDINGS_SPENT,
    "name_differs": gettext_lazy(
        "The code belongs to a certificate of somebody with another name. Compare it with the "
        "paper."
    ),
    "number_differs": gettext_lazy(
        "The code belongs to a certificate with another number. Compare it with the paper."
    ),
}

ROLES: dict[str, Promise] = {
    CODE: pgettext_lazy("column", "verification code"),
    NUMBER: pgettext_lazy("column", "certificate number"),
    NAME: pgettext_lazy("column", "name"),
    ENDING: pgettext_lazy("column", "end of the ID number"),
}
MOMENT = gettext_lazy(
    "It says how the certificates stood in the register at that minute, and nothing of any later "
    "one. It says nothing on mediation agreements."
)


def word(outcome: str) -> str:
    """The outcome of a row in a word or two."""
    known = Standing if outcome in Standing.values else Outcome
    return str(known(outcome).label)


def read_as(columns: tuple[tuple[str, str], ...]) -> str:
    """Which column was taken for what; empty when none was."""
    told = [
        _("column %(column)s: %(role)s") % {"column": column, "role": ROLES[role]}
        for role, column in columns
    ]
    return _(", ").join(told)


def hint(one: Hint) -> str:
    """A hint in words, with the cell it is about."""
    if one.code == "bad_code":
        words = code_advice(one.fact)
    else:
        words = str(HINTS[one.code]) % {"fact": one.fact}
    if not one.cell:
        return words
    return _("%(cell)s: %(words)s") % {"cell": one.cell, "words": words}


def remark(one: Told) -> str:
    """All there is to say of a row beside its outcome, in one line."""
    said = [hint(found) for found in one.hints]
    if one.outcome == Outcome.DIFFERS:
        standing = _("How the certificate of that code stands: %(word)s.")
        said.append(standing % {"word": word(one.standing)})
    if one.since:
        since = date_format(date.fromisoformat(one.since))
        said.append(_("Since %(day)s.") % {"day": since})
    if one.same_as:
        said.append(_("The same as row %(row)s.") % {"row": one.same_as})
    return (" " if get_language() == "en" else "").join(said)
