"""Pictures of questions, sent to those whom their page shows them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from exams.models import ItemPicture


def picture_of(digest: str) -> HttpResponse:
    """The picture with this digest, kept for a day by the browser of the person alone."""
    one = get_object_or_404(ItemPicture, digest=digest)
    response = HttpResponse(bytes(one.content), content_type=one.media_type)
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return response
