"""The question bank: the list, one question with its history, what becomes of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.statutes.articles import articles_named
from courses.statutes.numerals import typed_number
from exams import bank, beside, correcting, finding, holding, relabelling, verifying, vetting
from exams.bank_forms import BankFilter, MoveForm, VerdictForm
from exams.choices import BANK_AUTHORS, BANK_KEEPERS, BANK_REVIEWERS, ITEM_MOVES, ItemState
from exams.models import Item, ItemVersion
from exams.recalling import recall
from exams.showing import question
from exams.views.pictures import picture_of
from portal.accounts.authority import tops
from portal.accounts.permissions import needs_login, needs_top
from portal.accounts.scoping import request_scope
from portal.scope import Scope

PER_PAGE = 25


@never_cache
@require_safe
@needs_top(*BANK_AUTHORS)
def items(request: HttpRequest) -> HttpResponse:
    """The questions, by what one looks for."""
    form = BankFilter(request.GET or None)
    rows = narrowed(request, form)
    page = Paginator(rows.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    scope = request_scope(request)
    context = {
        "form": form,
        "page": page,
        "waiting": finding.waiting_for(scope.user_id or 0).count(),
        "reviews": bool(tops(scope, *BANK_REVIEWERS)),
        "exports": bool(tops(scope, *BANK_KEEPERS)),
        "filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "exams/bank/items.html", context)


def narrowed(request: HttpRequest, form: BankFilter | None = None) -> QuerySet[Item]:
    """The questions that the filter in the address asks for; a field in error narrows nothing."""
    form = form or BankFilter(request.GET or None)
    form.is_valid()
    asked = getattr(form, "cleaned_data", {})
    rows = finding.listed()
    if asked.get("show") == "waiting":
        rows = finding.waiting_for(request_scope(request).user_id or 0)
    if asked.get("show") == "mine":
        rows = rows.filter(pk__in=finding.written_by(request_scope(request).user_id or 0))
    rows = beside.narrowed(rows, asked.get("show") or "")
    for name in ("subject", "kind", "tier", "pool", "state", "difficulty"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    return finding.matching(rows, asked.get("q") or "")


def _newest(item: Item) -> ItemVersion:
    newest = item.versions.select_related("item", "written_by").order_by("-n").first()
    if newest is None:
        raise Http404
    return newest


@never_cache
@require_safe
@needs_top(*BANK_AUTHORS)
def item(request: HttpRequest, ref: str) -> HttpResponse:
    return _page(request, get_object_or_404(Item, ref=ref))


def _page(
    request: HttpRequest,
    one: Item,
    *,
    verdict: VerdictForm | None = None,
    move: MoveForm | None = None,
) -> HttpResponse:
    newest = _newest(one)
    wording = recall(newest)
    scope = request_scope(request)
    waits = one.in_review and one.submitted_n == newest.n
    versions = one.versions.select_related("written_by").prefetch_related("reviews__reviewer")
    context: dict[str, Any] = {
        "item": one,
        "version": newest,
        "question": question(wording),
        "in_use": _in_use(one, newest),
        "articles": _articles(newest),
        "unsound": [(fault.cited, verifying.say(fault)) for fault in verifying.unsound(wording)],
        "versions": versions.order_by("-n"),
        "waits": waits,
        "may_judge": waits and _may_judge(scope, newest),
        "own": newest.written_by_id == scope.user_id,
        "labelled": one.labelled_by_id == scope.user_id,
        "may_submit": not waits and _may_submit(one, newest),
        "verdict": verdict or VerdictForm(),
        "moves": [
            (state, move if move and move.state == state else MoveForm(state))
            for state in ITEM_MOVES[ItemState(one.state)]
            if _may_move(request, state)
        ],
        "changed": holding.changed_since(newest, wording) if newest.n > one.approved_n else [],
        "asked": correcting.asked_of(one) if tops(scope, *BANK_REVIEWERS) else [],
        "alike": finding.alike(wording, besides=one.pk) if waits else [],
        "beside": beside.parts(one),
    }
    failed = any(form and form.errors for form in (verdict, move))
    return render(request, "exams/bank/item.html", context, status=422 if failed else 200)


def _may_submit(one: Item, newest: ItemVersion) -> bool:
    fresh = one.state != ItemState.RETIRED and newest.n > one.approved_n
    return fresh and not vetting.is_judged(newest)


def _may_judge(scope: Scope, version: ItemVersion) -> bool:
    """A reviewer of what somebody else has written and labelled."""
    own = {version.written_by_id, version.item.labelled_by_id}
    return bool(tops(scope, *BANK_REVIEWERS)) and scope.user_id not in own


def _may_move(request: HttpRequest, state: str) -> bool:
    """Suspending is the safe direction: every author may. Back into papers, and out for good, is
    for those who review."""
    return state == ItemState.SUSPENDED or bool(tops(request_scope(request), *BANK_REVIEWERS))


def _in_use(one: Item, newest: ItemVersion) -> Any:
    """The version that papers show, where another one is the newest."""
    if one.approved_n in {0, newest.n}:
        return None
    return question(recall(one.versions.select_related("item").get(n=one.approved_n)))


@dataclass(frozen=True)
class Cited:
    """An article that a question cites, as a link."""

    words: str
    url: str


def _articles(version: ItemVersion) -> list[Cited]:
    """The articles cited that the library holds, in force today."""
    wanted = [
        (slug, *found)
        for slug, written in version.cites
        if (found := typed_number(str(written))) is not None
    ]
    held = articles_named(wanted)
    return [
        Cited(
            f"{row.version.statute.short_title} {row.label}",
            reverse("statutes:article", args=[slug, f"{number}-{sub}" if sub else number]),
        )
        for (slug, number, sub), row in held.items()
    ]


@require_POST
@needs_top(*BANK_AUTHORS)
def submit(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the newest version to a second person."""
    one = get_object_or_404(Item, ref=ref)
    if vetting.submit(one.pk, actor_id=request_scope(request).user_id or 0):
        messages.success(request, _("A second person will now review it."))
    else:
        messages.info(request, _("It is in review, or judged, already."))
    return redirect("bank_item", one.ref)


@require_POST
@needs_top(*BANK_AUTHORS)
def judge(request: HttpRequest, ref: str) -> HttpResponse:
    """Approve, return or comment on the version that was shown."""
    one = get_object_or_404(Item, ref=ref)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _page(request, one, verdict=form)
    version = get_object_or_404(one.versions.select_related("item"), n=form.cleaned_data["version"])
    user_id = request_scope(request).user_id or 0
    comment = form.cleaned_data["comment"]
    try:
        if form.verdict == "comment":
            vetting.remark(version, reviewer_id=user_id, comment=comment)
        elif not tops(request_scope(request), *BANK_REVIEWERS):
            raise Http404
        elif form.verdict == "approved":
            checklist = form.cleaned_data["checklist"]
            vetting.approve(version, reviewer_id=user_id, checklist=checklist, comment=comment)
            messages.success(request, _("Approved: papers may draw it from now on."))
        else:
            vetting.send_back(version, reviewer_id=user_id, comment=comment)
            messages.success(request, _("Returned to its author."))
    except vetting.VerdictRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, one, verdict=form)
    return redirect("bank_item", one.ref)


@require_POST
@needs_top(*BANK_AUTHORS)
def move(request: HttpRequest, ref: str) -> HttpResponse:
    """Suspend, take up again or retire, with a reason."""
    one = get_object_or_404(Item, ref=ref)
    form = MoveForm(request.POST.get("state", ""), request.POST)
    if not form.is_valid():
        return _page(request, one, move=form)
    if not _may_move(request, form.state):
        raise Http404
    reason = form.cleaned_data["reason"]
    actor_id = request_scope(request).user_id
    if form.state == ItemState.LIVE and relabelling.wrote_version_in_use(one, actor_id):
        form.add_error(
            "reason", _("You wrote the version in use: another person takes it up again.")
        )
        return _page(request, one, move=form)
    if not bank.move(one.pk, form.state, actor_id=actor_id, reason=reason):
        messages.info(request, _("Somebody else was quicker. This is how it stands now."))
    return redirect("bank_item", one.ref)


@require_safe
@needs_login
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    """A picture of a question, for who writes questions."""
    if not tops(request_scope(request), *BANK_AUTHORS):
        raise Http404
    return picture_of(digest)
