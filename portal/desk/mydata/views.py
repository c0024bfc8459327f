"""One's own data: what is kept, for how long, and a copy to take away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.accounts.permissions import needs_person
from portal.accounts.scoping import request_scope
from portal.people.handing_over import TooOften, hand_over_own
from portal.people.models import Person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_person
def my_data(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    rows = Person.objects.scoped(scope).select_related("organisation")
    person = get_object_or_404(rows, pk=scope.person_id)
    if request.method != "POST":
        return render(request, "privacy/mine.html", {"person": person})
    try:
        packed = hand_over_own(person, actor_id=scope.user_id, language=get_language() or "")
    except TooOften as refused:
        messages.warning(request, str(refused))
        return redirect("my_data")
    name = f"my-data-{clock.today()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(packed, content_type="application/zip", headers=headers)
