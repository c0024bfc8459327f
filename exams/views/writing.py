"""Writing questions: choose a kind, write, look at it as a candidate would, save, submit."""

import hashlib
import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exams import bank, finding, relabelling, vetting
from exams.bank import Picture
from exams.checking import ItemRefused
from exams.choices import BANK_AUTHORS, BANK_REVIEWERS, ItemState, Kind
from exams.item_forms.base import ItemForm
from exams.item_forms.kinds import form_for
from exams.models import Item, ItemVersion
from exams.picturing import NoPicture, look_at
from exams.recalling import recall
from exams.showing import question
from exams.wording import Wording
from portal.accounts.authority import tops
from portal.accounts.permissions import needs_top
from portal.accounts.scoping import request_scope

REF_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
REF_LENGTH = 8


@never_cache
@require_safe
@needs_top(*BANK_AUTHORS)
def kinds(request: HttpRequest) -> HttpResponse:
    """What kind of question is to be written."""
    return render(request, "exams/bank/kinds.html", {"kinds": Kind})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_top(*BANK_AUTHORS)
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """A new question; nothing is stored before it is saved."""
    if kind not in Kind.values:
        raise Http404
    if request.method != "POST":
        return _page(request, form_for(kind))
    data, trouble = _with_picture(request)
    form = form_for(kind, data)
    if trouble or data.get("go") in {"more", "preview"} or not form.is_valid():
        return _page(request, form, trouble=trouble)
    wording = _written(form)
    actor_id = request_scope(request).user_id or 0
    try:
        item = bank.add_item(_new_ref(), wording, label=form.label, actor_id=actor_id)
    except ItemRefused as refused:
        form.add_error(form.field_of(refused.field), str(refused))
        return _page(request, form)
    return _after(request, item)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_top(*BANK_AUTHORS)
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    """Another version of a question; the one in use stays in use until this one is approved."""
    item = get_object_or_404(Item, ref=ref)
    if item.state == ItemState.RETIRED:
        messages.info(request, _("A retired question is not changed any more; write a new one."))
        return redirect("bank_item", item.ref)
    newest = item.versions.select_related("item", "written_by").order_by("-n")[0]
    before = recall(newest)
    if request.method != "POST":
        return _page(request, _form(request, item, before), item=item, newest=newest)
    data, trouble = _with_picture(request)
    form = _form(request, item, before, data)
    if trouble or data.get("go") in {"more", "preview"} or not form.is_valid():
        return _page(request, form, item=item, newest=newest, trouble=trouble)
    return _save(request, form, item, newest, before)


def _save(
    request: HttpRequest, form: ItemForm, item: Item, newest: ItemVersion, before: Wording
) -> HttpResponse:
    if request.POST.get("seen") != token(item, newest):
        return _overtaken(request, form, item)
    wording = _written(form)
    try:
        relabelled = relabelling.rewrite(
            item,
            None if wording == before else wording,
            form.label,
            seen=newest.n,
            actor_id=request_scope(request).user_id or 0,
            reason=form.cleaned_data["reason"],
        )
    except bank.Overtaken:
        return _overtaken(request, form, item)
    except (ItemRefused, relabelling.LabelRefused) as refused:
        form.add_error(form.field_of(refused.field), str(refused))
        return _page(request, form, item=item, newest=newest)
    return _after(request, item, relabelled=relabelled)


def token(item: Item, newest: ItemVersion) -> str:
    """What a page was opened on: the newest version, and where the question belonged."""
    belongs = repr(relabelling.label_of(item)).encode()
    return f"{newest.n}-{hashlib.sha256(belongs).hexdigest()[:12]}"


def _form(request: HttpRequest, item: Item, before: Wording, data: Any = None) -> ItemForm:
    """The form of a version. The labels of a question in use are shown only, except to a reviewer
    who has not written it."""
    form = form_for(item.kind, data, wording=before, label=relabelling.label_of(item))
    scope = request_scope(request)
    if relabelling.is_fixed(item):
        if not tops(scope, *BANK_REVIEWERS):
            form.keep_labels(
                _(
                    "The question is in use: its subject, tier, use and source are changed by a"
                    " reviewer or the exam officer."
                )
            )
        elif relabelling.wrote_version_in_use(item, scope.user_id):
            form.keep_labels(
                _(
                    "You wrote the version in use: its subject, tier, use and source are changed by"
                    " another person."
                )
            )
    return form


def _overtaken(request: HttpRequest, form: ItemForm, item: Item) -> HttpResponse:
    """Somebody else was quicker: what he wrote stands beside what was typed. Saving again saves
    over it knowingly."""
    item.refresh_from_db()
    newest = item.versions.select_related("item", "written_by").order_by("-n")[0]
    response = _page(request, form, item=item, newest=newest, overtaken=True)
    response.status_code = 409
    return response


def _written(form: ItemForm) -> Wording:
    if form.wording is None:
        raise ItemRefused(_("the question has no text"), "stem")
    return form.wording


def _after(request: HttpRequest, item: Item, *, relabelled: bool = False) -> HttpResponse:
    """Say what became of it: a new version waits or is a draft, while the labels of a question in
    use hold at once."""
    asked = request.POST.get("go") == "submit"
    waits = asked and vetting.submit(item.pk, actor_id=request_scope(request).user_id or 0)
    item.refresh_from_db()
    at_once = relabelled and relabelling.is_fixed(item)
    if at_once:
        messages.success(request, _("The question is in use: its new labels hold from now on."))
    newest = item.versions.order_by("-n")[0]
    if waits:
        messages.success(request, _("Saved. A second person will now review it."))
    elif newest.n > item.approved_n:
        messages.success(request, _unsubmitted(item, newest))
    elif not at_once:
        messages.info(request, _("Nothing was changed: this version is in use already."))
    return redirect("bank_item", item.ref)


def _unsubmitted(item: Item, newest: ItemVersion) -> str:
    if item.submitted_n == newest.n:
        return _("Saved. It waits for a second person as before.")
    if vetting.is_judged(newest):
        return _("Saved. This version was returned: write a new one before you submit it again.")
    return _("Saved as a draft.")


def _page(
    request: HttpRequest,
    form: ItemForm,
    *,
    item: Item | None = None,
    newest: ItemVersion | None = None,
    trouble: str = "",
    overtaken: bool = False,
) -> HttpResponse:
    form.is_valid()
    wording = form.wording
    context: dict[str, Any] = {
        "form": form,
        "item": item,
        "kind": Kind(form.kind),
        "rows": len(getattr(form, "part_forms", ())) or getattr(form, "rows", 0),
        "trouble": trouble,
        "overtaken": newest if overtaken else None,
        "theirs": question(recall(newest)) if newest and overtaken else None,
        "seen": _seen(request, item, newest, overtaken=overtaken),
        "preview": question(wording) if wording else None,
        "alike": finding.alike(wording, besides=item.pk if item else None) if wording else [],
    }
    status = 422 if trouble or (form.errors and request.POST.get("go") != "more") else 200
    return render(request, "exams/bank/write.html", context, status=status)


def _seen(
    request: HttpRequest, item: Item | None, newest: ItemVersion | None, *, overtaken: bool
) -> str:
    """What the page says it was opened on: what it said before, unless it shows the newest now."""
    if item is None or newest is None:
        return ""
    if request.method == "POST" and not overtaken:
        return request.POST.get("seen", "")[:40]
    return token(item, newest)


def _with_picture(request: HttpRequest) -> tuple[QueryDict, str]:
    """What was typed, with the picture that was sent put behind the question; and what is wrong
    with it. The picture is kept at once, so that it is not lost when something else is wrong."""
    data = request.POST.copy()
    file = request.FILES.get("picture")
    if file is None:
        return data, ""
    try:
        picture: Picture = look_at(file.read())
    except NoPicture as refused:
        words = {
            "size": _("The picture is larger than 2 MB; please make it smaller."),
            "form": _("Pictures are PNG, JPEG, GIF or WebP."),
            "damaged": _("The picture is damaged; please save it again."),
        }
        return data, words[refused.code]
    digest = bank.keep_picture(picture)
    shows = " ".join(data.get("picture_shows", "").replace("[", "(").replace("]", ")").split())
    data["stem"] = f"{data.get('stem', '').rstrip()}\n![{shows}](sha256:{digest})"
    data["picture_shows"] = ""
    return data, ""


@require_POST
@needs_top(*BANK_AUTHORS)
def alike(request: HttpRequest) -> HttpResponse:
    """What is like a question while it is being written: a fragment for the page's script."""
    words = [text[:2000] for text in request.POST.getlist("text")[:40]]
    wording = Wording("", words[0] if words else "", tuple(words[1:]))
    besides = Item.objects.filter(ref=request.POST.get("ref", "").replace("\0", "")).first()
    found = finding.alike(wording, besides=besides.pk if besides else None)
    return render(request, "exams/bank/alike.html", {"alike": found})


def _new_ref() -> str:
    return "q-" + "".join(secrets.choice(REF_ALPHABET) for _ in range(REF_LENGTH))
