"""A judge instructor writes drafts through the real pages of the CMS; reviews publish them."""

from typing import Any

import pytest
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses.models import (
    CommentaryIndexPage,
    CommentaryPage,
    LessonPage,
    ModuleIndexPage,
    ModulePage,
)
from courses.models.commentaries import PARTS
from courses.statutes.models import Statute
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.pages.models import HomePage
from tests.courses import rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> None:
    rows.library()


@pytest.fixture
def judge(client: Client) -> Client:
    user = granting.create_login("judge", "a-long-password", "刘志远", actor_id=None)
    granting.grant(user, Role.INSTRUCTOR, rows.committee(), actor_id=None)
    client.force_login(user)
    return client


def lesson_form(article: str = "第二百九十条", right: str = "B", *, publish: bool = True) -> Any:
    check = {
        "question": "题目",
        "options": streamfield([("item", "拆墙"), ("item", "留洞")]),
        "right": right,
        "explanation": "因为",
    }
    form: dict[str, Any] = {
        "title": "相邻用水",
        "slug": "water",
        "goal": "会调",
        "minutes": "18",
        "lecturer": "刘志远",
        "court": "示例市人民法院",
        "body": streamfield(
            [
                ("heading", "案例"),
                ("text", rich_text("<p>见《民法典》第二百九十条。</p>")),
                ("statute", {"statute": "civil-code", "article": article, "marked": ""}),
                ("check", check),
            ]
        ),
        "comments": inline_formset([]),
    }
    if publish:
        form["action-publish"] = "yes"
    return nested_form_data(form)


def add(judge: Client, model: type[Page], parent: Page, form: Any) -> Any:
    url = f"/cms/pages/add/courses/{model.__name__.lower()}/{parent.pk}/"
    assert judge.get(url).status_code == 200
    return judge.post(url, form)


def test_a_module_and_a_lesson_are_written_as_drafts(judge: Client) -> None:
    form = {
        "title": "物权与相邻",
        "slug": "property",
        "subject": "property",
        "summary": "水、路",
        "credit_hours": "4.0",
        "tier": "village",
        "requirement": "required",
        "action-publish": "yes",
        **nested_form_data({"comments": inline_formset([])}),
    }
    assert add(judge, ModulePage, ModuleIndexPage.objects.get(), form).status_code == 302
    assert add(judge, LessonPage, ModulePage.objects.get(), lesson_form()).status_code == 302
    lesson = LessonPage.objects.get()
    assert not lesson.live
    assert [check.right for check in lesson.checks] == ["B"]
    assert "第290条的要旨" in judge.get(f"/cms/pages/{lesson.pk}/view_draft/").content.decode()


@pytest.mark.parametrize("form", [{"article": "9999"}, {"article": "水"}, {"right": "C"}])
def test_an_article_or_option_that_does_not_exist_is_refused_and_nothing_lost(
    judge: Client, form: dict[str, Any]
) -> None:
    response = add(judge, LessonPage, rows.module(), lesson_form(**form))
    assert response.status_code == 200
    assert LessonPage.objects.count() == 0
    page_form = response.context["form"]
    assert list(page_form.errors) == ["body"]
    typed = page_form["body"].value()
    assert "见《民法典》第二百九十条。" in typed[1].value.source


def test_a_draft_is_seen_by_nobody_else(judge: Client) -> None:
    add(judge, LessonPage, rows.module(), lesson_form(publish=False))
    lesson = LessonPage.objects.get()
    assert not lesson.live
    assert Client().get("/learn/property/water/").status_code == 404


def test_a_published_lesson_is_changed_and_self_checks_keep_their_ids(judge: Client) -> None:
    lesson = rows.lesson(rows.module(), "water", owner=User.objects.get(username="judge"))
    response = judge.get(f"/cms/pages/{lesson.pk}/edit/")
    assert response.status_code == 200
    lesson.title = "新标题"
    lesson.save_revision().publish()
    again = LessonPage.objects.get(pk=lesson.pk)
    assert [check.id for check in again.checks] == [check.id for check in lesson.checks]


def test_a_preview_shows_the_lesson_without_keeping_progress(judge: Client) -> None:
    lesson = rows.lesson(rows.module(), "water", owner=User.objects.get(username="judge"))
    lesson.save_revision()
    response = judge.get(f"/cms/pages/{lesson.pk}/view_draft/")
    assert response.status_code == 200
    assert "先看水" in response.content.decode()


def commentary_form(number: str = "290") -> Any:
    prose = {name: rich_text("<p>见《民法典》第二百九十条。</p>") for name in PARTS}
    plain = {name: value for name, value in rows.WORDS.items() if name not in PARTS}
    lesson = rows.lesson(rows.module(), "water")
    return nested_form_data(
        {
            "title": "老水沟",
            "slug": "ditch",
            "minutes": "6",
            **plain,
            **prose,
            "citations": inline_formset(
                [{"statute": Statute.objects.get().pk, "number": number, "sub": "0"}]
            ),
            "related_lessons": inline_formset([{"lesson": lesson.pk}]),
            "comments": inline_formset([]),
            "action-publish": "yes",
        }
    )


def test_a_commentary_is_written_as_a_draft(judge: Client) -> None:
    response = add(judge, CommentaryPage, CommentaryIndexPage.objects.get(), commentary_form())
    assert response.status_code == 302
    page = CommentaryPage.objects.get()
    assert not page.live
    text = judge.get(f"/cms/pages/{page.pk}/view_draft/").content.decode()
    assert "课water" in text
    assert "第290条的要旨" in text


def test_a_commentary_cites_only_articles_of_the_library(judge: Client) -> None:
    index = CommentaryIndexPage.objects.get()
    assert add(judge, CommentaryPage, index, commentary_form("9999")).status_code == 200
    assert CommentaryPage.objects.count() == 0


def test_instructors_add_below_modules_and_cases_only_and_publish_nowhere(judge: Client) -> None:
    user = User.objects.get(username="judge")
    pages = (HomePage, ModuleIndexPage, CommentaryIndexPage)
    perms = [page.objects.get().permissions_for_user(user) for page in pages]
    assert [each.can_publish() for each in perms] == [False, False, False]
    assert ["add" in each.permissions for each in perms] == [False, True, True]


def test_a_lesson_somebody_has_learnt_from_cannot_be_deleted(judge: Client) -> None:
    lesson = rows.lesson(rows.module(), "water")
    person = rows.learner(rows.committee("石桥村调委会"))
    reader = Client()
    reader.force_login(rows.login_of(person))
    reader.get(lesson.url)
    judge.post(f"/cms/pages/{lesson.pk}/delete/")
    assert LessonPage.objects.filter(pk=lesson.pk).exists()


def test_editors_may_choose_documents_and_pictures(judge: Client) -> None:
    own = User.objects.get(username="judge")
    get_document_model().objects.create(title="讲义", file="x.txt", uploaded_by_user=own)
    get_document_model().objects.create(title="别人的", file="y.txt")
    shown = judge.get("/cms/documents/chooser/").json()["html"]
    assert "讲义" in shown
    assert "别人的" not in shown
    assert judge.get("/cms/images/chooser/").status_code == 200


def test_nor_can_it_be_deleted_among_many(judge: Client) -> None:
    module = rows.module()
    lessons = [rows.lesson(module, slug) for slug in ("water", "light")]
    person = rows.learner(rows.committee("石桥村调委会"))
    reader = Client()
    reader.force_login(rows.login_of(person))
    reader.get(lessons[0].url)
    ids = [lesson.pk for lesson in lessons]
    granting.make_superuser(User.objects.get(username="judge"), actor_id=None, reason="test")
    judge.post(f"/cms/bulk/wagtailcore/page/delete/?id={ids[0]}&id={ids[1]}")
    assert LessonPage.objects.count() == 2
    judge.post(f"/cms/bulk/wagtailcore/page/delete/?id={ids[1]}")
    assert LessonPage.objects.count() == 1


def test_block_definitions_stay_out_of_migrations() -> None:
    _name, path, blocks, options = LessonPage._meta.get_field("body").deconstruct()
    assert (path, blocks) == ("courses.fields.BodyField", [])
    assert "block_lookup" not in options


@pytest.mark.parametrize(
    ("words", "told"),
    [("水照老路走。", "隐名检查未发现问题。"), ("电话13800138000。", "隐名检查发现 1 处。")],
)
def test_saving_says_what_the_check_finds_and_leads_to_handing_in(
    judge: Client, words: str, told: str
) -> None:
    module = rows.module()
    form = lesson_form(publish=False)
    form["goal"] = words
    saved = add(judge, LessonPage, module, form)
    page = LessonPage.objects.get()
    shown = judge.get(saved.url).content.decode()
    assert told in shown
    assert f'href="/desk/drafts/{page.pk}/"' in shown
    again = judge.post(f"/cms/pages/{page.pk}/edit/", form, HTTP_ACCEPT="application/json")
    assert again["Content-Type"] == "application/json"
    assert told not in judge.get(f"/cms/pages/{page.pk}/edit/").content.decode()
