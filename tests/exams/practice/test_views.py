"""Practice on the screen: begin, answer, see why, go on; nothing is told before the answer."""

import pytest
from django.test import Client

from exams import bank
from exams.choices import ItemPool
from exams.models import Item
from exams.practice.demo import right_value
from exams.practice.models import Card, PracticeAnswer, Round
from exams.wording import Wording
from portal.people.models import Person
from tests.courses import rows as law
from tests.exams import rows as exam_rows
from tests.exams.practice import rows
from tests.exams.practice.screen import HOME, begin, form_of, page, posted, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return exam_rows.person()


@pytest.fixture
def trainee(client: Client, person: Person) -> Client:
    return sign_in(client, person)


def test_a_trainee_begins_answers_sees_why_and_goes_on(trainee: Client, person: Person) -> None:
    rows.fill(count=2)
    url = begin(trainee)
    of = Round.every.get()
    assert posted(trainee, url, *right_value(of, 1)) == 302
    told = page(trainee, url)
    assert rows.CANARY in told
    assert "your choice, right" in told
    assert f"/learn/practice/rounds/{of.pk}/2/" in told
    assert posted(trainee, f"{HOME}rounds/{of.pk}/2/", go="unknown") == 302
    assert "See how it went" in page(trainee, f"{HOME}rounds/{of.pk}/2/")
    result = page(trainee, f"{HOME}rounds/{of.pk}/")
    assert "right of 2" in result
    assert "stands in the wrong-answer book now" in result


@pytest.mark.parametrize("wording", rows.EVERY_KIND, ids=lambda wording: wording.kind)
def test_every_kind_is_asked_answered_and_explained(
    trainee: Client, person: Person, wording: Wording
) -> None:
    item = rows.add(wording)
    url = begin(trainee)
    of = Round.every.get()
    asked = page(trainee, url)
    assert rows.CANARY not in asked
    assert posted(trainee, url, *right_value(of, 1)) == 302
    assert PracticeAnswer.every.get().right
    told = page(trainee, url)
    assert rows.CANARY in told
    assert "It comes again on" in told
    assert Card.every.get(item=item).missed_on is None


def test_a_subject_with_nul_in_its_name_is_none(trainee: Client) -> None:
    for about in ("\0", "prop\0erty"):
        assert begin(trainee, about=about) == HOME


def test_wrong_and_unknown_answers_are_told_for_every_kind(trainee: Client) -> None:
    for n, wording in enumerate(rows.EVERY_KIND):
        subject = ("mediation", "property", "contract", "family", "inheritance", "tort")[n]
        rows.add(wording, subject)
        url = begin(trainee, about=subject)
        assert posted(trainee, url, go="unknown") == 302
        told = page(trainee, url)
        assert "Now you know it" in told
        assert rows.CANARY in told


def test_no_page_tells_a_key_before_the_answer_or_an_exam_question_ever(
    trainee: Client, person: Person
) -> None:
    law.library()
    for wording in rows.EVERY_KIND:
        rows.add(wording)
    rows.add(
        Wording(
            "true_false",
            rows.EXAM_CANARY,
            (),
            "A",
            rows.EXAM_CANARY,
            cites=(("civil-code", "290"),),
        ),
        pool=ItemPool.EXAM,
    )
    seen = [
        page(trainee, url)
        for url in ("", "articles/", "mistakes/", "progress/")
        for url in [HOME + url]
    ]
    first = begin(trainee)
    of = Round.every.get()
    seen += [page(trainee, f"{HOME}rounds/{of.pk}/{n}/") for n in range(1, len(of.items) + 1)]
    seen += [page(trainee, f"{HOME}rounds/{of.pk}/"), page(trainee, "/desk/")]
    refused = trainee.post(first, {**form_of(page(trainee, first)), "value": ""})
    assert refused.status_code == 422
    seen.append(refused.content.decode())
    assert len(of.items) == len(rows.EVERY_KIND)
    assert all(rows.CANARY not in text for text in seen)
    for n in range(1, len(of.items) + 1):
        posted(trainee, f"{HOME}rounds/{of.pk}/{n}/", go="unknown")
    seen += [page(trainee, f"{HOME}mistakes/"), page(trainee, f"{HOME}progress/")]
    seen += [page(trainee, f"{HOME}rounds/{of.pk}/{n}/") for n in range(1, len(of.items) + 1)]
    assert all(rows.EXAM_CANARY not in text for text in seen)


def test_a_question_that_left_practice_shows_neither_itself_nor_its_key(
    trainee: Client, person: Person
) -> None:
    item = rows.add()
    url = begin(trainee)
    of = Round.every.get()
    data = {**form_of(page(trainee, url)), "value": ["A"]}
    Item.objects.filter(pk=item.pk).update(pool=ItemPool.EXAM)
    refused = trainee.post(url, data)
    assert refused.status_code == 409
    for text in (refused.content.decode(), page(trainee, url)):
        assert "not practised any more" in text
        assert "渴了喝什么" not in text
    Item.objects.filter(pk=item.pk).update(pool=ItemPool.PRACTICE)
    rows.answer(of, 1)
    assert rows.CANARY in page(trainee, url)
    Item.objects.filter(pk=item.pk).update(pool=ItemPool.EXAM)
    assert rows.CANARY not in page(trainee, url)


def test_sent_twice_it_is_one_answer_and_reloading_tells_the_same(trainee: Client) -> None:
    rows.fill(count=1)
    url = begin(trainee)
    data = {**form_of(page(trainee, url)), "value": ["A"]}
    assert [trainee.post(url, data).status_code for _n in range(2)] == [302, 302]
    assert PracticeAnswer.every.count() == 1
    first, second = (page(trainee, url).partition("<main")[2] for _n in range(2))
    assert first.partition("</main")[0] == second.partition("</main")[0]


def test_another_persons_practice_does_not_exist(client: Client, person: Person) -> None:
    rows.fill(count=1)
    trainee = sign_in(client, person)
    url = begin(trainee)
    posted(trainee, url, go="unknown")
    of, card = Round.every.get(), Card.every.get()
    other = sign_in(Client(), exam_rows.person("别人"))
    assert other.get(url).status_code == 404
    assert other.post(url, {"value": "A"}).status_code == 404
    assert other.get(f"{HOME}rounds/{of.pk}/").status_code == 404
    assert other.post(f"{HOME}mistakes/{card.pk}/out/").status_code == 404
    assert trainee.get(f"{HOME}rounds/{of.pk}/9/").status_code == 404


def test_staff_without_a_record_of_their_own_find_no_practice(client: Client) -> None:
    rows.fill(count=1)
    client.force_login(exam_rows.staff("hr", exam_rows.organisation()))
    assert client.get(HOME).status_code == 404
    assert Client().get(HOME).status_code == 302


def test_a_question_is_taken_out_of_the_book(trainee: Client) -> None:
    rows.fill(count=1)
    posted(trainee, begin(trainee), go="unknown")
    book = page(trainee, f"{HOME}mistakes/")
    assert "渴了喝什么" in book
    assert "1 time wrong" in book
    card = Card.every.get()
    out = trainee.post(f"{HOME}mistakes/{card.pk}/out/", follow=True).content.decode()
    assert "Taken out of the wrong-answer book." in out
    assert "The book is empty" in out


def test_only_cited_articles_are_offered_with_their_own_page(trainee: Client) -> None:
    law.library()
    empty = page(trainee, f"{HOME}articles/")
    assert "No question cites an article yet" in empty
    cited = Wording(
        "true_false", "真", (), "A", "见《民法典》第二百九十条", (("civil-code", "290"),)
    )
    rows.add(cited)
    listed = page(trainee, f"{HOME}articles/")
    assert listed.count("/law/civil-code/290/") == 1
    assert "1 question" in listed
    url = begin(trainee, "article", "civil-code/290")
    posted(trainee, url, "A")
    told = page(trainee, url)
    assert told.count('href="/law/civil-code/290/"') == 2


def test_nothing_to_practise_is_said(trainee: Client) -> None:
    assert "No question to practise yet" in page(trainee, HOME)
    told = trainee.post(f"{HOME}begin/", {"kind": "subject", "about": "tort"}, follow=True)
    assert "There is no question for this at the moment." in told.content.decode()
    assert trainee.post(f"{HOME}begin/", {"kind": "anything"}).status_code == 404


def test_the_desk_and_the_first_page_follow_the_daily_ten(trainee: Client) -> None:
    assert "Daily ten" not in page(trainee, "/desk/")
    rows.fill(count=2)
    assert "Daily ten" in page(trainee, "/desk/")
    assert "2 questions for today" in page(trainee, HOME)
    url = begin(trainee, "daily", "")
    posted(trainee, url, go="unknown")
    assert "1 of 2 answered" in page(trainee, HOME)
    posted(trainee, begin(trainee, "daily", ""), "A")
    assert "Done for today: 2 questions." in page(trainee, HOME)
    desk = page(trainee, "/desk/")
    assert "1 question in the wrong-answer book" in desk or "2 questions in the wrong" in desk


def test_progress_is_drawn_with_a_table_beside_it(trainee: Client) -> None:
    assert "Nothing practised yet" in page(trainee, f"{HOME}progress/")
    rows.fill(count=2)
    of_url = begin(trainee)
    of = Round.every.get()
    posted(trainee, of_url, *right_value(of, 1))
    posted(trainee, f"{HOME}rounds/{of.pk}/2/", go="unknown")
    figures = page(trainee, f"{HOME}progress/")
    assert 'role="img"' in figures
    assert "1／2" in figures
    assert "50 %" in figures
    assert figures.count("practice-chart__day") == 8


def test_a_picture_is_shown_to_who_is_asked_and_one_of_the_reason_after_the_answer(
    trainee: Client,
) -> None:
    shown, told = (
        bank.keep_picture(bank.Picture("image/png", 1, 1, part)) for part in (b"1", b"2")
    )
    picture = "![图](sha256:{})"
    rows.add(
        Wording(
            "true_false",
            f"看图。\n{picture.format(shown)}\n| 甲 | 乙 |\n| 1 | 2 |\n",
            (),
            "A",
            picture.format(told),
        )
    )
    url = begin(trainee)
    asked = page(trainee, url)
    assert f'src="{url}pictures/{shown}/"' in asked
    assert "<td>2" in asked
    assert trainee.get(f"{url}pictures/{shown}/").content == b"1"
    assert trainee.get(f"{url}pictures/{told}/").status_code == 404
    posted(trainee, url, go="unknown")
    assert trainee.get(f"{url}pictures/{told}/").content == b"2"
    assert f'src="{url}pictures/{told}/"' in page(trainee, url)
