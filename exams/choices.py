"""The closed sets of the bank, of exams and of attempts, with the moves allowed between states."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

READERS = ("officer", "admin", "city", "hr")  # who reads attempts and results of their people


class Kind(models.TextChoices):
    """Kinds of question that are graded at once; the order is the order on the paper."""

    SINGLE = "single", _("single choice")
    MULTIPLE = "multiple", _("multiple choice")
    TRUE_FALSE = "true_false", _("true or false")


class Difficulty(models.TextChoices):
    EASY = "easy", pgettext_lazy("difficulty", "easy")
    MEDIUM = "medium", pgettext_lazy("difficulty", "medium")
    HARD = "hard", pgettext_lazy("difficulty", "hard")


class ItemState(models.TextChoices):
    """Only live questions are drawn into papers."""

    DRAFT = "draft", pgettext_lazy("question", "draft")
    LIVE = "live", pgettext_lazy("question", "live")
    SUSPENDED = "suspended", pgettext_lazy("question", "suspended")
    RETIRED = "retired", pgettext_lazy("question", "retired")


ITEM_MOVES = {
    ItemState.DRAFT: (ItemState.LIVE, ItemState.RETIRED),
    ItemState.LIVE: (ItemState.SUSPENDED, ItemState.RETIRED),
    ItemState.SUSPENDED: (ItemState.LIVE, ItemState.RETIRED),
    ItemState.RETIRED: (),
}


class ExamKind(models.TextChoices):
    QUIZ = "quiz", _("module quiz")
    QUALIFYING = "qualifying", _("qualifying exam")


class AttemptState(models.TextChoices):
    """open -> submitted (handed in) or closed (time was up); both for ever."""

    OPEN = "open", pgettext_lazy("attempt", "open")
    SUBMITTED = "submitted", pgettext_lazy("attempt", "handed in")
    CLOSED = "closed", pgettext_lazy("attempt", "closed when time was up")


class ResultState(models.TextChoices):
    """graded -> released (the person may see it) -> effective (it counts)."""

    GRADED = "graded", pgettext_lazy("result", "graded")
    RELEASED = "released", pgettext_lazy("result", "released")
    EFFECTIVE = "effective", pgettext_lazy("result", "effective")
