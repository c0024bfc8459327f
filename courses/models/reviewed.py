"""Pages that are published by three reviews, not by a button."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, PagePermissionTester


class ByReviewOnly(PagePermissionTester):
    """As Wagtail's, but nobody publishes by hand; whoever might still hides and unpublishes."""

    def can_publish(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return bool(super().can_publish())

    def can_unschedule(self) -> bool:
        return bool(super().can_publish())


class ReviewedPage(Page):
    """A lesson or a commentary: its last review publishes it (courses.editing). With `?print` it is
    a sheet to hand out, `paper`."""

    paper = ""

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        if "print" in request.GET:
            return self.paper
        template: str = super().get_template(request, *args, **kwargs)
        return template

    def permissions_for_user(self, user: Any) -> ByReviewOnly:
        return ByReviewOnly(user, self)
