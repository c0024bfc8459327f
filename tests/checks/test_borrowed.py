"""The check of installed packages' words finds what an update of Wagtail leaves in English."""

import pytest
from django.test import RequestFactory
from django.utils.translation import gettext, override
from wagtail.admin.views.i18n import js_catalog

from tests.checks.borrowed import HEADER, faults, keeps_placeholders, said, template
from tests.checks.catalogues import Entry, entries

PUBLISH = Entry(("", "Publish %(title)s"), ("",))
PAGES = Entry(("", "One page"), ("", ""), plural="%(n)s pages")
NEED = {PUBLISH.key: PUBLISH, PAGES.key: PAGES}


def catalogue(text: str) -> str:
    return f'{HEADER}\nmsgid "Publish %(title)s"\nmsgstr "{text}"\n'


def test_a_message_without_chinese_is_found_unless_the_package_has_it() -> None:
    assert list(faults(HEADER, NEED, {PAGES.key})) == [
        "no Chinese: 'Publish %(title)s' (make messages)"
    ]
    assert list(faults(catalogue("发布%(title)s"), NEED, {PAGES.key})) == []


def test_an_empty_translation_is_found() -> None:
    assert list(faults(catalogue(""), NEED, {PAGES.key})) == ["no Chinese: 'Publish %(title)s'"]


def test_a_lost_or_invented_placeholder_is_found() -> None:
    found = ["placeholders differ: 'Publish %(title)s'"]
    assert list(faults(catalogue("发布"), NEED, {PAGES.key})) == found
    assert list(faults(catalogue("发布%(title)s%(n)s"), NEED, {PAGES.key})) == found


def test_a_message_that_no_package_says_any_more_is_found() -> None:
    assert list(faults(catalogue("发布%(title)s"), {}, set())) == [
        "stale, no package says it any more: 'Publish %(title)s' (make messages)"
    ]


@pytest.mark.parametrize(("text", "kept"), [("%(n)s 个页面", True), ("一个页面", False)])
def test_the_one_chinese_form_of_a_plural_names_the_number(text: str, kept: bool) -> None:
    assert keeps_placeholders(PAGES, text) is kept


def test_the_template_holds_each_message_with_its_plural() -> None:
    keys = [(entry.key, entry.plural) for entry in entries(template(set(NEED), NEED))]
    assert keys == [(PAGES.key, "%(n)s pages"), (PUBLISH.key, "")]


def test_wagtail_taggit_and_django_filter_are_read() -> None:
    words = {message for _context, message in said("django")}
    assert {"Schedule to publish", "Taggit", "Past 7 days"} < words


def test_pages_and_scripts_of_the_cms_find_our_words_behind_those_of_the_packages() -> None:
    with override("zh-hans"):
        assert gettext("Schedule to publish") == "计划发布"
        scripts = js_catalog(RequestFactory().get("/")).content.decode()
    assert r"\u6b63\u5728\u81ea\u52a8\u4fdd\u5b58" in scripts  # 正在自动保存
