"""Templates: nothing inline (the content security policy refuses it), every word translatable."""

import re
from collections.abc import Iterable, Iterator

from tests.checks.source import APPS, Fault, Source

INLINE = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE
    ),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
OF_THE_LANGUAGE = ("简体中文", "中文", "大字", "非法条原文", "要旨")


def _templates(sources: Iterable[Source]) -> Iterator[Source]:
    return (s for s in sources if s.path.endswith(".html") and s.room in APPS)


def _is_print(source: Source) -> bool:
    """Sheets for WeasyPrint are no web pages: their styles come from our own strings."""
    return "/print/" in source.path or "pdf" in source.name or "print" in source.name


def nothing_inline(sources: Iterable[Source]) -> Iterator[Fault]:
    for source in _templates(sources):
        if _is_print(source):
            continue
        for what, pattern in INLINE.items():
            for match in pattern.finditer(source.text):
                line = source.text.count("\n", 0, match.start()) + 1
                yield Fault(source.path, line, f"{what}: put it into a file of its own")


def words_are_translatable(sources: Iterable[Source]) -> Iterator[Fault]:
    """Message ids are English; Chinese stands in the catalogue, not in a template."""
    for source in _templates(sources):
        if _is_print(source):
            continue
        text = COMMENT.sub(lambda found: "\n" * found.group().count("\n"), source.text)
        for word in OF_THE_LANGUAGE:
            text = text.replace(word, "")
        for number, line in enumerate(text.splitlines(), 1):
            if CHINESE.search(line):
                yield Fault(source.path, number, "Chinese text belongs into the catalogue")


RULES = (nothing_inline, words_are_translatable)
