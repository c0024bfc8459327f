"""Who did something."""

from typing import Any

from django.conf import settings
from django.db import models


def a_login(**options: Any) -> "models.ForeignKey[Any, Any]":
    """The login that did something; empty when the platform itself did it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        **options,
    )
