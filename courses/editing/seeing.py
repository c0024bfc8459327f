"""What a login with few rights may see of content: what is public, its own drafts, and what waits
for its review; and which files follow from that."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from courses.editing.duties import waiting_for
from courses.editing.holding import pages_holding
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


def is_public(item: Any, request: HttpRequest) -> bool:
    """Hangs on a published page that this reader may open."""
    return any(
        all(bar.accept_request(request) for bar in page.get_view_restrictions())
        for page in pages_holding(item).live()
    )


def may_see_file(item: Any, request: HttpRequest) -> bool:
    """A document or picture of a page the reader may open; for editors also what they put there
    themselves, what they keep, and what hangs on a draft they may read."""
    if is_public(item, request):
        return True
    user = request.user
    if not isinstance(user, User) or not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get(item)
    return (
        item.uploaded_by_user_id == user.pk
        or bool(policy.user_has_permission_for_instance(user, "change", item))
        or pages_holding(item).filter(drafts_seen(user)).exists()
    )
