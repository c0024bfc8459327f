"""Numbers of rows, as addresses and forms send them. One that no row can have stands for no row,
before any query is asked for it: the databases refuse such numbers with an error."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

HIGHEST = 2**63 - 1
ID = re.compile(r"[0-9]{1,18}")  # more digits than a row of the database can have


def ids(sent: Iterable[str]) -> set[int]:
    """Those that can be the id of a row; anything else is left out."""
    return {int(text) for text in sent if ID.fullmatch(text)}


def one_id(sent: str) -> int | None:
    """None for anything that can be none."""
    return next(iter(ids([sent])), None)


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
