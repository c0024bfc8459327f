"""A look into an attachment of a lesson, before it is taken along."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from courses.body import attachments_of
from courses.manuscripts.opening import first_lines
from courses.models import LessonPage

IN_THE_BROWSER = "pdf"  # served inline by Wagtail, without scripts, as what it is


@require_safe
def attachment(request: HttpRequest, lesson_id: int, document_id: int) -> HttpResponse:
    """How a file begins that hangs on a live public lesson."""
    lesson = get_object_or_404(LessonPage.objects.live().public(), id=lesson_id)
    held = attachments_of(lesson)
    document = next((each for each in held if each.pk == document_id), None)
    if document is None:
        raise Http404
    context = {
        "lesson": lesson,
        "document": document,
        "lines": first_lines(document),
        "opens_here": document.file_extension.lower() == IN_THE_BROWSER,
    }
    return render(request, "courses/attachment.html", context)
