"""Changes that the bureau and the court are to be told, and that they were."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from certificates.roster import notifying
from certificates.roster.branching import roots_of
from certificates.roster.choices import ROSTER_KEEPERS, FilingKind
from certificates.roster.forms_of_changes import ToldForm
from certificates.roster.models import Filing
from certificates.roster.refusing import Refused
from certificates.roster.views.appointments import tell
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.numbered import ids
from portal.people.models import Organisation
from portal.scope import Scope

AT_ONCE = 50


def _rows(scope: Scope) -> Any:
    rows = Filing.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS),
        appointment__superseded_at__isnull=True,
    )
    return rows.select_related(
        "organisation", "appointment__person", "appointment__post", "appointment__ending"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def filings(request: HttpRequest) -> HttpResponse:
    """Those that are open, the earliest due first; or those that are done, the latest first."""
    scope = request_scope(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in FilingKind.values else FilingKind.BUREAU
    done = request.GET.get("done") == "1"
    rows = _rows(scope).filter(kind=kind, done_on__isnull=not done)
    form = ToldForm(request.POST or None, initial={"day": clock.today()})
    chosen = ids(request.POST.getlist("filing"))
    if request.method == "POST" and form.is_valid():
        told = _tell(request, form, list(rows.filter(pk__in=chosen)), scope)
        if told:
            return redirect(f"{request.path}?kind={kind}")
    order = ("-done_on", "pk") if done else ("due_on", "pk")
    page = Paginator(rows.order_by(*order), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "kind": kind,
        "kinds": FilingKind.choices,
        "done": done,
        "page": page,
        "form": form,
        "chosen": chosen,
        "today": clock.today(),
        "places": _roots(scope) if not done else [],
        "overdue": rows.filter(due_on__lt=clock.today()).count() if not done else 0,
    }
    return render(request, "roster/filings.html", context, status=422 if form.errors else 200)


def _roots(scope: Scope) -> list[Organisation]:
    """The places whose open changes are printed as one paper."""
    return list(Organisation.objects.filter(path__in=roots_of(scope)).order_by("path"))


def _tell(request: HttpRequest, form: ToldForm, rows: list[Filing], scope: Scope) -> bool:
    """Note them told; False with what is wrong in the form."""
    if not rows:
        form.add_error(None, _("Please mark at least one change in the list."))
        return False
    try:
        number = notifying.note_told(rows, actor_id=scope.user_id, **form.cleaned_data)
    except Refused as refused:
        tell(form, refused)
        return False
    messages.success(
        request,
        ngettext("%(number)s change is told.", "%(number)s changes are told.", number)
        % {"number": number},
    )
    return True
