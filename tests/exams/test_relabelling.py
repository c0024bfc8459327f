"""Where a question belongs: authors label drafts, a second person labels what is in use, and a key
that people know is no exam's any more."""

from typing import Any

import pytest

from exams import attempts, bank, composing, relabelling, vetting
from exams.bank import Label, Overtaken
from exams.checking import ItemRefused
from exams.choices import ExamKind, ItemPool, ItemState
from exams.models import Item, PaperQuestion
from exams.papers import sealing
from exams.practice.beginning import begin
from exams.relabelling import LabelRefused, relabel, rewrite
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.exams import rows
from tests.exams.practice import rows as practice
from tests.exams.rows import organisation, single, staff

pytestmark = pytest.mark.django_db
WHY = "分错了科目"


@pytest.fixture
def author() -> User:
    return staff("author", organisation())


def question(author: User, state: str = ItemState.LIVE, pool: str = ItemPool.EXAM) -> Item:
    return bank.add_item(
        "q-1", single(1), label=Label("property", pool=pool), state=state, actor_id=author.pk
    )


def labels() -> tuple[str, str]:
    item = Item.objects.get(ref="q-1")
    return item.subject, item.pool


def test_a_draft_is_labelled_by_whoever_writes(author: User) -> None:
    item = question(author, ItemState.DRAFT)
    assert relabel(item.pk, Label("family", pool=ItemPool.PRACTICE), actor_id=author.pk)
    assert labels() == ("family", "practice")


def test_a_draft_in_review_that_is_labelled_anew_is_submitted_again(author: User) -> None:
    item = question(author, ItemState.DRAFT)
    vetting.submit(item.pk, actor_id=author.pk)
    relabel(item.pk, Label("property", source="县里"), actor_id=author.pk)
    assert Item.objects.get().in_review
    relabel(item.pk, Label("property", pool=ItemPool.PRACTICE), actor_id=author.pk)
    assert not Item.objects.get().in_review
    assert vetting.submit(item.pk, actor_id=author.pk)


@pytest.mark.parametrize("state", [ItemState.LIVE, ItemState.SUSPENDED])
def test_what_is_in_use_is_labelled_by_another_person_with_a_reason(
    author: User, state: str
) -> None:
    item, reviewer = question(author, state), staff("reviewer", organisation())
    for actor_id, reason, field in ((author.pk, WHY, "pool"), (reviewer.pk, " ", "reason")):
        with pytest.raises(LabelRefused) as refused:
            relabel(item.pk, Label("family"), actor_id=actor_id, reason=reason)
        assert refused.value.field == field
    assert labels() == ("property", "exam")
    assert relabel(item.pk, Label("family"), actor_id=reviewer.pk, reason=WHY)
    event = AuditEvent.objects.select_related("body").get(kind="item.relabelled")
    assert event.body.reason == WHY
    assert event.body.data["before"]["subject"] == "property"


def test_a_retired_question_keeps_its_labels(author: User) -> None:
    item = question(author, ItemState.RETIRED)
    with pytest.raises(LabelRefused):
        relabel(item.pk, Label("family"), actor_id=None, reason=WHY)


def test_a_draft_that_was_retired_keeps_its_labels_and_words(author: User) -> None:
    item = question(author, ItemState.DRAFT)
    bank.move(item.pk, ItemState.RETIRED, actor_id=None, reason="太容易")
    with pytest.raises(LabelRefused):
        relabel(item.pk, Label("family"), actor_id=author.pk)
    with pytest.raises(ItemRefused) as refused:
        bank.revise(item, single(2), actor_id=author.pk, reason="更清楚")
    assert refused.value.field == "stem"
    assert (labels(), item.versions.count()) == (("property", "exam"), 1)


def test_labels_changed_since_they_were_looked_at_are_not_changed_back(author: User) -> None:
    looked_at = question(author, ItemState.DRAFT)
    relabel(looked_at.pk, Label("family"), actor_id=author.pk)
    with pytest.raises(Overtaken):
        rewrite(
            looked_at, single(2), Label("property"), seen=1, actor_id=author.pk, reason="更清楚"
        )
    assert (labels(), looked_at.versions.count()) == (("family", "exam"), 1)


@pytest.mark.parametrize(
    "other",
    [
        {"subject": "family"},
        {"state": ItemState.RETIRED},
        {"state": ItemState.LIVE, "approved_n": 1},
    ],
    ids=["labelled", "retired", "approved"],
)
def test_labels_are_written_only_while_the_question_is_as_it_was_read(
    author: User, other: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    item, look = question(author, ItemState.DRAFT), relabelling.label_of

    def then_somebody(read: Item) -> Label:
        found = look(read)
        Item.objects.filter(pk=item.pk).update(**other)
        return found

    monkeypatch.setattr(relabelling, "label_of", then_somebody)
    with pytest.raises(Overtaken):
        relabel(item.pk, Label("tort"), actor_id=author.pk)
    assert labels() == ("property", "exam")  # both go back: they share this test's transaction


def test_what_was_practised_is_not_kept_for_exams_any_more() -> None:
    known, fresh = practice.fill(count=2)
    of = begin(rows.person().pk, "subject", "property")
    practice.answer(of, of.items.index(known.pk) + 1)
    for_exams = Label("property", pool=ItemPool.EXAM)
    with pytest.raises(LabelRefused) as refused:
        relabel(known.pk, for_exams, actor_id=None, reason=WHY)
    assert refused.value.field == "pool"
    assert relabel(fresh.pk, for_exams, actor_id=None, reason=WHY)


def test_what_a_quiz_has_asked_is_not_kept_for_exams_any_more() -> None:
    who, quiz = rows.ready_quiz()
    rows.sit(who, quiz)
    asked = PaperQuestion.every.select_related("version__item").first()
    assert asked is not None
    item = asked.version.item
    with pytest.raises(LabelRefused):
        relabel(item.pk, Label(item.subject), actor_id=None, reason=WHY)


def test_what_stands_on_an_open_paper_does_not_go_to_practice() -> None:
    who, exam = rows.ready_exam()
    attempt = attempts.start(who.pk, exam, actor_id=None)
    item = PaperQuestion.every.filter(attempt=attempt)[0].version.item
    to_practice = Label(item.subject, pool=ItemPool.PRACTICE)
    with pytest.raises(LabelRefused):
        relabel(item.pk, to_practice, actor_id=None, reason=WHY)
    attempts.submit(attempt.pk, actor_id=None)
    assert relabel(item.pk, to_practice, actor_id=None, reason=WHY)


def test_what_stands_on_a_drawn_form_does_not_go_to_practice() -> None:
    rows.fill(each=1, for_exams=12)
    exam = composing.compose(
        ExamKind.QUALIFYING, "上岗考试", rows.blueprint(["property"]), actor_id=None
    )
    form = sealing.seal_forms(exam, overlap=0, actor_id=None)[0]
    item = form.questions.select_related("version__item")[0].version.item
    to_practice = Label(item.subject, pool=ItemPool.PRACTICE)
    with pytest.raises(LabelRefused):
        relabel(item.pk, to_practice, actor_id=None, reason=WHY)
