"""Handing in and approving many questions: each by itself, one's own left out."""

import pytest
from django.test import Client
from django.urls import reverse

from exams import bank, vetting, vetting_many
from exams.bank import Label
from exams.choices import CHECKLIST, ItemState
from exams.models import Item, ItemReview
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.exams.importing.batches import looked_at, row, table
from tests.exams.importing.test_showing import enter
from tests.exams.rows import organisation, single, staff

pytestmark = pytest.mark.django_db
URL = "/desk/bank/review/"


def door(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def submitted(ref: str, n: int, author: User) -> Item:
    one = bank.add_item(ref, single(n), label=Label("tort"), actor_id=author.pk)
    vetting.submit(one.pk, actor_id=author.pk)
    return one


def test_all_questions_of_a_file_are_handed_in_by_one_click() -> None:
    author = staff("author", organisation())
    batch = looked_at(table(row(1), row(2)), subject="tort")
    enter(batch)
    client, url = door(author), reverse("submit_batch", args=[batch.pk])
    assert client.get(reverse("question_batch", args=[batch.pk])).context["to_submit"] == 2
    client.post(url)
    client.post(url)
    assert set(Item.objects.values_list("submitted_n", flat=True)) == {1}
    assert AuditEvent.objects.filter(kind="item.submitted").count() == 2
    assert client.get(reverse("question_batch", args=[batch.pk])).context["to_submit"] == 0


def test_the_chosen_are_approved_each_with_its_own_verdict() -> None:
    author, reviewer = staff("author", organisation()), staff("reviewer", organisation())
    chosen, left = submitted("a-1", 1, author), submitted("a-2", 2, author)
    client = door(reviewer)
    assert len(client.get(URL).context["rows"]) == 2
    version = chosen.versions.get()
    assert client.post(URL, {"chosen": [version.pk]}).status_code == 422
    assert client.post(URL, {"checklist": list(CHECKLIST)}).status_code == 422
    assert client.post(URL, {"chosen": ["x"], "checklist": list(CHECKLIST)}).status_code == 422
    assert not ItemReview.objects.exists()
    sent = {"chosen": [version.pk], "checklist": list(CHECKLIST)}
    assert client.post(URL, sent).status_code == 302
    chosen.refresh_from_db()
    left.refresh_from_db()
    assert (chosen.state, left.state) == (ItemState.LIVE, ItemState.DRAFT)
    assert [one.version for one in ItemReview.objects.all()] == [version]
    assert AuditEvent.objects.filter(kind="item.approved").count() == 1


def test_ones_own_and_those_without_a_subject_are_left_out_with_the_reason() -> None:
    author, reviewer = staff("author", organisation()), staff("reviewer", organisation())
    own, good = submitted("a-1", 1, reviewer), submitted("a-2", 2, author)
    bare = bank.add_item("a-3", single(3), label=Label(""), actor_id=author.pk)
    vetting.submit(bare.pk, actor_id=author.pk)
    versions = [one.versions.get() for one in (own, good, bare)]
    done = vetting_many.approve_many(versions, reviewer_id=reviewer.pk, checklist=list(CHECKLIST))
    assert (done.approved, done.own, [ref for ref, _why in done.left]) == (1, 1, ["a-3"])


def test_an_author_does_not_find_the_page_of_reviewers() -> None:
    client = door(staff("author", organisation()))
    assert (client.get(URL).status_code, client.post(URL).status_code) == (404, 404)
