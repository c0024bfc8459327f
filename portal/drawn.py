"""Pages that differ by a few words alone: drawn by their template once for each shape and kept by
this process, as pieces between holes, for visitors who are not signed in."""

import re
from collections.abc import Hashable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.signals import setting_changed
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from portal.language import LARGE, TYPE_COOKIE

MOST = 200
# Characters for private use: no template has them.
HOLE = "\ue0f5{}\ue0f6"
HOLES = re.compile("\ue0f5([a-z_]+)\ue0f6")
FRAME = ("csrf_token", "here")  # of every page, whatever else is told
PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")

# Pieces that stand, and between them the names of what stands there, in turn.
_kept: dict[Hashable, list[str]] = {}


def page(
    request: HttpRequest, name: str, shape: Mapping[str, Hashable], words: Mapping[str, str]
) -> HttpResponse:
    """The page of template `name`. What is in `shape` may decide how it is drawn; `words` only
    stand in it, escaped, and no tag or filter of the template may look at them. All pages of one
    template and shape lie behind the same door of the public menu."""
    personal = any(cookie in request.COOKIES for cookie in PERSONAL)
    if request.method != "GET" or personal or request.user.is_authenticated:
        return render(request, name, {**shape, **words})
    large = request.COOKIES.get(TYPE_COOKIE) == LARGE
    told = (name, get_language(), large, *sorted(shape.items()))
    pieces = _kept.get(told)
    if pieces is None:
        pieces = _keep(told, _drawn(request.path, large, name, shape, words))
    filled = dict(words)
    if "csrf_token" in pieces[1::2]:
        filled["csrf_token"] = get_token(request)
    filled["here"] = request.get_full_path()
    parts = list(pieces)
    parts[1::2] = [conditional_escape(filled[hole]) for hole in pieces[1::2]]
    return HttpResponse("".join(parts))


def _drawn(
    path: str, large: bool, name: str, shape: Mapping[str, Hashable], words: Mapping[str, str]
) -> list[str]:
    """Drawn for nobody: of whoever asked first the template sees the address and the type size."""
    nobody = HttpRequest()
    nobody.method, nobody.path, nobody.path_info = "GET", path, path
    nobody.user = AnonymousUser()
    nobody.COOKIES = {TYPE_COOKIE: LARGE} if large else {}
    holes = {hole: HOLE.format(hole) for hole in (*words, *FRAME)}
    return HOLES.split(render_to_string(name, {**shape, **holes}, nobody))


def _keep(told: Hashable, pieces: list[str]) -> list[str]:
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[told] = pieces
    return pieces


def _forget(**_told: Any) -> None:
    _kept.clear()


setting_changed.connect(_forget)
