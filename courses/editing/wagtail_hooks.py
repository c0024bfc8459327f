"""How the CMS keeps to it: drafts are their author's, publishing is by review, files follow their
pages."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from wagtail import hooks
from wagtail.admin import messages as cms_messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from courses.editing.checking import is_checked, open_findings
from courses.editing.seeing import OwnDraftsOnly, draft_for, files_seen, may_see_file, visible

register_permission_policy(Page, OwnDraftsOnly(Page))


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("guide/", include("courses.editing.guide_urls"))]


@hooks.register("register_help_menu_item")
def guide() -> MenuItem:
    return MenuItem(
        gettext_lazy("Guide for judges"),
        reverse_lazy("judges_guide"),
        name="judges-guide",
        icon_name="help",
        order=100,
    )


@hooks.register("before_publish_page")
def publish_by_review(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The draft is kept; its page on the desk says what is next."""
    if not is_checked(page):
        return None
    messages.warning(request, _by_review())
    return HttpResponseRedirect(reverse("draft", args=[page.pk]))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_is_next(request: HttpRequest, page: Page) -> None:
    """After each saving by hand: how much the check finds, and the way to it and to handing in."""
    if not is_checked(page) or not request.accepts("text/html"):
        return
    count = len(open_findings(page.get_latest_revision_as_object()))
    way = cms_messages.button(
        reverse("draft", args=[page.pk]), pgettext("draft", "Check and hand in")
    )
    if count:
        cms_messages.warning(request, _found(count), buttons=[way])
    else:
        cms_messages.info(request, _("The de-identification check finds nothing."), buttons=[way])


def _found(count: int) -> str:
    return ngettext(
        "The de-identification check finds %(count)s place.",
        "The de-identification check finds %(count)s places.",
        count,
    ) % {"count": count}


def _by_review() -> str:
    return _(
        "Kept as a draft. Lessons and commentaries are published by their third review: please"
        " hand it in."
    )


@hooks.register("construct_page_action_menu")
def no_publish_button(
    items: list[ActionMenuItem], _request: HttpRequest, context: dict[str, Any]
) -> None:
    if is_checked(context.get("page")):
        items[:] = [item for item in items if item.name != "action-publish"]


class PagesToRead(PagesAdminAPIViewSet):
    """The CMS asks its own API for the tree of pages. Whatever is done to a page goes through its
    screens, whose hooks the API's actions pass by."""

    actions: dict[str, Any] = {}


@hooks.register("construct_admin_api")
def api_is_for_reading(router: Any) -> None:
    router.register_endpoint("pages", PagesToRead)


@hooks.register("construct_page_chooser_queryset")
def choose_what_is_visible(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages.filter(visible(request.user))


@hooks.register("read_draft")
def drafts_play_their_films(page_id: int, user: Any) -> Page | None:
    """Asked by `courses.film_views`, which knows no draft."""
    return draft_for(user, page_id)


@hooks.register("before_serve_document")
def documents_follow_their_pages(document: Any, request: HttpRequest) -> None:
    if not may_see_file(document, request):
        raise Http404


@hooks.register("construct_document_chooser_queryset")
@hooks.register("construct_image_chooser_queryset")
def choose_own_or_public(items: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Whoever sees own drafts only is offered own files and those of public pages."""
    user: Any = request.user
    return items if user.is_superuser else items.filter(files_seen(items.model, request))
