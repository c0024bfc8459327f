"""Public lists as anybody reads them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from certificates.roster.sharing import reading
from certificates.roster.sharing.showing import post_words
from portal.people.models import Organisation

AT_ONCE, PLACES = 100, 50


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The places that have a list."""
    page = Paginator(reading.open_lists(), PLACES).get_page(request.GET.get("page"))
    return render(request, "sharing/public_places.html", {"page": page})


@require_safe
def roster(request: HttpRequest, place_id: int) -> HttpResponse:
    """The list of a place; of one that has none any more, that it was taken down (410)."""
    place = get_object_or_404(Organisation, pk=place_id)
    row = reading.newest(place)
    if row is None:
        return render(request, "sharing/public_none.html", {"place": place}, status=404)
    if row.ended_at is not None:
        return render(request, "sharing/public_none.html", {"place": place, "row": row}, status=410)
    lines = reading.lines_of(row)
    serving = Paginator(lines.filter(left=False), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "row": row,
        "page": serving,
        "lines": [(line, post_words(line.post)) for line in serving],
        "left": list(lines.filter(left=True)) if not serving.has_next() else [],
    }
    return render(request, "sharing/public_roster.html", context)
