"""Decisions on titles and grades: all of them, entering one beside the post certificate it stands
on, agreeing to one, declining it, or withdrawing it before its certificate is issued."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates import awarding, programmes, titles
from certificates.awarding import Wanted
from certificates.choices import STANDING_ON, AwardState, CertificateKind, Standing
from certificates.forms_of_awards import AwardForm, DeclineForm
from certificates.models import ACTORS, READERS, Award, Certificate
from certificates.requirements import Decision
from certificates.showing import shown
from certificates.views.acts import no_more
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.reauthenticating import ask_who_it_is
from portal.accounts.scoping import request_scope

AT_ONCE = 25
BACK = {"decline": awarding.decline, "withdraw": awarding.withdraw}
WAITING_FIRST = Case(When(state=AwardState.ENTERED, then=0), default=1)


@never_cache
@require_safe
@needs_role(*READERS)
def awards(request: HttpRequest) -> HttpResponse:
    """Those that wait for a second person first, then the newest."""
    rows = Award.objects.scoped(request_scope(request)).select_related("person", "entered_by")
    page = Paginator(rows.order_by(WAITING_FIRST, "-pk"), AT_ONCE).get_page(request.GET.get("page"))
    named = [(one, level_name(one)) for one in page]
    return render(request, "certificates/staff/awards.html", {"page": page, "rows": named})


def level_name(award: Award) -> str:
    """The grade by its name on the day it was entered; "" for a title."""
    if award.rank is None:
        return ""
    language = "en" if get_language() == "en" else "zh"
    found = programmes.levels(clock.day_of(award.entered_at))
    return next((one.name[language] for one in found if one.rank == award.rank), "")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ACTORS)
def new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What the title or grade requires, and the decision as its document says it."""
    rows = Certificate.objects.scoped(request_scope(request))
    post = get_object_or_404(
        rows.select_related("person", "organisation"), pk=pk, kind=CertificateKind.POST
    )
    covers = request_scope(request).covers(post.organisation.path, *ACTORS)
    if kind not in STANDING_ON or not covers:
        raise Http404
    if not awarding.needs_two():
        ask_who_it_is(request)
    if request.method != "POST":
        if shown(rows.filter(pk=pk))[0].state != Standing.VALID:
            return no_more(request, pk)
        return _new(request, post, kind, AwardForm(kind, initial={"key": uuid.uuid4().hex}))
    form = AwardForm(kind, request.POST)
    if not form.is_valid():
        return _new(request, post, kind, form, status=422)
    typed = dict(form.cleaned_data)
    key = typed.pop("key")
    try:
        wanted = Wanted(kind, **typed)
        award = awarding.enter(post, wanted, key=key, actor_id=request.user.pk or 0)
    except awarding.Refused as refusal:
        form.add_error(None, str(refusal))
        return _new(request, post, kind, form, refusal.decision, status=409)
    return redirect("certificate_award", pk=award.pk)


def _new(
    request: HttpRequest,
    post: Certificate,
    kind: str,
    form: AwardForm,
    found: Decision | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    decision = found or titles.decide(titles.facts_of(post.person_id, kind, clock.today()))
    context: dict[str, Any] = {
        "post": post,
        "form": form,
        "decision": decision,
        "kind": CertificateKind(kind),
        "two": awarding.needs_two(),
    }
    return render(request, "certificates/staff/award_new.html", context, status=status)


def _award(request: HttpRequest, pk: int) -> Award:
    rows = Award.objects.scoped(request_scope(request))
    named = ("entered_by", "decided_by", "withdrawn_by")
    wanted = rows.select_related("person", "organisation", "post", *named)
    return get_object_or_404(wanted, pk=pk)


@never_cache
@require_safe
@needs_role(*READERS)
def award(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with what it brought, or what is missing today."""
    return _shown(request, _award(request, pk), DeclineForm())


def _shown(
    request: HttpRequest, one: Award, form: DeclineForm, *, status: int = 200
) -> HttpResponse:
    scope = request_scope(request)
    covers = scope.covers(one.organisation.path, *ACTORS)
    brought = Certificate.objects.scoped(scope).filter(versions__act=one.act).first()
    open_still = brought is None and one.state in {AwardState.ENTERED, AwardState.AGREED}
    context = {
        "award": one,
        "level": level_name(one),
        "certificate": brought,
        "decision": awarding.judged(one) if open_still else None,
        "form": form,
        "may": covers and one.state == AwardState.ENTERED,
        "may_withdraw": covers and one.state == AwardState.AGREED and brought is None,
        "may_agree": awarding.may_agree(one, scope.user_id),
    }
    return render(request, "certificates/staff/award.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ACTORS)
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Agree, or decline or withdraw with a reason."""
    one = _award(request, pk)
    covers = request_scope(request).covers(one.organisation.path, *ACTORS)
    if verb not in {"agree", *BACK} or not covers:
        raise Http404
    if request.method != "POST":
        return redirect("certificate_award", pk=pk)
    if verb == "agree":
        ask_who_it_is(request)
    form = DeclineForm(request.POST)
    if verb in BACK and not form.is_valid():
        return _shown(request, one, form, status=422)
    actor_id = request.user.pk or 0
    try:
        if verb == "agree":
            awarding.agree(one, actor_id=actor_id)
        else:
            BACK[verb](one, actor_id=actor_id, reason=form.cleaned_data["reason"])
    except awarding.Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("certificate_award", pk=pk)
    done = {
        "agree": _("Agreed: the certificate is on its way."),
        "decline": _("The decision is declined."),
        "withdraw": _("The decision is withdrawn: no certificate comes of it."),
    }
    messages.success(request, done[verb])
    return redirect("certificate_award", pk=pk)
