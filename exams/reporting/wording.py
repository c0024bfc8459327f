"""What the figures mean, in plain words, and what to do about a dubious question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from exams.analysis.judging import AGAINST, EASY, FLAT, HARD, TEMPTED

FIRM, FAIR, WEAK = 0.80, 0.70, 0.60
NOTHING, MINUS = "—", "−"  # no spreadsheet takes this minus for the beginning of a formula
MINUTE = 60


@dataclass(frozen=True)
class Doubt:
    """Why a question should be looked at, and what to do."""

    name: str
    words: Any
    remedy: Any


DOUBTS = {
    AGAINST: Doubt(
        AGAINST,
        _("Those who did well on the rest got it less often than those who did badly."),
        _("Check the key first; then whether the question can be read in another way."),
    ),
    TEMPTED: Doubt(
        TEMPTED,
        _("A wrong option drew more of the best than of the weakest."),
        _("Ask whether that option can be defended; if so, change it or correct the key."),
    ),
    FLAT: Doubt(
        FLAT,
        _("It hardly tells those who know from those who do not."),
        _("Make the question clearer, or the wrong options closer to real mistakes."),
    ),
    HARD: Doubt(
        HARD,
        _("Hardly anybody got it."),
        _("Check key and wording; ask whether the lessons teach it at all."),
    ),
    EASY: Doubt(
        EASY,
        _("Nearly everybody got it."),
        _("Keep it if it must be known by all; else make the wrong options more likely."),
    ),
}


def doubts(named: Sequence[str]) -> list[Doubt]:
    return [DOUBTS[one] for one in named]


def of_alpha(alpha: float | None) -> Any:
    """What the reliability means for whoever decides by the score."""
    if alpha is None:
        return _("Not computed: it needs people who all had the same questions, and who differ.")
    if alpha >= FIRM:
        return _("High: another paper of this kind would put people in much the same order.")
    if alpha >= FAIR:
        return _("Fair: good enough to decide by; look again at scores close to the pass mark.")
    if alpha >= WEAK:
        return _(
            "Low: near the pass mark chance decides too. More questions, or better ones, help."
        )
    return _("Very low: the order of people is largely chance. Do not decide by this score alone.")


OPTION_NOTES = {
    "right": pgettext_lazy("option", "right answer"),
    "tempting": pgettext_lazy("option", "draws the best"),
    "idle": pgettext_lazy("option", "hardly chosen"),
    "open": pgettext_lazy("option", "left open"),
}


def figure(value: float | str | None, places: int = 2) -> str:
    """A figure with so many places; a dash where nothing can be said."""
    if value is None or value == "":
        return NOTHING
    return number_format(round(float(value), places) + 0.0, places).replace("-", MINUS)


def minutes(seconds: float | None) -> str:
    """A time as people say it: 45 s, 1 min 20 s."""
    if seconds is None:
        return NOTHING
    whole, rest = divmod(round(seconds), MINUTE)
    if not whole:
        return gettext("%(s)s s") % {"s": rest}
    return gettext("%(m)s min %(s)s s") % {"m": whole, "s": rest}
