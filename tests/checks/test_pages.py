"""Nothing inline, nothing untranslatable in a template."""

import pytest

from tests.checks import pages
from tests.checks.source import Rule, Source

PAGE = "exams/templates/exams/paper.html"
INLINE, WORDS = pages.nothing_inline, pages.words_are_translatable


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (INLINE, "<p>\n<script>alert(1)</script>"),
        (INLINE, "<p>\n<style>p { color: red }</style>"),
        (INLINE, '<p>\n<i style="color: red">'),
        (INLINE, "<p>\n<svg><path style='fill: red'>"),
        (INLINE, '<p>\n<button onclick="send()">'),
        (WORDS, "<p>\n交卷</p>"),
    ],
)
def test_a_bad_example_is_found_in_its_line(rule: Rule, text: str) -> None:
    assert [(fault.path, fault.line) for fault in rule([Source(PAGE, text)])] == [(PAGE, 2)]


@pytest.mark.parametrize("rule", pages.RULES)
@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PAGE, '<script src="/static/exams/paper.js" type="module"></script>'),
        (PAGE, '<script id="texts" type="application/json">{}</script>'),
        (PAGE, '{# 交卷 #}<p>{% translate "Hand in" %}</p>'),
        (PAGE, '<a lang="zh-Hans">简体中文</a>'),
        ("certificates/templates/certificates/print/sheet.html", "<style>p {}</style>上岗证"),
    ],
)
def test_a_good_page_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert list(rule([Source(path, text)])) == []
