"""What a login with few rights may see of content: what is public, its own drafts, and what waits
for its review; and which files follow from that."""

from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from wagtail.models import GroupPagePermission, Page, PageViewRestriction
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from courses.editing.duties import waiting_for
from courses.editing.holding import held_by, referred
from portal.accounts.models import User

KEEPS = ("change_page", "publish_page")


class OwnDraftsOnly(PagePermissionPolicy):
    """Wagtail's explorer, search, reports and admin API ask it which pages may be shown."""

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        shown: QuerySet[Page] = super().explorable_instances(user).filter(visible(user))
        return shown


def visible(user: Any) -> Q:
    """Pages a login may know of in the CMS."""
    return Q(live=True) | drafts_seen(user)


def drafts_seen(user: Any) -> Q:
    """Pages whose drafts a login may read: its own, those it keeps, those that wait for its
    review."""
    if not isinstance(user, User) or not user.is_active:
        return Q(pk__in=[])
    if user.is_superuser:
        return Q(pk__isnull=False)
    kept = Q(owner=user)
    grants = GroupPagePermission.objects.filter(
        group__user=user, permission__codename__in=KEEPS
    ).select_related("page")
    for grant in grants:
        kept |= Q(path__startswith=grant.page.path)
    under_review = [state.workflow_state.object_id for state in waiting_for(user)]
    return kept | Q(pk__in=under_review)


def draft_for(user: Any, page_id: int) -> Page | None:
    """The latest draft of a page, in its own class, for whom may read it; else None."""
    page = Page.objects.filter(drafts_seen(user), pk=page_id).first()
    return page.get_latest_revision_as_object() if page is not None else None


def files_public(model: Any, request: HttpRequest) -> Q:
    """Documents or pictures that hang on a published page which this reader may open."""
    pages = Page.objects.live()
    for bar in PageViewRestriction.objects.select_related("page"):
        if not bar.accept_request(request):
            pages = pages.not_descendant_of(bar.page, inclusive=True)
    return Q(pk__in=held_by(model, pages))


def files_seen(model: Any, request: HttpRequest) -> Q:
    """Documents or pictures of pages the reader may open; for editors also what they put there
    themselves, what they keep, and what hangs on a draft they may read."""
    seen, user = files_public(model, request), request.user
    if not isinstance(user, User) or not user.has_perm("wagtailadmin.access_admin"):
        return seen
    kept = policy_registry.get_by_type(model).instances_user_has_permission_for(user, "change")
    seen |= Q(uploaded_by_user=user) | Q(pk__in=kept.order_by().values("pk"))
    seen |= Q(pk__in=held_by(model, Page.objects.filter(drafts_seen(user))))
    return seen | Q(pk__in=_under_review(model, user))


def _under_review(model: Any, user: User) -> set[str]:
    """What hangs on the drafts that wait for this login's review. Wagtail writes down what the row
    of a page refers to, and a draft of a public page is not in it."""
    states = waiting_for(user)
    prefetch_related_objects(states, "revision")
    return {key for state in states for key in referred(state.revision.as_object(), model)}


def may_see_file(item: Any, request: HttpRequest) -> bool:
    """As `files_seen`, for one; what is public is answered first, as it is asked for most."""
    this = type(item).objects.filter(pk=item.pk)
    if this.filter(files_public(type(item), request)).exists():
        return True
    return bool(this.filter(files_seen(type(item), request)).exists())
