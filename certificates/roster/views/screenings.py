"""Whether somebody may be recommended as an assessor, and what HR found: for administrators and HR
of the person's place alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.roster.assessors import candidates, screening, wording
from certificates.roster.assessors.forms import ScreeningForm
from certificates.roster.choices_of_assessors import SCREENERS
from certificates.roster.models import Screening
from certificates.roster.refusing import Refused
from certificates.roster.register import people_in_reach
from certificates.roster.views.appointments import tell
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*SCREENERS)
def screen(request: HttpRequest, person_id: int) -> HttpResponse:
    """The decision with every line and its article; below it the form that answers anew, which
    begins with what was found last."""
    scope, today = request_scope(request), clock.today()
    people = people_in_reach(scope).filter(scope.below("organisation__path", *SCREENERS))
    person = get_object_or_404(people.select_related("organisation"), pk=person_id)
    latest = Screening.objects.scoped(scope).filter(person=person).order_by("-pk").first()
    form = ScreeningForm(request.POST or None, initial=_initial(latest) | {"checked_on": today})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            screening.screen(
                person,
                found=form.answers(),
                education=typed["education"],
                checked_on=typed["checked_on"],
                paper=typed["paper"],
                actor_id=scope.user_id,
            )
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The screening is recorded."))
            return redirect("roster_screening", person_id=person.pk)
    decided = candidates.eligibility_of([person], today)[person.pk]
    context = {
        "person": person,
        "form": form,
        "latest": latest,
        "decided": decided,
        "against": wording.lines(decided.missing),
        "unknown": len(decided.in_the_way) - len(decided.missing),
        "warned": wording.lines(decided.warnings),
        "every": wording.lines(decided.requirements),
    }
    status = 422 if form.errors else 200
    return render(request, "roster/assessors/screening.html", context, status=status)


def _initial(latest: Screening | None) -> dict[str, Any]:
    """What was found last; the paper is asked for anew."""
    return {"education": latest.education, **latest.found} if latest else {}
