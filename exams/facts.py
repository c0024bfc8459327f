"""The document of one attempt (`documenting`) as JSON for machines; its shape: docs/evidence.md."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from exams.documenting import Asked, Document
from exams.evidence import Said, shown
from exams.models import Attempt, RescueFile
from exams.stepping import Step
from portal.audit.extracting import Act

SHAPE, EDITION = "hezhong.exam-evidence", 1


def as_json(whole: Document) -> bytes:
    """Every fact once, in an order of names that never changes (docs/evidence.md): the same facts
    give the same bytes, whoever asks and whenever."""
    facts = {
        "format": SHAPE,
        "edition": EDITION,
        "attempt": _attempt(whole),
        "person": _person(whole.attempt),
        "seat": _seat(whole),
        "paper": [_asked(one) for one in whole.asked],
        "draw": _draw(whole),
        "answers": [_said(one) for one in whole.answers],
        "windows": {one.name: [one.device, one.number] for one in whole.windows},
        "rescues": [_rescue(one) for one in whole.course.rescues],
        "steps": [_step(step) for step in whole.steps],
        "result": _result(whole),
        "acts": [_act(act) for act in whole.acts],
        "totals": _totals(whole),
        "shown": {"texts": whole.sight.texts, "keys": whole.sight.keys},
    }
    written = json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return written.encode() + b"\n"


def _attempt(whole: Document) -> dict[str, Any]:
    attempt = whole.attempt
    return {
        "id": attempt.pk,
        "exam": {"id": attempt.exam_id, "kind": attempt.exam.kind, "title": attempt.exam.title},
        "number": attempt.number,
        "state": attempt.state,
        "started_at": _time(attempt.started_at),
        "minutes": whole.minutes,
        "credited_minutes": whole.credited,
        "paused_seconds": whole.stood,
        "first_deadline": _time(whole.first_deadline),
        "deadline": _time(attempt.deadline),
        "grace_seconds": attempt.grace_seconds,
        "pass_mark": attempt.pass_mark,
        "submitted_at": _time(attempt.submitted_at),
        "submitted_in_grace": whole.in_grace,
        "receipt": attempt.receipt,
        "seed": attempt.seed,
    }


def _person(attempt: Attempt) -> dict[str, Any]:
    person = attempt.person
    return {
        "record": person.pk,
        "name": person.name,
        "document": person.id_masked,
        "organisation": person.organisation.name,
        "organisation_path": person.organisation.path,
    }


def _seat(whole: Document) -> dict[str, Any] | None:
    seat = whole.seat
    if seat is None:
        return None
    return {
        "sitting": seat.sitting_id,
        "ticket": seat.ticket,
        "ticket_given": whole.ticket_given,
        "room": seat.room.room.name if seat.room else "",
        "number": seat.number,
        "identity_seen_at": _time(seat.checked_at),
        "extra_minutes": seat.extra_minutes,
        "extra_reason": seat.extra_reason,
    }


def _asked(one: Asked) -> dict[str, Any]:
    facts = {
        "place": one.place,
        "version_id": one.version_id,
        "reference": one.reference,
        "version": one.version,
        "kind": one.kind,
        "points": str(one.points),
        "option_order": list(one.order),
        "answer": list(one.value),
        "answer_sequence": one.sequence,
        "answer_saved_at": _time(one.saved_at),
        "answer_agrees_with_events": one.agrees,
    }
    if one.question:
        facts["stem"] = one.question.stem
        facts["lines"] = [[line.letter, line.text] for line in one.question.lines]
        facts["targets"] = [[line.letter, line.text] for line in one.question.targets]
    if one.right is not None:
        facts["right"] = list(one.right)
        facts["accepted"] = [list(forms) for forms in one.accepted]
        facts["points_given"] = _number(one.points_given)
        facts["full"] = one.full
    return facts


def _draw(whole: Document) -> dict[str, Any] | None:
    draw = whole.draw
    if draw is None:
        return None
    return {
        "source": draw.source.digest,
        "source_recorded_at": _time(draw.source.recorded_at),
        "seen_before": draw.seen,
        "most_new": draw.most_new,
        "firm": draw.firm,
        "gives_this_paper": whole.drawn_again,
    }


def _said(one: Said) -> dict[str, Any]:
    return {
        "id": one.number,
        "at": _time(one.at),
        "place": one.place,
        "sequence": one.sequence,
        "value": list(one.value),
        "words": one.words,
        "window": one.window,
        "became": [str(fate) for fate in one.fates],
        "paused": one.paused,
    }


def _step(step: Step) -> dict[str, Any]:
    facts: dict[str, Any] = {"at": _time(step.at), "what": step.what, "who": step.who}
    if step.told:
        facts["told"] = step.told
    if step.said:
        facts["answer"] = step.said.number
    if step.credit:
        facts |= {"minutes": step.credit.minutes, "reason": step.credit.reason}
    if step.pause:
        facts |= {"reason": step.pause.reason, "given_seconds": step.pause.given_seconds}
    if step.leaving:
        facts |= {
            "left_at": _time(step.leaving.left_at),
            "device_at": _time(step.leaving.device_at),
            "seconds": step.leaving.seconds,
        }
    if step.note:
        facts |= {"kind": step.note.kind, "note": step.note.note}
    if step.rescue:
        facts |= {"file": step.rescue.digest, "reason": step.rescue.reason}
    return facts


def _rescue(one: RescueFile) -> dict[str, Any]:
    """The moments in `answers` are what the device says; `taken_at` is the server's."""
    return {
        "digest": one.digest,
        "made_at": _time(one.made_at),
        "taken_at": _time(one.taken_at),
        "answers": [held | {"value": list(shown(held["value"]))} for held in one.answers],
    }


def _result(whole: Document) -> dict[str, Any] | None:
    result = whole.result
    if result is None or not whole.released:
        return None
    return {
        "score": _number(result.score),
        "out_of": _number(result.out_of),
        "passed": result.passed,
        "state": result.state,
        "graded_at": _time(result.graded_at),
        "released_at": _time(result.released_at),
        "effective_at": _time(result.effective_at),
    }


def _act(act: Act) -> dict[str, Any]:
    sealed = act.sealed
    return {
        "id": act.number,
        "at": _time(act.at),
        "kind": act.kind,
        "actor": act.actor,
        "reason": act.reason,
        "data": act.data,
        "salt": act.salt,
        "digest": act.digest,
        "line": act.line,
        "intact": act.intact,
        "seal": sealed
        and {
            "day": sealed.day.isoformat(),
            "position": sealed.position,
            "previous": sealed.previous,
            "chain": sealed.chain,
            "root": sealed.root,
        },
    }


def _totals(whole: Document) -> dict[str, Any]:
    totals = whole.totals
    return {
        "questions": len(whole.asked),
        "answered": whole.answered,
        "arrived": totals.arrived,
        "counting": totals.counting,
        "replaced": totals.replaced,
        "kept_only": totals.kept_only,
        "kept_only_by_reason": {str(fate): number for fate, number in totals.why},
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="microseconds") if moment else None


def _number(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
