"""Verification for other systems."""

from ninja import Router

router = Router(tags=["certificates"])
