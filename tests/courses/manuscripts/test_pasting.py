"""What is stored when somebody pastes from Word, WPS or a web page into a text (bad input 81)."""

import json
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.models import LessonPage, ModulePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def block(text: str, kind: str = "unstyled", **more: Any) -> dict[str, Any]:
    return {
        "key": "aaaaa", "text": text, "type": kind, "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [], **more,
    }  # fmt: skip


def link(words: str, url: str) -> dict[str, Any]:
    return {
        "blocks": [block(words, entityRanges=[{"offset": 0, "length": len(words), "key": 0}])],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}},
    }


def stored(judge: Client, pasted: dict[str, Any]) -> str:
    """The editor sends what was pasted as its own JSON; this is what is kept of it."""
    module = ModulePage.objects.get()
    form = nested_form_data(
        {
            "title": "粘贴", "slug": "paste", "goal": "会", "minutes": "5", "lecturer": "",
            "court": "", "body": streamfield([("text", json.dumps(pasted))]),
            "comments": inline_formset([]),
        }
    )  # fmt: skip
    answer = judge.post(f"/cms/pages/add/courses/lessonpage/{module.pk}/", form)
    assert answer.status_code == 302
    page = LessonPage.objects.get().get_latest_revision_as_object()
    return str(page.body[0].value.source).replace(' data-block-key="aaaaa"', "")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox(1)",
    ],
)
def test_a_link_that_runs_something_leads_nowhere(judge: Client, url: str) -> None:
    source = stored(judge, link("点我", url))
    assert "script:" not in source.lower()
    assert "data:" not in source
    assert "点我" in source


@pytest.mark.parametrize(
    "url", ["https://example.cn/a", "http://example.cn", "mailto:a@b.cn", "tel:1"]
)
def test_links_to_pages_mail_and_telephones_stay(judge: Client, url: str) -> None:
    assert stored(judge, link("去看", url)) == f'<p><a href="{url}">去看</a></p>'


def test_markup_typed_or_pasted_as_text_is_text(judge: Client) -> None:
    pasted = {"blocks": [block('<iframe src="https://x"></iframe><b>字</b>')], "entityMap": {}}
    source = stored(judge, pasted)
    assert "<iframe" not in source
    assert "&lt;iframe" in source


def test_pictures_and_embeds_that_the_text_may_not_hold_are_dropped(judge: Client) -> None:
    """A 5 MB picture inside the text: the words stay, the picture is to be uploaded."""
    data = {"src": "data:image/png;base64," + "A" * 1_000_000, "alt": ""}
    pasted = {
        "blocks": [
            block("前"),
            block(" ", "atomic", entityRanges=[{"offset": 0, "length": 1, "key": 0}]),
            block("后"),
        ],
        "entityMap": {"0": {"type": "IMAGE", "mutability": "IMMUTABLE", "data": data}},
    }
    source = stored(judge, pasted)
    assert "data:" not in source
    assert source.startswith("<p>前</p>")
    assert source.endswith("<p>后</p>")
