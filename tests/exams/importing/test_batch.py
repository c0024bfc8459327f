"""A file of questions: nothing dropped, nothing guessed, all or the good ones, once."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import translation

from courses.statutes import demo as statutes_demo
from exams.bank import Label
from exams.choices import ItemPool, ItemState
from exams.formats.entries import Contents, Entry, Place
from exams.importing import entering, staging
from exams.importing.choices import BatchState
from exams.importing.judging import judge
from exams.importing.models import BatchRow, QuestionBatch
from exams.importing.showing import line
from exams.importing.wording import why_unread
from exams.models import Item, ItemKey, ItemVersion
from portal import clock
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.jobs.working import work
from portal.people.importing import keeping
from tests.exams.importing.batches import entered, looked_at, refs, row, table, verdicts
from tests.exams.rows import single
from tests.exams.views.test_bank import png

pytestmark = pytest.mark.django_db
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "questions"

BAD = {
    "key outside the options": row(2, 答案="E"),
    "no key": row(2, 答案=""),
    "empty option": row(2, 选项B="", 答案="A"),
    "same options": row(2, 选项B="看情况"),
    "no text": row(2, 题干=""),
    "multiple with one": row(2, 题型="多选题"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=list(BAD))
def test_a_row_that_cannot_be_right_is_named_and_stops_the_import(bad: list[str]) -> None:
    batch = looked_at(table(row(1), bad, row(3)))
    assert verdicts(batch) == ["good", "refused", "good"]
    refused = line(BatchRow.objects.get(batch=batch, verdict="refused"))
    assert "3" in refused.place
    assert refused.problem
    staging.confirm(batch, only_good=False, with_alike=False, actor_id=None)
    batch.refresh_from_db()
    with pytest.raises(entering.RowsRefused):
        entering.enter(batch, actor_id=None)
    assert not Item.objects.exists()


def test_a_refusal_of_the_bank_names_the_column() -> None:
    batch = looked_at(table(row(1), row(2, 选项B="看情况")))
    with translation.override("en"):
        refused = line(BatchRow.objects.get(batch=batch, verdict="refused"))
    assert refused.problem == "two options are the same"


def test_the_good_rows_come_in_when_asked() -> None:
    assert entered(table(row(1), *BAD.values(), row(3)), only_good=True) == 2


def test_rows_become_drafts_that_no_paper_draws_and_label_of_the_file_holds() -> None:
    batch = looked_at(table(row(1)), subject="tort", pool=ItemPool.PRACTICE)
    staging.confirm(batch, only_good=False, with_alike=False, actor_id=None)
    batch.refresh_from_db()
    with transaction.atomic():
        entering.enter(batch, actor_id=None)
    item = Item.objects.get()
    assert (item.state, item.approved_n) == (ItemState.DRAFT, 0)
    assert (item.subject, item.pool, item.source) == ("tort", "practice", "q.tsv")
    version = ItemVersion.objects.get()
    assert version.options == ["收晒谷场边张家的水沟堵了元", "不收费", "看情况", "由村里定"]
    assert ItemKey.objects.get(version=version).key == "B"
    assert BatchRow.objects.get().item == item


def test_the_second_time_everything_is_known_and_nothing_changes() -> None:
    assert entered(table(row(1), row(2))) == 2
    before = list(Item.objects.values())
    assert verdicts(looked_at(table(row(1), row(2)))) == ["known", "known"]
    assert entered(table(row(1), row(2))) == 0
    assert list(Item.objects.values()) == before


def test_the_same_question_twice_in_a_file_comes_in_once() -> None:
    batch = looked_at(table(row(1), row(1)))
    assert verdicts(batch) == ["good", "repeated"]
    assert entered(table(row(1), row(1))) == 1


def test_the_same_question_with_another_answer_is_refused() -> None:
    assert verdicts(looked_at(table(row(1), row(1, 答案="C")))) == ["good", "refused"]
    entered(table(row(1)))
    batch = looked_at(table(row(1, 答案="C")))
    with translation.override("en"):
        refused = line(BatchRow.objects.get(batch=batch))
    assert "(B, here C)" in refused.problem
    assert "row or line 2" in refused.place


def test_a_question_very_like_another_is_listed_and_left_out_unless_asked_for() -> None:
    entered(table(row(1)))
    near = row(1)
    near[0] = near[0].replace("收费吗", "收不收费")
    batch = looked_at(table(near, row(4)))
    assert verdicts(batch) == ["alike", "good"]
    first = BatchRow.objects.get(batch=batch, verdict="alike")
    assert first.alike in refs()
    assert 85 <= first.ratio < 100
    assert entered(table(near, row(4))) == 1
    assert entered(table(near), with_alike=True) == 1


def test_a_repealed_law_is_a_warning_with_its_day() -> None:
    batch = looked_at(table(row(1, 题干="依照《合同法》第五十二条，下列哪项无效？")))
    assert verdicts(batch) == ["good"]
    with translation.override("en"):
        (note,) = line(BatchRow.objects.get()).notes
    assert note.startswith(
        "It cites 《合同法》第五十二条: repealed on 1 Jan 2021; its rules now stand in"
    )
    assert batch.state == BatchState.CHECKED


def test_an_article_that_the_library_does_not_hold_is_a_warning() -> None:
    statutes_demo.seed()
    batch = looked_at(
        table(row(1, 题干="依照《中华人民共和国民法典》第九千九百九十九条，怎么办？"))
    )
    assert verdicts(batch) == ["good"]
    (note,) = line(BatchRow.objects.get()).notes
    assert "第九千九百九十九条" in note


def test_markup_and_formulas_are_text() -> None:
    entered(table(row(1, 选项A="=cmd|' /C calc'!A0")))
    assert ItemVersion.objects.get().options[0] == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("content", [b"", b"\xff\x00\x81", b"%PDF-1.4 x"])
def test_a_file_that_cannot_be_read_says_so_in_plain_words(content: bytes) -> None:
    batch = looked_at(content)
    assert batch.state == BatchState.REFUSED
    assert "%(" not in why_unread(batch)
    assert len(why_unread(batch)) > 5


def test_a_batch_enters_once_however_often_its_job_runs() -> None:
    batch = staging.bring(table(row(1)), "q.tsv", label=Label(), actor_id=None)
    assert work(Job.objects.get(kind=staging.READ).pk)
    batch.refresh_from_db()
    staging.ask_entering(batch, only_good=False, with_alike=False, actor_id=None)
    with pytest.raises(staging.NotNow):
        staging.ask_entering(batch, only_good=False, with_alike=False, actor_id=None)
    job = Job.objects.get(kind=staging.ENTER)
    assert work(job.pk)
    assert Item.objects.count() == 1
    Job.objects.filter(pk=job.pk).update(state="waiting")
    work(job.pk)
    assert Item.objects.count() == 1
    assert QuestionBatch.objects.get().state == BatchState.ENTERED
    kinds = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["questions.brought", "questions.confirmed", "questions.entered"]


def test_a_question_that_somebody_entered_meanwhile_is_left_out() -> None:
    batch = looked_at(table(row(1), row(2)))
    entered(table(row(1)))
    staging.confirm(batch, only_good=False, with_alike=False, actor_id=None)
    batch.refresh_from_db()
    with transaction.atomic():
        assert entering.enter(batch, actor_id=None) == 1
    assert Item.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_discarded_leaves_nothing_behind() -> None:
    batch = looked_at(table(row(1)))
    staging.discard(batch, actor_id=None)
    assert not BatchRow.objects.exists()
    with pytest.raises(keeping.Gone):
        keeping.get(batch.token, batch.key)
    batch.refresh_from_db()
    with pytest.raises(staging.NotNow):
        staging.discard(batch, actor_id=None)


def test_what_nobody_decides_on_is_discarded_after_a_week() -> None:
    with clock.at(clock.now() - staging.KEPT * 2):
        old = looked_at(table(row(1)))
    new = looked_at(table(row(2)))
    assert staging.discard_old() == 1
    states = dict(QuestionBatch.objects.values_list("pk", "state"))
    assert states == {old.pk: BatchState.DISCARDED, new.pk: BatchState.CHECKED}


def test_a_job_for_a_batch_that_was_discarded_does_nothing() -> None:
    batch = staging.bring(table(row(1)), "q.tsv", label=Label(), actor_id=None)
    staging.discard(batch, actor_id=None)
    assert work(Job.objects.get(kind=staging.READ).pk)
    assert QuestionBatch.objects.get().state == BatchState.DISCARDED


@pytest.mark.parametrize(("content", "verdict"), [(png(), "good"), (b"\x89PNG broken", "refused")])
def test_a_picture_that_no_browser_shows_stops_its_question(content: bytes, verdict: str) -> None:
    digest = hashlib.sha256(content).hexdigest()
    wording = replace(single(1), stem=f"看图。\n![院墙](sha256:{digest})")
    entry = Entry(Place(line=2), wording, pictures={digest: content})
    (judged,) = judge(Contents("sheet", [entry]))
    assert judged.verdict == verdict
    assert (judged.problem.code if judged.problem else "") == (
        "" if verdict == "good" else "picture"
    )


@pytest.mark.real_data
@pytest.mark.skipif(not REAL.is_dir(), reason="the real questions lie beside the checkout")
def test_the_real_files_come_in_whole_and_twice_changes_nothing() -> None:
    counts = {}
    for path in sorted(REAL.glob("*.csv")):
        batch = looked_at(path.read_bytes(), path.name)
        counts[path.name] = entering.counts_of(batch)
        staging.confirm(batch, only_good=True, with_alike=True, actor_id=None)
        batch.refresh_from_db()
        with transaction.atomic():
            entering.enter(batch, actor_id=None)
    assert counts == {
        "law_multiple_choice.csv": {"good": 461, "alike": 2},
        "law_single_choice.csv": {"good": 531, "alike": 6},
    }
    assert Item.objects.count() == 1000
    assert entering.counts_of(looked_at((REAL / "law_single_choice.csv").read_bytes())) == {
        "known": 537
    }
