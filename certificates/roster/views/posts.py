"""One post: who holds it, and its four haves with the papers behind them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.events import Event
from certificates.roster.events_of_posts import WITH_CORRECTION, told_of_wrong
from certificates.roster.forms import HaveForm
from certificates.roster.models import Appointment
from certificates.roster.register import holders, posts_in_reach
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.people import recording
from portal.people.choices import Have
from portal.people.models import Post
from portal.scope import Scope


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """The post's page; a paper typed in comes back when it cannot be kept.

    Who came from an appointment in progress returns to it (`next`, our own addresses only).
    """
    scope = request_scope(request)
    found = get_object_or_404(posts_in_reach(scope).select_related("organisation"), pk=post_id)
    back = _own(request.GET.get("next", ""))
    typed = HaveForm(request.POST, auto_id=_auto_id(request)) if request.method == "POST" else None
    if typed and typed.is_valid() and _provided(found, typed, scope.user_id):
        messages.success(request, _("Entered."))
        return redirect(back or reverse("roster_post", args=[found.pk]))
    context = {
        "back": back,
        "post": found,
        "holder": _holder(found, clock.today()),
        "wrong": _wrong(scope, found),
        "haves": _haves(found, typed, request.POST.get("kind", "")),
    }
    return render(request, "roster/post.html", context, status=422 if typed else 200)


def _own(address: str) -> str:
    """The address if it is a path of this platform, else nothing."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else ""


def _auto_id(request: HttpRequest) -> str:
    return f"id_{request.POST.get('kind', '')}_%s"


def _provided(post: Post, form: HaveForm, user_id: int | None) -> bool:
    """False, with the reason beside the day, when the paper cannot be recorded so."""
    kind, detail, since = (form.cleaned_data[name] for name in ("kind", "detail", "since"))
    if kind not in Have.values:
        return False
    try:
        recording.provide(post, kind, detail, since=since, actor_id=user_id)
    except recording.ProvisionRefused as refused:
        form.add_error("since", str(refused))
        return False
    return True


def _haves(post: Post, typed: HaveForm | None, kind: str) -> list[dict[str, Any]]:
    """The four with what is there, each with its own form."""
    there = {row.kind: row for row in post.provisions.filter(until__isnull=True)}
    return [
        {
            "have": have,
            "label": capfirst(have.label),
            "row": there.get(have),
            "form": typed if typed and kind == have else _blank(have, there.get(have)),
            "open": bool(typed) and kind == have,
        }
        for have in Have
    ]


def _blank(have: Have, row: Any) -> HaveForm:
    """An unbound form; replacing begins with what is there."""
    initial = {"kind": have.value}
    if row:
        initial |= {"detail": row.detail, "since": row.since}
    return HaveForm(initial=initial, auto_id=f"id_{have.value}_%s")


def _holder(post: Post, day: date) -> Appointment | None:
    return holders(day).filter(post=post).select_related("person").first()


def _wrong(scope: Scope, post: Post) -> list[tuple[str, Event]]:
    """The entries at this post that were corrected or struck, newest first, each with its name."""
    rows = Appointment.objects.scoped(scope).filter(post=post, superseded_at__isnull=False)
    told = rows.select_related(*WITH_CORRECTION).order_by("-superseded_at", "-pk")
    return [(row.person.name, told_of_wrong(row)) for row in told]
