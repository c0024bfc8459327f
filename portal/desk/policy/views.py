"""The rules of the city: what holds, what held, what comes; changing one, or a set, from a day
on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock
from portal.accounts.authority import tops
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.policy.forms import ChangeForm, FindForm, SinceForm, WithdrawForm
from portal.desk.policy.showing import Line, consequence, groups, history, state_of
from portal.policy import profiling, withdrawing
from portal.policy.choices import READERS, SETTERS
from portal.policy.kinds import Meaning
from portal.policy.meanings import meaning_of
from portal.policy.models import PolicyRule
from portal.policy.setting import RuleRefused, set_rule
from portal.policy.withdrawing import may_be_withdrawn
from portal.scope import Scope


def _may_set(scope: Scope) -> bool:
    """A rule holds in the whole city: whoever changes one has the role at the top of the tree."""
    return bool(tops(scope, *SETTERS))


@require_safe
@needs_role(*READERS)
def rules(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.GET)
    valid = form.is_valid()
    day = form.cleaned_data.get("on") or clock.today()
    found = groups(day, form.cleaned_data)
    context = {
        "form": form,
        "day": day,
        "groups": found,
        "total": sum(len(lines) for _group, lines in found),
        "profiles": list(profiling.TITLES.items()),
    }
    return render(request, "desk/policy/rules.html", context, status=200 if valid else 422)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*READERS)
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """One rule with its versions; whoever may, changes it: first what it means, then for good."""
    versions = history(key)
    if not versions:
        raise Http404
    may, latest = _may_set(request_scope(request)), _latest(versions)
    meaning = meaning_of(key, latest.value)
    if request.method != "POST":
        return _page(request, versions, ChangeForm(meaning, latest) if may else None)
    if not may:
        raise Http404
    form = ChangeForm(meaning, latest, request.POST)
    if form.is_valid() and form.cleaned_data["seen"] != latest.pk:
        form.add_error(
            None, _("Somebody else has just changed this rule. Please look at it again.")
        )
    if form.errors:
        return _page(request, versions, form, status=422)
    if "confirm" not in request.POST:
        words = consequence(meaning, latest, form.value())
        return _page(request, versions, form, consequence=words)
    return _set(request, versions, form, meaning)


def _latest(versions: list[Line]) -> PolicyRule:
    return next(line.row for line in versions if not line.row.withdrawn_on)


def _set(
    request: HttpRequest, versions: list[Line], form: ChangeForm, meaning: Meaning
) -> HttpResponse:
    typed, key = form.cleaned_data, versions[0].row.key
    try:
        set_rule(
            key,
            form.value(),
            since=typed["since"],
            basis=typed["basis"],
            source_text=typed["source_text"],
            enforcement=typed["enforcement"],
            reason=typed["reason"],
            actor_id=request_scope(request).user_id or 0,
        )
    except RuleRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, versions, form, status=422)
    words = {"day": date_format(typed["since"]), "sentence": meaning.told(form.value())}
    messages.success(request, _("Set from %(day)s on: %(sentence)s") % words)
    return redirect("policy_rule", key)


def _page(
    request: HttpRequest,
    versions: list[Line],
    form: ChangeForm | None,
    status: int = 200,
    failed: tuple[int, WithdrawForm] | None = None,
    **more: Any,
) -> HttpResponse:
    today = clock.today()
    stated = [(line, state_of(line, today)) for line in versions]
    now = [line for line, state in stated if state == "act"]
    context = {
        "line": now[0] if now else versions[-1],
        "versions": [(line, state, _withdraw_form(line, form, failed)) for line, state in stated],
        "form": form,
        **more,
    }
    return render(request, "desk/policy/rule.html", context, status=status)


def _withdraw_form(
    line: Line, form: ChangeForm | None, failed: tuple[int, WithdrawForm] | None
) -> WithdrawForm | None:
    """For a version that whoever may change the rule may withdraw; the refused one as typed."""
    if failed and failed[0] == line.row.pk:
        return failed[1]
    if form is None or not may_be_withdrawn(line.row):
        return None
    return WithdrawForm(auto_id=f"withdraw{line.row.pk}_%s")


@require_POST
@needs_role(*SETTERS)
def withdraw(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Take an announced version back before it begins."""
    row = get_object_or_404(PolicyRule, key=key, pk=version)
    if not _may_set(request_scope(request)):
        raise Http404
    form = WithdrawForm(request.POST, auto_id=f"withdraw{row.pk}_%s")
    if form.is_valid():
        try:
            actor_id = request_scope(request).user_id or 0
            withdrawing.withdraw(row, reason=form.cleaned_data["reason"], actor_id=actor_id)
        except RuleRefused as refused:
            form.add_error(None, str(refused))
    if form.errors:
        return _again(request, key, (row.pk, form))
    day = date_format(row.effective_from)
    messages.success(request, _("What was announced for %(day)s is withdrawn.") % {"day": day})
    return redirect("policy_rule", key)


def _again(request: HttpRequest, key: str, failed: tuple[int, WithdrawForm]) -> HttpResponse:
    versions = history(key)
    latest = _latest(versions)
    form = ChangeForm(meaning_of(key, latest.value), latest)
    return _page(request, versions, form, status=422, failed=failed)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*READERS)
def profile(request: HttpRequest, profile: str) -> HttpResponse:
    """A set of rules beside what is in force; whoever may, puts it in force from a day on."""
    if profile not in profiling.TITLES:
        raise Http404
    may = _may_set(request_scope(request))
    form = SinceForm(initial={"since": clock.today()}) if may else None
    if request.method == "POST":
        if not may:
            raise Http404
        form = SinceForm(request.POST)
        if form.is_valid() and _applied(request, profile, form):
            return redirect("policy")
    lines = [
        (meaning_of(one.key, one.value), one) for one in profiling.proposals(profile, clock.today())
    ]
    context = {
        "profile": profile,
        "title": profiling.TITLES[profile],
        "lines": [
            (
                meaning,
                one,
                meaning.shown(one.value),
                meaning.shown(one.present.value) if one.present else "",
            )
            for meaning, one in lines
        ],
        "changes": sum(one.changes for _meaning, one in lines),
        "form": form,
    }
    status = 422 if form and form.errors else 200
    return render(request, "desk/policy/profile.html", context, status=status)


def _applied(request: HttpRequest, profile: str, form: SinceForm) -> bool:
    typed = form.cleaned_data
    try:
        count = profiling.apply_profile(
            profile,
            since=typed["since"],
            reason=typed["reason"],
            actor_id=request_scope(request).user_id or 0,
        )
    except RuleRefused as refused:
        form.add_error(None, str(refused))
        return False
    words = ngettext("%(count)s rule changes", "%(count)s rules change", count) % {"count": count}
    said = _("%(rules)s from %(day)s on.")
    messages.success(request, said % {"rules": words, "day": date_format(typed["since"])})
    return True
