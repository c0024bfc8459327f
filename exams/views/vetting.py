"""Reviewing what waits, twenty at a time: read each with its key, choose, affirm once."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams import finding, vetting_many
from exams.bank_forms import ApproveManyForm
from exams.choices import BANK_REVIEWERS
from exams.models import Item, ItemVersion
from exams.recalling import recall_all
from exams.showing import question
from portal.accounts.permissions import needs_top
from portal.accounts.scoping import request_scope

PER_PAGE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_top(*BANK_REVIEWERS)
def waiting(request: HttpRequest) -> HttpResponse:
    """The submitted questions of others with their keys; approve the chosen."""
    form = ApproveManyForm()
    if request.method == "POST":
        form = ApproveManyForm(request.POST)
        if form.is_valid():
            return _approve(request, form)
    user_id = request_scope(request).user_id or 0
    page = Paginator(finding.waiting_for(user_id), PER_PAGE).get_page(request.GET.get("page"))
    chosen = set(request.POST.getlist("chosen"))
    context = {"form": form, "page": page, "rows": _rows(page, chosen)}
    return render(request, "exams/bank/waiting.html", context, status=422 if form.errors else 200)


def _rows(page: Page[Item], chosen: set[str]) -> list[dict[str, object]]:
    ids = [item.pk for item in page]
    versions = ItemVersion.objects.filter(item__in=ids, n=F("item__submitted_n"))
    found = list(versions.select_related("item", "written_by").order_by("item_id"))
    return [
        {"version": one, "question": question(wording), "chosen": str(one.pk) in chosen}
        for one, wording in zip(found, recall_all(found), strict=True)
    ]


def _approve(request: HttpRequest, form: ApproveManyForm) -> HttpResponse:
    versions = ItemVersion.objects.filter(pk__in=form.cleaned_data["chosen"])
    done = vetting_many.approve_many(
        versions.select_related("item").order_by("item_id"),
        reviewer_id=request_scope(request).user_id or 0,
        checklist=form.cleaned_data["checklist"],
    )
    if done.approved:
        words = ngettext("%(n)s question approved.", "%(n)s questions approved.", done.approved)
        messages.success(request, words % {"n": done.approved})
    if done.own:
        messages.info(request, _("Your own questions were left out: another person reviews them."))
    for ref, why in done.left:
        messages.warning(request, f"{ref}: {why}")
    return redirect("review_items")
