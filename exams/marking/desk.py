"""The menu entries and the card of what comes between handing in and a result that counts, and the
ways from a result to its notice and to an objection."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exams import publishing, reviewing, stepping
from exams.choices import BANK_REVIEWERS, CorrectionState, ExamKind, ResultState
from exams.marking import objecting, overseeing, recounting, sampling, sufficing
from exams.marking.choices import MARKER, OFFICER
from exams.marking.models import Objection
from exams.models import KeyCorrection, Result
from portal import hooks
from portal.accounts.authority import tops
from portal.scope import Scope

RELEASES, MENU, OBJECTIONS, CORRECTIONS = 45, 46, 47, 48
CARD, OWN_CARD = 25, 13


def marks_or_names(scope: Scope, *_roles: str) -> bool:
    """Markers, and who names them: exams belong to the whole city."""
    return scope.holds(MARKER) or bool(tops(scope, OFFICER))


hooks.menu_entry(
    hooks.MenuEntry(
        MENU, gettext_lazy("Marking"), "marking", "pencil", (MARKER, OFFICER), marks_or_names
    )
)
hooks.menu_entry(
    hooks.MenuEntry(OBJECTIONS, gettext_lazy("Objections"), "objection_desk", "flag", (OFFICER,))
)
hooks.menu_entry(
    hooks.MenuEntry(
        RELEASES, gettext_lazy("Releasing results"), "result_releases", "check", (OFFICER,)
    )
)
hooks.menu_entry(
    hooks.MenuEntry(
        CORRECTIONS, gettext_lazy("Wrong keys"), "corrections", "warn", BANK_REVIEWERS, tops
    )
)


stepping.steps_from(recounting.steps)


@hooks.desk_card
def waiting(visit: hooks.Visit) -> hooks.Card | None:
    """What waits for an exam officer between handing in and the result that counts."""
    scope = visit.scope
    if not scope.holds(OFFICER):
        return None
    place = scope.below("attempt__person__organisation__path", OFFICER)
    results = Result.objects.scoped(scope).filter(place, attempt__exam__kind=ExamKind.QUALIFYING)
    counted = results.aggregate(
        marking=Count("pk", filter=Q(state=ResultState.MARKING)),
        graded=Count("pk", filter=Q(state=ResultState.GRADED)),
    )
    objections = Objection.objects.scoped(scope).filter(ended_at__isnull=True)
    reviews = bool(tops(scope, *BANK_REVIEWERS))
    proposed = KeyCorrection.objects.filter(state=CorrectionState.PROPOSED)
    context = {
        **counted,
        "objections": objections.distinct().count(),
        "reviews": reviews,
        "corrections": proposed.count() if reviews else 0,
    }
    return hooks.Card(CARD, "marking/card.html", context)


@hooks.desk_card
def own(visit: hooks.Visit) -> hooks.Card | None:
    """What waits for a marker, or for a chief examiner to decide; only while something does."""
    lines = [(duty, *overseeing.left_for(duty)[1:]) for duty in overseeing.duties(visit.scope)]
    waiting = [(duty, left, apart) for duty, left, apart in lines if left or apart]
    return hooks.Card(OWN_CARD, "marking/own_card.html", {"lines": waiting}) if waiting else None


@reviewing.leads_on
def to_notice(result: Result) -> reviewing.Way | None:
    if result.attempt.exam.kind != ExamKind.QUALIFYING:
        return None
    return reviewing.Way(_("Result notice as PDF"), reverse("result_notice", args=[result.pk]))


@reviewing.leads_on
def to_objections(result: Result) -> reviewing.Way | None:
    if result.attempt.exam.kind != ExamKind.QUALIFYING:
        return None
    here = reverse("objection", args=[result.pk])
    return reviewing.Way(
        _("Points by question, and objections"), here, objecting.standing_of(result)
    )


@publishing.warns
def of_samples(exam_id: int, sitting_id: int | None) -> publishing.Wait | None:
    many = sampling.undecided(exam_id, sitting_id)
    words = ngettext(
        "%(n)s answer that is marked again as a sample is not decided yet.",
        "%(n)s answers that are marked again as a sample are not decided yet.",
        many,
    )
    return publishing.Wait(words % {"n": many}) if many else None


@publishing.warns
def of_shortage(exam_id: int, _sitting_id: int | None) -> publishing.Wait | None:
    """Of the exam as a whole: whoever marks it marks all its sittings."""
    if not sufficing.shortage(exam_id).any:
        return None
    return publishing.Wait(
        _("Too few people are named to mark this exam: some answers would be finished by nobody."),
        _("Name another marker or chief examiner"),
        f"{reverse('marking_overview', args=[exam_id])}#name",
    )
