"""Which statistics the exam office of a place sees: of exams at the top of the tree, of sittings
that are held at or below it; questions with their words and keys only at the top, as the bank."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from exams.models import Exam, Sitting
from exams.reporting.choices import EXAM_OFFICE
from exams.reporting.keeping import Of
from exams.reporting.models import ExamReport
from portal.accounts.authority import tops
from portal.scope import Scope


@dataclass(frozen=True)
class Subject:
    """An exam or a sitting whose statistics somebody looks at; `keys` says whether its questions
    are shown with their words."""

    exam: Exam
    sitting: Sitting | None
    keys: bool

    @property
    def of(self) -> Of:
        return Of(self.exam.pk, self.sitting.pk if self.sitting else None)

    @property
    def place(self) -> str:
        return self.sitting.organisation.path if self.sitting else ""

    @property
    def title(self) -> str:
        return f"{self.exam.title} · {self.sitting.title}" if self.sitting else self.exam.title

    @property
    def report(self) -> ExamReport | None:
        return ExamReport.objects.filter(exam=self.exam, sitting=self.sitting).first()

    def url(self, what: str = "") -> str:
        """The address of the page, or of its `what` (sheet, pdf)."""
        one = "sitting" if self.sitting else "exam"
        name = f"{one}_statistics_{what}" if what else f"{one}_statistics"
        return reverse(name, args=[self.sitting.pk if self.sitting else self.exam.pk])


def sees_city(scope: Scope) -> bool:
    return bool(tops(scope, EXAM_OFFICE))


def sittings(scope: Scope) -> QuerySet[Sitting]:
    """Those that the exam office of one's places holds."""
    rows = Sitting.objects.scoped(scope).filter(scope.below("organisation__path", EXAM_OFFICE))
    return rows.select_related("exam", "organisation")


def all_of(scope: Scope, wanted: Collection[Of]) -> list[Subject]:
    """Those of the wanted that one sees: exams, the latest first, then sittings; two queries."""
    city, found = sees_city(scope), []
    if city:
        exams = Exam.objects.filter(pk__in={of.exam_id for of in wanted})
        found = [Subject(exam, None, keys=True) for exam in exams.order_by("-pk")]
    held = sittings(scope).filter(pk__in={of.sitting_id for of in wanted if of.sitting_id})
    ordered = held.order_by("-opens_at", "-pk")
    return found + [Subject(sitting.exam, sitting, keys=city) for sitting in ordered]


def of_exam(scope: Scope, exam_id: int) -> Subject | None:
    exam = Exam.objects.filter(pk=exam_id).first()
    return Subject(exam, None, keys=True) if exam and sees_city(scope) else None


def of_sitting(scope: Scope, sitting_id: int) -> Subject | None:
    sitting = sittings(scope).filter(pk=sitting_id).first()
    return Subject(sitting.exam, sitting, keys=sees_city(scope)) if sitting else None
