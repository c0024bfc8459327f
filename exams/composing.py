"""Setting up exams: a quiz for a module, the qualifying exam; revising their blueprints."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from exams.choices import ExamKind
from exams.models import Exam
from exams.papers import Blueprint, bank_for, draw, read_blueprint
from exams.papers.blueprint import write_blueprint
from exams.papers.seeing import limits_of
from portal import clock
from portal.audit.recording import record


def compose(
    kind: str,
    title: str,
    blueprint: dict[str, Any],
    *,
    actor_id: int | None,
    module_id: int | None = None,
) -> Exam:
    """Set up an exam. Raises BadBlueprint, and Shortage when the bank cannot fill its paper today,
    or not within what one person may see of it.

    A quiz belongs to a module page; a module has one quiz.
    """
    if (kind == ExamKind.QUIZ) != (module_id is not None):
        raise ValueError("a quiz has a module and the qualifying exam has none")
    pool = bank_for(kind)
    draw(read_blueprint(blueprint), pool, "trial", limits_of(kind, pool, on=clock.today()))
    with transaction.atomic():
        exam = Exam.objects.create(
            kind=kind,
            title=title,
            blueprint=blueprint,
            module_id=module_id,
            recorded_at=clock.now(),
        )
        record("exam.composed", exam, actor_id=actor_id, data={"title": title})
    return exam


def edition_of(exam: Exam) -> int:
    """How often the blueprint was revised."""
    stored = exam.blueprint
    return int(stored.get("edition", 0)) if isinstance(stored, dict) else 0


def revise(exam: Exam, blueprint: Blueprint, *, seen: int, actor_id: int | None) -> bool:
    """Give an exam another blueprint; papers that were drawn keep theirs. `seen` is the edition
    that the author looked at: False when somebody has revised it since.

    Raises Shortage when the bank cannot fill its paper today, or not within what one person may
    see of it.
    """
    pool = bank_for(exam.kind)
    draw(blueprint, pool, "trial", limits_of(exam.kind, pool, on=clock.today()))
    unchanged = Q(blueprint__edition=seen)
    if not seen:
        unchanged |= Q(blueprint__edition__isnull=True)
    with transaction.atomic():
        written = {"edition": seen + 1, **write_blueprint(blueprint)}
        revised = Exam.objects.filter(unchanged, pk=exam.pk).update(blueprint=written)
        if revised:
            data = {"edition": seen + 1, "questions": blueprint.questions}
            record("exam.revised", exam, actor_id=actor_id, data=data)
    return bool(revised)


def hold_by_sittings(exam: Exam, on: bool, *, reason: str, actor_id: int | None) -> bool:
    """From now on only who has a seat at a sitting begins this exam, or whoever may sit it at any
    time; papers that are being written go on. False when it is so already."""
    with transaction.atomic():
        changed = Exam.objects.filter(pk=exam.pk, by_sitting=not on).update(by_sitting=on)
        if changed:
            record(
                "exam.held_by_sittings" if on else "exam.held_at_any_time",
                exam,
                actor_id=actor_id,
                data={"title": exam.title},
                reason=reason,
            )
    return bool(changed)
