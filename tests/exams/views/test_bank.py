"""The screens of the question bank: who opens them, lists, one question, verdicts and moves."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from exams import bank, finding, vetting
from exams.bank import Label
from exams.choices import CHECKLIST, ItemState
from exams.models import Item, ItemReview
from exams.picturing import look_at
from portal.accounts.models import User
from portal.people import organising
from tests.exams import rows
from tests.exams.importing.batches import looked_at, row, table
from tests.exams.rows import multiple, organisation, single, staff
from tests.portal.matrix import ROLES

pytestmark = pytest.mark.django_db
MAY = {"author", "reviewer", "officer"}


@pytest.fixture
def author() -> User:
    return staff("author", organisation())


@pytest.fixture
def reviewer() -> User:
    return staff("reviewer", organisation())


def door(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def item(author: User, ref: str = "tort-1", n: int = 1) -> Item:
    return bank.add_item(ref, single(n), label=Label("tort"), actor_id=author.pk)


def png() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (4, 2), "teal").save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize("role", sorted(MAY))
def test_a_role_at_a_place_below_the_top_opens_nothing_of_the_bank(role: str, author: User) -> None:
    one = item(author)
    village = organising.found_organisation(
        "村", "村", "village", below=organisation(), actor_id=None
    )
    client = door(staff(role, village))
    digest = bank.keep_picture(look_at(png()))
    named = ["bank", "bank_kinds", "question_batches", "question_template", "export_items"]
    gets = [*map(reverse, named), reverse("bank_item", args=[one.ref])]
    gets += [reverse("revise_item", args=[one.ref]), reverse("item_picture", args=[digest])]
    assert {client.get(url).status_code for url in gets} == {404}
    posts = [reverse("export_items"), reverse("move_item", args=[one.ref]), reverse("alike_items")]
    assert {client.post(url, {"form": "sheet"}).status_code for url in posts} == {404}
    assert reverse("bank") not in client.get("/desk/").content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_only_who_writes_and_reviews_questions_opens_the_bank(role: str, author: User) -> None:
    one = item(author)
    batch = looked_at(table(row(1)))
    client = door(staff(role, organisation()))
    gets = [
        reverse("bank_item", args=[one.ref]),
        reverse("revise_item", args=[one.ref]),
        reverse("question_batch", args=[batch.pk]),
        reverse("batch_report", args=[batch.pk]),
    ]
    posts = [
        reverse("submit_item", args=[one.ref]),
        reverse("judge_item", args=[one.ref]),
        reverse("move_item", args=[one.ref]),
        reverse("enter_batch", args=[batch.pk]),
        reverse("alike_items"),
        reverse("discard_batch", args=[batch.pk]),
    ]
    codes = {client.get(url).status_code for url in gets}
    codes |= {client.post(url).status_code for url in posts}
    assert (404 not in codes) if role in MAY else (codes == {404})


def test_a_trainee_does_not_find_the_bank_and_a_visitor_is_asked_to_sign_in(author: User) -> None:
    url = reverse("bank_item", args=[item(author).ref])
    who = rows.person()
    assert who.user is not None
    assert door(who.user).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_the_list_is_narrowed_by_words_and_labels_and_says_how_many(author: User) -> None:
    item(author, "tort-1", 1)
    bank.add_item("family-1", multiple(2), label=Label("family"), actor_id=author.pk)
    client = door(author)

    def found(query: str) -> list[str]:
        page = client.get(f"/desk/bank/?{query}").context["page"]
        return [row.ref for row in page.object_list]

    assert found("") == ["family-1", "tort-1"]
    assert found("subject=tort") == ["tort-1"]
    assert found("kind=multiple") == ["family-1"]
    assert found("q=单选题1") == ["tort-1"]
    assert found("q=family") == ["family-1"]
    assert found("state=live") == []
    assert found("show=mine") == ["family-1", "tort-1"]
    assert found("show=waiting") == []
    assert found("difficulty=medium&pool=exam") == ["family-1", "tort-1"]
    assert found("subject=nonsense") == ["family-1", "tort-1"]


def test_the_list_costs_the_same_for_one_and_for_three(
    author: User, django_assert_max_num_queries: Any
) -> None:
    client = door(author)
    item(author, "a-1", 1)
    client.get("/desk/bank/")
    with django_assert_max_num_queries(20) as one:
        client.get("/desk/bank/")
    item(author, "a-2", 2)
    item(author, "a-3", 3)
    with django_assert_max_num_queries(len(one)):
        client.get("/desk/bank/")


def test_a_reviewer_sees_what_waits_and_approves_it(author: User, reviewer: User) -> None:
    one = item(author)
    assert door(author).post(reverse("submit_item", args=[one.ref])).status_code == 302
    client = door(reviewer)
    assert client.get("/desk/bank/?show=waiting").context["page"].paginator.count == 1
    page = client.get(reverse("bank_item", args=[one.ref]))
    assert page.context["may_judge"]
    asked = {"version": 1, "go": "approved", "checklist": list(CHECKLIST), "comment": "好题"}
    assert client.post(reverse("judge_item", args=[one.ref]), asked).status_code == 302
    assert Item.objects.get().state == ItemState.LIVE
    assert ItemReview.objects.get().comment == "好题"


def test_a_checklist_that_is_not_complete_keeps_the_comment_that_was_typed(
    author: User, reviewer: User
) -> None:
    one = item(author)
    vetting.submit(one.pk, actor_id=author.pk)
    asked = {"version": 1, "go": "approved", "checklist": ["law"], "comment": "差一点"}
    reply = door(reviewer).post(reverse("judge_item", args=[one.ref]), asked)
    assert reply.status_code == 422
    assert "差一点" in reply.content.decode()
    assert Item.objects.get().state == ItemState.DRAFT


def test_the_author_may_comment_but_not_judge(author: User) -> None:
    one = item(author)
    vetting.submit(one.pk, actor_id=author.pk)
    client, url = door(author), reverse("judge_item", args=[one.ref])
    assert not client.get(reverse("bank_item", args=[one.ref])).context["may_judge"]
    asked = {"version": 1, "go": "approved", "checklist": list(CHECKLIST), "comment": ""}
    assert client.post(url, asked).status_code == 404
    assert client.post(url, {"version": 1, "go": "comment", "comment": "看看"}).status_code == 302
    assert ItemReview.objects.get().verdict == "comment"


def test_the_authors_page_names_the_field_once_and_its_section_otherwise(author: User) -> None:
    page = door(author).get(reverse("bank_item", args=[item(author).ref])).content.decode()
    section = page.partition('id="judge">')[2].partition("</section>")[0]
    heading = section.partition("</h2>")[0]
    label = section.partition('class="field__label"')[2].partition("</label>")[0]
    assert heading not in label
    assert {heading, label.partition(">")[2].partition("<")[0]} == {"对这道题的意见", "意见"}


def test_an_officer_who_wrote_it_cannot_approve_it() -> None:
    officer = staff("officer", organisation())
    one = item(officer)
    vetting.submit(one.pk, actor_id=officer.pk)
    asked = {"version": 1, "go": "approved", "checklist": list(CHECKLIST), "comment": ""}
    reply = door(officer).post(reverse("judge_item", args=[one.ref]), asked)
    assert reply.status_code == 422
    assert Item.objects.get().state == ItemState.DRAFT


def test_returned_questions_say_why(author: User, reviewer: User) -> None:
    one = item(author)
    vetting.submit(one.pk, actor_id=author.pk)
    url = reverse("judge_item", args=[one.ref])
    client = door(reviewer)
    assert client.post(url, {"version": 1, "go": "returned", "comment": ""}).status_code == 422
    client.post(url, {"version": 1, "go": "returned", "comment": "两个选项都对"})
    assert "两个选项都对" in door(author).get(reverse("bank_item", args=[one.ref])).content.decode()


def test_a_returned_question_stands_on_its_authors_desk_until_it_is_revised(
    author: User, reviewer: User
) -> None:
    one = item(author)
    assert "bank-card" not in door(author).get("/desk/").content.decode()
    vetting.submit(one.pk, actor_id=author.pk)
    waiting = door(reviewer).get("/desk/").content.decode()
    assert reverse("bank_item", args=[one.ref]) in waiting
    version = one.versions.get()
    vetting.send_back(version, reviewer_id=reviewer.pk, comment="两个选项都对")
    assert [row.pk for row in finding.returned_to(author.pk)] == [one.pk]
    desk = door(author).get("/desk/")
    assert reverse("bank_item", args=[one.ref]) in desk.content.decode()
    assert list(finding.returned_to(reviewer.pk)) == []
    bank.revise(one, single(2), actor_id=author.pk, reason="另写")
    assert list(finding.returned_to(author.pk)) == []


@pytest.mark.parametrize("sent", [{}, {"version": "x"}, {"version": 9, "go": "comment"}])
def test_a_verdict_on_nothing_is_answered_plainly(author: User, sent: dict[str, Any]) -> None:
    one = item(author)
    reply = door(author).post(reverse("judge_item", args=[one.ref]), sent)
    assert reply.status_code in {404, 422}


def test_a_state_is_changed_with_a_reason_only(author: User) -> None:
    one = bank.add_item(
        "tort-1", single(1), label=Label("tort"), state=ItemState.LIVE, actor_id=author.pk
    )
    client, url = door(author), reverse("move_item", args=[one.ref])
    assert client.post(url, {"state": "suspended", "reason": ""}).status_code == 422
    assert client.post(url, {"state": "nonsense", "reason": "x"}).status_code == 422
    assert Item.objects.get().state == ItemState.LIVE
    assert client.post(url, {"state": "suspended", "reason": "有争议"}).status_code == 302
    assert Item.objects.get().state == ItemState.SUSPENDED


def test_an_author_suspends_and_only_a_reviewer_takes_up_again_or_retires(
    author: User, reviewer: User
) -> None:
    one = bank.add_item(
        "tort-1", single(1), label=Label("tort"), state=ItemState.LIVE, actor_id=author.pk
    )
    url, page = (reverse(name, args=[one.ref]) for name in ("move_item", "bank_item"))
    writes, reviews = door(author), door(reviewer)

    def offered(client: Client) -> list[str]:
        return [str(state) for state, _form in client.get(page).context["moves"]]

    assert offered(writes) == ["suspended"]
    assert writes.post(url, {"state": "retired", "reason": "x"}).status_code == 404
    writes.post(url, {"state": "suspended", "reason": "泄题"})
    assert offered(writes) == []
    assert writes.post(url, {"state": "live", "reason": "x"}).status_code == 404
    assert Item.objects.get().state == ItemState.SUSPENDED
    assert offered(reviews) == ["live", "retired"]
    assert reviews.post(url, {"state": "live", "reason": "核对过"}).status_code == 302
    assert Item.objects.get().state == ItemState.LIVE
    assert reviews.post(url, {"state": "retired", "reason": "过时"}).status_code == 302
    assert Item.objects.get().state == ItemState.RETIRED


def test_nobody_takes_up_again_what_they_wrote(reviewer: User) -> None:
    one = bank.add_item(
        "tort-1", single(1), label=Label("tort"), state=ItemState.SUSPENDED, actor_id=reviewer.pk
    )
    url = reverse("move_item", args=[one.ref])
    assert door(reviewer).post(url, {"state": "live", "reason": "好了"}).status_code == 422
    assert Item.objects.get().state == ItemState.SUSPENDED


def test_the_version_in_use_stands_beside_a_newer_one(author: User) -> None:
    one = bank.add_item(
        "tort-1", single(1), label=Label("tort"), state=ItemState.LIVE, actor_id=author.pk
    )
    bank.revise(one, single(2), actor_id=author.pk, reason="clearer")
    context = door(author).get(reverse("bank_item", args=[one.ref])).context
    assert context["question"].stem == "单选题2？"
    assert context["in_use"].stem == "单选题1？"


def test_pictures_open_to_authors_and_to_who_has_them_on_a_paper(author: User) -> None:
    digest = bank.keep_picture(look_at(png()))
    url = reverse("item_picture", args=[digest])
    reply = door(author).get(url)
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "image/png")
    who = rows.person()
    assert who.user is not None
    assert door(who.user).get(url).status_code == 404
    assert door(author).get(reverse("item_picture", args=["0" * 64])).status_code == 404
