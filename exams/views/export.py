"""Handing out the questions of the list as a file."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams.choices import BANK_KEEPERS
from exams.exporting import export
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
    rows = narrowed(request)
    form = ExportForm(request.POST or None)
    notes: list[str] = []
    count = rows.count()
    if request.method == "POST" and form.is_valid() and count:
        actor_id = request_scope(request).user_id
        written, _number = export(form.cleaned_data["form"], rows, actor_id=actor_id)
        if not written.notes or form.cleaned_data["anyway"]:
            response = HttpResponse(written.content, content_type=written.type)
            name = f"questions-{clock.today():%Y%m%d}{written.ending}"
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        notes = list(dict.fromkeys(told_of_writing(note) for note in written.notes))
    context = {"form": form, "count": count, "notes": notes[:50], "more": len(notes) > 50}  # noqa: PLR2004
    status = 422 if form.errors or notes else 200
    return render(request, "exams/bank/export.html", context, status=status)
