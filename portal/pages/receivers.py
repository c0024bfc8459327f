"""Whatever changes what visitors see of the tree forgets the pages kept for visitors."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.pages import sharing

SHOWN = (PageViewRestriction, Site, get_image_model(), get_document_model())


@receiver([page_published, page_unpublished, post_page_move], dispatch_uid="pages.page_changed")
def page_changed(**_: Any) -> None:
    sharing.forget()


def shown_changed(**_: Any) -> None:
    sharing.forget()


for model in SHOWN:
    for signal in (post_save, post_delete):
        signal.connect(shown_changed, sender=model, dispatch_uid=f"pages.{model.__name__}")
