"""Bookmarks, notes and questions of a reader; the author's list of questions."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from courses.models import CommentaryPage, LessonPage
from courses.readers import asking, marking, showing
from courses.readers.forms import AnswerForm, NoteForm, QuestionForm
from courses.readers.models import ReaderQuestion
from portal.accounts.permissions import needs_login, needs_person
from portal.accounts.scoping import request_scope

LONGEST_ID = 15  # digits


@require_safe
@needs_person
def mine(request: HttpRequest) -> HttpResponse:
    """All bookmarks and notes of the reader."""
    return render(request, "readers/mine.html", {"pages": showing.all_marks(_person(request))})


@require_POST
@needs_person
def bookmark(request: HttpRequest, page_id: int) -> HttpResponse:
    lesson = get_object_or_404(LessonPage.objects.live().public(), id=page_id)
    try:
        marking.toggle_bookmark(_person(request), lesson, request.POST.get("heading", ""))
    except LookupError:
        raise Http404 from None
    except marking.TooManyBookmarks:
        messages.error(request, _("You have 500 bookmarks. Please take some away first."))
    return redirect(f"{lesson.url}#contents")


@require_POST
@needs_person
def note(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _page(page_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _again(request, page, form, _("My note"))
    marking.write_note(_person(request), page.pk, form.cleaned_data["text"])
    messages.success(request, _("Your note is kept. Only you can read it."))
    return redirect(f"{page.url}#my-note")


@require_POST
@needs_person
def helpful(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(CommentaryPage.objects.live().public(), id=page_id)
    marking.toggle_helpful(_person(request), page)
    return redirect(f"{page.url}#helpful")


@require_POST
@needs_person
def question(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(CommentaryPage.objects.live().public(), id=page_id)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            words = form.cleaned_data["text"]
            asking.ask(_person(request), page, words, actor_id=request.user.pk)
        except asking.NotAsked as refused:
            form.add_error("text", str(refused))
        else:
            messages.success(request, _("Your question has gone to the author."))
            return redirect(f"{page.url}#questions")
    return _again(request, page, form, _("Your question to the author"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def to_answer(request: HttpRequest) -> HttpResponse:
    """Questions about one's own commentaries; an answer names its question in the form."""
    rows = ReaderQuestion.objects.scoped(request_scope(request)).filter(author_id=request.user.pk)
    if request.method != "POST":
        return _questions(request, rows, {})
    asked = get_object_or_404(rows, pk=_number(request.POST.get("question", "")))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _questions(request, rows, {asked.pk: form}, 422)
    if asking.answer(asked, form.cleaned_data["text"], actor_id=request.user.pk):
        messages.success(request, _("Your answer has been sent."))
    else:
        messages.warning(request, _("This question had been answered already; that answer stays."))
    return redirect("reader_questions")


def _questions(
    request: HttpRequest,
    rows: QuerySet[ReaderQuestion],
    typed: dict[int, AnswerForm],
    status: int = 200,
) -> HttpResponse:
    held = rows.select_related("page", "person__organisation").order_by("-made_at")[:100]
    lines = [(row, typed.get(row.pk) or AnswerForm()) for row in held]
    return render(request, "readers/to_answer.html", {"lines": lines}, status=status)


def _again(request: HttpRequest, page: Page, form: object, title: str) -> HttpResponse:
    """What was typed, with what is wrong with it, on a page of its own."""
    context = {"form": form, "of": page, "title": title}
    return render(request, "readers/again.html", context, status=422)


def _page(page_id: int) -> Page:
    page = get_object_or_404(Page.objects.live().public(), id=page_id).specific
    if not isinstance(page, LessonPage | CommentaryPage):
        raise Http404
    return page


def _person(request: HttpRequest) -> int:
    return request_scope(request).person_id or 0


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_ID else 0
