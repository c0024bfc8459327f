"""Setting up exams: a quiz for a module, the qualifying exam."""

from typing import Any

from django.db import transaction

from exams.choices import ExamKind
from exams.models import Exam
from exams.papers import bank, draw, read_blueprint
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
    """Set up an exam. Raises BadBlueprint, and Shortage when the bank cannot fill its paper today.

    A quiz belongs to a module page; a module has one quiz.
    """
    if (kind == ExamKind.QUIZ) != (module_id is not None):
        raise ValueError("a quiz has a module and the qualifying exam has none")
    draw(read_blueprint(blueprint), bank(), seed="trial")
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
