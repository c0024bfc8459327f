"""What may be read without a network. The apps say it: a page while it is served, the files their
pages are shown with, and the addresses that the worker lets alone."""

from django.http import HttpRequest

from portal import clock

_files: list[str] = [
    "portal/tokens.css",
    "portal/base.css",
    "portal/components.css",
    "portal/print.css",
    "portal/icons.svg",
    "portal/mark.svg",
    "portal/keeping.js",
]
_left_alone: list[str] = ["/cms/", "/api/", "/documents/", "/_util/", "/healthz", "/readyz"]


def shown_with(*paths: str) -> None:
    """Static paths that pages of an app need to be read: kept with the worker itself."""
    _files.extend(path for path in paths if path not in _files)


def files() -> tuple[str, ...]:
    return tuple(_files)


def leave_alone(*beginnings: str) -> None:
    """Addresses that begin so never pass through the worker, whatever the network does."""
    _left_alone.extend(start for start in beginnings if start not in _left_alone)


def left_alone() -> tuple[str, ...]:
    return tuple(_left_alone)


def may_be_kept(request: HttpRequest) -> None:
    """The page that answers this request may be kept on the reader's device, for this reader only:
    said for a page that is public or the reader's own, and that reads well a few days later."""
    request.hezhong_kept = clock.now()  # type: ignore[attr-defined]


def is_to_be_kept(request: HttpRequest) -> bool:
    """An address with a question behind it shows a moment, not the page: it is not kept."""
    asked = request.method == "GET" and not request.META.get("QUERY_STRING")
    return asked and getattr(request, "hezhong_kept", None) is not None
