"""The judges' list: lessons and commentaries that cite what a new version of a law changed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.statutes import reviewing
from courses.statutes.choices import ReviewState
from courses.statutes.desk import JUDGES
from courses.statutes.forms import DecisionForm, FindForm
from courses.statutes.models import CitationReview
from courses.statutes.showing import shown
from portal.accounts.permissions import needs_role

PER_PAGE = 10
NOT_REVISED = gettext_lazy(
    "The page has not been published again since the law changed. Please revise and publish it"
    " first, or say why it is still right."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*JUDGES)
def law_reviews(request: HttpRequest) -> HttpResponse:
    """The list; a POST closes one review: still right, or revised."""
    if request.method != "POST":
        return _list(request)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _list(request, form)
    typed = form.cleaned_data
    try:
        done = reviewing.decide(
            typed["review"], typed["state"], typed["note"], actor_id=request.user.pk or 0
        )
    except reviewing.NotRevised:
        form.add_error("note", NOT_REVISED)
        return _list(request, form)
    if done:
        messages.success(request, _("Noted."))
    else:
        messages.info(request, _("Somebody has decided this already."))
    return redirect(request.get_full_path())


def _list(request: HttpRequest, refused: DecisionForm | None = None) -> HttpResponse:
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = CitationReview.objects.select_related("page", "version__statute", "decided_by")
    rows = rows.filter(state=asked.get("state") or ReviewState.OPEN)
    if asked.get("statute"):
        rows = rows.filter(version__statute=asked["statute"])
    order = "recorded_at", "page_id", "version_id", "number", "sub"
    at = refused.cleaned_data.get("review") if refused else None
    page = Paginator(rows.order_by(*order), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [
            (row, refused if row.review.pk == at else DecisionForm())
            for row in shown(list(page.object_list))
        ],
    }
    bad = form.errors or refused
    return render(request, "statutes/reviews.html", context, status=422 if bad else 200)
