"""The home page and public notices; everything else on the home page is hung in by other apps."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from portal import hooks


class HomePage(Page):
    """The front door: three doors, then the panels other apps register."""

    slogan = models.CharField(_("slogan"), max_length=60)
    lead = models.CharField(_("lead"), max_length=200)

    content_panels = [*Page.content_panels, FieldPanel("slogan"), FieldPanel("lead")]
    max_count = 1
    template = "pages/home.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["panels"] = hooks.home_panels(request)
        context["notices"] = NoticePage.objects.live().public().order_by("-event_date")[:4]
        return context


class NoticeIndexPage(Page):
    """All public notices."""

    max_count = 1
    template = "pages/notices.html"
    subpage_types = ["pages.NoticePage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["notices"] = NoticePage.objects.live().child_of(self).order_by("-event_date")
        return context


class NoticePage(Page):
    """One public notice with the day it speaks of."""

    category = models.CharField(_("category"), max_length=20)
    event_date = models.DateField(_("day"))
    body = RichTextField(_("text"), features=["bold", "link", "ol", "ul"])

    content_panels = [
        *Page.content_panels,
        FieldPanel("category"),
        FieldPanel("event_date"),
        FieldPanel("body"),
    ]
    template = "pages/notice.html"
    parent_page_types = ["pages.NoticeIndexPage"]
    subpage_types: list[str] = []
