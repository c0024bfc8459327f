"""No form of the house speaks Django's own Chinese."""

import gettext
from collections.abc import Iterator
from inspect import isfunction
from pathlib import Path
from typing import Any

import django
import pytest
from django import forms
from django.test import Client
from django.utils.translation import override

from tests.checks.source import APPS

LIMITS = {"limit_value": 40, "show_value": 41, "max": 40, "length": 41}


def stock() -> set[str]:
    """Everything Django says in Chinese, with our limits filled in."""
    place = Path(django.__file__).parent / "conf" / "locale"
    words = gettext.translation("django", place, ["zh_Hans"])._catalog.values()  # type: ignore[attr-defined]
    return {filled(word) for word in words if word}


def filled(message: Any) -> str:
    try:
        return str(message % LIMITS)
    except (KeyError, TypeError, ValueError):
        return str(message)


def forms_of(base: Any) -> Iterator[Any]:
    for form in base.__subclasses__():
        if form.__module__.partition(".")[0] in APPS:
            yield form
        yield from forms_of(form)


def told_by(check: Any) -> list[Any]:
    """What one of Django's validators says; that of decimals says several things."""
    return list(check.messages.values()) if hasattr(check, "messages") else [check.message]


def test_no_field_of_any_form_has_djangos_words(client: Client) -> None:
    client.get("/healthz")  # the addresses, and with them every form, are loaded
    foreign, fields = stock(), 0
    with override("zh-hans"):
        found: set[Any] = set(forms_of(forms.BaseForm))
        for form in found:
            for name, field in form.base_fields.items():
                fields += 1
                said = [*field.error_messages.values()]
                # A function is ours and brings its own words: Django's validators are objects.
                for check in field.validators:
                    said += [] if isfunction(check) else told_by(check)
                assert [filled(word) for word in said if filled(word) in foreign] == [], (
                    form,
                    name,
                )
    assert fields > 30


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("水" * 151, "最多150个字，现在是151个，请删短一些。"),
        ("\0", "里面有看不见的特殊字符，请删掉重新输入。"),
    ],
)
def test_what_a_visitor_typed_wrongly_is_told_in_our_words(
    client: Client, typed: str, words: str
) -> None:
    answer = client.post("/accounts/login/", {"login": typed, "password": "x"})
    assert words in answer.content.decode()
