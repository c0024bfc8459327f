"""Drafts on the desk: what waits for me, what is mine, one draft with its check and its reviews."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from courses.editing import hiding, overruling, reviewing, showing
from courses.editing.checking import Finding, NotClear, findings, is_checked, old_laws
from courses.editing.choices import EDITORS, Stage
from courses.editing.duties import may_review, stage_of
from courses.editing.forms import NamesForm, OverruleForm, PassForm, PublishForm, ReturnForm
from courses.editing.seeing import drafts_seen
from portal.accounts.permissions import needs_role

REFUSALS = (
    reviewing.ReviewRefused, overruling.OverruleRefused, hiding.ListRefused, NotClear,
)  # fmt: skip
BARE = ("hand-in", "take-back", "empty")
Form = forms.Form


@never_cache
@require_safe
@needs_role(*EDITORS)
def drafts(request: HttpRequest) -> HttpResponse:
    context = {
        "waiting": showing.waiting_lines(request.user),
        "own": showing.lines(showing.drafts_of(request.user.pk or 0)),
    }
    return render(request, "editing/drafts.html", context)


@never_cache
@require_safe
@needs_role(*EDITORS)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, _page(request, pk))


@require_POST
@needs_role(*EDITORS)
def draft_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One step; what is refused comes back with everything typed."""
    page = _page(request, pk)
    if act not in ACTS:
        raise Http404
    form_class, do = ACTS[act]
    form = form_class(request.POST)
    if act == "pass" and _is_final(page):
        form = PublishForm(request.POST)
    if not form.is_valid():
        return _shown(request, page, {act: form})
    try:
        said = do(request, page, form.cleaned_data)
    except REFUSALS as refused:
        form.add_error(None, str(refused))
        return _shown(request, page, {act: form})
    messages.success(request, said)
    seen = Page.objects.filter(drafts_seen(request.user), pk=page.pk).exists()
    return redirect("draft", page.pk) if seen else redirect("drafts")


def _page(request: HttpRequest, pk: int) -> Page:
    rows = Page.objects.type(showing.KINDS).filter(drafts_seen(request.user))
    return get_object_or_404(rows, pk=pk)


def _state(page: Page) -> Any:
    state = page.current_workflow_task_state
    if state is None:
        raise reviewing.ReviewRefused(_("This draft is not under review now. Please look again."))
    return state


def _is_final(page: Page) -> bool:
    state = page.current_workflow_task_state
    return state is not None and stage_of(state) == Stage.FINAL


def _hand_in(request: HttpRequest, page: Page, _typed: dict[str, Any]) -> str:
    reviewing.hand_in(page, by=_user(request))
    return _("Handed in. You hear of each review; the desk shows where the draft is.")


def _take_back(request: HttpRequest, page: Page, _typed: dict[str, Any]) -> str:
    reviewing.take_back(page, by=_user(request))
    return _("Taken back. You can change it and hand it in again.")


def _pass(request: HttpRequest, page: Page, typed: dict[str, Any]) -> str:
    final = _is_final(page)
    reviewing.let_pass(
        _state(page), by=_user(request), remark=typed["remark"], at=typed.get("moment")
    )
    if final and not typed.get("moment"):
        return _("The review is given, and the page is public.")
    return _("The review is given.")


def _return(request: HttpRequest, page: Page, typed: dict[str, Any]) -> str:
    reviewing.send_back(_state(page), typed["reason"], by=_user(request))
    return _("Returned; the author has been told.")


def _overrule(request: HttpRequest, page: Page, typed: dict[str, Any]) -> str:
    checked = findings(page.get_latest_revision_as_object())
    found = next((one for one in checked if one.digest == typed["digest"]), None)
    if found is None:
        raise overruling.OverruleRefused(_("The draft has changed. Please look again."))
    overruling.overrule(page, found, typed["reason"], by=_user(request))
    return _("Overruled, with your reason.")


def _names(request: HttpRequest, page: Page, typed: dict[str, Any]) -> str:
    _require_owner(request, page)
    hiding.keep(page, typed["names"], actor_id=_user(request).pk)
    return _("The names are on the list, and the draft is checked against them.")


def _empty(request: HttpRequest, page: Page, _typed: dict[str, Any]) -> str:
    _require_owner(request, page)
    hiding.empty(page, actor_id=_user(request).pk)
    return _("The list is empty now.")


def _require_owner(request: HttpRequest, page: Page) -> None:
    if page.owner_id != request.user.pk:
        raise hiding.ListRefused(_("The list belongs to the author of the draft."))


def _user(request: HttpRequest) -> Any:
    return request.user


ACTS: dict[str, tuple[type[Form], Callable[[HttpRequest, Page, dict[str, Any]], str]]] = {
    "hand-in": (Form, _hand_in),
    "take-back": (Form, _take_back),
    "pass": (PassForm, _pass),
    "return": (ReturnForm, _return),
    "overrule": (OverruleForm, _overrule),
    "names": (NamesForm, _names),
    "empty": (Form, _empty),
}


def _shown(request: HttpRequest, page: Page, bound: dict[str, Form] | None = None) -> HttpResponse:
    """The draft's page, with the one form that was refused as it was typed."""
    bound = bound or {}
    latest = page.get_latest_revision_as_object()
    checked = findings(latest) if is_checked(latest) else []
    context = {
        "page": page,
        "title": latest.title,
        "kind": showing.kind_of(page),
        "where": showing.where_is(page),
        "steps": showing.steps(page),
        "returned": showing.returned(page),
        "public_url": page.url if page.live else "",
        "found": [(one, _overrule_form(one, bound.get("overrule"))) for one in checked],
        "open": sum(one.overrule is None for one in checked),
        "is_checked": is_checked(latest),
        "old_laws": old_laws(latest),
        "names": hiding.how_many(page),
        "changes_url": showing.changes_url(page),
        **_forms(page, bound),
        **_rights(_user(request), page),
    }
    return render(request, "editing/draft.html", context, status=422 if bound else 200)


def _overrule_form(finding: Finding, refused: Form | None) -> Form:
    if refused is not None and refused["digest"].value() == finding.digest:
        return refused
    return OverruleForm(initial={"digest": finding.digest}, auto_id=f"id_{finding.digest[:8]}_%s")


def _forms(page: Page, bound: dict[str, Form]) -> dict[str, Any]:
    final = _is_final(page)
    return {
        "final": final,
        "pass_form": bound.get("pass") or (PublishForm() if final else PassForm()),
        "return_form": bound.get("return") or ReturnForm(auto_id="id_return_%s"),
        "names_form": bound.get("names") or NamesForm(),
        "bare": [form for act, form in bound.items() if act in BARE],
    }


def _rights(user: Any, page: Page) -> dict[str, bool]:
    """What this login may do with the draft now."""
    state, workflow = page.current_workflow_task_state, page.current_workflow_state
    handed_in = workflow is not None and state is not None
    return {
        "own": page.owner_id == user.pk,
        "reviews": state is not None and may_review(user, state),
        "may_hand_in": reviewing.may_hand_in(page, user),
        "may_take_back": handed_in and user.pk in (workflow.requested_by_id, page.owner_id),
        "may_edit": page.specific.permissions_for_user(user).can_edit(),
    }
