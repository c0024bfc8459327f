"""Practice on the screen: where to begin, one question at a time, what came of it."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.choices import Subject
from courses.paths import path_of
from exams import attempts
from exams.practice import answering, beginning, charting, forms, listing, showing, telling
from exams.practice.answering import Given
from exams.practice.choices import RoundKind
from exams.practice.models import Card, PracticeAnswer, Round
from exams.views.pictures import picture_of
from portal import clock
from portal.accounts.permissions import View, needs_person
from portal.accounts.scoping import request_scope
from portal.policy.rules import rule

PAGE = 20
ANY = "0"  # stands for the name of a picture in an address
REFUSED, CHANGED = 422, 409


def _person(request: HttpRequest) -> int:
    return request_scope(request).person_id or 0


def practising(view: View) -> View:
    """For people who have no paper before them: practice tells right answers, and a quiz asks
    the same questions (threat T1)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        paper = attempts.paper_of(_person(request))
        if paper is not None:
            return render(request, "practice/closed.html", {"paper": paper}, status=CHANGED)
        return view(request, *args, **kwargs)

    return needs_person(guarded)


@never_cache
@require_safe
@practising
def home(request: HttpRequest) -> HttpResponse:
    person_id = _person(request)
    context = {
        "today": listing.today_of(person_id, path_of(person_id, clock.today())),
        "subjects": listing.subjects(person_id),
        "book": listing.book(person_id).count(),
    }
    return render(request, "practice/home.html", context)


@require_POST
@practising
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a round, or go on with today's of the same kind."""
    kind, about = request.POST.get("kind", ""), request.POST.get("about", "")
    if kind not in RoundKind.values:
        raise Http404
    about = about.replace("\0", "")[:80]
    named = about if kind in {RoundKind.SUBJECT, RoundKind.ARTICLE} else ""
    try:
        of = beginning.begin(_person(request), kind, named)
    except beginning.NothingToPractise:
        messages.info(request, _("There is no question for this at the moment."))
        return redirect("practice")
    return _go_on(of)


def _go_on(of: Round) -> HttpResponse:
    """The first open question of a round, or what came of it."""
    left = next((place for place in showing.places(of) if place.state == "open"), None)
    if left is None:
        return redirect("practice_round", of.pk)
    return redirect("practice_question", of.pk, left.position)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@practising
def question(request: HttpRequest, round_id: int, position: int) -> HttpResponse:
    """A question; once it is answered, the right answer and why."""
    of = _own_round(request, round_id)
    if not 1 <= position <= len(of.items):
        raise Http404
    if request.method == "POST":
        return _answer(request, of, position)
    return _shown(request, of, position)


def _shown(
    request: HttpRequest,
    of: Round,
    position: int,
    *,
    typed: forms.Typed | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = PracticeAnswer.objects.scoped(request_scope(request)).filter(round=of)
    kept = rows.filter(position=position).select_related("version__item").first()
    asked = showing.question(of, position, typed.values if typed else ())
    pictures = reverse("practice_picture", args=[of.pk, position, ANY])
    context: dict[str, Any] = {
        "frame": _frame(of, position),
        "trouble": trouble,
        "pictures": pictures.removesuffix(f"{ANY}/"),
    }
    if asked is None:
        return render(request, "practice/gone.html", context, status=CHANGED if typed else 200)
    if kept is not None:
        context["outcome"] = telling.outcome(kept)
        cards = Card.objects.scoped(request_scope(request))
        context["card"] = cards.filter(item_id=kept.item_id).first()
        return render(request, "practice/outcome.html", context)
    context |= {"question": asked, "typed": typed, "stamp": forms.stamp()}
    return render(request, "practice/question.html", context, status=status)


@require_safe
@practising
def picture(request: HttpRequest, round_id: int, position: int, digest: str) -> HttpResponse:
    """A picture of a question of one's own round, of its explanation once it is answered."""
    of = _own_round(request, round_id)
    asked = showing.question(of, position) if 1 <= position <= len(of.items) else None
    if asked is None:
        raise Http404
    rows = PracticeAnswer.objects.scoped(request_scope(request)).filter(round=of)
    kept = rows.filter(position=position).select_related("version__item").first()
    if digest not in (telling.outcome(kept).told.pictures if kept else asked.pictures):
        raise Http404
    return picture_of(digest)


def _frame(of: Round, position: int) -> dict[str, Any]:
    """Where a question stands in its round."""
    places = showing.places(of)
    left = [place.position for place in places if place.state == "open"]
    after = [place for place in left if place > position] or left
    return {
        "round": of,
        "title": title_of(of),
        "position": position,
        "total": len(places),
        "done": sum(place.state in {"right", "wrong"} for place in places),
        "next": next((place for place in after if place != position), None),
    }


def title_of(of: Round) -> str:
    """What a round is about, in words."""
    if of.kind == RoundKind.SUBJECT and of.about in Subject.values:
        return str(Subject(of.about).label)
    if of.kind == RoundKind.ARTICLE:
        slug, _slash, number = of.about.partition("/")
        return next((link.label for link in telling.links([(slug, number)])), of.about)
    return str(RoundKind(of.kind).label)


def _answer(request: HttpRequest, of: Round, position: int) -> HttpResponse:
    typed = forms.read(request.POST)
    asked = showing.question(of, position)
    answered = PracticeAnswer.objects.scoped(request_scope(request)).filter(round=of)
    here = redirect("practice_question", of.pk, position)
    if asked is None:
        return _shown(request, of, position, typed=typed)
    if answered.filter(position=position).exists():
        return here
    try:
        value = forms.answered(asked, typed)
        given = Given(value, typed.version_id, typed.guessed, typed.seconds)
        answering.answer(of, position, given)
    except forms.Incomplete as wrong:
        return _shown(request, of, position, typed=typed, trouble=str(wrong), status=REFUSED)
    except answering.Revised:
        trouble = _("This question has been revised meanwhile. Please answer it once more.")
        return _shown(request, of, position, trouble=trouble, status=CHANGED)
    except answering.Gone:
        return _shown(request, of, position, typed=typed)
    return here


@never_cache
@require_safe
@practising
def result(request: HttpRequest, round_id: int) -> HttpResponse:
    """What came of a round so far."""
    of = _own_round(request, round_id)
    places = showing.places(of)
    states = [place.state for place in places]
    context = {
        "round": of,
        "title": title_of(of),
        "places": places,
        "right": states.count("right"),
        "wrong": states.count("wrong"),
        "left": next((place for place in places if place.state == "open"), None),
    }
    return render(request, "practice/result.html", context)


def _own_round(request: HttpRequest, round_id: int) -> Round:
    return get_object_or_404(Round.objects.scoped(request_scope(request)), pk=round_id)


@never_cache
@require_safe
@practising
def articles(request: HttpRequest) -> HttpResponse:
    return render(request, "practice/articles.html", {"articles": listing.articles()})


@never_cache
@require_safe
@practising
def mistakes(request: HttpRequest) -> HttpResponse:
    """The wrong-answer book; questions only, the answers come with practising them."""
    person_id = _person(request)
    page = Paginator(listing.book(person_id), PAGE).get_page(request.GET.get("page"))
    days = rule("practice.right_days", on=clock.today()).number
    missed = listing.missed(list(page.object_list), person_id)
    context = {"page": page, "missed": missed, "days": days}
    return render(request, "practice/mistakes.html", context)


@require_POST
@practising
def take_out(request: HttpRequest, card_id: int) -> HttpResponse:
    card = get_object_or_404(Card.objects.scoped(request_scope(request)), pk=card_id)
    if answering.take_out(card):
        messages.success(request, _("Taken out of the wrong-answer book."))
    return redirect("practice_mistakes")


@never_cache
@require_safe
@practising
def progress(request: HttpRequest) -> HttpResponse:
    person_id = _person(request)
    shares = charting.shares(person_id)
    context = {
        "shares": shares,
        "weeks": charting.weeks(person_id),
        "height": charting.ROW * len(shares),
        "whole": charting.SHARE_WIDTH,
    }
    return render(request, "practice/progress.html", context)
