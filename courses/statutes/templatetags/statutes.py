"""`{{ text|cited }}`: citations in running text become links to the articles the library holds."""

import re
from copy import copy
from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText, expand_db_html

from courses.statutes.articles import shelf
from courses.statutes.citations import Citation, Finder, OldCitation
from courses.statutes.models import Article

register = template.Library()

_TAG = re.compile(r"(<[^>]*>)")
_LINK_START, _LINK_END = re.compile(r"<a[\s>]", re.IGNORECASE), "</a>"


@register.filter
def cited(text: Any, day: date | None = None) -> SafeString:
    """Plain text (escaped here) or rich text with every known citation linked; the law named last
    holds for a bare 第…条 in the rest of the same text. The links lead to the law of the `day`
    (None: today) wherever its words have changed since."""
    if isinstance(text, RichText):
        return _cited_html(expand_db_html(text.source), day or None)
    if isinstance(text, SafeString):
        return _cited_html(str(text), day or None)
    return _linked(str(text), _finder(), day or None)


@register.filter
def cited_rich(source: str, day: date | None = None) -> SafeString:
    """What a RichTextField holds, as HTML with every known citation linked."""
    return _cited_html(expand_db_html(source), day or None)


@register.filter
def highlighted(row: Article, marked: str) -> SafeString:
    """The paragraphs of an article with the passages of `marked` (one per line) in <mark>."""
    passages = [line.strip() for line in str(marked or "").splitlines() if line.strip()]
    pattern = re.compile("|".join(map(re.escape, passages)) or "(?!)")
    paragraphs = (
        format_html("<p>{}</p>", _marked(paragraph, pattern)) for paragraph in row.paragraphs
    )
    return mark_safe("".join(paragraphs))


def _marked(paragraph: str, pattern: re.Pattern[str]) -> SafeString:
    parts, end = [], 0
    for found in pattern.finditer(paragraph):
        parts += [conditional_escape(paragraph[end : found.start()])]
        parts += [format_html("<mark>{}</mark>", found[0])]
        end = found.end()
    return mark_safe("".join([*parts, conditional_escape(paragraph[end:])]))


def _finder() -> Finder:
    """One that has met no text yet; to make one takes longer than to read a sentence."""
    return copy(shelf().finder)


def _cited_html(html: str, day: date | None) -> SafeString:
    """Text between tags is looked through, links stay as they are."""
    finder, parts, inside = _finder(), [], False
    for part in _TAG.split(html):
        if part.startswith("<"):
            inside = bool(_LINK_START.match(part)) or (inside and part.lower() != _LINK_END)
            parts.append(part)
        else:
            parts.append(part if inside else _linked(mark_safe(part), finder, day))
    return mark_safe("".join(parts))


def _linked(text: str, finder: Finder, day: date | None) -> SafeString:
    parts, end = [], 0
    for citation in finder.read(text):
        words = _same_kind(text, text[citation.start : citation.end])
        link = (
            _old(citation, words)
            if isinstance(citation, OldCitation)
            else _link(citation, words, day)
        )
        if link:
            parts += [conditional_escape(_same_kind(text, text[end : citation.start])), link]
            end = citation.end
    return mark_safe("".join([*parts, conditional_escape(_same_kind(text, text[end:]))]))


def _link(citation: Citation, words: str, day: date | None) -> SafeString | None:
    key, held = (citation.number, citation.sub), shelf()
    then = day if day and held.has(citation.slug, *key, day) else None
    if then is None and not held.has(citation.slug, *key):
        return None
    address = f"{citation.number}-{citation.sub}" if citation.sub else citation.number
    url = reverse("statutes:article", args=[citation.slug, address])
    if then and not held.same(citation.slug, key, then):
        url += f"?on={then.isoformat()}"
    return format_html('<a class="cite" href="{}">{}</a>', url, words)


def _old(citation: OldCitation, words: str) -> SafeString:
    """A repealed law says so and leads to the part of the law that took over, never to an
    article."""
    law = citation.law
    note = format_html(
        '<span class="cite__note">{}</span>',
        _("(repealed, now %(place)s)") % {"place": law.now},
    )
    if law.successor not in shelf().versions:
        return format_html('<span class="cite cite--repealed">{}</span>{}', words, note)
    url = reverse("statutes:statute", args=[law.successor])
    link = '<a class="cite cite--repealed" href="{}#a{}">{}</a>{}'
    return format_html(link, url, law.places[0].first, words, note)


def _same_kind(whole: str, part: str) -> str:
    """A piece of escaped text is escaped; slicing would forget it."""
    return mark_safe(part) if isinstance(whole, SafeString) else part
