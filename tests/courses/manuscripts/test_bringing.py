"""A judge brings a manuscript in the CMS and finds a draft, a report, and nothing published."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from wagtail.images import get_image_model

from courses.manuscripts import bringing
from courses.manuscripts.bringing import AlreadyBrought
from courses.manuscripts.drafting import Draft
from courses.manuscripts.models import Manuscript
from courses.models import CommentaryPage, LessonPage, ModulePage
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.spreadsheets.tables import FileRefused
from tests.courses import rows
from tests.courses.manuscripts.drafts import CASE, PAPER, bring, publish, upload
from tests.courses.manuscripts.papers import docx, p, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_a_paper_becomes_the_draft_of_a_lesson(judge: Client) -> None:
    answer = upload(judge, PAPER)
    row = Manuscript.objects.unscoped("test").get()
    assert (answer.status_code, answer.url) == (302, f"/cms/manuscripts/{row.pk}/")
    page = LessonPage.objects.get()
    assert (page.title, page.live, page.owner_id) == ("相邻用水", False, row.uploader_id)
    assert page.lecturer == "刘志远"
    image = get_image_model().objects.get()
    held = [(block.block_type, block.value) for block in page.body]
    assert [kind for kind, _value in held] == [
        "heading", "text", "statute", "statute", "text", "table", "picture", "footnotes",
    ]  # fmt: skip
    assert held[0][1] == "一、先看水"
    assert held[1][1].source == "<p>见《民法典》第二百九十条。[注1]</p>"
    assert (held[2][1]["statute"], held[2][1]["article"]) == ("civil-code", "288")
    assert (held[3][1]["statute"], held[3][1]["article"]) == ("civil-code", "290")
    assert held[4][1].source == "<p>《民法典》第九千条</p>"
    assert [column["heading"] for column in held[5][1].columns] == ["项目", "金额"]
    assert (held[6][1]["image"], held[6][1]["alt"]) == (image, "两家院墙")
    assert list(held[7][1]) == ["条文见法条库。"]
    assert AuditEvent.objects.filter(kind="manuscript.brought", actor_id=row.uploader_id).count()
    assert image.file.name.rpartition("/")[2].removesuffix(".png").isalnum()


def test_the_result_says_what_is_missing_and_where_the_draft_is(judge: Client) -> None:
    paper = docx(p(run("藏", marks="<w:vanish/>"), run("露")))
    page = judge.get(upload(judge, paper).url).content.decode()
    assert f"/cms/pages/{LessonPage.objects.get().pk}/edit/" in page
    assert "隐藏文字" in page
    assert "第 1 段" in page
    assert "目标" in page


# Wagtail leaves a file of a rendition to be closed when it is thrown away.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_draft_opens_in_the_editor_and_is_published_with_table_and_notes(
    judge: Client,
) -> None:
    upload(judge, PAPER)
    lesson = LessonPage.objects.get()
    assert judge.get(f"/cms/pages/{lesson.pk}/edit/").status_code == 200
    assert Client().get(lesson.url).status_code == 404
    publish(lesson)
    page = Client().get(LessonPage.objects.get().url).content.decode()
    assert '<th scope="col">项目</th>' in page
    assert '<a id="p-1-0-note-1" href="#note-1" role="doc-noteref">注1</a>' in page
    assert '<li id="note-1">条文见法条库。 <a class="note-back" href="#p-1-0-note-1"' in page


def test_a_commentary_is_sorted_into_its_fields(author: User) -> None:
    row = bring("commentary", CASE, author)
    page = CommentaryPage.objects.get()
    assert (page.title, page.live, page.author) == ("老水沟", False, "刘志远")
    assert page.keywords == "排水 院墙 通行"
    assert (
        page.facts
        == "<p>王某家进了水。[注1]</p><p><b>四、统计口径</b></p><p>说明。</p><p>[注1] 化名。</p>"
    )
    assert page.issue_list == ["要不要拆墙？", "谁来赔？"]
    assert page.process == "<p>两次到场。</p>"
    assert (page.result, page.comment) == ("<p>开两处过水洞。</p>", "<p>先看水，再说话。</p>")
    assert page.analysis == (
        "<p>见《民法典》第二百九十条、第二百八十八条。</p><p>甲｜乙</p><p>丙｜丁</p>"
    )
    assert page.significance == "<p>水照老路走。</p>"
    assert [(row.statute.slug, row.number) for row in page.citations.all()] == [
        ("civil-code", 290), ("civil-code", 288),
    ]  # fmt: skip
    assert {line["kind"]: line["count"] for line in row.report} == {
        "heading_strange": 1, "table_flat": 1,
    }  # fmt: skip


def test_the_notes_of_a_commentary_are_linked_both_ways(author: User) -> None:
    bring("commentary", CASE, author)
    publish(CommentaryPage.objects.get())
    text = Client().get(CommentaryPage.objects.get().url).content.decode()
    assert '<a id="facts-note-1" href="#note-1" role="doc-noteref">注1</a>' in text
    assert '<p class="footnote" id="note-1"><a href="#facts-note-1">注1</a> 化名。</p>' in text


@pytest.mark.parametrize(
    ("content", "name", "status", "words"),
    [
        (b"MZ", "稿.docx", 415, "文件内容与扩展名不符"),
        (b"", "稿.docx", 422, "文件是空的"),
        (b"<svg/>", "图.svg", 415, "不支持 SVG"),
    ],
)
def test_a_refusal_is_told_beside_the_field_and_nothing_typed_is_lost(
    judge: Client, content: bytes, name: str, status: int, words: str
) -> None:
    answer = upload(judge, content, name, title="我起的标题")
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert 'value="我起的标题"' in page
    assert f'value="{ModulePage.objects.get().pk}" selected' in page
    assert Manuscript.objects.unscoped("test").count() == 0


def test_without_place_or_file_the_form_comes_back(judge: Client) -> None:
    answer = judge.post("/cms/manuscripts/", {"title": "标题"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"place", "file"}


def test_the_same_file_twice_is_told_with_a_link(judge: Client, author: User) -> None:
    first = upload(judge, PAPER).url
    answer = upload(judge, PAPER, "另一个名字.docx")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "已存在同一文件" in page
    assert first in page
    assert LessonPage.objects.count() == 1
    assert get_image_model().objects.count() == 1


def test_brought_twice_at_the_same_moment_leaves_one_draft_and_one_file(
    author: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring("lesson", PAPER, author)
    files = {path for path in media.rglob("*") if path.is_file()}
    seen = iter([None, Manuscript.objects.unscoped("test").get()])
    monkeypatch.setattr(bringing, "_before", lambda *_given: next(seen))
    with pytest.raises(AlreadyBrought):
        bring("lesson", PAPER, author)
    assert LessonPage.objects.count() == 1
    assert {path for path in media.rglob("*") if path.is_file()} == files


def test_after_the_draft_is_deleted_the_file_may_come_again(author: User) -> None:
    bring("lesson", PAPER, author)
    LessonPage.objects.get().delete()
    assert bring("lesson", PAPER, author).page_id == LessonPage.objects.get().pk


def test_the_hundredth_draft_is_made_and_no_more(
    author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "MOST_DRAFTS", 1)
    bring("lesson", PAPER, author)
    with pytest.raises(FileRefused) as caught:
        bring("lesson", CASE, author)
    assert caught.value.code == "many"
    publish(LessonPage.objects.get())
    assert bring("lesson", CASE, author).pk


def test_another_judge_neither_sees_nor_is_told_of_it(judge: Client, author: User) -> None:
    row = bring("lesson", PAPER, author)
    other = granting.create_login("judge2", "a-long-password", "王敏", actor_id=None)
    granting.grant(other, Role.INSTRUCTOR, rows.committee("别处"), actor_id=None)
    stranger = Client()
    stranger.force_login(User.objects.get(pk=other.pk))
    assert stranger.get(f"/cms/manuscripts/{row.pk}/").status_code == 404
    assert "讲稿.docx" not in stranger.get("/cms/manuscripts/").content.decode()
    assert upload(stranger, PAPER).status_code == 302
    assert "讲稿.docx" in judge.get("/cms/manuscripts/").content.decode()


def test_administrators_see_all_and_others_have_no_door(author: User) -> None:
    row = bring("lesson", PAPER, author)
    seen = {}
    for role in (Role.ADMIN, Role.CITY, Role.HR, Role.AUDITOR):
        user = granting.create_login(f"l{role}", "a-long-password", "某", actor_id=None)
        granting.grant(user, role, rows.committee(f"处{role}"), actor_id=None)
        client = Client()
        client.force_login(User.objects.get(pk=user.pk))
        seen[role] = client.get(f"/cms/manuscripts/{row.pk}/").status_code
    assert (seen[Role.ADMIN], seen[Role.CITY]) == (200, 200)
    assert {seen[Role.HR], seen[Role.AUDITOR]} <= {302, 403, 404}


def test_a_visitor_is_sent_to_the_door() -> None:
    answer: Any = Client().get("/cms/manuscripts/")
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/accounts/login/")


def test_the_menu_shows_the_entry(judge: Client) -> None:
    assert "/cms/manuscripts/" in judge.get("/cms/").content.decode()


@pytest.mark.parametrize("failure", [IntegrityError("another constraint"), RuntimeError("disk")])
def test_a_draft_that_cannot_be_entered_leaves_no_files_behind(
    author: User, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    taken: list[Draft] = []

    def take_back(draft: Draft) -> None:
        taken.append(draft)

    def fail(*_args: Any) -> None:
        raise failure

    monkeypatch.setattr(Draft, "take_back_files", take_back)
    monkeypatch.setattr(bringing, "_enter", fail)
    with pytest.raises(type(failure)):
        bring("lesson", PAPER, author)
    assert len(taken) == 1
    assert Manuscript.objects.unscoped("test").count() == 0
