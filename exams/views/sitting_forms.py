"""Which printed forms are written, or asked, at a sitting."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db.models import Count, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams.choices import OFFICER, ON_SCREEN, SittingMode, SittingState
from exams.models import PaperForm, Sitting
from exams.sittings import arranging
from exams.sittings.arranging import SittingRefused
from exams.views.sittings import REFUSED, sitting_of
from portal.accounts.authority import tops
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.numbered import one_id

NUMBER_DIGITS = 4


@dataclass(frozen=True)
class Pair:
    """Forms that were drawn together; `written`: people would have to mark them."""

    number: int
    letters: str
    drawn_on: datetime
    questions: int
    written: bool


def _pairs(sitting: Sitting) -> list[Pair]:
    rows = PaperForm.objects.filter(exam=sitting.exam_id).values("number").order_by("-number")
    whole = rows.annotate(
        drawn_on=Min("recorded_at"),
        many=Count("letter", distinct=True),
        asked=Count("questions", filter=Q(letter="A")),
        at_length=Count("questions", filter=~Q(questions__version__item__kind__in=ON_SCREEN)),
    )
    return [
        Pair(
            row["number"], "AB"[: row["many"]], row["drawn_on"], row["asked"], row["at_length"] > 0
        )
        for row in whole
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def forms(request: HttpRequest, sitting_id: int) -> HttpResponse:
    one = sitting_of(request, sitting_id)
    if one.mode == SittingMode.ONLINE:
        raise Http404
    trouble, chosen = "", request.POST.get("number", "")
    if request.method == "POST" and not chosen:
        trouble = _("Please choose the forms.")
    elif request.method == "POST":
        number = one_id(chosen) or 0
        try:
            arranging.choose_forms(
                one,
                number if len(chosen) <= NUMBER_DIGITS else 0,
                actor_id=request_scope(request).user_id,
            )
        except SittingRefused as why:
            trouble = str(why)
        else:
            messages.success(request, _("The forms are chosen."))
            return redirect("sitting", one.pk)
    context = {
        "sitting": one,
        "pairs": _pairs(one),
        "trouble": trouble,
        "changes": one.state == SittingState.PLANNED or one.forms_number is None,
        "draws": bool(tops(request_scope(request), OFFICER)),
    }
    status = REFUSED if trouble else 200
    return render(request, "exams/entry/forms.html", context, status=status)
