"""An address with a number that no row can have is no page, before any query is asked for it: the
databases refuse such numbers with an error."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

HIGHEST = 2**63 - 1


class NumbersOfRows:
    """Answers 404 where a number in the address is higher than the key of a row can be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, _request: HttpRequest, _view: Any, _arguments: Any, named: dict[str, Any]
    ) -> None:
        """Raises Http404."""
        if any(isinstance(value, int) and value > HIGHEST for value in named.values()):
            raise Http404
