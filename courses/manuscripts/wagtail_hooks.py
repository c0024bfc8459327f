"""The entry "From Word" in the CMS."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.manuscripts.forms import may_bring
from portal.accounts.models import User


class FromWord(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and may_bring(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("manuscripts/", include("courses.manuscripts.urls"))]


@hooks.register("register_admin_menu_item")
def entry() -> MenuItem:
    return FromWord(
        _("From Word"),
        reverse_lazy("manuscripts"),
        name="manuscripts",
        icon_name="doc-full-inverse",
        order=150,
    )
