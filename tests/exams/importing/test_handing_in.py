"""Handing in what a file brought: questions without a subject get one first, all at once."""

import pytest
from django.conf import settings
from django.test import Client

from exams import relabelling, vetting
from exams.choices import CHECKLIST
from exams.importing.models import QuestionBatch
from exams.models import Item, ItemVersion
from portal.accounts.models import User
from portal.audit.models import AuditBody, AuditEvent
from tests.exams import rows
from tests.exams.importing.batches import entered, row, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return rows.staff("author", rows.organisation())


@pytest.fixture
def client(author: User) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(author)
    return client


def address() -> str:
    return f"/desk/bank/imports/{QuestionBatch.objects.get().pk}/"


def subjects() -> list[str]:
    return list(Item.objects.order_by("pk").values_list("subject", flat=True))


def test_without_a_subject_nothing_is_handed_in_and_the_page_says_how_many(client: Client) -> None:
    entered(table(row(1), row(2)))
    page = client.get(address()).content.decode()
    assert "Subject of the 2 questions that have none" in page
    for typed in ({}, {"subject": ""}, {"subject": "x"}):
        reply = client.post(f"{address()}submit/", typed)
        assert reply.status_code == 422
        assert "Please say which subject" in reply.content.decode()
    assert subjects() == ["", ""]
    assert not AuditEvent.objects.filter(kind="item.submitted").exists()


def test_a_subject_for_all_of_them_is_one_choice(client: Client, author: User) -> None:
    entered(table(row(1), row(2)))
    page = client.post(f"{address()}submit/", {"subject": "tort"}, follow=True).content.decode()
    assert "2 questions were handed in for review." in page
    assert subjects() == ["tort", "tort"]
    events = AuditEvent.objects.filter(kind="item.relabelled", actor=author)
    assert [body.data["now"] for body in AuditBody.objects.filter(event__in=events)] == [
        {"subject": "tort"}
    ] * 2


def test_a_reviewer_who_names_the_subject_does_not_approve_what_another_wrote(
    author: User,
) -> None:
    entered(table(row(1)))
    reviewer = rows.staff("reviewer", rows.organisation())
    client = Client()
    client.force_login(reviewer)
    client.post(f"{address()}submit/", {"subject": "tort"})
    version = ItemVersion.objects.get()
    with pytest.raises(vetting.VerdictRefused):
        vetting.approve(version, reviewer_id=reviewer.pk, checklist=list(CHECKLIST))
    vetting.approve(version, reviewer_id=author.pk, checklist=list(CHECKLIST))


def test_a_subject_that_the_file_said_stays(client: Client) -> None:
    entered(table(row(1), row(2)))
    Item.objects.filter(pk=Item.objects.earliest("pk").pk).update(subject="property")
    client.post(f"{address()}submit/", {"subject": "tort"})
    assert subjects() == ["property", "tort"]


def test_where_every_question_has_one_nobody_is_asked(client: Client) -> None:
    entered(table(row(1)))
    Item.objects.update(subject="property")
    assert "that have none" not in client.get(address()).content.decode()
    assert (
        "1 question was handed in"
        in client.post(f"{address()}submit/", follow=True).content.decode()
    )


def test_only_drafts_that_nobody_judges_yet_are_named(author: User) -> None:
    entered(table(row(1), row(2)))
    waiting = Item.objects.earliest("pk")
    Item.objects.filter(pk=waiting.pk).update(submitted_n=1)
    ids = list(Item.objects.values_list("pk", flat=True))
    assert relabelling.without_subject(ids) == 1
    assert relabelling.name_subject(ids, "tort", actor_id=author.pk) == 1
    assert subjects() == ["", "tort"]
