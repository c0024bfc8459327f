"""A file brought again, questions that changed meanwhile, and work on a file that failed."""

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from exams import bank
from exams.bank import Label
from exams.importing import entering, staging
from exams.importing.choices import BatchState
from exams.importing.models import BatchRow, QuestionBatch
from exams.importing.showing import line
from exams.models import Item
from portal import clock
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from tests.exams.importing.batches import entered, looked_at, row, table, verdicts
from tests.exams.rows import organisation, single, staff
from tests.exams.views.test_bank import door

pytestmark = pytest.mark.django_db


def _revised() -> None:
    item = Item.objects.get(versions__stem__contains="晒谷场")
    bank.revise(item, single(7), actor_id=None, reason="words")


def test_a_question_that_was_revised_since_is_known_and_does_not_come_again() -> None:
    entered(table(row(1), row(2)))
    _revised()
    batch = looked_at(table(row(1), row(2)))
    assert verdicts(batch) == ["known", "known"]
    with translation.override("en"):
        first = line(BatchRow.objects.get(batch=batch, number=1))
    assert first.notes == ["It is in the bank, and was revised there since."]


def test_what_somebody_entered_since_the_file_was_read_is_marked_as_known() -> None:
    late = looked_at(table(row(1), row(2)))
    entered(table(row(1)))
    staging.confirm(late, only_good=False, with_alike=False, actor_id=None)
    late.refresh_from_db()
    with transaction.atomic():
        assert entering.enter(late, actor_id=None) == 1
    assert verdicts(late) == ["known", "good"]
    assert None not in set(BatchRow.objects.filter(batch=late).values_list("item", flat=True))


def _given_up(batch: QuestionBatch) -> QuestionBatch:
    """A batch whose work failed for good."""
    staging.ask_entering(batch, only_good=False, with_alike=False, actor_id=None)
    Job.objects.filter(kind=staging.ENTER).update(state=JobState.FAILED)
    batch.refresh_from_db()
    return batch


def test_what_could_not_be_entered_may_be_decided_again() -> None:
    batch = looked_at(table(row(1)))
    staging.ask_entering(batch, only_good=False, with_alike=False, actor_id=None)
    batch.refresh_from_db()
    with pytest.raises(staging.NotNow):
        staging.give_back(batch)
    Job.objects.filter(kind=staging.ENTER).update(state=JobState.FAILED)
    staging.give_back(batch)
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED
    staging.confirm(batch, only_good=False, with_alike=False, actor_id=None)
    batch.refresh_from_db()
    with transaction.atomic():
        assert entering.enter(batch, actor_id=None) == 1


def test_what_could_not_be_entered_or_read_is_discarded_after_a_week() -> None:
    with clock.at(clock.now() - staging.KEPT * 2):
        _given_up(looked_at(table(row(1))))
        staging.bring(table(row(2)), "q.tsv", label=Label(), actor_id=None)
    assert staging.discard_old() == 2
    assert set(QuestionBatch.objects.values_list("state", flat=True)) == {BatchState.DISCARDED}


def test_the_page_of_work_that_failed_looks_no_longer_and_offers_a_way_out() -> None:
    client = door(staff("author", organisation()))
    batch = _given_up(looked_at(table(row(1))))
    page = client.get(reverse("question_batch", args=[batch.pk]))
    assert "Refresh" not in page.headers
    assert reverse("discard_batch", args=[batch.pk]) in page.content.decode()
    client.post(reverse("enter_batch", args=[batch.pk]), {})
    batch.refresh_from_db()
    assert (batch.state, batch.number) == (BatchState.CHECKED, 1)


def test_two_who_go_back_to_what_could_not_be_entered_are_both_led_to_its_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = door(staff("author", organisation()))
    batch = _given_up(looked_at(table(row(1))))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    real = staging.give_back

    def after_another(late: QuestionBatch) -> None:
        real(QuestionBatch.objects.get(pk=late.pk))
        real(late)

    monkeypatch.setattr(staging, "give_back", after_another)
    answer = client.post(reverse("enter_batch", args=[batch.pk]), {}, follow=True)
    assert answer.redirect_chain == [(reverse("question_batch", args=[batch.pk]), 302)]
    assert "Somebody else was quicker" in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.state, batch.number) == (BatchState.CHECKED, 1)
