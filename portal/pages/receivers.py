"""Whatever changes what visitors see of the tree clears the shelf of kept pages."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.pages import shelf

SHOWN = (PageViewRestriction, Site, get_image_model(), get_document_model())


@receiver([page_published, page_unpublished, post_page_move], dispatch_uid="pages.page_changed")
def page_changed(**_: Any) -> None:
    shelf.clear()


def shown_changed(**_: Any) -> None:
    shelf.clear()


for model in SHOWN:
    for signal in (post_save, post_delete):
        signal.connect(shown_changed, sender=model, dispatch_uid=f"pages.{model.__name__}")
