"""The public law library: statutes, their contents, an article with the ones around it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from courses.statutes import articles, indexing
from courses.statutes.models import Article
from courses.statutes.timeline import newest_on, shown_on, spans, standing_on
from portal import clock
from portal.days import DayField
from portal.offline.keeping import may_be_kept

FIRST_LEVEL = 2  # of the contents' headings, below the title
MANY_ARTICLES = 120  # more than this are listed by number alone, so that the page stays light


class DayForm(forms.Form):
    """The day whose law is asked for; today when nothing is typed."""

    on = DayField(label=_("As of"), required=False)

    @property
    def day(self) -> date:
        day: date | None = self.cleaned_data.get("on") if self.is_valid() else None
        return day or clock.today()

    @property
    def status(self) -> int:
        return 422 if self.errors else 200


class SearchForm(forms.Form):
    """Shown here, answered by the search."""

    q = forms.CharField(
        label=_("Find an article"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_("A number (290) or words from the text (drainage, loan …)."),
    )


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """All statutes, and the box that leads to the search; so does an address with words (`q`)."""
    if request.GET.get("q", "").strip():
        asked = urlencode({"q": request.GET["q"], "kind": "article"})
        return HttpResponseRedirect(f"{reverse('searching:search')}?{asked}")
    context = {"form": SearchForm(), "versions": articles.current_versions()}
    return render(request, "statutes/library.html", context)


@dataclass(frozen=True)
class Heading:
    """A line of the contents: the headings that change here, with their level on the page."""

    names: list[tuple[int, str]]
    articles: list[Article]


@require_safe
def statute(request: HttpRequest, slug: str) -> HttpResponse:
    """The contents of a statute as it stood on a day (`on`)."""
    form = DayForm(request.GET)
    versions = articles.versions_of(slug)
    version = newest_on(versions, form.day)
    if version is None:
        raise Http404
    rows = version.articles.order_by("number", "sub").defer("original")
    may_be_kept(request)
    context = {
        "form": form,
        "version": version,
        "spans": spans(versions),
        "shown": shown_on(spans(versions), version, form.day),
        "statute": version.statute,
        "headings": _contents(list(rows)),
        "gists": any(row.is_gist for row in rows),
        "mixed": len({row.is_gist for row in rows}) > 1,
        "short": len(rows) > MANY_ARTICLES,
    }
    return render(request, _drawn(request, "statute"), context, status=form.status)


@require_safe
def article(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """An article as it stood on a day (`on`), its versions, and where it is cited."""
    form = DayForm(request.GET)
    whole, _dash, sub = number.partition("-")
    rows = articles.in_all_versions(slug, int(whole), int(sub or 0))
    versions = articles.versions_of(slug)
    version = newest_on(versions, form.day)
    if version is None or not rows:
        raise Http404
    row = standing_on(versions, rows, form.day)
    before, after = articles.neighbours(row)
    held = spans(versions, rows)
    may_be_kept(request)
    context = {
        "form": form,
        "article": row,
        "version": row.version,
        "statute": version.statute,
        "spans": held,
        "shown": shown_on(held, row.version, form.day),
        "gone": row.version_id != version.pk and row.version.since < version.since,
        "gone_since": version.since,
        "before": before,
        "after": after,
        "cited_in": indexing.cited_in(version.statute, row.number, row.sub),
    }
    return render(request, _drawn(request, "article"), context, status=form.status)


def _drawn(request: HttpRequest, name: str) -> str:
    """The template of a page, or with `print` of the sheet to hand out."""
    return f"statutes/{name}{'_paper' if 'print' in request.GET else ''}.html"


def _contents(rows: list[Article]) -> list[Heading]:
    places = [(row.book, row.part, row.chapter, row.section) for row in rows]
    used = [depth for depth in range(4) if any(place[depth] for place in places)]
    levels = {depth: level for level, depth in enumerate(used, FIRST_LEVEL)}
    found, last = [], ("", "", "", "")
    for place, held in groupby(zip(places, rows, strict=True), itemgetter(0)):
        changed = next((depth for depth in used if place[depth] != last[depth]), len(place))
        names = [(levels[depth], place[depth]) for depth in used if depth >= changed]
        found.append(Heading([name for name in names if name[1]], [row for _, row in held]))
        last = place
    return found
