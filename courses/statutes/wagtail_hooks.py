"""The modal in which editors choose an article."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from courses.statutes.choosing import article_chooser


@hooks.register("register_admin_viewset")
def choose_articles() -> ViewSet:
    return article_chooser
