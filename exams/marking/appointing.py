"""Saying who marks an exam, and who is chief examiner."""

from django.db import transaction

from exams.marking.models import Marker
from exams.models import Exam
from portal import clock
from portal.audit.recording import record


def appoint(exam: Exam, user_id: int, *, chief: bool, actor_id: int | None) -> bool:
    """Let somebody mark, or decide as chief examiner; False when it is so already."""
    rows = Marker.objects.unscoped("who marks an exam").filter(
        exam=exam, user_id=user_id, ended_at__isnull=True
    )
    with transaction.atomic():
        if not rows.exclude(chief=chief).update(chief=chief):
            new = {"chief": chief, "named_at": clock.now()}
            _duty, made = rows.get_or_create(exam=exam, user_id=user_id, defaults=new)
            if not made:
                return False
        data = {"user": user_id, "chief": chief}
        record("exam.marker_named", exam, actor_id=actor_id, place="", data=data)
    return True


def named(exam_id: int) -> list[int]:
    """The logins that mark an exam now."""
    rows = Marker.objects.unscoped("who marks an exam")
    return list(rows.filter(exam_id=exam_id, ended_at__isnull=True).values_list("user", flat=True))


def dismiss(exam: Exam, user_id: int, *, reason: str, actor_id: int | None) -> bool:
    """End somebody's duty; what they gave stands, what they have before them goes to others. False
    when it had ended."""
    rows = Marker.objects.unscoped("who marks an exam").filter(
        exam=exam, user_id=user_id, ended_at__isnull=True
    )
    with transaction.atomic():
        if not rows.update(ended_at=clock.now()):
            return False
        data = {"user": user_id}
        record("exam.marker_dismissed", exam, actor_id=actor_id, place="", data=data, reason=reason)
    return True
