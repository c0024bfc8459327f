"""Films and recordings: where one is, how far one may go, when they count; and their bytes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model

from courses import studying, watching
from courses.blocks import FilmBlock
from courses.editing import reviewing
from courses.models import LessonPage, LessonProgress, Watching
from portal import clock
from portal.accounts.choices import Role
from portal.people.models import Person
from portal.scope import Scope
from tests.courses import rows
from tests.courses.editing import desks
from tests.courses.films import FILM, SOUND
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SECONDS = 90


@pytest.fixture
def person() -> Person:
    return rows.learner(rows.committee())


def document(content: bytes = FILM, name: str = "film.mp4") -> int:
    row = get_document_model().objects.create(title=name, file=ContentFile(content, name=name))
    return int(row.pk)


@pytest.fixture
def lesson() -> LessonPage:
    words = {"title": "五分钟看懂", "words": "先看水，再说墙。", "seconds": SECONDS}
    film = rows.block("video", {"file": document(), **words})
    return rows.lesson(rows.module(), "film", body=[rows.block("heading", "看"), film])


def film_of(lesson: LessonPage) -> str:
    return str(next(block.id for block in lesson.body if block.block_type == "video"))


def watch(person: Person, lesson: LessonPage, after: int, position: int) -> bool:
    with clock.at(MOMENT + timedelta(seconds=after)):
        return watching.watch(person.pk, lesson.pk, film_of(lesson), position, actor_id=None)


def test_nobody_is_further_than_the_time_gone_by_allows(person: Person, lesson: LessonPage) -> None:
    for after, position in ((0, 80), (10, 88), (11, 3)):
        assert watch(person, lesson, after, position) is False
    row = Watching.every.get()
    assert (row.position, row.furthest) == (3, 6 + 20)


def test_many_reports_at_once_skip_nothing(person: Person, lesson: LessonPage) -> None:
    assert [watch(person, lesson, 0, 90) for _report in range(30)] == [False] * 30
    assert Watching.every.get().furthest == 6


def test_of_two_tabs_neither_takes_back_what_the_other_told(
    person: Person, lesson: LessonPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(person, lesson, 0, 5)
    told = iter([40])
    moment = MOMENT + timedelta(seconds=20)
    inner = type(Watching.every.all()).update

    def update(rows: Any, **values: Any) -> int:
        """The other tab's report comes between reading and writing, once."""
        for furthest in told:
            inner(Watching.every.all(), furthest=furthest, reported_at=moment)
        return inner(rows, **values)

    monkeypatch.setattr(type(Watching.every.all()), "update", update)
    watch(person, lesson, 21, 12)
    row = Watching.every.get()
    assert (row.position, row.furthest) == (12, 40)


def test_a_film_watched_to_its_end_is_seen_and_the_lesson_then_learnt(
    person: Person, lesson: LessonPage
) -> None:
    with clock.at(MOMENT), pytest.raises(studying.NotLearnt) as refused:
        studying.complete_lesson(person.pk, lesson.pk, actor_id=None)
    assert (refused.value.missing.films, refused.value.missing.blocks) == (1, 1)
    watched = [watch(person, lesson, at, at) for at in (0, 30, 60, 90)]
    assert watched == [False, False, False, True]
    assert LessonProgress.every.get().state == "done"


def test_who_cannot_hear_reads_the_words(person: Person, lesson: LessonPage) -> None:
    watching.read_instead(person.pk, lesson.pk, film_of(lesson), actor_id=None)
    assert studying.complete_lesson(person.pk, lesson.pk, actor_id=None) is True


def test_where_the_rule_asks_for_nothing_the_first_report_counts(
    person: Person, lesson: LessonPage
) -> None:
    rules.in_force("train.watch_percent", 0)
    watching.watch(person.pk, lesson.pk, film_of(lesson), 1, actor_id=None)
    assert film_of(lesson) in LessonProgress.every.get().seen


def test_there_is_no_film_but_the_lessons_own(person: Person, lesson: LessonPage) -> None:
    with pytest.raises(LookupError):
        watching.watch(person.pk, lesson.pk, "other", 1, actor_id=None)
    with pytest.raises(LookupError):
        watching.read_instead(person.pk, lesson.pk, "other", actor_id=None)


def test_watching_belongs_to_the_person_and_those_who_read_their_organisation(
    person: Person, lesson: LessonPage
) -> None:
    watch(person, lesson, 0, 1)
    own, far = Scope(person_id=person.pk), Scope(places={"clerk": ("9999",)})
    clerk = Scope(places={"clerk": (person.organisation.path,)})
    seen = [Watching.objects.scoped(scope).count() for scope in (own, clerk, far, Scope())]
    assert seen == [1, 1, 0, 0]


WHOLE = len(FILM)
PARTS = {
    "": (200, WHOLE, None),
    "bytes=0-9": (206, 10, f"bytes 0-9/{WHOLE}"),
    "bytes=-5": (206, 5, f"bytes {WHOLE - 5}-{WHOLE - 1}/{WHOLE}"),
    "bytes=10-": (206, WHOLE - 10, f"bytes 10-{WHOLE - 1}/{WHOLE}"),
    "bytes=0-999999": (206, WHOLE, f"bytes 0-{WHOLE - 1}/{WHOLE}"),
    "bytes=999999-": (416, 0, f"bytes */{WHOLE}"),
    "bytes=9-3": (416, 0, f"bytes */{WHOLE}"),
    "bytes=-": (200, WHOLE, None),
    "lines=1-2": (200, WHOLE, None),
}


def test_players_get_the_part_they_ask_for(client: Client, lesson: LessonPage) -> None:
    url = f"/learn/progress/{lesson.pk}/films/{film_of(lesson)}/"
    got = {}
    for asked in PARTS:
        response = client.get(url, headers={"Range": asked} if asked else {})
        length = len(response.content if response.status_code == 416 else response.getvalue())
        got[asked] = (response.status_code, length, response.headers.get("Content-Range"))
    assert got == PARTS


def begun(url: str, client: Client) -> int:
    """The answer to a player that asks for the first bytes."""
    response = client.get(url, headers={"Range": "bytes=0-4"})
    response.getvalue()
    return response.status_code


def test_the_film_of_a_draft_plays_for_those_who_may_read_the_draft(lesson: LessonPage) -> None:
    author, reviewer = desks.login("author"), desks.login("judge")
    second = desks.login("second", Role.COMMITTEE)
    LessonPage.objects.filter(pk=lesson.pk).update(owner=author)
    lesson = LessonPage.objects.get(pk=lesson.pk)
    lesson.unpublish()
    url = f"/learn/progress/{lesson.pk}/films/{film_of(lesson)}/"

    def answers() -> list[int]:
        users = (author, reviewer, second)
        return [begun(url, Client()), *(begun(url, desks.client_of(user)) for user in users)]

    assert answers() == [404, 206, 404, 404]
    lesson.save_revision(user=author)
    reviewing.hand_in(LessonPage.objects.get(pk=lesson.pk), by=author)
    assert answers() == [404, 206, 206, 404]
    assert desks.client_of(author).post(f"{url}watched/", {"at": "5"}).status_code in (403, 404)


def test_a_film_new_in_the_draft_of_a_public_lesson_plays_for_its_author_only(
    lesson: LessonPage,
) -> None:
    author = desks.login("author")
    LessonPage.objects.filter(pk=lesson.pk).update(owner=author)
    fresh = LessonPage.objects.get(pk=lesson.pk)
    value = {"file": document(), "title": "二", "words": "二", "seconds": SECONDS}
    added = rows.block("video", value, "two")
    fresh.body = [*list(fresh.body.raw_data), added]
    fresh.save_revision(user=author)
    url = f"/learn/progress/{lesson.pk}/films/{added['id']}/"
    users = (author, desks.login("other"))
    assert [begun(url, desks.client_of(user)) for user in users] == [206, 404]


def test_the_page_holds_the_first_viewing_and_takes_what_the_player_tells(
    client: Client, person: Person, lesson: LessonPage
) -> None:
    client.force_login(rows.login_of(person))
    url = f"/learn/progress/{lesson.pk}/films/{film_of(lesson)}/"
    assert 'data-furthest="0"' in client.get(lesson.url).content.decode()
    told = [client.post(f"{url}watched/", {"at": at}).status_code for at in ("5", "x", "9" * 30)]
    assert told == [204, 204, 204]
    assert client.post(f"{url}read/").status_code == 302
    page = client.get(lesson.url).content.decode()
    assert "data-furthest" not in page
    assert "先看水，再说墙。" in page


def test_the_editor_reads_the_length_and_refuses_what_phones_do_not_play() -> None:
    block = FilmBlock(has_pictures=True)
    given = {"title": "片", "words": "词", "seconds": None}
    file = block.child_blocks["file"]
    fit, sound, broken = (
        file.to_python(document(content)) for content in (FILM, SOUND, b"no film at all")
    )
    assert block.clean(block.to_python(given) | {"file": fit})["seconds"] == SECONDS
    for wrong in (sound, broken):
        with pytest.raises(StructBlockValidationError):
            block.clean(block.to_python(given) | {"file": wrong})
