"""Organisations: the tree in one's reach, one organisation, and what changes it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal import clock, hooks
from portal.accounts.authority import MANAGERS
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.organisations import showing
from portal.desk.organisations.forms import (
    ChangeForm,
    FoundForm,
    JudgeForm,
    MergeForm,
    MoveForm,
    PostForm,
    RenameForm,
)
from portal.people import organising
from portal.people.contacting import ContactJudgeRefused, name_judge
from portal.people.models import (
    IMPORTERS,
    READERS,
    ContactJudge,
    Organisation,
    OrganisationChange,
    Person,
    Post,
)
from portal.people.recording import PostRefused, open_next_post
from portal.people.transferring import TransferRefused

REFUSALS = (organising.OrganisingRefused, TransferRefused, ContactJudgeRefused, PostRefused)
Typed = dict[str, Any]
Verb = Callable[[Organisation, Typed, int], Any]


def _found(row: Organisation, typed: Typed, actor: int) -> None:
    organising.found_organisation(**typed, below=row, actor_id=actor)


def _rename(row: Organisation, typed: Typed, actor: int) -> None:
    organising.rename(row, **typed, actor_id=actor)


def _move(row: Organisation, typed: Typed, actor: int) -> None:
    organising.move(row, typed.pop("place"), **typed, actor_id=actor)


def _merge(row: Organisation, typed: Typed, actor: int) -> None:
    organising.merge(row, typed.pop("place"), **typed, actor_id=actor)


def _dissolve(row: Organisation, typed: Typed, actor: int) -> None:
    organising.dissolve(row, **typed, actor_id=actor)


# Form, verb, title, and what follows from it in one sentence.
ACTS: dict[str, tuple[Callable[..., forms.Form], Verb, Any, Any]] = {
    "found": (FoundForm, _found, gettext_lazy("Found one below"), ""),
    "rename": (
        RenameForm,
        _rename,
        gettext_lazy("Rename"),
        gettext_lazy("Certificates keep the name that was printed."),
    ),
    "move": (
        MoveForm,
        _move,
        pgettext_lazy("organisation", "Move"),
        gettext_lazy(
            "Everything below moves along; whoever works for the new place above reaches it from"
            " now on, whoever worked for the old one no longer does."
        ),
    ),
    "merge": (
        MergeForm,
        _merge,
        gettext_lazy("Merge"),
        gettext_lazy("It ends, and its people are transferred on that day. This stays so."),
    ),
    "dissolve": (
        ChangeForm,
        _dissolve,
        gettext_lazy("Dissolve"),
        gettext_lazy("It ends and cannot be opened again; nobody may belong to it any more."),
    ),
}


def _reached(request: HttpRequest, *roles: str) -> Any:
    """The organisations at and below one's places, dissolved ones too."""
    return Organisation.objects.filter(request_scope(request).below("path", *roles))


@require_safe
@needs_role(*READERS)
def organisations(request: HttpRequest) -> HttpResponse:
    rows = _reached(request, *READERS).order_by("path")
    gone = request.GET.get("gone") == "on"
    shown = rows if gone else rows.filter(dissolved_on__isnull=True)
    context = {"nodes": showing.tree(shown), "gone": gone, "total": len(shown)}
    return render(request, "desk/organisations/tree.html", context)


@require_safe
@needs_role(*READERS)
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(_reached(request, *READERS), pk=pk))


def _page(
    request: HttpRequest, row: Organisation, *, act: str = "", failed: forms.Form | None = None
) -> HttpResponse:
    scope = request_scope(request)
    open_still = row.dissolved_on is None
    counted = Post.objects.scoped(scope).filter(organisation=row).values("kind")
    posts = {one["kind"]: one["n"] for one in counted.annotate(n=Count("pk"))}
    changes = OrganisationChange.objects.filter(organisation=row).select_related("recorded_by")
    people = Person.objects.scoped(scope).filter(
        organisation__path__startswith=row.path, merged_into__isnull=True
    )
    manages = open_still and scope.covers(row.path, *MANAGERS)
    keeps = open_still and scope.covers(row.path, *IMPORTERS)
    context = {
        "row": row,
        "above": row.get_parent(),
        "below": row.get_children().filter(dissolved_on__isnull=True),
        "hints": _hints(row, posts),
        "posts": [(Post(kind=kind).get_kind_display(), n) for kind, n in sorted(posts.items())],
        "people": people.count(),
        "judges": ContactJudge.objects.scoped(scope)
        .filter(organisation=row)
        .select_related("court")
        .order_by("-since", "-pk"),
        "changes": changes.order_by("-day", "-pk"),
        "post_form": _form("post", act, failed, PostForm) if keeps and row.is_committee else None,
        "judge_form": _form("judge", act, failed, JudgeForm) if keeps else None,
        "acts": _acts(request, act, failed) if manages else [],
    }
    status = 422 if failed else 200
    return render(request, "desk/organisations/organisation.html", context, status=status)


def _hints(row: Organisation, posts: dict[str, int]) -> list[str]:
    """What is remarkable of name, posts and members."""
    holders = hooks.holders_of_posts(row.pk) if row.is_committee else []
    members = showing.member_hints(row, holders)
    hints = [showing.naming_hint(row), showing.staffing_hint(row, posts), *members]
    return [hint for hint in hints if hint]


def _form(
    name: str,
    act: str,
    failed: forms.Form | None,
    kind: Callable[..., forms.Form],
    **options: Any,
) -> forms.Form:
    """The refused form as it was typed, or a new one."""
    if failed is not None and act == name:
        return failed
    return kind(initial={"day": clock.today()}, auto_id=f"{name}_%s", **options)


def _acts(
    request: HttpRequest, act: str, failed: forms.Form | None
) -> list[tuple[str, Any, Any, forms.Form]]:
    scope = request_scope(request)
    return [
        (name, title, consequence, _form(name, act, failed, kind, scope=scope))
        for name, (kind, _verb, title, consequence) in ACTS.items()
    ]


@require_POST
@needs_role(*MANAGERS)
def organisation_change(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Found below, rename, move, merge, dissolve; the page again when it is refused."""
    row = get_object_or_404(_reached(request, *MANAGERS), pk=pk)
    if act not in ACTS:
        raise Http404
    kind, verb, title, _consequence = ACTS[act]
    form = kind(request.POST, scope=request_scope(request), auto_id=f"{act}_%s")
    if not _done(request, row, form, verb):
        return _page(request, row, act=act, failed=form)
    messages.success(request, _("Done: %(state)s.") % {"state": title})
    return redirect("organisation", pk)


def _done(request: HttpRequest, row: Organisation, form: forms.Form, verb: Verb) -> bool:
    if not form.is_valid():
        return False
    try:
        verb(row, dict(form.cleaned_data), request_scope(request).user_id or 0)
    except REFUSALS as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _keep(request: HttpRequest, pk: int, act: str, form: forms.Form, verb: Verb) -> HttpResponse:
    row = get_object_or_404(_reached(request, *IMPORTERS), pk=pk)
    if not _done(request, row, form, verb):
        return _page(request, row, act=act, failed=form)
    messages.success(request, _("Written down."))
    return redirect("organisation", pk)


@require_POST
@needs_role(*IMPORTERS)
def organisation_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the next post of a kind."""

    def verb(row: Organisation, typed: Typed, actor: int) -> None:
        open_next_post(row, typed["kind"], actor_id=actor)

    return _keep(request, pk, "post", PostForm(request.POST, auto_id="post_%s"), verb)


@require_POST
@needs_role(*IMPORTERS)
def organisation_judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the judge who looks after the community from a day on."""

    def verb(row: Organisation, typed: Typed, actor: int) -> None:
        name_judge(row, typed.pop("court"), typed.pop("name"), **typed, actor_id=actor)

    return _keep(request, pk, "judge", JudgeForm(request.POST, auto_id="judge_%s"), verb)
