"""What the frame of every page needs: the city, the switches, the public menu, who is signed in."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import hooks
from portal.accounts.scoping import request_scope
from portal.language import LARGE, TYPE_COOKIE
from portal.notices.reading import unread
from portal.scope import Scope


@dataclass(frozen=True)
class Door:
    """A link of the frame; `current` when the page shown lies behind it."""

    label: Any
    url: str
    icon: str
    current: bool


PUBLIC = (
    (pgettext_lazy("menu", "Home"), "/", "home"),
    (_("Law courses"), "/learn/", "book"),
    (_("Case commentaries"), "/cases/", "scales"),
    (pgettext_lazy("menu", "Law"), "/law/", "file"),
    (_("Verify a certificate"), "/v/", "shield"),
    (_("Notices"), "/notices/", "bell"),
)
TABS = (
    (pgettext_lazy("tab", "Mine"), "/desk/", "home"),
    (pgettext_lazy("tab", "Learn"), "/learn/", "book"),
    (pgettext_lazy("tab", "Exams"), "/exams/", "exam"),
    (pgettext_lazy("tab", "Certificate"), "my_certificates", "certificate"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    path = request.path
    return {
        "city": settings.CITY,
        "public_host": settings.PUBLIC_URL.split("://", 1)[-1],
        "large_type": request.COOKIES.get(TYPE_COOKIE) == LARGE,
        "here": request.get_full_path(),
        "assisting": getattr(request, "hezhong_assisting", None),
        "without_second_factor": getattr(request, "hezhong_exempt", False),
        "doors": SimpleLazyObject(lambda: _doors(path, PUBLIC)),
        "tabs": SimpleLazyObject(lambda: _doors(path, TABS)),
        "viewer": SimpleLazyObject(lambda: request_scope(request)),
        "unread": SimpleLazyObject(lambda: unread(request_scope(request))),
        "staff_menu": SimpleLazyObject(lambda: _staff_menu(request)),
    }


def _doors(path: str, links: tuple[tuple[Any, str, str], ...]) -> list[Door]:
    found = ((label, _address(name), icon) for label, name, icon in links)
    return [Door(label, url, icon, _is_behind(path, url)) for label, url, icon in found if url]


def _staff_menu(request: HttpRequest) -> list[Door]:
    scope: Scope = request_scope(request)
    entries = ((entry.label, entry.url_name, entry.icon) for entry in hooks.menu_entries(scope))
    doors = _doors(request.path, tuple(entries))
    longest = max((len(door.url) for door in doors if door.current), default=0)
    return [
        Door(door.label, door.url, door.icon, door.current and len(door.url) == longest)
        for door in doors
    ]


def _is_behind(path: str, url: str) -> bool:
    """The home page and the desk are only themselves; every other door also what lies below."""
    return path == url if url in {"/", "/desk/"} else path.startswith(url)


def _address(name: str) -> str:
    """An address as it is, or the address of a URL name; empty when an app does not serve it."""
    if name.startswith("/"):
        return name
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
