"""What Wagtail's admin shows: content only. Logins and roles have pages of their own."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

HIDDEN = {"users", "groups"}


def _hide(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in HIDDEN]


hooks.register("construct_main_menu", _hide)
hooks.register("construct_settings_menu", _hide)
