"""Three reviews by three people, none of whom wrote the draft; the last one publishes."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Page, TaskState, WorkflowState

from courses.editing import overruling, reminding, reviewing
from courses.editing.checking import NotClear, findings
from courses.editing.choices import Stage
from courses.editing.deadlines import due_on, is_late
from courses.editing.duties import may_review, reviewers, waiting_for
from courses.editing.reviewing import ReviewRefused
from courses.models import LessonPage
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.clock import CITY_ZONE
from portal.notices.models import Notice
from tests.courses.editing import desks
from tests.courses.editing.desks import state_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


@pytest.fixture
def page(people: dict[str, User]) -> LessonPage:
    return desks.draft(people["author"])


def hand_in(page: LessonPage, people: dict[str, User]) -> TaskState:
    reviewing.hand_in(page, by=people["author"])
    return state_of(page)


def pass_two(page: LessonPage, people: dict[str, User]) -> TaskState:
    reviewing.let_pass(hand_in(page, people), by=people["judge"])
    reviewing.let_pass(state_of(page), by=people["second"], remark="可以")
    return state_of(page)


def told(user: User) -> list[str]:
    rows = Notice.objects.unscoped("test").filter(user=user).exclude(kind="role.given")
    return list(rows.order_by("pk").values_list("kind", flat=True))


def test_three_reviews_publish_what_was_handed_in(
    page: LessonPage, people: dict[str, User]
) -> None:
    reviewing.let_pass(pass_two(page, people), by=people["final"])
    published = LessonPage.objects.get(pk=page.pk)
    assert published.live
    assert published.live_revision_id == page.latest_revision_id
    kinds = AuditEvent.objects.filter(kind__startswith="draft.").order_by("pk")
    assert [event.actor_id for event in kinds] == [
        people[name].pk for name in ("judge", "second", "final")
    ]


def test_everybody_concerned_hears_of_it(page: LessonPage, people: dict[str, User]) -> None:
    reviewing.let_pass(pass_two(page, people), by=people["final"])
    assert told(people["author"]) == ["draft.passed", "draft.passed", "draft.published"]
    assert told(people["judge"]) == ["draft.waits"]
    assert told(people["second"]) == ["draft.waits"]
    assert told(people["final"]) == ["draft.waits", "draft.waits"]  # second and final review
    assert told(people["city"]) == ["draft.waits"]
    assert told(people["clerk"]) == []


def test_the_stages_are_given_by_their_roles(page: LessonPage, people: dict[str, User]) -> None:
    state = hand_in(page, people)
    assert [user.username for user in reviewers(state)] == ["judge"]
    for name in ("second", "city", "clerk"):
        with pytest.raises(ReviewRefused, match="不能由您进行"):
            reviewing.let_pass(state, by=people[name])
    assert waiting_for(people["judge"]) == [state]
    assert waiting_for(people["clerk"]) == []


def test_no_one_reviews_what_they_wrote(people: dict[str, User]) -> None:
    page = desks.draft(people["author"])
    desks.edited(page, "同事补了一句。", people["judge"])
    state = hand_in(LessonPage.objects.get(pk=page.pk), people)
    for name in ("author", "judge"):
        with pytest.raises(ReviewRefused):
            reviewing.let_pass(state, by=people[name])
    assert reviewers(state) == []


def test_final_review_needs_another_person_than_second(
    page: LessonPage, people: dict[str, User]
) -> None:
    state = pass_two(page, people)
    with pytest.raises(ReviewRefused):
        reviewing.let_pass(state, by=people["second"])
    assert may_review(people["final"], state)
    assert may_review(people["city"], state)


def test_a_returned_draft_begins_anew_when_its_words_or_files_changed(
    page: LessonPage, people: dict[str, User]
) -> None:
    reviewing.let_pass(hand_in(page, people), by=people["judge"])
    state = state_of(page)
    with pytest.raises(ReviewRefused, match="请写明理由"):
        reviewing.send_back(state, "  ", by=people["second"])
    reviewing.send_back(state, "第二段请写明依据", by=people["second"])
    assert told(people["author"])[-1] == "draft.returned"
    again = desks.edited(page, "依据是《民法典》。", people["author"])
    reviewing.hand_in(again, by=people["author"])
    assert state_of(page).task.specific.stage == Stage.FIRST
    for reviewer in ("judge", "second", "final"):
        reviewing.let_pass(state_of(page), by=people[reviewer])
    assert LessonPage.objects.get(pk=page.pk).live


def test_it_goes_on_where_it_was_when_it_reads_as_before(
    page: LessonPage, people: dict[str, User]
) -> None:
    reviewing.let_pass(hand_in(page, people), by=people["judge"])
    reviewing.send_back(state_of(page), "请再看一遍", by=people["second"])
    fresh = page.get_latest_revision_as_object()
    fresh.minutes = 9
    fresh.save_revision(user=people["author"])
    reviewing.hand_in(LessonPage.objects.get(pk=page.pk), by=people["author"])
    assert state_of(page).task.specific.stage == Stage.SECOND


def test_a_draft_under_review_is_changed_by_nobody_and_can_be_taken_back(
    page: LessonPage, people: dict[str, User]
) -> None:
    state = hand_in(page, people)
    with pytest.raises(ReviewRefused):
        reviewing.hand_in(Page.objects.get(pk=page.pk), by=people["author"])
    locked = LessonPage.objects.get(pk=page.pk)
    assert locked.permissions_for_user(people["author"]).page_locked()
    with pytest.raises(ReviewRefused):
        reviewing.take_back(locked, by=people["judge"])
    reviewing.take_back(locked, by=people["author"])
    with pytest.raises(ReviewRefused, match="已有结果"):
        reviewing.let_pass(TaskState.objects.get(pk=state.pk), by=people["judge"])
    with pytest.raises(ReviewRefused):
        reviewing.take_back(Page.objects.get(pk=page.pk), by=people["author"])


def test_two_hands_at_once_decide_once(page: LessonPage, people: dict[str, User]) -> None:
    state = hand_in(page, people)
    stale = TaskState.objects.get(pk=state.pk)
    reviewing.send_back(state, "请改", by=people["judge"])
    with pytest.raises(ReviewRefused, match="已有结果"):
        reviewing.let_pass(stale, by=people["judge"])


def test_what_is_incomplete_is_not_handed_in(people: dict[str, User]) -> None:
    page = desks.draft(people["author"])
    fresh = page.get_latest_revision_as_object()
    fresh.goal = ""
    fresh.save_revision(user=people["author"], clean=False)
    with pytest.raises(ReviewRefused, match="：学习目标。"):
        reviewing.hand_in(LessonPage.objects.get(pk=page.pk), by=people["author"])


def test_others_do_not_hand_in_a_draft(page: LessonPage, people: dict[str, User]) -> None:
    with pytest.raises(ReviewRefused):
        reviewing.hand_in(page, by=people["judge"])


def unclear(people: dict[str, User]) -> Any:
    page = desks.draft(people["author"], words=f"身份证{desks.ID}")
    reviewing.hand_in(page, by=people["author"])
    return page, findings(page.get_latest_revision_as_object())[0]


def test_no_review_is_given_while_a_hit_is_open_and_the_reviewer_overrules_it(
    people: dict[str, User],
) -> None:
    page, found = unclear(people)
    with pytest.raises(NotClear):
        reviewing.let_pass(state_of(page), by=people["judge"])
    for name in ("author", "second", "clerk"):
        with pytest.raises(overruling.OverruleRefused):
            overruling.overrule(page, found, "示例", by=people[name])
    with pytest.raises(overruling.OverruleRefused, match="请写明原因"):
        overruling.overrule(page, found, " ", by=people["judge"])
    row = overruling.overrule(page, found, "公开的示例号码", by=people["judge"])
    assert (row.kind, row.reason, row.by) == ("id_number", "公开的示例号码", people["judge"])
    with pytest.raises(overruling.OverruleRefused, match="已予以保留"):
        overruling.overrule(page, found, "再说一次", by=people["judge"])
    event = AuditEvent.objects.get(kind="draft.hit_overruled")
    assert desks.ID not in str(event.body.data) + event.body.reason
    reviewing.let_pass(state_of(page), by=people["judge"])
    reviewing.let_pass(state_of(page), by=people["second"])
    reviewing.let_pass(state_of(page), by=people["final"])
    assert Page.objects.get(pk=page.pk).live


def test_the_final_review_may_set_the_moment(page: LessonPage, people: dict[str, User]) -> None:
    state = pass_two(page, people)
    with pytest.raises(ReviewRefused, match="已过"):
        reviewing.let_pass(state, by=people["final"], at=clock.now() - timedelta(minutes=1))
    moment = clock.now() + timedelta(days=2)
    reviewing.let_pass(state_of(page), by=people["final"], at=moment)
    waiting = Page.objects.get(pk=page.pk)
    assert not waiting.live
    assert waiting.revisions.get(approved_go_live_at__isnull=False).approved_go_live_at == moment


def test_terms_are_working_days_and_the_overdue_are_reminded_once(
    page: LessonPage, people: dict[str, User]
) -> None:
    state = hand_in(page, people)
    friday = datetime(2026, 11, 27, 10, tzinfo=CITY_ZONE)
    TaskState.objects.filter(pk=state.pk).update(started_at=friday)
    state = state_of(page)
    assert due_on(state) == date(2026, 12, 4)
    with clock.at(datetime(2026, 12, 4, 20, tzinfo=CITY_ZONE)):
        assert not is_late(state)
    with clock.at(datetime(2026, 12, 5, 9, tzinfo=CITY_ZONE)):
        assert is_late(state)
        assert [reminding.remind_overdue(), reminding.remind_overdue()] == [1, 1]
    assert told(people["judge"]) == ["draft.waits", "draft.overdue"]


def decided_meanwhile(*_args: Any, **_options: Any) -> None:
    raise PermissionDenied


def test_what_another_hand_has_just_decided_is_said_so(
    page: LessonPage, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    state = hand_in(page, people)
    monkeypatch.setattr(reviewing, "_claim", decided_meanwhile)
    monkeypatch.setattr(WorkflowState, "cancel", decided_meanwhile)
    with pytest.raises(ReviewRefused):
        reviewing.let_pass(state, by=people["judge"])
    with pytest.raises(ReviewRefused):
        reviewing.send_back(state, "再改改", by=people["judge"])
    with pytest.raises(ReviewRefused):
        reviewing.take_back(page, by=people["author"])


def test_what_wagtail_finds_incomplete_is_refused_with_its_words(
    page: LessonPage, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    state = hand_in(page, people)

    def incomplete(*_args: Any, **_options: Any) -> None:
        raise ValidationError({"goal": "这个字段是必填项。"})

    monkeypatch.setattr(reviewing, "_claim", incomplete)
    with pytest.raises(ReviewRefused):
        reviewing.let_pass(state, by=people["judge"])
