"""The public search: typed by POST, so that nothing unfit gets into an address; shown by GET."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from courses.choices import DisputeKind, Subject
from courses.searching import showing
from courses.searching.choices import Kind
from courses.searching.forms import SearchForm, names_a_person
from courses.searching.hits import Narrowed
from courses.searching.limiting import TooSlow, briefly
from courses.searching.words import LONGEST_QUERY, Query, query_of

UNFIT, BUSY = 422, 503
CHOICES = {"kind": Kind.values, "subject": Subject.values, "dispute": DisputeKind.values}


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Anybody's. A number of a person is never looked for, kept or put into an address."""
    given = request.POST if request.method == "POST" else request.GET
    typed, chosen = given.get("q", ""), _chosen(given)
    if names_a_person(typed):
        return _refuse(request, typed, chosen)
    query = query_of(typed)
    if request.method == "POST" or query.cut:
        return HttpResponseRedirect(_address(query, chosen))
    return _show(request, query, chosen, number=given.get("page"))


def _refuse(request: HttpRequest, typed: str, chosen: dict[str, str]) -> HttpResponse:
    """Say why, and where to go with it; an address with such a number is left at once."""
    if request.method != "POST":
        return HttpResponseRedirect(f"{reverse('searching:search')}?unfit=1")
    form = SearchForm({**chosen, "q": typed})
    form.full_clean()
    form.data = {**chosen, "q": ""}
    context = {"form": form, "chosen": chosen, "unfit": True}
    return render(request, "searching/search.html", context, status=UNFIT)


def _chosen(given: QueryDict) -> dict[str, str]:
    """The known values among what was chosen."""
    asked = {name: str(given.get(name, "")) for name in CHOICES}
    return {name: value for name, value in asked.items() if value in CHOICES[name]}


def _address(query: Query, chosen: dict[str, str]) -> str:
    asked = QueryDict(mutable=True)
    asked.update({"q": query.typed, **chosen} if query.typed else chosen)
    if query.cut:
        asked["cut"] = "1"
    return f"{reverse('searching:search')}?{asked.urlencode()}"


def _show(request: HttpRequest, query: Query, chosen: dict[str, str], number: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "form": SearchForm(initial={**chosen, "q": query.typed}),
        "query": query,
        "chosen": chosen,
        "cut": LONGEST_QUERY if "cut" in request.GET else 0,
        "unfit": "unfit" in request.GET and not query.typed,
        "disputes": DisputeKind.choices,
        "signs_only": bool(query.typed) and not query,
        "latin_only": bool(query)
        and query.typed.isascii()
        and query.typed.replace(" ", "").isalpha(),
    }
    narrowed = Narrowed(
        chosen.get("kind", ""), chosen.get("subject", ""), chosen.get("dispute", "")
    )
    try:
        with briefly():
            context |= showing.shown(query, narrowed, number) if query else {}
    except TooSlow:
        return render(request, "searching/search.html", context | {"slow": True}, status=BUSY)
    return render(request, "searching/search.html", context)
