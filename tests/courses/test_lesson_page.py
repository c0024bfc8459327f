"""A lesson as read, by a visitor and by a person, in both languages, with its self-checks."""

import re

import pytest
from django.test import Client

from courses import evidence, studying
from courses.models import CheckAnswer, LessonPage, LessonProgress
from courses.templatetags.learning import VISITOR_CHECKS
from portal.people.models import Person
from tests.courses import rows

pytestmark = pytest.mark.django_db
PARTS = re.compile(r'data-part="([^"]*)"')


@pytest.fixture(autouse=True)
def library() -> None:
    rows.library()


@pytest.fixture
def lessons() -> list[LessonPage]:
    module = rows.module()
    return [rows.lesson(module, slug, checks=2) for slug in ("first", "second")]


@pytest.fixture
def person() -> Person:
    return rows.learner(rows.committee())


@pytest.fixture
def trainee(client: Client, person: Person) -> Client:
    client.force_login(rows.login_of(person))
    return client


def read(client: Client, lesson: LessonPage, query: str = "") -> str:
    client.cookies["django_language"] = "en"
    response = client.get(f"{lesson.url}{query}")
    assert response.status_code == 200
    return response.content.decode()


def answer(client: Client, lesson: LessonPage, number: int, choice: str) -> int:
    check = lesson.checks[number].id
    url = f"/learn/progress/{lesson.pk}/check/"
    return client.post(url, {"check": check, "choice": choice}).status_code


def see(client: Client, lesson: LessonPage, **more: str) -> int:
    blocks = {"block": evidence.blocks_to_see(lesson), **more}
    return client.post(f"/learn/progress/{lesson.pk}/seen/", blocks).status_code


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_visitor_reads_every_kind_of_block(
    client: Client, lessons: list[LessonPage], language: str
) -> None:
    client.cookies["django_language"] = language
    text = client.get(lessons[0].url).content.decode()
    for words in ("案例：老水沟", "一场大雨", "先看水", "水照老路走。", "题目first0"):
        assert words in text
    assert '<a class="cite" href="/law/civil-code/288/">第二百八十八条</a>' in text
    assert text.count('<details class="statute">') == 1
    assert "<mark>要旨</mark>" in text


def test_its_goal_describes_a_lesson_to_searching_engines(client: Client) -> None:
    lesson = rows.lesson(rows.module(), "one", goal="会看 <水> & 路")
    wanted = '<meta name="description" content="%s">'
    assert wanted % "会看 &lt;水&gt; &amp; 路" in read(client, lesson)
    lesson.search_description = "编者的话"
    lesson.save_revision().publish()
    assert wanted % "编者的话" in read(client, lesson)


def test_key_and_explanation_are_not_in_the_page_before_answering(
    client: Client, lessons: list[LessonPage]
) -> None:
    text = read(client, lessons[0])
    assert rows.SECRET not in text
    assert "option--right" not in text
    answer(client, lessons[0], 0, "A")
    text = read(client, lessons[0])
    assert text.count(rows.SECRET) == 1
    assert text.count("option--right") == 1
    assert text.count("option--chosen") == 1


def test_a_visitors_answers_stay_in_the_browser_session(
    client: Client, lessons: list[LessonPage]
) -> None:
    assert answer(client, lessons[0], 0, "B") == 302
    assert list(client.session[VISITOR_CHECKS]) == [str(lessons[0].pk)]
    assert CheckAnswer.every.count() == 0
    assert rows.SECRET not in read(Client(), lessons[0])


def test_a_question_can_be_asked_again(client: Client, lessons: list[LessonPage]) -> None:
    answer(client, lessons[0], 0, "B")
    assert rows.SECRET not in read(client, lessons[0], f"?again={lessons[0].checks[0].id}")


def test_no_answer_chosen_is_said_beside_the_question(
    client: Client, lessons: list[LessonPage]
) -> None:
    client.cookies["django_language"] = "en"
    url = f"/learn/progress/{lessons[0].pk}/check/"
    response = client.post(url, {"check": lessons[0].checks[0].id})
    assert response.status_code == 422
    assert "Please choose an answer first." in response.content.decode()


def test_a_question_that_is_gone_is_a_conflict_with_the_lesson_as_it_is(
    client: Client, lessons: list[LessonPage]
) -> None:
    url = f"/learn/progress/{lessons[0].pk}/check/"
    assert client.post(url, {"check": "gone", "choice": "A"}).status_code == 409


@pytest.mark.parametrize("act", ["check", "complete"])
def test_addresses_of_acts_take_posts_to_live_lessons_only(
    trainee: Client, lessons: list[LessonPage], act: str
) -> None:
    assert trainee.get(f"/learn/progress/{lessons[0].pk}/{act}/").status_code == 405
    assert trainee.post(f"/learn/progress/999999/{act}/").status_code == 404


def test_reading_is_remembered_for_a_person_only(
    trainee: Client, person: Person, lessons: list[LessonPage]
) -> None:
    read(Client(), lessons[0])
    assert LessonProgress.every.count() == 0
    assert "Progress saved" in read(trainee, lessons[0])
    assert LessonProgress.every.get().person_id == person.pk


def test_the_next_lesson_opens_when_the_self_checks_are_done(
    trainee: Client, lessons: list[LessonPage]
) -> None:
    first, second = lessons
    assert "Do the self-check, then you can go on" in read(trainee, first)
    assert see(trainee, first) == 204
    for number in range(2):
        assert "I have read this lesson" not in read(trainee, first)
        answer(trainee, first, number, "B")
    text = read(trainee, first)
    assert "Lesson finished" in text
    assert f'rel="next" href="{second.url}"' in text


def test_a_closed_lesson_can_be_read_ahead_but_not_answered(
    trainee: Client, lessons: list[LessonPage]
) -> None:
    second = lessons[1]
    text = read(trainee, second)
    assert "You may read ahead." in text
    assert "先看水" in text
    assert "/check/" not in text
    assert answer(trainee, second, 0, "B") == 409
    assert LessonProgress.every.filter(lesson=second).count() == 0


def test_a_lesson_of_a_later_module_names_the_lesson_that_comes_first(
    trainee: Client, person: Person
) -> None:
    before, after = rows.module("contract"), rows.module("family")
    first, second = rows.lesson(before, "a", checks=0), rows.lesson(after, "b", checks=0)
    after.prerequisites = [before]
    after.save()
    page = read(trainee, second)
    assert f"Finish “{first.title}” first" in page
    assert "data-seen" not in page
    studying.complete_lesson(person.pk, first.pk, actor_id=None)
    assert "data-seen" in read(trainee, second)


def test_a_lesson_without_self_checks_is_finished_by_a_button(trainee: Client) -> None:
    lesson = rows.lesson(rows.module("contract"), "plain", checks=0)
    url = f"/learn/progress/{lesson.pk}/complete/"
    assert url in read(trainee, lesson)
    assert trainee.post(url).status_code == 302
    assert LessonProgress.every.get().state == "done"


def test_the_button_is_refused_while_self_checks_are_open(
    trainee: Client, lessons: list[LessonPage]
) -> None:
    assert trainee.post(f"/learn/progress/{lessons[0].pk}/complete/").status_code == 409
    assert Client().post(f"/learn/progress/{lessons[0].pk}/complete/").status_code == 302
    assert LessonProgress.every.filter(state="done").count() == 0


def test_one_person_never_sees_the_answers_of_another(
    trainee: Client, lessons: list[LessonPage]
) -> None:
    answer(trainee, lessons[0], 0, "A")
    other = Client()
    other.force_login(
        rows.login_of(rows.learner(rows.committee("石桥村调委会"), "陈志明"), "other")
    )
    assert rows.SECRET not in read(other, lessons[0])


def test_every_part_of_the_page_says_which_blocks_it_shows(
    trainee: Client, lessons: list[LessonPage]
) -> None:
    text = read(trainee, lessons[0])
    shown = {block for part in PARTS.findall(text) for block in part.split()}
    assert shown == set(evidence.blocks_to_see(lessons[0]))
    assert f'data-seen="/learn/progress/{lessons[0].pk}/seen/"' in text


def test_the_page_leads_back_to_the_part_read_last(
    trainee: Client, lessons: list[LessonPage]
) -> None:
    third = evidence.blocks_to_see(lessons[0])[2]
    assert "Go on where you stopped" not in read(trainee, lessons[0])
    assert see(trainee, lessons[0], at=third) == 204
    anchor = re.search(rf'id="([\w-]+)" data-part="{third}"', read(trainee, lessons[0]))
    assert anchor is not None
    assert f'href="#{anchor[1]}">Go on where you stopped' in read(trainee, lessons[0])


def test_the_script_is_told_when_the_lesson_is_finished_and_when_it_is_closed(
    trainee: Client, lessons: list[LessonPage]
) -> None:
    first, second = lessons
    assert see(trainee, second) == 409
    for number in range(2):
        answer(trainee, first, number, "B")
    assert "I have read this lesson" in read(trainee, first)
    assert see(trainee, first) == 205
