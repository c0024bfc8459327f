"""A lesson's film as bytes, in parts as players ask for them, and what the player tells."""

import re
from collections.abc import Iterator
from typing import IO, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks

from courses import evidence, studying, watching
from courses.models import LessonPage
from portal.accounts.permissions import needs_person
from portal.accounts.scoping import request_scope

RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
PIECE = 256 * 1024
TYPES = {"video": "video/mp4", "audio": "audio/mp4"}


@require_safe
def film(request: HttpRequest, lesson_id: int, block_id: str) -> HttpResponseBase:
    """The file of a film block of a live public lesson, or of a draft for those who may read it,
    whole or the part asked for (RFC 9110, 14.2): players of phones ask for parts and play nothing
    otherwise."""
    lesson = LessonPage.objects.live().public().filter(id=lesson_id).first()
    block = _block(lesson, block_id) or _block(_draft(lesson_id, request.user), block_id)
    if block is None:
        raise Http404
    document = block.value["file"]
    size = document.file.size
    kind = TYPES[block.block_type]
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked.groups() == ("", ""):
        response: HttpResponseBase = FileResponse(document.file.open("rb"), content_type=kind)
    else:
        first, last = _part(asked[1], asked[2], size)
        if first > last:
            response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        else:
            pieces = _pieces(document.file.open("rb"), first, last - first + 1)
            response = StreamingHttpResponse(pieces, status=206, content_type=kind)
            response["Content-Length"] = str(last - first + 1)
            response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@needs_person
def watched(request: HttpRequest, lesson_id: int, block_id: str) -> HttpResponse:
    """The player is `at` a second: 204; 205 when that finished the lesson; 409 when it is shut."""
    _film(lesson_id, block_id)
    told = request.POST.get("at", "")
    at = int(told) if re.fullmatch("[0-9]{1,6}", told) else 0
    person_id = request_scope(request).person_id or 0
    try:
        done = watching.watch(person_id, lesson_id, block_id, at, actor_id=request.user.pk)
    except studying.LessonClosed:
        return HttpResponse(status=409)
    return HttpResponse(status=205 if done else 204)


@require_POST
@needs_person
def read_instead(request: HttpRequest, lesson_id: int, block_id: str) -> HttpResponse:
    """The words of a film were read in its place."""
    _film(lesson_id, block_id)
    person_id = request_scope(request).person_id or 0
    try:
        watching.read_instead(person_id, lesson_id, block_id, actor_id=request.user.pk)
    except studying.LessonClosed:
        return HttpResponse(status=409)
    return redirect(LessonPage.objects.get(id=lesson_id).url or "/learn/")


def _film(lesson_id: int, block_id: str) -> Any:
    lesson = get_object_or_404(LessonPage.objects.live().public(), id=lesson_id)
    block = _block(lesson, block_id)
    if block is None:
        raise Http404
    return block


def _block(lesson: LessonPage | None, block_id: str) -> Any:
    """The block of a film with a file; None when this lesson has none under the id."""
    held = lesson.body if lesson is not None else ()
    block = next((each for each in held if each.id == block_id), None)
    if block is None or block.block_type not in evidence.FILMS or block.value["file"] is None:
        return None
    return block


def _draft(lesson_id: int, user: Any) -> LessonPage | None:
    """The lesson as its latest draft, from the room that knows who may read it."""
    found = (read(lesson_id, user) for read in hooks.get_hooks("read_draft"))
    return next((page for page in found if isinstance(page, LessonPage)), None)


def _part(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte; `-500` asks for the last 500."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _pieces(stream: IO[bytes], first: int, length: int) -> Iterator[bytes]:
    with stream:
        stream.seek(first)
        while length > 0 and (piece := stream.read(min(PIECE, length))):
            length -= len(piece)
            yield piece
