"""Reasons, remarks and lines are kept for good: an ID number in them is refused with the remedy."""

import re
from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from django.utils import translation

from portal.freetext import FreeTextField, LineField
from tests.checks.source import tree

NUMBER = "990000199001010017"
FREE = {
    "reason", "note", "proof", "source_text", "basis", "short_name", "document_number", "detail",
    "deciding_body",
}  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        f"核对 {NUMBER} 本人",
        f"P12 {NUMBER}",
        "990000 19900101 0017",
        "９９００００１９９００１０１００１７",
    ],
)
def test_an_id_number_is_refused_with_the_remedy(typed: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="such as P12"):
        FreeTextField().clean(typed)


@pytest.mark.parametrize(
    "typed",
    ["青司〔2026〕9号", "证书 99010120260000011", "电话 19900001234", "P12 与 P15 是同一人"],
)
def test_other_numbers_are_words_like_any(typed: str) -> None:
    assert FreeTextField().clean(typed) == typed


def test_more_than_five_hundred_characters_are_refused() -> None:
    assert FreeTextField().clean("长" * 500) == "长" * 500
    with pytest.raises(ValidationError):
        FreeTextField().clean("长" * 501)


def test_a_line_says_that_an_id_number_does_not_belong_there() -> None:
    assert LineField(max_length=60).clean(" 青司〔2026〕9号 ") == "青司〔2026〕9号"
    with translation.override("en"), pytest.raises(ValidationError, match="does not belong here"):
        LineField(max_length=60).clean(f"推荐 {NUMBER}")


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\x07", "\u2028"]
)
def test_a_line_takes_no_character_that_nobody_sees(sign: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="type it anew"):
        LineField(max_length=60).clean(f"第一{sign}考场")


@pytest.mark.parametrize("sign", ["\u202e", "\u2069", "\x07"])
def test_words_take_nothing_that_turns_the_writing_round(sign: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="type it anew"):
        FreeTextField().clean(f"请带{sign}身份证")


def test_words_keep_their_lines_and_rare_characters() -> None:
    assert FreeTextField().clean("一\r\n二\t三 𠮷") == "一\r\n二\t三 𠮷"
    assert LineField().clean("𠮷村·（二）号") == "𠮷村·（二）号"


def all_forms(kind: type[forms.BaseForm] = forms.Form) -> Iterator[type[forms.BaseForm]]:
    for one in kind.__subclasses__():
        yield one
        yield from all_forms(one)


def test_every_form_that_asks_for_a_reason_in_words_takes_no_id_number() -> None:
    assert get_resolver().url_patterns  # all views, and so all forms, are there
    ours = ("portal.", "courses.", "exams.", "certificates.")
    found = {
        (form.__qualname__, name): isinstance(field, FreeTextField)
        for form in all_forms()
        if form.__module__.startswith(ours)
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        if name in FREE and isinstance(field, forms.CharField)
    }
    assert len(found) > 20
    assert [where for where, is_free in found.items() if not is_free] == []


READS = re.compile(rf'\.(?:POST|GET)(?:\.get(?:list)?\(|\[)"(?:{"|".join(sorted(FREE))})"')


def reads_past_a_form(text: str) -> bool:
    return bool(READS.search(text))


def test_what_is_read_past_a_form_is_found() -> None:
    assert reads_past_a_form('why = request.POST.get("reason", "")[:300]')
    assert reads_past_a_form('request.POST["note"]')
    assert not reads_past_a_form('request.POST.get("go", "")')


def test_no_view_reads_such_words_past_its_form() -> None:
    assert [one.path for one in tree() if one.is_ours and reads_past_a_form(one.text)] == []
