"""Changing what results say after they were graded: what was stays beside it for ever."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction

from exams.choices import Cause, ResultState
from exams.grading import passes
from exams.models import Mark, MarkRevision, Result, Revision
from exams.signals import result_changed, results_moved
from portal import clock
from portal.audit.recording import Note, record_many

AT_ONCE = 500


class Changed(RuntimeError):
    """Somebody changed one of these results meanwhile; nothing was done."""


@dataclass(frozen=True)
class NewMark:
    """What a question (its row on the paper) is to bring from now on."""

    question_id: int
    points: Decimal
    full: bool


@dataclass(frozen=True)
class Decided:
    """Why marks are changed, who decided it, and who approved it where two are needed."""

    cause: Cause
    reason: str
    by_id: int
    second_id: int | None = None


def revise(result_id: int, wanted: Collection[NewMark], decided: Decided) -> Revision | None:
    """`revise_many` of one result; None when it says that already."""
    return next(iter(revise_many({result_id: wanted}, decided)), None)


def revise_many(wanted: Mapping[int, Collection[NewMark]], decided: Decided) -> Sequence[Revision]:
    """Give questions of these results (ids) other marks; those that bring them already are left
    alone. One that counts tells the apps that listen what it says now. The queries grow with the
    results by hundreds. Raises Changed when somebody was faster: then nothing was done."""
    try:
        with transaction.atomic():
            return _revise(wanted, decided)
    except IntegrityError as error:  # the number of a change is taken
        raise Changed(sorted(wanted)) from error


def _revise(wanted: Mapping[int, Collection[NewMark]], decided: Decided) -> Sequence[Revision]:
    asked = [one.question_id for marks in wanted.values() for one in marks]
    before = Mark.objects.unscoped("revising").in_bulk(asked)
    changes = {
        pk: found
        for pk, marks in wanted.items()
        if (found := [one for one in marks if _differs(before[one.question_id], one)])
    }
    results = _held(changes)
    revisions = [_revision(results[pk], before, found, decided) for pk, found in changes.items()]
    Revision.objects.unscoped("revising").bulk_create(revisions, batch_size=AT_ONCE)
    _keep(revisions, before, changes)
    _note(revisions, changes, decided)
    for revision in revisions:
        _tell(revision)
    moved = {revision.result.attempt.exam_id for revision in revisions}
    results_moved.send(sender=Result, exam_ids=moved)
    return revisions


def _differs(mark: Mark, wanted: NewMark) -> bool:
    return (mark.points, mark.full) != (wanted.points, wanted.full)


def _held(changes: Collection[int]) -> dict[int, Result]:
    """In one order, so that two who change the same wait for each other instead of meeting."""
    rows = Result.objects.unscoped("revising").select_for_update(of=("self",), no_key=True)
    found = rows.select_related("attempt__exam", "attempt__person__organisation")
    return {one.pk: one for one in found.filter(pk__in=list(changes)).order_by("pk")}


def _revision(
    result: Result, before: Mapping[int, Mark], changes: Collection[NewMark], decided: Decided
) -> Revision:
    """While a result is being marked nobody has passed."""
    more = sum((one.points - before[one.question_id].points for one in changes), Decimal(0))
    score = result.score + more
    passed = passes(score, result.out_of, result.attempt.pass_mark)
    return Revision(
        result=result,
        number=result.revision + 1,
        cause=decided.cause,
        reason=decided.reason,
        score_before=result.score,
        passed_before=result.passed,
        score=score,
        passed=passed and result.state != ResultState.MARKING,
        by_id=decided.by_id,
        second_id=decided.second_id,
        at=clock.now(),
    )


def _keep(
    revisions: Sequence[Revision],
    before: Mapping[int, Mark],
    changes: Mapping[int, Collection[NewMark]],
) -> None:
    """First what was, then marks and results that say something else."""
    kept, marks, results = [], [], []
    for revision in revisions:
        for one in changes[revision.result_id]:
            mark = before[one.question_id]
            kept.append(
                MarkRevision(
                    revision=revision,
                    mark=mark,
                    points_before=mark.points,
                    full_before=mark.full,
                    points=one.points,
                    full=one.full,
                )
            )
            marks.append(mark)
            mark.points, mark.full, mark.revision = one.points, one.full, revision
        result = revision.result
        result.revision, result.score = revision.number, revision.score
        result.passed = revision.passed
        results.append(result)
    MarkRevision.objects.unscoped("revising").bulk_create(kept, batch_size=AT_ONCE)
    told = Mark.objects.unscoped("revising")
    told.bulk_update(marks, ["points", "full", "revision"], batch_size=AT_ONCE)
    said = Result.objects.unscoped("revising")
    said.bulk_update(results, ["revision", "score", "passed"], batch_size=AT_ONCE)


def _note(
    revisions: Sequence[Revision],
    changes: Mapping[int, Collection[NewMark]],
    decided: Decided,
) -> None:
    notes = [
        Note(
            revision.result,
            revision.result.attempt.person.organisation.path,
            {
                "number": revision.number,
                "cause": str(decided.cause),
                "before": str(revision.score_before),
                "score": str(revision.score),
                "passed": revision.passed,
                "questions": [one.question_id for one in changes[revision.result_id]],
                "second": decided.second_id,
            },
        )
        for revision in revisions
    ]
    record_many("result.revised", notes, actor_id=decided.by_id, reason=decided.reason)


def _tell(revision: Revision) -> None:
    result = revision.result
    if result.state == ResultState.EFFECTIVE:
        result_changed.send(
            sender=Result,
            attempt_id=result.pk,
            person_id=result.attempt.person_id,
            kind=result.attempt.exam.kind,
            passed_before=revision.passed_before,
            passed=revision.passed,
        )
