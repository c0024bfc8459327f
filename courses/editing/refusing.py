"""A page that may not be published yet answers with what was found and where, never with a
failure, from whichever button or address the publishing was tried."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from courses.editing.checking import NotClear

MACHINES = ("/cms/api/", "/api/")


class NotClearIsSaid:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotClear):
            return None
        if request.path.startswith(MACHINES) or request.accepts("text/html") is False:
            said = {"detail": str(exception)}
            return JsonResponse(said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.error(request, str(exception))
        if exception.page_id is None:
            return HttpResponseRedirect(reverse("wagtailadmin_home"))
        return HttpResponseRedirect(reverse("draft", args=[exception.page_id]))
