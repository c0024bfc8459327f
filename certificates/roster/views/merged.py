"""One decision: everybody leaves an organisation that is no more, and its posts are closed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from certificates.roster import merging
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.forms_of_changes import MergedForm
from certificates.roster.refusing import Refused
from certificates.roster.views.appointments import tell
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.people.models import Organisation


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def merged(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Who is in office there still, and the decision that ends it."""
    scope = request_scope(request)
    places = Organisation.objects.filter(scope.below("path", *ROSTER_KEEPERS))
    place = get_object_or_404(places.select_related("merged_into"), pk=organisation_id)
    form = MergedForm(request.POST or None, initial={"day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            done = merging.end_all(place, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _told(done))
            return redirect("roster_merged", organisation_id=place.pk)
    context = {
        "form": form,
        "place": place,
        "rows": merging.still_in_office(place),
        "vacancies": merging.vacancies(place),
        "today": clock.today(),
    }
    status = 422 if form.errors else 200
    return render(request, "roster/merged.html", context, status=status)


def _told(done: merging.Done) -> str:
    """How many have left, how many posts are closed: each only where there is one."""
    ended = ngettext(
        "%(number)s appointment has ended.", "%(number)s appointments have ended.", done.ended
    )
    closed = ngettext("%(number)s post is closed.", "%(number)s posts are closed.", done.closed)
    told = ((ended, done.ended), (closed, done.closed))
    return " ".join(words % {"number": number} for words, number in told if number)
