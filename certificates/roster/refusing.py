"""Why the roster does not take something, which days it takes, who stands for what takes two."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from portal.counting import years_later

FIRST_RULES = date(2020, 1, 1)
FURTHEST_YEARS = 5
ANOTHER_TERM = gettext_lazy(
    "Please choose one of these reasons. Whoever was elected or hired again gets “Another term”, "
    "on the page of the person."
)
OLDEST_YEARS = 60


class Refused(ValueError):
    """The roster does not take this; `field` names what to mend, the message says how."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Signed:
    """Two people stand for an act: `first` proposed it, `second` agreed (ids of two different
    logins), `reason` says why it takes two; `overrides` are the ids of the gate's requirements
    whose absence both have seen."""

    first: int
    second: int
    reason: str
    overrides: frozenset[str] = frozenset()


def refuse_bad_day(field: str, day: date, signed: Signed | None = None) -> None:
    """Raises Refused, naming the field, for a day more than 5 years ahead, and for one before today
    unless two people stand for it; further back than a working life goes nobody can."""
    today = clock.today()
    if day < today and signed is None:
        raise Refused(
            field,
            _(
                "The day lies in the past. The roster takes today or a later day; a past one is "
                "proposed to a second person, with the reason."
            ),
        )
    if is_too_long_ago(day):
        raise Refused(field, _("The day lies more than 60 years back. Please check the year."))
    if day > years_later(today, FURTHEST_YEARS):
        raise Refused(field, _("The day lies more than 5 years ahead."))


def is_too_long_ago(day: date) -> bool:
    """Further back than a working life."""
    return years_later(day, OLDEST_YEARS) < clock.today()


def judged_on(day: date) -> date:
    """The day by whose rules something of `day` is judged: what lies before the rules of this city
    were entered, by the first of them."""
    return max(day, FIRST_RULES)


def refuse_empty(field: str, text: str, message: str) -> None:
    """Raises Refused when nothing but blanks is given."""
    if not text.strip():
        raise Refused(field, message)
