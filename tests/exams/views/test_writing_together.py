"""Several people at one question: the second editor loses nothing and undoes nothing, and what is
in use is labelled by a second person."""

import pytest
from django.test import Client
from django.urls import reverse

from exams import bank, vetting
from exams.bank import Label
from exams.choices import ItemState
from exams.item_forms.base import LABELS as LABEL_FIELDS
from exams.item_forms.base import ItemForm
from exams.models import Item
from exams.relabelling import relabel
from exams.views import writing
from exams.wording import Wording
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.exams.rows import organisation, single, staff
from tests.exams.views.test_writing import CHOICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return staff("author", organisation())


@pytest.fixture
def client(author: User) -> Client:
    door = Client()
    door.force_login(author)
    return door


def test_the_second_of_two_editors_sees_what_the_first_wrote_and_loses_nothing(
    client: Client, author: User
) -> None:
    item = bank.add_item("tort-1", single(1), label=Label("tort"), actor_id=author.pk)
    place = reverse("revise_item", args=[item.ref])
    mine = {**CHOICE, "explanation": "我写的解析", "seen": client.get(place).context["seen"]}
    bank.revise(item, single(7), actor_id=author.pk, reason="别人先改了")
    for sent in (mine, {**mine, "seen": "nonsense"}, {**mine, "seen": ""}):
        reply = client.post(place, sent)
        page = reply.content.decode()
        assert reply.status_code == 409
        assert "我写的解析" in page
        assert "单选题7？" in page
        assert item.versions.count() == 2
    assert client.post(place, {**mine, "seen": reply.context["seen"]}).status_code == 302
    assert item.versions.count() == 3


def test_labels_that_somebody_changed_meanwhile_are_not_changed_back(
    client: Client, author: User
) -> None:
    item = bank.add_item("tort-1", single(1), label=Label("tort"), actor_id=author.pk)
    place = reverse("revise_item", args=[item.ref])
    seen = client.get(place).context["seen"]
    relabel(item.pk, Label("family"), actor_id=author.pk)
    assert client.post(place, {**CHOICE, "seen": seen}).status_code == 409
    assert Item.objects.get().subject == "family"


def test_labels_that_somebody_changes_while_one_saves_are_not_changed_back(
    client: Client, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = bank.add_item("tort-1", single(1), label=Label("tort"), actor_id=author.pk)
    place = reverse("revise_item", args=[item.ref])
    seen, written = client.get(place).context["seen"], writing._written

    def then_somebody(form: ItemForm) -> Wording:
        relabel(item.pk, Label("family"), actor_id=author.pk)
        return written(form)

    monkeypatch.setattr(writing, "_written", then_somebody)
    assert client.post(place, {**CHOICE, "tier": "township", "seen": seen}).status_code == 409
    kept = Item.objects.get()
    assert (kept.subject, kept.tier, kept.versions.count()) == ("family", "", 1)


def live(author: User) -> Item:
    return bank.add_item(
        "tort-1", single(1), label=Label("tort"), state=ItemState.LIVE, actor_id=author.pk
    )


def test_an_author_sees_the_labels_of_a_question_in_use_and_changes_none(
    client: Client, author: User
) -> None:
    place = reverse("revise_item", args=[live(author).ref])
    page = client.get(place)
    form = page.context["form"]
    assert [name for name in form.fields if form.fields[name].disabled] == [*LABEL_FIELDS]
    assert form.why_kept
    shown = page.content.decode().partition('name="subject"')
    assert form.why_kept in shown[0].rpartition("</textarea>")[2]
    sent = {**CHOICE, "pool": "practice", "subject": "family", "seen": page.context["seen"]}
    assert client.post(place, sent).status_code == 302
    item = Item.objects.get()
    assert (item.subject, item.pool, item.versions.count()) == ("tort", "exam", 2)


def test_a_reviewer_labels_a_question_in_use_with_a_reason(author: User) -> None:
    item, door = live(author), Client()
    door.force_login(staff("reviewer", organisation()))
    place = reverse("revise_item", args=[item.ref])
    page = door.get(place)
    sent = {**CHOICE, "subject": "family", "seen": page.context["seen"]}
    reply = door.post(place, sent)
    assert reply.status_code == 422
    assert item.versions.count() == 1
    assert door.post(place, {**sent, "reason": "分错了"}).status_code == 302
    assert (Item.objects.get().subject, item.versions.count()) == ("family", 2)


def test_no_id_number_is_kept_as_the_reason_of_a_revision(author: User) -> None:
    item, door = live(author), Client()
    door.force_login(staff("reviewer", organisation()))
    place = reverse("revise_item", args=[item.ref])
    sent = {**CHOICE, "subject": "family", "seen": door.get(place).context["seen"]}
    reply = door.post(place, {**sent, "reason": "990000199001010017 说分错了"})
    assert reply.status_code == 422
    assert "reason" in reply.context["form"].errors
    assert not AuditEvent.objects.filter(kind="item.relabelled").exists()


def said(door: Client, item: Item, **changed: str) -> list[str]:
    """Save a question as it stands, but for what is changed; what the page says then."""
    place = reverse("revise_item", args=[item.ref])
    door.cookies["django_language"] = "en"
    page = door.get(place)
    shown = page.context["form"].initial.items()
    typed = {name: "" if value is None else value for name, value in shown if value is not False}
    sent = {**typed, "seen": page.context["seen"], "reason": "分错了", **changed}
    reply = door.post(place, sent, follow=True)
    assert reply.status_code == 200
    return [str(message) for message in reply.context["messages"]]


@pytest.mark.parametrize("go", ["save", "submit"])
def test_labels_of_a_question_in_use_are_said_to_hold_at_once(author: User, go: str) -> None:
    item, door = live(author), Client()
    door.force_login(staff("reviewer", organisation()))
    assert said(door, item, go=go) == ["Nothing was changed: this version is in use already."]
    at_once = "The question is in use: its new labels hold from now on."
    assert said(door, item, go=go, subject="family") == [at_once]
    also = {
        "save": "Saved as a draft.",
        "submit": "Saved. A second person will now review it.",
    }
    assert said(door, item, go=go, subject="tort", stem="换一个问法？") == [at_once, also[go]]


def test_what_waits_or_was_returned_is_not_said_to_be_a_draft_or_to_wait_anew(
    client: Client, author: User
) -> None:
    item = bank.add_item("tort-1", single(1), label=Label("tort"), actor_id=author.pk)
    assert said(client, item, go="save") == ["Saved as a draft."]
    assert said(client, item, go="submit") == ["Saved. A second person will now review it."]
    still = "Saved. It waits for a second person as before."
    assert said(client, item, go="save", source="县里") == [still]
    version, reviewer = item.versions.get(), staff("reviewer", organisation())
    vetting.send_back(version, reviewer_id=reviewer.pk, comment="两个都对")
    (back,) = said(client, item, go="submit", source="市里")
    assert "was returned" in back


def test_the_page_offers_no_verdict_to_the_reviewer_who_changed_what_it_is_used_for(
    author: User,
) -> None:
    item = bank.add_item("tort-1", single(1), label=Label("tort"), actor_id=author.pk)
    door, place = Client(), reverse("bank_item", args=[item.ref])
    door.force_login(staff("reviewer", organisation()))
    assert "Saved. A second" in said(door, item, go="submit", pool="practice")[0]
    page = door.get(place)
    assert (page.context["waits"], page.context["may_judge"]) == (True, False)
    assert "another person must approve it" in page.content.decode()
    door.force_login(staff("reviewer", organisation()))
    assert door.get(place).context["may_judge"]


def test_an_officer_who_wrote_it_does_not_label_it_alone() -> None:
    officer, door = staff("officer", organisation()), Client()
    door.force_login(officer)
    page = door.get(reverse("revise_item", args=[live(officer).ref]))
    assert page.context["form"].fields["pool"].disabled
