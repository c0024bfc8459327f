"""The home page and public notices; everything else on the home page is hung in by other apps."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from portal import clock, hooks
from portal.pages.choices import NoticeKind

ON_HOME_PAGE = 4
PER_PAGE = 20


class HomePage(Page):
    """The front door: three doors, notices, then the panels other apps register.

    The slogan and lead are written twice because visitors of both languages are greeted here.
    """

    slogan = models.CharField(_("slogan"), max_length=60)
    lead = models.CharField(_("lead"), max_length=200)
    slogan_en = models.CharField(_("slogan in English"), max_length=100, blank=True)
    lead_en = models.CharField(_("lead in English"), max_length=300, blank=True)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("slogan"), FieldPanel("lead")], heading=_("Chinese")),
        MultiFieldPanel([FieldPanel("slogan_en"), FieldPanel("lead_en")], heading=_("English")),
    ]
    max_count = 1
    template = "pages/home.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        english = get_language() == "en"
        context["slogan"] = (english and self.slogan_en) or self.slogan
        context["lead"] = (english and self.lead_en) or self.lead
        context["panels"] = hooks.home_panels(request)
        context["styles"] = hooks.styles_of(context["panels"])
        context["notices"] = published_notices()[:ON_HOME_PAGE]
        return context


class NoticeIndexPage(Page):
    """All public notices."""

    max_count = 1
    template = "pages/notices.html"
    subpage_types = ["pages.NoticePage"]

    class Meta:
        verbose_name = _("list of public notices")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = Paginator(published_notices(), PER_PAGE)
        context["page_of_notices"] = pages.get_page(request.GET.get("page"))
        return context


class NoticePage(Page):
    """One public notice with the day it speaks of."""

    category = models.CharField(_("category"), max_length=20, choices=NoticeKind.choices)
    event_date = models.DateField(_("day"))
    lang = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    body = RichTextField(_("text"), features=["bold", "link", "ol", "ul"])

    content_panels = [
        *Page.content_panels,
        FieldPanel("category"),
        FieldPanel("event_date"),
        FieldPanel("lang"),
        FieldPanel("body"),
    ]
    template = "pages/notice.html"
    parent_page_types = ["pages.NoticeIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("public notice")

    @property
    def days_left(self) -> int:
        """Days from the city's today to the day it speaks of; negative when that is past."""
        return (self.event_date - clock.today()).days

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["crumbs"] = [(gettext("Notices"), self.get_parent().url), (self.title, "")]
        return context


def published_notices() -> models.QuerySet[NoticePage]:
    """Notices anyone may read, the latest day first."""
    rows: models.QuerySet[NoticePage] = NoticePage.objects.live().public()
    return rows.order_by("-event_date", "-pk")
