"""The menu entries of marking and objections, and the way from a result to an objection."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exams import reviewing
from exams.choices import ExamKind
from exams.marking.choices import MARKER, OFFICER
from exams.models import Result
from portal import hooks

MENU, OBJECTIONS = 46, 47

hooks.menu_entry(
    hooks.MenuEntry(MENU, gettext_lazy("Marking"), "marking", "pencil", (MARKER, OFFICER))
)
hooks.menu_entry(
    hooks.MenuEntry(OBJECTIONS, gettext_lazy("Objections"), "objection_desk", "flag", (OFFICER,))
)


@reviewing.leads_on
def to_notice(result: Result) -> reviewing.Way | None:
    if result.attempt.exam.kind != ExamKind.QUALIFYING:
        return None
    return reviewing.Way(_("Result notice as PDF"), reverse("result_notice", args=[result.pk]))


@reviewing.leads_on
def to_objections(result: Result) -> reviewing.Way | None:
    if result.attempt.exam.kind != ExamKind.QUALIFYING:
        return None
    return reviewing.Way(
        _("Points by question, and objections"), reverse("objection", args=[result.pk])
    )
