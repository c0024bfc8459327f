"""What readers leave on pages: bookmarks, a note, "this helped me", questions to the author."""

from datetime import timedelta

import pytest
from django.test import Client

from courses.models import CommentaryPage, LessonPage
from courses.readers import asking, marking, showing
from courses.readers.models import Bookmark, Helpful, PageNote, ReaderQuestion
from portal import clock, hooks
from portal.accounts import granting
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.notices.models import Notice
from portal.people.models import Organisation, Person
from portal.scope import Scope
from tests.courses import rows

pytestmark = pytest.mark.django_db
NUMBER = "990000199001010017"


@pytest.fixture
def place() -> Organisation:
    rows.library()
    return rows.committee()


@pytest.fixture
def person(place: Organisation) -> Person:
    return rows.learner(place)


@pytest.fixture
def reader(client: Client, person: Person) -> Client:
    client.force_login(rows.login_of(person))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def lesson(place: Organisation) -> LessonPage:
    return rows.lesson(rows.module(), "water", checks=0)


@pytest.fixture
def judge(place: Organisation) -> User:
    user = granting.create_login("judge", "a-long-password", "法官", actor_id=None)
    granting.grant(user, "instructor", place, actor_id=None)
    return user


@pytest.fixture
def page(place: Organisation, judge: User) -> CommentaryPage:
    return rows.commentary("ditch", owner=judge)


def heading(lesson: LessonPage) -> str:
    return next(iter(marking.headings_of(lesson)))


def test_a_bookmark_is_set_and_taken_away_at_a_heading_of_the_lesson(
    reader: Client, person: Person, lesson: LessonPage
) -> None:
    url = f"/learn/mine/bookmarks/{lesson.pk}/"
    assert reader.post(url, {"heading": heading(lesson)}).status_code == 302
    assert "Take the bookmark at" in reader.get(lesson.url).content.decode()
    assert "案例：老水沟" in reader.get("/learn/mine/").content.decode()
    assert reader.post(url, {"heading": heading(lesson)}).status_code == 302
    assert Bookmark.every.count() == 0
    assert reader.post(url, {"heading": "no heading"}).status_code == 404


def test_bookmarks_have_a_bound(
    person: Person, lesson: LessonPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "MOST_BOOKMARKS", 0)
    with pytest.raises(marking.TooManyBookmarks):
        marking.toggle_bookmark(person.pk, lesson, heading(lesson))


def test_a_reader_with_too_many_bookmarks_is_told(
    reader: Client, lesson: LessonPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "MOST_BOOKMARKS", 0)
    url = f"/learn/mine/bookmarks/{lesson.pk}/"
    page = reader.post(url, {"heading": heading(lesson)}, follow=True).content.decode()
    assert "Please take some away first." in page


def test_a_note_is_kept_changed_and_taken_away(reader: Client, lesson: LessonPage) -> None:
    url = f"/learn/mine/notes/{lesson.pk}/"
    for words in ("先看水", "再说墙"):
        reader.post(url, {"text": words})
    assert PageNote.every.get().text == "再说墙"
    assert "再说墙" in reader.get(lesson.url).content.decode()
    assert "再说墙" in reader.get("/learn/mine/").content.decode()
    reader.post(url, {"text": "  "})
    assert PageNote.every.count() == 0
    assert "Nothing kept yet" in reader.get("/learn/mine/").content.decode()


def test_an_id_number_in_a_note_is_refused_and_nothing_typed_is_lost(
    reader: Client, lesson: LessonPage
) -> None:
    response = reader.post(f"/learn/mine/notes/{lesson.pk}/", {"text": f"老王 {NUMBER}"})
    assert response.status_code == 422
    assert "老王" in response.content.decode()
    assert PageNote.every.count() == 0


def test_only_lessons_and_commentaries_take_notes(reader: Client) -> None:
    module = rows.module("other")
    assert reader.post(f"/learn/mine/notes/{module.pk}/", {"text": "x"}).status_code == 404
    assert reader.post("/learn/mine/notes/999999/", {"text": "x"}).status_code == 404


def test_helpful_is_said_once_and_taken_back_and_only_the_number_is_shown(
    reader: Client, person: Person, page: CommentaryPage
) -> None:
    url = f"/learn/mine/helpful/{page.pk}/"
    reader.post(url)
    assert "It helped 1 mediator." in reader.get(page.url).content.decode()
    assert "对 1 位调解员有帮助。" in Client().get(page.url).content.decode()
    reader.post(url)
    assert Helpful.every.count() == 0


def test_a_question_goes_to_the_author_and_the_answer_back(
    reader: Client, person: Person, judge: User, page: CommentaryPage
) -> None:
    url = f"/learn/mine/questions/{page.pk}/"
    for _twice in range(2):
        assert reader.post(url, {"text": "墙已经拆了怎么办？"}).status_code == 302
    asked = ReaderQuestion.every.get()
    assert Notice.objects.unscoped("test").get(user_id=judge.pk).kind == "readers.asked"
    author = Client()
    author.force_login(judge)
    author.cookies["django_language"] = "en"
    assert "墙已经拆了怎么办？" in author.get("/desk/questions/").content.decode()
    assert "waits for an answer" in author.get("/desk/").content.decode()
    bad = author.post("/desk/questions/", {"question": asked.pk, "text": f"见 {NUMBER}"})
    assert (bad.status_code, "见 9" in bad.content.decode()) == (422, True)
    author.post("/desk/questions/", {"question": asked.pk, "text": "先恢复排水。"})
    again = author.post(
        "/desk/questions/", {"question": asked.pk, "text": "改口"}, follow=True
    ).content.decode()
    assert "that answer stays" in again
    assert "先恢复排水。" in reader.get(page.url).content.decode()
    assert Notice.objects.unscoped("test").get(person_id=person.pk).kind == "readers.answered"
    kinds = ["question.answered", "question.asked"]
    found = AuditEvent.objects.filter(kind__in=kinds).order_by("kind")
    assert list(found.values_list("kind", flat=True)) == kinds


def test_a_question_with_a_phone_number_is_refused_and_stays_typed(
    reader: Client, page: CommentaryPage
) -> None:
    typed = "孩子的奶奶签字行不行？我电话１３８ 1234 5678"
    answer = reader.post(f"/learn/mine/questions/{page.pk}/", {"text": typed})
    assert (answer.status_code, typed in answer.content.decode()) == (422, True)
    assert ReaderQuestion.every.count() == 0


def test_nobody_answers_a_question_to_somebody_else(
    reader: Client, person: Person, page: CommentaryPage
) -> None:
    asked = asking.ask(person.pk, page, "怎么办？", actor_id=None)
    assert reader.post("/desk/questions/", {"question": asked.pk, "text": "x"}).status_code == 404
    assert reader.post("/desk/questions/", {"question": "x", "text": "x"}).status_code == 404
    assert "怎么办？" not in reader.get("/desk/questions/").content.decode()


def test_a_page_without_an_author_takes_no_question_and_the_sixth_of_a_day_waits(
    reader: Client, person: Person, page: CommentaryPage
) -> None:
    orphan = rows.commentary("orphan")
    refused = reader.post(f"/learn/mine/questions/{orphan.pk}/", {"text": "有人吗？"})
    assert (refused.status_code, "有人吗？" in refused.content.decode()) == (422, True)
    for number in range(5):
        asking.ask(person.pk, page, f"问题{number}", actor_id=None)
    with pytest.raises(asking.NotAsked):
        asking.ask(person.pk, page, "第六个", actor_id=None)
    with clock.at(clock.now() + timedelta(days=2)):
        assert asking.ask(person.pk, page, "第六个", actor_id=None).text == "第六个"


def test_marks_are_their_readers_own_and_go_with_an_erasure(
    person: Person, lesson: LessonPage, page: CommentaryPage
) -> None:
    marking.toggle_bookmark(person.pk, lesson, heading(lesson))
    marking.write_note(person.pk, page.pk, "记一笔")
    marking.toggle_helpful(person.pk, page)
    asking.ask(person.pk, page, "怎么办？", actor_id=None)
    models = (Bookmark, PageNote, Helpful, ReaderQuestion)
    own, clerk = Scope(person_id=person.pk), Scope(places={"clerk": (person.organisation.path,)})
    for scope, seen in ((own, 1), (clerk, 0), (Scope(), 0)):
        assert [model.objects.scoped(scope).count() for model in models] == [seen] * 4
    assert [marked.page.pk for marked in showing.all_marks(person.pk)] == [lesson.pk, page.pk]
    hooks.erase_elsewhere(person.pk)
    assert [model.every.count() for model in models] == [0] * 4


def test_a_visitor_sees_the_contents_and_no_forms(client: Client, lesson: LessonPage) -> None:
    text = client.get(lesson.url).content.decode()
    assert 'href="#p-0-0"' in text
    assert "/learn/mine/" not in text
    assert client.get("/learn/mine/").status_code == 302
