"""One's own data: what is kept, for how long, and a copy to take away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal import clock
from portal.accounts.permissions import needs_person
from portal.accounts.scoping import request_scope
from portal.desk.mydata.forms import AskForm
from portal.people.asking import AskingRefused, answer_days, ask, withdraw
from portal.people.handing_over import TooOften, hand_over_own
from portal.people.models import Person, PrivacyRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_person
def my_data(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    rows = Person.objects.scoped(scope).select_related("organisation")
    person = get_object_or_404(rows, pk=scope.person_id)
    if request.method != "POST":
        asked = PrivacyRequest.objects.scoped(scope).filter(person=person).order_by("-pk")
        told = {"person": person, "asked": asked, "days": answer_days()}
        return render(request, "privacy/mine.html", told)
    try:
        packed = hand_over_own(person, actor_id=scope.user_id, language=get_language() or "")
    except TooOften as refused:
        messages.warning(request, str(refused))
        return redirect("my_data")
    name = f"my-data-{clock.today()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(packed, content_type="application/zip", headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_person
def ask_something(request: HttpRequest) -> HttpResponse:
    """The form; a POST writes the wish down."""
    scope = request_scope(request)
    person = get_object_or_404(Person.objects.scoped(scope), pk=scope.person_id)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _asked(person, form, scope.user_id):
        messages.success(request, _("Written down. You will be told when there is an answer."))
        return redirect("my_data")
    return render(request, "privacy/ask.html", {"form": form}, status=422 if form.errors else 200)


def _asked(person: Person, form: AskForm, actor_id: int | None) -> bool:
    typed = form.cleaned_data
    try:
        ask(person, typed["wish"], typed["text"], actor_id=actor_id)
    except AskingRefused as refused:
        form.add_error("wish", str(refused))
        return False
    return True


@require_POST
@needs_person
def withdraw_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own requests only."""
    scope = request_scope(request)
    rows = PrivacyRequest.objects.scoped(scope).filter(person_id=scope.person_id or 0)
    try:
        withdraw(get_object_or_404(rows, pk=pk), actor_id=scope.user_id)
        messages.success(request, _("Withdrawn."))
    except AskingRefused as refused:
        messages.warning(request, str(refused))
    return redirect("my_data")
