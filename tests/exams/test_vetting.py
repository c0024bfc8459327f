"""A question goes live only when a second person approves the version its author submitted."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from exams import bank, finding, papers, vetting
from exams.bank import Label
from exams.choices import CHECKLIST, ItemPool, ItemState
from exams.models import Item, ItemReview, ItemVersion
from exams.papers import bank as drawable
from exams.relabelling import relabel
from exams.vetting import VerdictRefused
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.exams.rows import organisation, single, staff

pytestmark = pytest.mark.django_db
ALL = list(CHECKLIST)


@dataclass
class Desk:
    author: User
    reviewer: User
    item: Item

    def version(self) -> ItemVersion:
        newest = self.item.versions.order_by("-n").first()
        assert newest is not None
        return newest

    def state(self) -> tuple[str, int, int]:
        row = Item.objects.get(pk=self.item.pk)
        return row.state, row.approved_n, row.submitted_n

    def submit(self) -> bool:
        return vetting.submit(self.item.pk, actor_id=self.author.pk)

    def approve(self) -> None:
        vetting.approve(self.version(), reviewer_id=self.reviewer.pk, checklist=ALL)

    def revise(self, n: int) -> None:
        bank.revise(self.item, single(n), actor_id=self.author.pk, reason="clearer")


@pytest.fixture
def desk() -> Desk:
    author, reviewer = (staff(role, organisation()) for role in ("author", "reviewer"))
    item = bank.add_item("tort-1", single(1), label=Label("tort"), actor_id=author.pk)
    return Desk(author, reviewer, item)


def test_approved_by_a_second_person_it_goes_live(desk: Desk) -> None:
    assert desk.submit()
    assert desk.state() == ("draft", 0, 1)
    desk.approve()
    assert desk.state() == ("live", 1, 1)
    assert not Item.objects.get().in_review
    kinds = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("item.")] == [
        "item.added",
        "item.submitted",
        "item.approved",
    ]


def test_it_is_submitted_once(desk: Desk) -> None:
    assert desk.submit()
    assert not desk.submit()
    desk.approve()
    assert not desk.submit()


def test_nobody_approves_what_they_wrote(desk: Desk) -> None:
    desk.submit()
    with pytest.raises(VerdictRefused):
        vetting.approve(desk.version(), reviewer_id=desk.author.pk, checklist=ALL)
    assert desk.state() == ("draft", 0, 1)
    assert not ItemReview.objects.exists()


def test_every_line_of_the_checklist_is_affirmed(desk: Desk) -> None:
    desk.submit()
    with pytest.raises(VerdictRefused):
        vetting.approve(desk.version(), reviewer_id=desk.reviewer.pk, checklist=ALL[1:])


def test_without_a_subject_it_is_not_approved(desk: Desk) -> None:
    relabel(desk.item.pk, Label(), actor_id=desk.author.pk)
    desk.submit()
    with pytest.raises(VerdictRefused):
        desk.approve()


def test_returned_with_a_comment_it_waits_for_a_new_version(desk: Desk) -> None:
    desk.submit()
    vetting.send_back(desk.version(), reviewer_id=desk.reviewer.pk, comment="两个选项都对")
    assert desk.state() == ("draft", 0, 0)
    assert not desk.submit()
    desk.revise(2)
    assert desk.submit()
    desk.approve()
    assert desk.state() == ("live", 2, 2)


def test_a_return_says_what_to_change(desk: Desk) -> None:
    desk.submit()
    with pytest.raises(VerdictRefused):
        vetting.send_back(desk.version(), reviewer_id=desk.reviewer.pk, comment=" ")


@pytest.mark.parametrize("judged", [False, True], ids=["never submitted", "judged already"])
def test_only_what_waits_is_judged(desk: Desk, judged: bool) -> None:
    if judged:
        desk.submit()
        desk.approve()
    state, reviews = desk.state(), ItemReview.objects.count()
    with pytest.raises(VerdictRefused):
        desk.approve()
    assert (desk.state(), ItemReview.objects.count()) == (state, reviews)


def test_a_version_that_was_overtaken_is_not_judged(desk: Desk) -> None:
    desk.submit()
    first = desk.version()
    desk.revise(2)
    desk.submit()
    with pytest.raises(VerdictRefused):
        vetting.approve(first, reviewer_id=desk.reviewer.pk, checklist=ALL)
    desk.approve()
    assert desk.state() == ("live", 2, 2)


def test_a_live_question_stays_live_while_its_revision_waits_or_is_returned(desk: Desk) -> None:
    desk.submit()
    desk.approve()
    desk.revise(2)
    assert desk.submit()
    assert desk.state() == ("live", 1, 2)
    vetting.send_back(desk.version(), reviewer_id=desk.reviewer.pk, comment="还是不清楚")
    assert desk.state() == ("live", 1, 0)


def test_a_suspended_question_goes_live_with_its_approved_revision(desk: Desk) -> None:
    desk.submit()
    desk.approve()
    bank.move(desk.item.pk, ItemState.SUSPENDED, actor_id=None, reason="law changed")
    desk.revise(2)
    desk.submit()
    desk.approve()
    assert desk.state() == ("live", 2, 2)


def test_a_suspension_takes_back_what_waits_so_an_older_submission_never_lifts_it(
    desk: Desk,
) -> None:
    desk.submit()
    desk.approve()
    desk.revise(2)
    desk.submit()
    bank.move(desk.item.pk, ItemState.SUSPENDED, actor_id=None, reason="leaked")
    with pytest.raises(VerdictRefused):
        desk.approve()
    assert desk.state() == ("suspended", 1, 0)
    assert desk.submit()
    desk.approve()
    assert desk.state() == ("live", 2, 2)


def test_a_question_retired_while_it_waited_is_not_approved_back_to_life(desk: Desk) -> None:
    desk.submit()
    bank.move(desk.item.pk, ItemState.RETIRED, actor_id=None, reason="too easy")
    with pytest.raises(VerdictRefused):
        desk.approve()
    assert desk.state()[0] == "retired"
    assert not ItemReview.objects.exists()


def test_an_approved_question_is_drawn_from_the_next_moment_on(desk: Desk) -> None:
    assert len(drawable(ItemPool.EXAM)) == 0
    desk.submit()
    before = papers.edition()
    desk.approve()
    assert papers.edition() == before + 1


def test_a_retired_question_is_not_submitted(desk: Desk) -> None:
    bank.move(desk.item.pk, ItemState.RETIRED, actor_id=None, reason="too easy")
    assert not desk.submit()


def test_comments_are_no_verdict_and_nothing_said_is_changed(desk: Desk) -> None:
    desk.submit()
    vetting.remark(desk.version(), reviewer_id=desk.reviewer.pk, comment="A 选项太长")
    vetting.remark(desk.version(), reviewer_id=desk.author.pk, comment="改短了")
    with pytest.raises(VerdictRefused):
        vetting.remark(desk.version(), reviewer_id=desk.reviewer.pk, comment="")
    desk.approve()
    assert ItemReview.objects.count() == 3
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemReview.objects.update(comment="x")


TO_PRACTICE = Label("tort", pool=ItemPool.PRACTICE)


def test_a_reviewer_does_not_approve_what_they_labelled_anew_and_submitted_alone(
    desk: Desk,
) -> None:
    desk.submit()
    relabel(desk.item.pk, TO_PRACTICE, actor_id=desk.reviewer.pk)
    assert vetting.submit(desk.item.pk, actor_id=desk.reviewer.pk)
    assert desk.item not in finding.waiting_for(desk.reviewer.pk)
    with pytest.raises(VerdictRefused):
        desk.approve()
    assert desk.state() == ("draft", 0, 1)
    other = staff("reviewer", organisation())
    assert desk.item in finding.waiting_for(other.pk)
    vetting.approve(desk.version(), reviewer_id=other.pk, checklist=ALL)
    assert desk.state() == ("live", 1, 1)


@pytest.mark.parametrize("many", [False, True])
def test_labels_that_another_person_submits_may_be_approved_by_who_changed_them(
    desk: Desk, many: bool
) -> None:
    relabel(desk.item.pk, TO_PRACTICE, actor_id=desk.reviewer.pk)
    if many:
        assert vetting.submit_all([desk.item.pk], actor_id=desk.author.pk) == 1
    else:
        assert desk.submit()
    desk.approve()
    assert desk.state() == ("live", 1, 1)


def test_of_many_questions_the_first_versions_are_handed_in_before_the_second(desk: Desk) -> None:
    desk.revise(3)
    other = bank.add_item("q-2", single(2), label=Label("tort"), actor_id=desk.author.pk)
    assert vetting.submit_all([desk.item.pk, other.pk], actor_id=desk.author.pk) == 2
    events = AuditEvent.objects.filter(kind="item.submitted").order_by("pk")
    subjects = [f"exams.item:{item.pk}" for item in (other, desk.item)]
    assert list(events.values_list("subject", flat=True)) == subjects


def test_a_question_labelled_while_its_approval_is_written_is_not_approved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.submit()
    keep = vetting._keep

    def then_label(*values: Any) -> ItemReview:
        Item.objects.filter(pk=desk.item.pk).update(labelled_by=desk.reviewer)
        return keep(*values)

    monkeypatch.setattr(vetting, "_keep", then_label)
    with pytest.raises(VerdictRefused):
        desk.approve()
    assert desk.state() == ("draft", 0, 1)


def test_a_reviewer_who_once_labelled_a_question_in_use_approves_its_revision(desk: Desk) -> None:
    desk.submit()
    desk.approve()
    relabel(desk.item.pk, TO_PRACTICE, actor_id=desk.reviewer.pk, reason="改作练习")
    desk.revise(2)
    desk.submit()
    desk.approve()
    assert desk.state() == ("live", 2, 2)
