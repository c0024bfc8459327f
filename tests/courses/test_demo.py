"""The demo's teaching content: complete, cited rightly, learnt by the people it says."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import override_settings

from courses import demo, demo_files, demo_pages, evidence, progress
from courses.choices import DisputeKind
from courses.films import read_film
from courses.models import CommentaryPage, LessonPage
from courses.statutes import demo as statutes_demo
from courses.statutes.articles import shelf
from courses.statutes.citations import Finder
from courses.statutes.demo import gists
from courses.statutes.importing import import_files
from courses.statutes.models import Article
from portal.accounts import demo as accounts_demo
from portal.people import demo as people_demo
from portal.people.demo import person
from tests.courses.statutes.test_import_statutes import LAWS

pytestmark = pytest.mark.django_db
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def published(lasting: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        people_demo.seed()
        accounts_demo.seed()
        statutes_demo.seed()
        demo_pages.publish()
        yield


def words_of(lesson: LessonPage) -> str:
    kinds = ("text", "case", "steps", "key_points")
    blocks = (block for block in lesson.body if block.block_type in kinds)
    return TAGS.sub("", "\n".join(str(block.render()) for block in blocks))


def test_seven_modules_of_lessons_worth_reading(published: None) -> None:
    modules = progress.live_modules()
    assert [module.subject for module in modules] == [
        "mediation", "property", "contract", "family", "inheritance", "tort", "craft",
    ]  # fmt: skip
    assert sum(module.credit_hours for module in modules) >= 28
    for module in modules:
        lessons = [LessonPage.objects.get(pk=row.pk) for row in progress.lessons_of(module)]
        assert len(lessons) >= 4
        for lesson in lessons:
            assert len(words_of(lesson)) >= 600
            assert len(lesson.checks) >= 2
            assert lesson.owner.username == "judge1"


def test_every_explanation_says_why_each_wrong_option_is_wrong(published: None) -> None:
    for lesson in LessonPage.objects.all():
        for check in lesson.checks:
            wrong = [letter for letter, _words in check.options if letter != check.right]
            silent = [letter for letter in wrong if f"{letter}错" not in check.explanation]
            assert (lesson.slug, check.question, silent) == (lesson.slug, check.question, [])


def test_every_article_shown_in_a_lesson_is_there(published: None) -> None:
    held = shelf()
    shown = [
        (block.value["statute"], int(block.value["article"]), 0)
        for lesson in LessonPage.objects.all()
        for block in lesson.body
        if block.block_type == "statute"
    ]
    assert [key for key in shown if not held.has(*key)] == []


def test_nobody_learns_before_the_modules_were_published(published: None) -> None:
    lessons = LessonPage.objects.count()
    begun = min(demo.LEARNT.values()) - (lessons - 1) * demo.EVERY_OTHER_DAY
    assert demo_pages.OPENED.date() < begun


def test_twelve_commentaries_and_every_article_they_cite_is_there(published: None) -> None:
    pages = CommentaryPage.objects.live()
    assert pages.count() == 12
    assert {page.dispute_kind for page in pages} == set(DisputeKind.values)
    assert all("人物和地点都是虚构的" in page.significance for page in pages)
    held = shelf()
    for page in pages:
        cited = [(row.statute.slug, row.number, row.sub) for row in page.citations.all()]
        assert all(held.has(*key) for key in cited)


def test_every_citation_in_running_text_leads_to_a_gist(published: None) -> None:
    held = shelf()
    texts = [words_of(lesson) for lesson in LessonPage.objects.all()]
    texts += [
        TAGS.sub("", f"{page.analysis}\n{page.process}\n{page.result}\n{page.comment}")
        for page in CommentaryPage.objects.all()
    ]
    missing = {
        (found.slug, found.number)
        for text in texts
        for found in Finder(held.names).find(text)
        if not held.has(found.slug, found.number, found.sub)
    }
    assert missing == set()


def test_a_film_and_a_recording_say_their_length_and_have_their_words_beside(
    published: None,
) -> None:
    shown = {
        block.block_type: block.value
        for page in LessonPage.objects.all()
        for block in page.body
        if block.block_type in evidence.FILMS
    }
    assert sorted(shown) == ["audio", "video"]
    for kind, name, least, most in (
        ("video", "six-steps", 40, 90),
        ("audio", "first-words", 60, 120),
    ):
        value = shown[kind]
        with value["file"].open_file() as stream:
            film = read_film(stream)
        assert film.has_pictures is (kind == "video")
        assert least <= film.seconds == value["seconds"] <= most
        written = tomllib.loads((demo_files.MEDIA / f"{name}.toml").read_text(encoding="utf-8"))
        assert value["words"].split("\n\n") == [part["said"] for part in written["slide"]]
        assert value["file"].get_file_size() <= {"video": 1_500_000, "audio": 700_000}[kind]


def test_one_lesson_has_a_picture_and_a_handout(published: None) -> None:
    kinds = [block.block_type for page in LessonPage.objects.all() for block in page.body]
    assert {"picture", "attachment"} <= set(kinds)


@pytest.mark.real_data
@pytest.mark.skipif(not LAWS.is_dir(), reason="no official texts beside the checkout")
def test_official_texts_replace_every_gist_of_the_demo() -> None:
    statutes_demo.seed()
    ids = set(Article.objects.values_list("pk", flat=True))
    assert import_files(sorted(LAWS.glob("*.md"))).problems == []
    assert Article.objects.filter(is_gist=True).count() == 0
    assert Article.objects.count() == 1713
    assert ids <= set(Article.objects.values_list("pk", flat=True))


def test_gists_are_short_and_said_once() -> None:
    written = Counter(
        (entry["statute"], entry["article"])
        for path in statutes_demo.GISTS.glob("*.toml")
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["gist"]
    )
    assert [key for key, times in written.items() if times > 1] == []
    held = gists()
    assert sum(map(len, held.values())) == len(written)
    assert all(20 <= len(gist.text) <= 200 for one in held.values() for gist in one)


def test_people_have_learnt_what_the_demo_says(
    published: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 9, 4)
    monkeypatch.setattr(demo, "LEARNT", {"p04": day})
    monkeypatch.setattr(demo, "LEARNING", {"p02": (2, 1, day), "p37": (0, 1, day)})
    monkeypatch.setattr(demo_pages, "publish", lambda: None)
    demo.seed()
    modules = len(progress.live_modules())
    done = [len(progress.modules_done(person(ref).pk)) for ref in ("p04", "p02", "p37", "p38")]
    assert done == [modules, 2, 0, 0]
    assert demo.learnt_on("p04") == day + people_demo.moved()
    assert demo.learnt_on("p38") is None
