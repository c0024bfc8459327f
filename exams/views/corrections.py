"""Keys that were found wrong: proposed with the list of whom they flip, approved by a second
person, applied to all papers."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exams import correcting
from exams.choices import BANK_REVIEWERS, CorrectionState
from exams.correction_forms import CorrectForm, WithdrawForm
from exams.keying import keys_in_force
from exams.models import ItemVersion, KeyCorrection
from exams.recalling import recall
from exams.showing import Question, question
from portal.accounts.permissions import needs_top
from portal.accounts.scoping import request_scope

REFUSED, ROWS = 422, 100


@never_cache
@require_safe
@needs_top(*BANK_REVIEWERS)
def corrections(request: HttpRequest) -> HttpResponse:
    """All of them, what waits for a second person first."""
    rows = KeyCorrection.objects.select_related("version__item", "proposed_by", "second")
    waiting = rows.filter(state=CorrectionState.PROPOSED).order_by("proposed_at")
    others = rows.exclude(state=CorrectionState.PROPOSED).order_by("-proposed_at")
    page = Paginator(others, ROWS).get_page(request.GET.get("page"))
    context = {"waiting": list(waiting), "page": page}
    return render(request, "exams/corrections/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_top(*BANK_REVIEWERS)
def propose(request: HttpRequest, version_id: int) -> HttpResponse:
    """Say what the key should have been; nothing changes yet."""
    version = get_object_or_404(
        ItemVersion.objects.select_related("item", "answer_key"), pk=version_id
    )
    if not correcting.was_asked(version):
        raise Http404
    form = CorrectForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            made = correcting.propose(
                version,
                form.wanted(),
                form.cleaned_data["reason"],
                actor_id=request_scope(request).user_id or 0,
            )
        except correcting.CorrectionRefused as why:
            form.refuse(why)
        else:
            messages.success(request, _("Proposed. Below stands whom it touches."))
            return redirect("correction", made.pk)
    context = {"version": version, "form": form, "question": _as_it_stands(version)}
    status = REFUSED if form.errors else 200
    return render(request, "exams/corrections/propose.html", context, status=status)


def _as_it_stands(version: ItemVersion) -> Question:
    """The question with the key by which it is graded now, in the author's order."""
    held = keys_in_force([version.pk])[version.pk]
    accepted = tuple(tuple(forms) for forms in held.accepted)
    wording = recall(version)
    return question(replace(wording, key=held.key, accepted=accepted, any_order=held.any_order))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_top(*BANK_REVIEWERS)
def correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Whom it flips and which certificates it touches; approved or withdrawn here."""
    rows = KeyCorrection.objects.select_related("version__item", "proposed_by", "second")
    made = get_object_or_404(rows, pk=correction_id)
    user_id = request_scope(request).user_id or 0
    form = WithdrawForm(request.POST if request.POST.get("act") == "withdraw" else None)
    trouble = ""
    if request.method == "POST":
        try:
            told = _act(request, made, form, user_id)
        except correcting.CorrectionRefused as why:
            trouble = str(why)
        else:
            if told:
                messages.success(request, told)
                return redirect("correction", made.pk)
    context: dict[str, Any] = {
        "made": made,
        "question": _as_it_stands(made.version),
        **_listed(request, made),
        "own": made.proposed_by_id == user_id,
        "form": form,
        "trouble": trouble,
    }
    status = REFUSED if trouble or form.errors else 200
    return render(request, "exams/corrections/correction.html", context, status=status)


def _listed(request: HttpRequest, made: KeyCorrection) -> dict[str, Any]:
    """Whom it touches, in pages: those whom it flips stand open, the others are folded away on the
    first page."""
    ordered = correcting.lines_of(made)
    page = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
    flips = sum(line.flips for line in ordered)
    return {
        "page": page,
        "flips": flips,
        "flipped": [line for line in page.object_list if line.flips],
        "kept": [line for line in page.object_list if not line.flips],
        "keeps": len(ordered) - flips,
        "certificates": sum(bool(line.certificate) and line.flips for line in ordered),
    }


def _act(request: HttpRequest, made: KeyCorrection, form: WithdrawForm, user_id: int) -> str:
    """What was done, in words; "" when a reason is missing. Raises CorrectionRefused."""
    if request.POST.get("act") == "approve":
        correcting.approve(made, actor_id=user_id)
        return str(_("Approved. All papers that asked it are graded anew within some minutes."))
    if form.is_valid():
        correcting.withdraw(made, form.cleaned_data["reason"], actor_id=user_id)
        return str(_("Withdrawn; nothing was changed."))
    return ""
