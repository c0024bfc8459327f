"""Nothing that may tell who somebody is goes live, whichever way publishing is tried."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Page, Revision

from courses.editing import publishing
from courses.editing.checking import NotClear, findings, old_laws
from courses.editing.models import Overrule
from courses.models import LessonPage
from portal import clock
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.jobs.models import Job
from portal.jobs.working import work
from portal.notices.models import Notice
from tests.courses import rows
from tests.courses.editing import desks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


@pytest.fixture
def admin() -> User:
    user = desks.login("root", Role.ADMIN)
    granting.make_superuser(user, actor_id=None, reason="test")
    return User.objects.get(pk=user.pk)


@pytest.fixture
def unclear(admin: User) -> LessonPage:
    return desks.draft(admin, words=f"身份证{desks.ID}。")


def is_live(page: Page) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


def test_a_revision_is_not_published_by_anybody(unclear: LessonPage, admin: User) -> None:
    revision = unclear.get_latest_revision()
    for options in ({}, {"user": admin, "skip_permission_checks": True}):
        with pytest.raises(NotClear) as refused:
            revision.publish(**options)
    assert not is_live(unclear)
    said = str(refused.value)
    assert "第 3 段" in said
    assert "疑似身份证号" in said
    assert desks.ID not in said


def test_a_page_is_not_saved_or_added_live(unclear: LessonPage) -> None:
    page = unclear.get_latest_revision_as_object()
    page.live = True
    with pytest.raises(NotClear):
        page.save()
    with pytest.raises(NotClear):
        rows.lesson(unclear.get_parent().specific, "other", goal=f"打{13812345678}")
    assert not LessonPage.objects.live().exists()


def test_many_at_once_leave_drafts_alone(unclear: LessonPage, admin: User) -> None:
    client = desks.client_of(admin)
    client.post(f"/cms/bulk/wagtailcore/page/publish/?id={unclear.pk}")
    below = f"/cms/bulk/wagtailcore/page/publish/?id={unclear.get_parent().pk}"
    assert client.post(below, {"include_descendants": "on"}).status_code == 302
    assert not is_live(unclear)


def test_nobody_publishes_a_clean_lesson_by_a_button(admin: User) -> None:
    page = desks.draft(admin)
    client = desks.client_of(admin)
    edit = client.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert "action-publish" not in edit
    client.post(f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}")
    assert not is_live(page)


def test_a_copy_of_an_unclear_page_is_no_way_round(admin: User) -> None:
    page = rows.lesson(rows.module(), "water")
    Page.objects.filter(pk=page.pk).update(title=f"题{desks.ID}")
    with pytest.raises(NotClear):
        LessonPage.objects.get(pk=page.pk).copy(update_attrs={"slug": "two", "live": True})


def test_scheduling_is_refused_on_the_day_it_is_asked(unclear: LessonPage) -> None:
    revision = unclear.get_latest_revision()
    publishing.set_moment(revision, clock.now() + timedelta(days=1))
    with pytest.raises(NotClear):
        revision.publish()
    live = rows.lesson(unclear.get_parent().specific, "live")
    later = desks.edited(live, "电话13812345678", None).get_latest_revision()
    publishing.set_moment(later, clock.now() + timedelta(days=1))
    with pytest.raises(NotClear):
        later.publish()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def waiting(page: LessonPage, *, since: timedelta = timedelta(minutes=1)) -> Revision:
    """The latest draft, waiting for a moment that has just come."""
    revision = page.get_latest_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=clock.now() - since)
    return Revision.objects.get(pk=revision.pk)


def do_jobs() -> None:
    for job in Job.objects.filter(kind__in=(publishing.GO_LIVE, publishing.EXPIRE)):
        work(job.pk)


@pytest.mark.django_db(transaction=True)
def test_what_is_due_goes_live_once(admin: User) -> None:
    page = desks.draft(admin)
    revision = waiting(page)
    assert [publishing.enqueue_due(), publishing.enqueue_due()] == [1, 1]
    assert Job.objects.filter(kind=publishing.GO_LIVE).count() == 1
    do_jobs()
    assert is_live(page)
    first = Page.objects.get(pk=page.pk).last_published_at
    with clock.at(clock.now() - timedelta(days=2)):  # somebody sets the clock back
        assert publishing.enqueue_due() == 0
        assert not publishing.go_live(revision.pk)
    assert Page.objects.get(pk=page.pk).last_published_at == first


def test_what_became_unclear_meanwhile_is_held_back_and_its_owner_told(
    unclear: LessonPage, admin: User
) -> None:
    revision = waiting(unclear)
    assert not publishing.go_live(revision.pk)
    assert not is_live(unclear)
    told = Notice.objects.unscoped("test").filter(kind="draft.held_back", user=admin)
    assert told.count() == 1
    assert publishing.enqueue_due() == 0


def test_wagtails_own_command_is_no_way_round(unclear: LessonPage) -> None:
    waiting(unclear)
    with pytest.raises(NotClear):
        call_command("publish_scheduled")
    assert not is_live(unclear)


def test_what_is_over_is_taken_off(admin: User) -> None:
    page = rows.lesson(rows.module(), "water")
    Page.objects.filter(pk=page.pk).update(expire_at=clock.now() - timedelta(minutes=1))
    assert publishing.enqueue_due() == 1
    assert publishing.expire(page.pk)
    assert not publishing.expire(page.pk)
    assert not is_live(page)


def test_the_failure_is_an_answer_with_places_at_any_address(
    unclear: LessonPage, admin: User
) -> None:
    """Whatever in the CMS comes upon it: restoring, unscheduling, an address to come."""
    Page.objects.filter(pk=unclear.pk).update(live=True, title=f"题{desks.ID}")
    client = desks.client_of(admin)
    answer = client.post(
        f"/cms/pages/{unclear.pk}/copy/",
        {
            "new_title": f"题{desks.ID}", "new_slug": "two",
            "new_parent_page": unclear.get_parent().pk,
            "publish_copies": "on", "copy_subpages": "",
        },
        follow=True,
    )  # fmt: skip
    assert answer.status_code == 200
    assert "疑似身份证号" in answer.content.decode()
    assert not LessonPage.objects.filter(slug="two", live=True).exists()


def document(words: str, name: str = "list.txt", title: str = "名单") -> Any:
    model = get_document_model()
    return model.objects.create(title=title, file=ContentFile(words.encode(), name=name))


def with_attachment(author: User, held: Any) -> LessonPage:
    page = desks.draft(author)
    fresh = page.get_latest_revision_as_object()
    fresh.body = [*list(fresh.body.raw_data), rows.block("attachment", held.pk)]
    fresh.save_revision(user=author)
    found: LessonPage = LessonPage.objects.get(pk=page.pk)
    return found


def test_numbers_in_an_attachment_are_counted_with_their_lines(admin: User) -> None:
    page = with_attachment(admin, document(f"名单\n一\n{desks.ID}\n{desks.ID}\n"))
    with pytest.raises(NotClear) as refused:
        page.get_latest_revision().publish()
    assert "疑似含有 2 个身份证号（第 3、4 行），请脱敏后再发布" in str(refused.value)


def test_an_attachment_that_cannot_be_read_is_for_a_person_to_look_through(admin: User) -> None:
    page = with_attachment(admin, document("%PDF", "a.pdf", "裁定书"))
    [found] = findings(page.get_latest_revision_as_object())
    assert found.hit.kind == "unread"
    recording = with_attachment_again(page, document("", "a.mp3", "录音"))
    assert [found.hit.kind for found in findings(recording)] == ["unread", "unread"]


def with_attachment_again(page: LessonPage, held: Any) -> Any:
    fresh = page.get_latest_revision_as_object()
    fresh.body = [*list(fresh.body.raw_data), rows.block("attachment", held.pk)]
    return fresh


def test_names_of_files_pictures_captions_and_every_block_are_looked_through(admin: User) -> None:
    page = desks.draft(admin)
    number = "13812345678"
    blocks = [
        rows.block("heading", number),
        rows.block("case", {"title": number, "text": f"<p>打<b>138</b>{number[3:]}</p>"}),
        rows.block("steps", [{"title": "一", "text": number}]),
        rows.block("key_points", [number]),
        rows.block("picture", {"image": None, "alt": number, "caption": number}),
        rows.block("attachment", document("清白", f"{number}.txt").pk),
        rows.block(
            "check",
            {"question": number, "options": [number, "二"], "right": "A", "explanation": number},
        ),
    ]
    fresh = page.get_latest_revision_as_object()
    fresh.body, fresh.goal, fresh.lecturer = blocks, number, number
    found = [one for one in findings(fresh) if one.hit.kind == "phone"]
    assert sorted(one.hit.text.number for one in found) == [0, 0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 7, 7]


def test_an_overruled_hit_may_stand_until_its_words_change(
    unclear: LessonPage, admin: User
) -> None:
    [found] = findings(unclear.get_latest_revision_as_object())
    Overrule.objects.create(
        page=unclear, digest=found.digest, kind="id_number", place="", reason="示例号码",
        by=admin, at=clock.now(),
    )  # fmt: skip
    unclear.get_latest_revision().publish()
    assert is_live(unclear)
    again = desks.edited(unclear, f"他的身份证是{desks.ID}。", admin)
    with pytest.raises(NotClear):
        again.get_latest_revision().publish()


def test_what_is_live_and_keeps_its_words_may_be_saved(admin: User) -> None:
    page = rows.lesson(rows.module(), "water")
    Page.objects.filter(pk=page.pk).update(title=f"题{desks.ID}")
    same = LessonPage.objects.get(pk=page.pk)
    same.minutes = 20
    same.save()
    assert LessonPage.objects.get(pk=page.pk).minutes == 20


def test_repealed_laws_are_named_and_block_nothing(admin: User) -> None:
    page = desks.draft(admin, words="依照《合同法》第六十条，也见《合同法》第八条。")
    [old] = old_laws(page.get_latest_revision_as_object())
    assert (old.place, old.name) == ("内容第 3 段", "合同法")
    assert "《民法典》" in old.now
    page.get_latest_revision().publish()
    assert is_live(page)


def test_a_visitor_sees_no_unclear_page(unclear: LessonPage) -> None:
    assert Client().get("/learn/property/water/").status_code == 404
