"""What publishing tells the law library: a live page's citations are written down anew."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from courses import citing
from courses.statutes import indexing


@receiver(page_published, dispatch_uid="courses.index_citations")
def index_citations(instance: Page, **_: Any) -> None:
    citing.index(instance)


@receiver(page_unpublished, dispatch_uid="courses.forget_citations")
def forget_citations(instance: Page, **_: Any) -> None:
    indexing.forget_page(instance.pk)
