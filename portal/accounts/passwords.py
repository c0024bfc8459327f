"""Which passwords are too easily guessed here: beside the common ones, what everybody in the unit
would try first."""

import re
import unicodedata
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.people.models import Organisation

NOT_LETTERS = re.compile(r"[\W\d_]+")
# Common in China and absent from Django's list, which is made of English ones.
COMMON_HERE = frozenset(
    {
        "a123456789",
        "aa123456",
        "aa123456789",
        "abc123456",
        "asd123456",
        "asdf1234",
        "iloveyou1314",
        "qq123456",
        "qq123456789",
        "qwe123456",
        "woaini123",
        "woaini1314",
        "woaini520",
        "wang123456",
        "zhang123456",
        "5201314520",
        "1314520520",
        "admin888",
        "hezhong2026",
        "tiaojie123",
        "tiaojie2026",
        "renmin123",
    }
)


def _too_common() -> ValidationError:
    return ValidationError(
        _("This password is too common; please choose another."), code="password_too_common"
    )


class NotCommon(CommonPasswordValidator):
    """Not among the 20,000 that are tried first, nor among those that are tried first here."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = unicodedata.normalize("NFKC", password).casefold().strip()
        if plain in self.passwords or plain in COMMON_HERE:
            raise _too_common()


class NotOurNames:
    """Not the name of a unit, of the city, of the login or its owner, alone or with a year."""

    def validate(self, password: str, user: Any = None) -> None:
        letters = _letters(password)
        if letters and letters in _names(user):
            raise _too_common()

    def get_help_text(self) -> str:
        return _("Not the name of your unit, even with a year.")


def _letters(text: str) -> str:
    return NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _names(user: Any) -> set[str]:
    told = [
        str(settings.CITY["name"]),
        str(settings.CITY["bureau"]),
        "hezhong",
        "admin",
        "password",
    ]
    told += [getattr(user, "username", ""), getattr(user, "display_name", "")]
    for pair in Organisation.objects.values_list("name", "short_name"):
        told.extend(pair)
    return {_letters(name) for name in told} - {""}
