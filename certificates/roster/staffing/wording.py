"""What the board finds, in the reader's words, each with the way to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from certificates.roster.choices import EndReason
from certificates.roster.staffing import vacancies
from certificates.roster.staffing.board import Board, Fault
from certificates.roster.staffing.vacancies import Step, Vacancy
from portal.counting import plain

BLOCKS: Mapping[str, Any] = {
    "centre": gettext_lazy("City centre"),
    "sectoral": gettext_lazy("Sectoral and professional"),
    "township": gettext_lazy("Townships and subdistricts"),
    "room": gettext_lazy("Stationed rooms"),
    "village": gettext_lazy("Villages and communities"),
}
FAULTS: Mapping[str, Any] = {
    "unrecorded": gettext_lazy("No member recorded"),
    "chair": gettext_lazy("No chair"),
    "few": gettext_lazy("Too few members"),
    "many": gettext_lazy("Too many members"),
    "women": gettext_lazy("No woman"),
    "minority": gettext_lazy("No member of a minority"),
    "panel": gettext_lazy("Panel of experts out of size"),
}
RULES: Mapping[str, Any] = {
    "staffing.city_centre": gettext_lazy("Full-time mediators of the city centre"),
    "staffing.township": gettext_lazy("Full-time mediators of a township or subdistrict"),
    "staffing.sectoral": gettext_lazy("Full-time mediators of a sectoral committee"),
    "staffing.village": gettext_lazy("Full-time mediators of a village, step by step"),
    "staffing.stationed_room": gettext_lazy("Mediators of a stationed room"),
    "committee.chair": pgettext_lazy("rule of a committee", "Chairs"),
    "committee.members_min": gettext_lazy("Members of a committee, at least"),
    "committee.members_max": gettext_lazy("Members of a committee, at most"),
    "committee.women_min": gettext_lazy("Women among the members, at least"),
    "committee.minority_min": gettext_lazy("Members of a minority, at least"),
    "expert_panel.size_min": gettext_lazy("Experts of a panel, at least"),
    "expert_panel.size_max": gettext_lazy("Experts of a panel, at most"),
}


def fault_words(fault: Fault) -> str:
    """How many there are, and how many there should be."""
    line = fault.line
    numbers = {"there": line.there, "needed": line.needed, "panel": line.subject}
    if fault.code == "panel" and line.most:
        return _("%(panel)s: %(there)s experts, at most %(needed)s") % numbers
    if fault.code == "panel":
        return _("%(panel)s: %(there)s experts, at least %(needed)s") % numbers
    if line.most:
        return _("%(there)s there, at most %(needed)s") % numbers
    return _("%(there)s there, at least %(needed)s") % numbers


@dataclass(frozen=True)
class Stage:
    """How far a successor is, and the next step with its address."""

    text: str
    action: str = ""
    url: str = ""


def stage_of(vacancy: Vacancy, *, in_reach: bool) -> Stage | None:
    """`in_reach`: the keeper reaches the person, so that the form of the appointment opens."""
    step = vacancy.step
    if step is None:
        return None
    if step.person_id is None:
        return Stage(
            pgettext("successor", "Not begun"), _("Name a candidate"), reverse("candidacies")
        )
    of_person = reverse("candidacy", args=[step.candidacy_id])
    if step.code == vacancies.READY and in_reach:
        asked = urlencode({"person": step.person_id, "post": vacancy.post.pk})
        return Stage(_text(step), _("Appoint"), f"{reverse('roster_appoint')}?{asked}")
    if step.code == vacancies.WAITING:
        return Stage(_text(step), _("See who waits"), reverse("certificates_waiting"))
    return Stage(_text(step), _("See the candidate"), of_person)


def _text(step: Step) -> str:
    if step.code == vacancies.TRAINING:
        hours = {"hours": plain(step.hours), "needed": plain(step.needed)}
        return _("Training, %(hours)s / %(needed)s hours") % hours
    return str(_STEPS[step.code])


_STEPS: Mapping[str, Any] = {
    vacancies.NAMED: gettext_lazy("Named, papers being checked"),
    vacancies.RETURNED: gettext_lazy("Papers returned"),
    vacancies.EXAM: gettext_lazy("Trained, exam to come"),
    vacancies.WAITING: gettext_lazy("Exam passed, certificate to come"),
    vacancies.READY: gettext_lazy("Certified, may be appointed"),
}


def before_words(vacancy: Vacancy) -> str:
    """Who held the post last, with the reason of the end."""
    if not vacancy.before:
        return _("never filled")
    if not vacancy.reason:
        return vacancy.before
    reason = EndReason(vacancy.reason).label
    return _("%(name)s (%(reason)s)") % {"name": vacancy.before, "reason": reason}


def change_words(board: Board) -> str:
    """How many more or fewer are on duty than at the end of the quarter before."""
    change = board.change
    if not change:
        return _("As many on duty as at the end of the quarter before")
    if change > 0:
        text = ngettext(
            "%(n)s more on duty than at the end of the quarter before",
            "%(n)s more on duty than at the end of the quarter before",
            change,
        )
    else:
        text = ngettext(
            "%(n)s fewer on duty than at the end of the quarter before",
            "%(n)s fewer on duty than at the end of the quarter before",
            -change,
        )
    return text % {"n": abs(change)}
