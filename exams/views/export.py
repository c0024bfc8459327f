"""Handing out the questions of the list as a file."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams.bank_forms import BankFilter
from exams.choices import BANK_KEEPERS
from exams.exporting import Export, export, hand_out
from exams.importing.wording import told_of_writing
from exams.views.bank import narrowed
from portal import clock
from portal.accounts.permissions import needs_top
from portal.accounts.scoping import request_scope


class ExportForm(forms.Form):
    form = forms.ChoiceField(
        label=_("Format"),
        choices=[
            ("sheet", _("Excel")),
            ("moodle", "Moodle XML"),
            ("gift", "GIFT"),
            ("qti", "QTI 2.1"),
        ],
        widget=forms.RadioSelect,
        initial="sheet",
    )
    anyway = forms.BooleanField(
        label=_("Take the file although it cannot hold everything"), required=False
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_top(*BANK_KEEPERS)
def questions(request: HttpRequest) -> HttpResponse:
    """The questions that the list's filter (in the address) shows, with their keys."""
    asked = BankFilter(request.GET or None)
    if asked.is_bound and not asked.is_valid():
        return render(request, "exams/bank/export.html", {"asked": asked}, status=422)
    rows = narrowed(request, asked)
    form = ExportForm(request.POST or None)
    notes: list[str] = []
    count = rows.count()
    if request.method == "POST" and form.is_valid() and count:
        made = export(form.cleaned_data["form"], rows)
        if not made.written.notes or form.cleaned_data["anyway"]:
            return _handed_out(request, made, asked)
        notes = list(dict.fromkeys(told_of_writing(note) for note in made.written.notes))
    context = {"form": form, "count": count, "notes": notes[:50], "more": len(notes) > 50}  # noqa: PLR2004
    status = 422 if form.errors or notes else 200
    return render(request, "exams/bank/export.html", context, status=status)


def _handed_out(request: HttpRequest, made: Export, asked: BankFilter) -> HttpResponse:
    narrowed_by = {
        name: value for name, value in getattr(asked, "cleaned_data", {}).items() if value
    }
    actor_id = request_scope(request).user_id
    content = hand_out(made, narrowed_by=narrowed_by, actor_id=actor_id)
    response = HttpResponse(content, content_type=made.written.type)
    name = f"questions-{clock.today():%Y%m%d}{made.written.ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
