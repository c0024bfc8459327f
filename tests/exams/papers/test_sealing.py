"""Forms A and B: drawn once, little in common, and drawn again from what was kept."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from exams import bank, composing
from exams.choices import ExamKind, ItemPool, ItemState
from exams.exposing import count_exposure
from exams.models import Exam, FormQuestion, Item, PaperForm, PaperSource
from exams.papers import Shortage, sealing
from exams.papers import bank as live_bank
from exams.papers.proving import keep, proves, redraw, unpack
from portal import clock
from portal.audit.models import AuditEvent
from tests.exams import rows
from tests.exams.papers.pools import paper, pool, questions, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam() -> Exam:
    """Five questions of 36: twelve of each kind."""
    rows.fill(each=1, for_exams=12)
    return composing.compose(
        ExamKind.QUALIFYING, "上岗考试", rows.blueprint(["property"]), actor_id=None
    )


def refs(form: PaperForm) -> set[str]:
    return set(form.questions.values_list("version__item__ref", flat=True))


def test_two_forms_share_nothing_where_the_bank_allows(exam: Exam) -> None:
    first, second = sealing.seal_forms(exam, overlap=0, actor_id=None)
    assert (first.letter, second.letter, first.number, second.beside) == ("A", "B", 1, first)
    assert (len(refs(first)), len(refs(second)), refs(first) & refs(second)) == (5, 5, set())
    assert (sealing.shared(first), sealing.shared(second)) == (0, 0)
    event = AuditEvent.objects.select_related("body").get(kind="exam.forms_drawn")
    assert event.body.data == {"number": 1, "letters": ["A", "B"], "overlap": 0}


def test_the_next_forms_take_the_next_number(exam: Exam) -> None:
    sealing.seal_forms(exam, overlap=0, actor_id=None)
    again = sealing.seal_forms(exam, overlap=0, actor_id=None)
    assert [(form.number, form.letter) for form in again] == [(2, "A"), (2, "B")]


def test_a_form_repeats_nothing_of_the_last_ones_where_the_bank_allows(exam: Exam) -> None:
    last = sealing.seal_forms(exam, overlap=0, actor_id=None)
    first, second = sealing.seal_forms(exam, overlap=0, actor_id=None)
    on_last = refs(last[0]) | refs(last[1])
    assert (refs(first) & on_last, refs(second) & on_last) == (set(), set())
    assert (first.overlap, sealing.repeated(first), sealing.repeated(second)) == (15, 0, 0)
    assert [proves(form) for form in (first, second)] == [True, True]


def test_a_small_bank_repeats_as_little_of_the_last_forms_as_it_must(exam: Exam) -> None:
    for item in Item.objects.filter(kind="single", pool="exam")[:4]:
        bank.move(item.pk, ItemState.RETIRED, actor_id=None, reason="old")
    sealing.seal_forms(exam, overlap=0, actor_id=None)
    first, second = sealing.seal_forms(exam, overlap=0, actor_id=None)
    # 6 of 8 single choice questions stood on the last ones; A gets the 2 others
    assert (sealing.repeated(first), sealing.shared(second)) == (1, 0)
    assert [proves(form) for form in (first, second)] == [True, True]


def test_forms_show_nobody_more_of_the_bank_than_a_paper_on_the_screen(exam: Exam) -> None:
    for item in Item.objects.filter(kind="multiple", pool="exam")[:11]:
        bank.move(item.pk, ItemState.RETIRED, actor_id=None, reason="old")
    sealing.seal_forms(exam, overlap=0, letters=("A",), actor_id=None)
    Item.objects.filter(kind="true_false", pool="exam").exclude(
        pk=Item.objects.filter(kind="true_false", pool="exam").latest("pk").pk
    ).update(state="suspended")
    with pytest.raises(Shortage, match="只有2题"):  # 20 % of 14
        sealing.seal_forms(exam, overlap=100, actor_id=None)


def test_a_printed_pair_counts_as_one_paper_from_the_day_after(exam: Exam) -> None:
    with clock.at(rows.MOMENT):
        forms = sealing.seal_forms(exam, overlap=100, actor_id=None)
        assert {item.exposure for item in live_bank(ItemPool.EXAM)} == {0}
    with clock.at(rows.MOMENT + timedelta(days=1)):
        seen = {item.ref for item in live_bank(ItemPool.EXAM) if item.exposure == 1}
    assert seen == refs(forms[0]) | refs(forms[1])
    assert count_exposure() == len(seen)
    assert set(Item.objects.filter(exposure=1).values_list("ref", flat=True)) == seen


def test_a_small_bank_shares_as_few_as_it_must_and_no_more_than_allowed(exam: Exam) -> None:
    for item in Item.objects.filter(kind="single", pool="exam")[:8]:
        bank.move(item.pk, ItemState.RETIRED, actor_id=None, reason="old")
    _first, second = sealing.seal_forms(exam, overlap=40, actor_id=None)
    assert sealing.shared(second) == 2  # 3 and 3 of 4 single choice questions
    with pytest.raises(sealing.TooMuchShared, match="2"):
        sealing.seal_forms(exam, overlap=39, actor_id=None)
    assert PaperForm.objects.count() == 2


def test_a_bank_that_cannot_fill_one_form_is_short(exam: Exam) -> None:
    for item in Item.objects.filter(kind="single", pool="exam")[:10]:
        bank.move(item.pk, ItemState.RETIRED, actor_id=None, reason="old")
    with pytest.raises(Shortage):
        sealing.seal_forms(exam, overlap=100, actor_id=None)


def test_a_form_is_drawn_again_from_what_was_kept_whatever_became_of_the_bank(exam: Exam) -> None:
    forms = sealing.seal_forms(exam, overlap=20, actor_id=None)
    for item in Item.objects.all():
        bank.move(item.pk, ItemState.RETIRED, actor_id=None, reason="old")
    assert [proves(form) for form in forms] == [True, True]
    stored = FormQuestion.objects.filter(form=forms[1]).order_by("position")
    assert [q.version_id for q in redraw(forms[1])] == [
        *stored.values_list("version_id", flat=True)
    ]


def test_forms_of_one_day_share_what_they_were_drawn_from(exam: Exam) -> None:
    sealing.seal_forms(exam, overlap=0, actor_id=None)
    sealing.seal_forms(exam, overlap=0, actor_id=None)
    assert PaperSource.objects.count() == 1


def test_a_source_that_is_not_what_its_digest_says_proves_nothing() -> None:
    source = keep(paper(row(1)), pool(questions(2)))
    assert len(unpack(source)[1]) == 2
    source.digest = "0" * 64
    with pytest.raises(ValueError, match="changed"):
        unpack(source)


@pytest.mark.parametrize("table", ["paperform", "formquestion", "papersource"])
@pytest.mark.parametrize("act", ["DELETE FROM exams_{table}", "UPDATE exams_{table} SET id = id"])
def test_what_was_drawn_stays_as_it_is(exam: Exam, table: str, act: str) -> None:
    sealing.seal_forms(exam, overlap=0, actor_id=None)
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table=table))
