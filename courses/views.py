"""Answering a self-check and finishing a lesson; the lesson itself is a page of the tree."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses import studying
from courses.models import LessonPage
from courses.templatetags.learning import VISITOR_CHECKS
from portal.accounts.permissions import needs_person
from portal.accounts.scoping import request_scope

LESSONS_KEPT = 20
BLOCKS_AT_ONCE = 200


def _lesson(lesson_id: int) -> LessonPage:
    """By `id`: the primary key refers to the page's, and there a number that fits no column is an
    error of the database."""
    lesson: LessonPage = get_object_or_404(LessonPage.objects.live().public(), id=lesson_id)
    return lesson


@require_POST
def answer_check(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """The answer to one self-check: kept for a person, for the browser session of a visitor."""
    lesson = _lesson(lesson_id)
    check_id, choice = request.POST.get("check", ""), request.POST.get("choice", "")
    check = next((check for check in lesson.checks if check.id == check_id), None)
    if check is None:
        message = _("This question has been changed. Here is the lesson as it is now.")
        return _lesson_again(request, lesson, 409, message)
    if choice not in dict(check.options):
        message = _("Please choose an answer first.")
        return _lesson_again(request, lesson, 422, message, problem_at=check_id)
    person_id = request_scope(request).person_id
    if person_id is None:
        _keep_for_visitor(request, lesson, check_id, choice)
    else:
        try:
            finished = studying.answer_check(
                person_id, lesson.pk, check_id, choice, actor_id=request.user.pk
            )
        except studying.LessonClosed as closed:
            return _lesson_again(request, lesson, 409, str(closed))
        if finished:
            messages.success(request, _("You have finished this lesson."))
    return HttpResponseRedirect(f"{lesson.url}#check-{check_id}")


@require_POST
@needs_person
def complete_lesson(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Finish a lesson that was read to its end and whose self-checks are all answered."""
    lesson = _lesson(lesson_id)
    person_id = request_scope(request).person_id or 0
    try:
        studying.complete_lesson(person_id, lesson.pk, actor_id=request.user.pk)
    except (studying.LessonClosed, studying.NotLearnt) as refused:
        return _lesson_again(request, lesson, 409, str(refused))
    messages.success(request, _("You have finished this lesson."))
    return HttpResponseRedirect(lesson.url)


@require_POST
@needs_person
def seen(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """What the page's script tells while one reads: the `block`s in sight and the one one is `at`.
    204 while reading, 205 when that finished the lesson; 409 when the lesson is not open."""
    lesson = _lesson(lesson_id)
    blocks, at = request.POST.getlist("block")[:BLOCKS_AT_ONCE], request.POST.get("at", "")
    person_id = request_scope(request).person_id or 0
    try:
        done = studying.see(person_id, lesson.pk, blocks, at, actor_id=request.user.pk)
    except studying.LessonClosed:
        return HttpResponse(status=409)
    return HttpResponse(status=205 if done else 204)


def _keep_for_visitor(request: HttpRequest, lesson: LessonPage, check_id: str, choice: str) -> None:
    kept: dict[str, dict[str, str]] = dict(request.session.get(VISITOR_CHECKS, {}))
    answers = {**kept.pop(str(lesson.pk), {}), check_id: choice}
    newest = [*kept.items(), (str(lesson.pk), answers)][-LESSONS_KEPT:]
    request.session[VISITOR_CHECKS] = dict(newest)


def _lesson_again(
    request: HttpRequest, lesson: LessonPage, status: int, problem: str, problem_at: str = ""
) -> HttpResponse:
    context = {**lesson.get_context(request), "problem": problem, "problem_at": problem_at}
    return render(request, lesson.template, context, status=status)
