"""A key that was found wrong: who it would flip is listed first, a second person approves, then all
papers that asked it are graded anew, whenever that is broken off and begun again."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from exams.checking import ItemRefused, check
from exams.choices import ON_SCREEN, Cause, CorrectionState, Fix
from exams.models import (
    CorrectedKey,
    CorrectionLine,
    Item,
    ItemVersion,
    KeyCorrection,
    PaperQuestion,
)
from exams.recalling import recall
from exams.regrading import Line, Wanted, dry_run, in_parts, line_of
from exams.revising import Decided, revise_many
from portal import clock
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue

APPLY = "exams.apply_correction"
AT_ONCE = 200
SETTLED = timedelta(seconds=30)

Certificates = Callable[[Collection[int]], Mapping[int, str]]
_certificates: list[Certificates] = []


class CorrectionRefused(ValueError):
    """This correction cannot be made; `field` says where, "" for the whole."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def certificates_of(provider: Certificates) -> Certificates:
    """Let a room above name the certificates that hang on results (by their attempts' ids)."""
    _certificates.append(provider)
    return provider


def propose(version: ItemVersion, wanted: Wanted, reason: str, *, actor_id: int) -> KeyCorrection:
    """Put a correction before a second person, with the list of whom it flips and which
    certificates hang on their results. Raises CorrectionRefused."""
    _refuse(version, wanted)
    _refuse_while_another_is_applied(version)
    lines = list(dry_run(version, wanted))
    marked = PaperQuestion.objects.unscoped("what a correction changes")
    try:
        with transaction.atomic():
            made = KeyCorrection.objects.create(
                version=version,
                reason=reason,
                papers=marked.filter(version=version, mark__isnull=False).count(),
                proposed_by_id=actor_id,
                proposed_at=clock.now(),
                **_columns(wanted),
            )
            _write(_listed(made, lines))
            flips = sum(line.flips for line in lines)
            data = {"fix": str(wanted.fix), "results": len(lines), "flips": flips}
            _note("key.correction_proposed", made, actor_id, data, reason)
    except IntegrityError:
        raise CorrectionRefused(
            _("A correction of this question waits for a second person already.")
        ) from None
    return made


def _refuse_while_another_is_applied(version: ItemVersion) -> None:
    if KeyCorrection.objects.filter(version=version, state=CorrectionState.APPROVED).exists():
        raise CorrectionRefused(
            _("An approved correction is being applied. Please wait until that is done.")
        )


def _columns(wanted: Wanted) -> dict[str, Any]:
    return {
        "fix": wanted.fix,
        "key": wanted.key,
        "accepted": [list(forms) for forms in wanted.accepted],
        "any_order": wanted.any_order,
    }


def _refuse(version: ItemVersion, wanted: Wanted) -> None:
    if wanted.fix == Fix.FREE:
        return
    kind = version.item.kind
    if kind not in ON_SCREEN:
        raise CorrectionRefused(
            _("This question is marked by people: its marks change by objections."), "key"
        )
    before = recall(version)
    after = replace(before, key=wanted.key, accepted=wanted.accepted, any_order=wanted.any_order)
    try:
        check(after)
    except ItemRefused as why:
        raise CorrectionRefused(str(why), why.field.partition(".")[0]) from why
    if after == before and not CorrectedKey.objects.filter(pk=version.pk).exists():
        raise CorrectionRefused(_("That is the key as it stands."), "key")


def certificates_named(result_ids: Sequence[int]) -> dict[int, str]:
    """The certificates that hang on these results."""
    found: dict[int, str] = {}
    for provider in _certificates:
        for at in range(0, len(result_ids), AT_ONCE):
            found.update(provider(result_ids[at : at + AT_ONCE]))
    return found


def asked_of(item: Item) -> list[int]:
    """Its versions (ids) that papers asked, the latest first."""
    asked = PaperQuestion.objects.unscoped("what a correction changes").filter(
        version=OuterRef("pk")
    )
    rows = item.versions.filter(Exists(asked)).order_by("-n")
    return list(rows.values_list("pk", flat=True))


def was_asked(version: ItemVersion) -> bool:
    """Whether a paper asked it."""
    rows = PaperQuestion.objects.unscoped("what a correction changes")
    return rows.filter(version=version).exists()


def lines_of(correction: KeyCorrection) -> list[CorrectionLine]:
    """Whom it touches, those first whom it flips: for who decides on it, whatever their places."""
    rows = CorrectionLine.objects.unscoped("whom a correction touches")
    told = rows.filter(correction=correction).select_related(
        "result__attempt__person__organisation", "result__attempt__exam"
    )
    return sorted(told, key=lambda line: (not line.flips, line.result_id))


def approve(correction: KeyCorrection, *, actor_id: int) -> None:
    """A second person agrees: from now on the version is graded so, and a job grades anew what was
    graded before. Raises CorrectionRefused."""
    if correction.proposed_by_id == actor_id:
        raise CorrectionRefused(_("You proposed it. A second person approves."))
    if relist(correction):
        raise CorrectionRefused(
            _("Meanwhile it flips others than were listed. The list is made anew: please look.")
        )
    with transaction.atomic():
        _decide(correction, CorrectionState.APPROVED, actor_id)
        CorrectedKey.objects.update_or_create(
            version_id=correction.version_id,
            defaults={
                "correction": correction,
                **_columns(_wanted(correction)),
            },
        )
        # By then whoever was just being graded by the old key is graded, and found.
        due_at = clock.now() + SETTLED
        enqueue(APPLY, f"{correction.pk}", {"correction": correction.pk}, due_at=due_at)
        _note("key.correction_approved", correction, actor_id, {}, correction.reason)


def relist(correction: KeyCorrection) -> bool:
    """Bring the list up to date with what was handed in, marked or certified since; whether it
    flips or touches others than it said."""
    version = ItemVersion.objects.select_related("item").get(pk=correction.version_id)
    found = _listed(correction, list(dry_run(version, _wanted(correction))))
    rows = CorrectionLine.objects.unscoped("listing anew").filter(correction=correction)
    before = {line.result_id: line for line in rows}
    gone = [line for pk, line in before.items() if pk not in {one.result_id for one in found}]
    said = _consequences(before.values())
    for line in gone:  # it was marked otherwise meanwhile, and the correction leaves it alone
        line.score, line.passed, line.certificate = line.score_before, line.passed_before, ""
    if said == _consequences(found):
        return False
    with transaction.atomic():
        _write([*found, *gone])
    return True


def _consequences(lines: Iterable[CorrectionLine]) -> set[tuple[int, bool, str]]:
    return {(one.result_id, one.passed, one.certificate) for one in lines if one.flips}


def _write(lines: Sequence[CorrectionLine]) -> None:
    CorrectionLine.objects.unscoped("listing").bulk_create(
        lines,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["correction", "result"],
        update_fields=["score_before", "passed_before", "score", "passed", "certificate"],
    )


def _listed(correction: KeyCorrection, lines: Sequence[Line]) -> list[CorrectionLine]:
    named = certificates_named([line.result_id for line in lines])
    return [
        CorrectionLine(
            correction=correction,
            result_id=line.result_id,
            score_before=line.score_before,
            passed_before=line.passed_before,
            score=line.score,
            passed=line.passed,
            certificate=named.get(line.result_id, ""),
        )
        for line in lines
    ]


def withdraw(correction: KeyCorrection, why: str, *, actor_id: int) -> None:
    """It is not made. Raises CorrectionRefused."""
    with transaction.atomic():
        _decide(correction, CorrectionState.WITHDRAWN, None)
        _note("key.correction_withdrawn", correction, actor_id, {}, why)


def _decide(correction: KeyCorrection, state: CorrectionState, second: int | None) -> None:
    rows = KeyCorrection.objects.filter(pk=correction.pk, state=CorrectionState.PROPOSED)
    if not rows.update(state=state, second_id=second, decided_at=clock.now()):
        raise CorrectionRefused(_("It was decided meanwhile."))


def _wanted(correction: KeyCorrection) -> Wanted:
    return Wanted(
        Fix(correction.fix),
        correction.key,
        tuple(tuple(forms) for forms in correction.accepted),
        correction.any_order,
    )


def apply(correction: KeyCorrection) -> int:
    """Grade anew every paper that asked it, part by part in transactions of their own; how many
    results were changed. Broken off and done again it ends as if it had been done at once."""
    version = ItemVersion.objects.select_related("item").get(pk=correction.version_id)
    if not CorrectedKey.objects.filter(pk=version.pk, correction=correction).exists():
        return 0  # a later correction holds
    decided = Decided(Cause.KEY, correction.reason, correction.proposed_by_id, correction.second_id)
    changed, wanted = 0, _wanted(correction)
    for rows in in_parts(version.pk):
        lines = (line_of(row, version.item.kind, wanted) for row in rows)
        marks = {line.result_id: [line.mark] for line in lines if line.changes}
        changed += len(revise_many(marks, decided)) if marks else 0
    return changed


def note_applied(correction: KeyCorrection) -> None:
    """Must run in the transaction that ends the job."""
    rows = KeyCorrection.objects.filter(pk=correction.pk, state=CorrectionState.APPROVED)
    if rows.update(state=CorrectionState.APPLIED, applied_at=clock.now()):
        _note("key.correction_applied", correction, None, {}, correction.reason)


def _note(
    kind: str,
    correction: KeyCorrection,
    actor_id: int | None,
    data: dict[str, object],
    reason: str,
) -> None:
    record(kind, correction, actor_id=actor_id, place="", data=data, reason=reason)
