"""The list as a file: in which form, how far it is, the file."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.roster.branching import roots_of
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.forms_of_lists import RosterForm
from certificates.roster.listing import Filters
from certificates.roster.sharing import handing_out, keeping, wording
from certificates.roster.sharing.choices import Form, Stage
from certificates.roster.sharing.forms import OutForm
from certificates.roster.sharing.handing_out import Wish
from certificates.roster.sharing.models import Handout
from certificates.roster.sharing.views.files import PDF, WORKBOOK, download
from certificates.roster.twin import AsOf
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.masking import has_id_number
from portal.people.models import Organisation

REFRESH = "2"  # seconds
TITLES = {
    Form.PRINT: gettext_lazy("Printed roster"),
    Form.WORKBOOK: gettext_lazy("Roster as a workbook"),
}


@dataclass(frozen=True)
class Asked:
    """Which list the address asks for; `address` is what stands behind its “?”."""

    form: RosterForm
    place: Organisation
    as_of: AsOf
    filters: Filters
    address: str


def _asked(request: HttpRequest) -> Asked:
    """As the list reads its own address. An ID number is looked for by nobody and kept nowhere."""
    data: QueryDict = request.GET
    scope = request_scope(request)
    form = RosterForm(data, scope)
    form.is_valid()
    if "at" in form.errors:
        raise Http404
    filters = form.filters()
    if has_id_number(filters.text):
        filters = replace(filters, text="")
    kept = data.copy()
    kept.pop("page", None)
    place = form.cleaned_data.get("at") or Organisation.objects.get(path=roots_of(scope)[0])
    return Asked(form, place, form.as_of, filters, kept.urlencode())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def out(request: HttpRequest) -> HttpResponse:
    """Which list, and as what."""
    asked = _asked(request)
    form = OutForm(request.POST or None, place=asked.place)
    if form.is_valid() and not asked.form.errors:
        language = "en" if get_language() == "en" else "zh-hans"
        chosen, template = form.chosen(), form.template()
        wish = Wish(asked.place, asked.as_of, asked.filters, chosen, template, language)
        row = handing_out.ask(wish, actor_id=request_scope(request).user_id or 0)
        return redirect("roster_handout", row.pk)
    context = {
        "form": form,
        "asked": asked,
        "as_of": wording.as_of_words(asked.as_of),
        "narrowed": wording.narrowed(asked.filters),
        "wrong": [one for field in asked.form.errors.values() for one in field],
    }
    refused = form.is_bound or asked.form.errors
    return render(request, "sharing/out.html", context, status=422 if refused else 200)


def _found(request: HttpRequest, pk: int) -> Handout:
    rows = Handout.objects.scoped(request_scope(request))
    return get_object_or_404(rows.select_related("organisation", "template"), pk=pk)


@never_cache
@require_safe
@needs_role(*ROSTER_KEEPERS)
def handout(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; the page looks again by itself."""
    row = _found(request, pk)
    stage = handing_out.stage(row)
    as_of = AsOf(row.day, row.known_at)
    known = {"known": as_of.known_day} if as_of.known_day else {}
    there = bool(row.files) and keeping.made(row.files[0]) is not None
    context = {
        "row": row,
        "title": row.template.name if row.template else TITLES[Form(row.form)],
        "stage": stage,
        "gone": stage == Stage.READY and not there,
        "parts": list(range(1, len(row.files) + 1)),
        "narrowed": wording.narrowed(Filters(**row.filters)),
        "as_of": wording.as_of_words(as_of),
        "back": urlencode({"on": as_of.day, "at": row.organisation_id} | known),
    }
    response = render(request, "sharing/handout.html", context)
    if stage == Stage.MAKING:
        response.headers["Refresh"] = REFRESH
    return response


@never_cache
@require_safe
@needs_role(*ROSTER_KEEPERS)
def file(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    row = _found(request, pk)
    content = keeping.made(row.files[part - 1]) if 0 < part <= len(row.files) else None
    if content is None:
        raise Http404
    number = f"-{part}" if len(row.files) > 1 else ""
    days = "-".join(AsOf(row.day, row.known_at).told.values())
    stem = f"{row.organisation.short_name}{_('Roster')}-{days}{number}"
    if row.form == Form.PRINT:
        return download(content, PDF, f"{stem}.pdf")
    return download(content, WORKBOOK, f"{stem}.xlsx")
