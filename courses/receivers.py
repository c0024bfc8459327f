"""What publishing tells the law library and the ledger of hours: citations are written down anew;
whoever finished a module by a lesson's going is credited."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from courses import citing
from courses.models import LessonPage, ModulePage
from courses.signals import law_changed, lesson_revised
from courses.statutes import indexing, marking
from portal import clock
from portal.jobs.enqueueing import enqueue


@receiver(page_published, dispatch_uid="courses.index_citations")
def index_citations(instance: Page, **_: Any) -> None:
    citing.index(instance)
    marking.mark_page(instance)


@receiver(page_unpublished, dispatch_uid="courses.forget_citations")
def forget_citations(instance: Page, **_: Any) -> None:
    indexing.forget_page(instance.pk)


@receiver(law_changed)
def ask_to_learn_again(version_id: int, lessons: list[int], event: str = "", **_: Any) -> None:
    for lesson in lessons:
        payload = {"version": version_id, "lesson": lesson}
        enqueue("courses.ask_again", f"{version_id}:{lesson}:{event}", payload)


@receiver(lesson_revised)
def ask_for_the_revised(version_id: int, lesson: int, event: str, **_: Any) -> None:
    payload = {"version": version_id, "lesson": lesson, "revised": True}
    enqueue("courses.ask_again", f"{version_id}:{lesson}:{event}", payload)


@receiver(page_unpublished, sender=LessonPage)
def credit_what_is_finished_now(instance: LessonPage, **_: Any) -> None:
    """Whoever lacked only this lesson has finished the module."""
    _credit_without(instance)


@receiver(post_save, sender=PageViewRestriction, dispatch_uid="courses.credit_without_private")
def credit_without_private(instance: PageViewRestriction, **_: Any) -> None:
    """A private lesson is asked of nobody."""
    lesson = LessonPage.objects.filter(pk=instance.page_id).first()
    if lesson is not None:
        _credit_without(lesson)


def _credit_without(lesson: LessonPage) -> None:
    module = ModulePage.objects.parent_of(lesson).first()
    if module is not None:
        with transaction.atomic():
            key = f"{lesson.pk}:{clock.now().isoformat()}"
            enqueue("courses.credit_finished", key, {"module": module.pk})
