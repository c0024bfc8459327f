"""What Wagtail's admin shows: content only. Logins and roles have pages of their own."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

HIDDEN = {"users", "groups"}
ELSEWHERE = ("whats-new-in-wagtail", "editor-guide")
"""Help that leads to a foreign site in English."""


def _hide(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in HIDDEN]


def _stay_here(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(ELSEWHERE)]


hooks.register("construct_main_menu", _hide)
hooks.register("construct_help_menu", _stay_here)
hooks.register("construct_settings_menu", _hide)
