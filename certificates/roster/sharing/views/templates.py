"""Templates of superiors: which there are, a new one, what is in one, its end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.sharing import examples, keeping, templating, wording
from certificates.roster.sharing.forms import EndForm, TemplateForm
from certificates.roster.sharing.models import RosterTemplate
from certificates.roster.sharing.views.files import WORKBOOK, download
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

AT_ONCE = 25
form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@needs_role(*ROSTER_KEEPERS)
def templates(request: HttpRequest) -> HttpResponse:
    """Those in use first, then the versions before them."""
    rows = RosterTemplate.objects.scoped(request_scope(request)).select_related("organisation")
    ordered = rows.order_by(F("ended_at").desc(nulls_first=True), "-pk")
    page = Paginator(ordered, AT_ONCE).get_page(request.GET.get("page"))
    context = {"page": page, "placeholders": wording.explained()}
    return render(request, "sharing/templates.html", context)


@never_cache
@form_page
@needs_role(*ROSTER_KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """A workbook is brought; what keeps it from being filled is told with its cells."""
    scope = request_scope(request)
    form = TemplateForm(request.POST or None, request.FILES or None, scope=scope)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            row = templating.bring(
                typed["file"].read(),
                typed["file"].name,
                name=typed["name"],
                place=typed["organisation"],
                actor_id=scope.user_id or 0,
            )
        except templating.TemplateRefused as refused:
            for sentence in refused.told:
                form.add_error("file", sentence)
        else:
            messages.success(request, _("The template is kept and can be chosen when exporting."))
            return redirect("roster_template", row.pk)
    context = {"form": form, "placeholders": wording.explained()}
    status = 422 if form.is_bound else 200
    return render(request, "sharing/template_new.html", context, status=status)


@require_safe
@needs_role(*ROSTER_KEEPERS)
def example(_request: HttpRequest) -> HttpResponse:
    """A template to begin with, in the language of the page."""
    chinese = get_language() != "en"
    name = "花名册模板.xlsx" if chinese else "roster-template.xlsx"
    return download(examples.example(chinese=chinese), WORKBOOK, name)


def _found(request: HttpRequest, pk: int) -> RosterTemplate:
    rows = RosterTemplate.objects.scoped(request_scope(request))
    return get_object_or_404(rows.select_related("organisation", "recorded_by"), pk=pk)


@never_cache
@require_safe
@needs_role(*ROSTER_KEEPERS)
def template(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    found = [one for one in wording.explained() if one[1] in row.placeholders]
    return render(request, "sharing/template.html", {"row": row, "placeholders": found})


@never_cache
@require_safe
@needs_role(*ROSTER_KEEPERS)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook as it was brought."""
    row = _found(request, pk)
    try:
        return download(keeping.template(row.sha256), WORKBOOK, row.file_name)
    except keeping.FileDamaged:
        raise Http404 from None


@never_cache
@form_page
@needs_role(*ROSTER_KEEPERS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            actor_id = request_scope(request).user_id or 0
            templating.end(row, form.cleaned_data["reason"], actor_id=actor_id)
        except templating.TemplateRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(
                request, _("The template is ended. Files made of it stay as they are.")
            )
        return redirect("roster_templates")
    status = 422 if form.is_bound else 200
    return render(request, "sharing/template_end.html", {"form": form, "row": row}, status=status)
