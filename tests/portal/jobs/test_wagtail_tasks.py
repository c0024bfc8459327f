"""Publishing a page leaves Wagtail's index work in the outbox, and a worker does it."""

from datetime import timedelta

import pytest
from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.tasks import update_reference_index_task

from portal import clock
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.jobs.wagtail_tasks import KIND
from portal.jobs.working import work, work_all
from portal.pages.models import NoticeIndexPage, NoticePage

pytestmark = pytest.mark.django_db


def publish() -> NoticePage:
    index = NoticeIndexPage.objects.get()
    notice = NoticePage(
        title="开班",
        slug="class",
        category="training",
        event_date=clock.today(),
        body=f'<p><a linktype="page" id="{index.pk}">全部</a></p>',
    )
    index.add_child(instance=notice)
    return notice


def test_the_request_does_not_index_and_the_worker_does() -> None:
    page = publish()
    update_reference_index_task.enqueue("pages", "noticepage", str(page.pk))
    assert not ReferenceIndex.get_references_for_object(page).exists()
    assert work_all(KIND) >= 1
    assert ReferenceIndex.get_references_for_object(page).exists()


def test_done_index_work_is_forgotten_after_a_week_and_other_jobs_are_not() -> None:
    page = publish()
    update_reference_index_task.enqueue("pages", "noticepage", str(page.pk))
    work_all(KIND)
    with transaction.atomic():
        enqueue("jobs.forget_wagtail_tasks", "2030-01-01", {"period": "2030-01-01"})
    nightly = Job.objects.get(kind="jobs.forget_wagtail_tasks")
    with clock.at(clock.now() + timedelta(days=8)):
        assert work(nightly.pk) is True
    assert list(Job.objects.values_list("kind", flat=True)) == ["jobs.forget_wagtail_tasks"]
