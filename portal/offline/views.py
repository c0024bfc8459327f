"""The worker at the root, the page of what is on the device, the description of the app."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from portal.offline import manifest as described
from portal.offline.shelf import shelf as drawn
from portal.offline.worker import script, tag

DAY = 24 * 3600


@require_safe
@cache_control(no_cache=True)
@condition(etag_func=lambda _request: tag())
def worker(_request: HttpRequest) -> HttpResponse:
    """At the root, so that its scope is the whole site; asked for anew each time."""
    return HttpResponse(script(), content_type="text/javascript; charset=utf-8")


@require_safe
def shelf(_request: HttpRequest) -> HttpResponse:
    """What can be read without a network: here the worker puts its list, and without one the page
    says how it comes about."""
    return HttpResponse(drawn())


@require_safe
def shelf_in(_request: HttpRequest, language: str) -> HttpResponse:
    """The same in a language by its code, for the worker to keep."""
    _known(language)
    with translation.override(language):
        return HttpResponse(drawn(), headers={"Content-Language": language})


@require_safe
@cache_control(public=True, max_age=DAY)
def manifest(_request: HttpRequest, language: str) -> JsonResponse:
    """Browsers ask for it without cookies, so the language stands in the address."""
    _known(language)
    with translation.override(language):
        return JsonResponse(
            described.manifest(),
            content_type="application/manifest+json",
            json_dumps_params={"ensure_ascii": False},
        )


def _known(language: str) -> None:
    """Raises Http404."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
