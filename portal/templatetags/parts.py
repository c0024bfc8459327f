"""The parts of a frame: the same on thousands of pages but for a few words, so each is drawn by its
template once and kept by this process, with holes where those words stand."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from django import template
from django.core.signals import setting_changed
from django.template import Context, RequestContext
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST = 1_000
# Characters for private use: no name and no address has them.
TOKEN, HERE, NAME = "\ue0f0", "\ue0f1", "\ue0f2"
HOLE = "\ue0f3{}\ue0f4"
OWN = "own_"
SAME = ("city", "public_host", "large_type")
READERS = {"frame/strip.html", "frame/masthead.html"}
LINKS = {"frame/masthead.html": "doors", "frame/tabs.html": "tabs"}

_kept: dict[Hashable, str] = {}


@dataclass(frozen=True)
class Reader:
    """Who reads, as far as the frame asks; the name is a hole."""

    is_authenticated: bool
    get_full_name: str = NAME


@register.simple_tag(takes_context=True)
def part(context: RequestContext, name: str, **given: Any) -> SafeString:
    """The part drawn by the template `name`, as an include with `given` would draw it. It knows of
    the page nothing but what stands here. What is `given` decides how it is drawn, so that each
    value of it is kept; words of one page alone are given as `own_…` and only stand in it."""
    own = {key: given.pop(key) for key in [key for key in given if key.startswith(OWN)]}
    known: dict[str, Any] = {variable: context.get(variable) for variable in SAME} | given
    told: list[Hashable] = [name, get_language(), known["large_type"], *sorted(given.items())]
    told += [id(known["city"]), known["public_host"]]
    if name in READERS:
        reader = Reader(bool(context["user"].is_authenticated))
        waiting = context["unread"] + 0 if reader.is_authenticated else 0  # a number of itself
        known |= {"user": reader, "unread": waiting}
        told += [reader, waiting]
    if name in LINKS:
        links = known[LINKS[name]] = list(context[LINKS[name]])
        told += [link.current for link in links]
    drawn = _kept.get(tuple(told))
    if drawn is None:
        known |= {key: HOLE.format(key) for key in own}
        drawn = _keep(tuple(told), _draw(context, name, known))
    for key, words in own.items():
        drawn = drawn.replace(HOLE.format(key), conditional_escape(words))
    return _filled(drawn, context)


def _draw(context: RequestContext, name: str, known: dict[str, Any]) -> str:
    holes = {"csrf_token": TOKEN, "here": HERE, "LANGUAGE_CODE": get_language()}
    if context.template is None:
        raise ValueError("a part is drawn inside a page")
    return str(context.template.engine.get_template(name).render(Context(known | holes)))


def _keep(told: Hashable, drawn: str) -> str:
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[told] = drawn
    return drawn


def _filled(drawn: str, context: RequestContext) -> SafeString:
    if TOKEN in drawn:
        drawn = drawn.replace(TOKEN, conditional_escape(context.get("csrf_token") or ""))
    if HERE in drawn:
        drawn = drawn.replace(HERE, conditional_escape(context.get("here") or ""))
    if NAME in drawn:
        drawn = drawn.replace(NAME, conditional_escape(context["user"].get_full_name()))
    return SafeString(drawn)


def _forget(**_told: Any) -> None:
    _kept.clear()


setting_changed.connect(_forget)
