"""Serving pictures: those of pages that the reader may open, nothing else of the media folder."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.images import get_image_model

from courses.editing.seeing import may_see_file

PICTURES = "images/"


@require_safe
def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition, by its address. Originals are never served, and documents go through Wagtail's
    own view, which asks `may_see_file` too."""
    if not path.startswith(PICTURES):
        raise Http404
    renditions = get_image_model().get_rendition_model().objects
    found = renditions.filter(file=path).select_related("image").first()
    if found is None or not may_see_file(found.image, request):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Not in shared caches: a page may become private, and its pictures with it.
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
