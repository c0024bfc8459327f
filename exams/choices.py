"""The closed sets of the bank, of exams and of attempts, with the moves allowed between states."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

READERS = ("officer", "admin", "city", "hr")  # who reads attempts and results of their people
# Who writes, reviews and imports questions, and sees their keys. Administrators do not by
# themselves: one stolen password must not open the bank (threat T13).
BANK_AUTHORS = ("author", "reviewer", "officer")
BANK_REVIEWERS = ("reviewer", "officer")
# Who may take many keys out of the house at once: export questions, draw forms, open their sheets.
BANK_KEEPERS = ("officer",)

KEEPERS = ("admin", "officer")  # who sees what papers are made of; only BANK_KEEPERS change it


class Kind(models.TextChoices):
    """Kinds of question; the order is the order on the paper."""

    SINGLE = "single", _("single choice")
    MULTIPLE = "multiple", _("multiple choice")
    TRUE_FALSE = "true_false", _("true or false")
    FILL_BLANK = "fill_blank", _("fill in the blanks")
    MATCHING = "matching", _("matching")
    ORDERING = "ordering", _("putting in order")
    OPEN = "open", _("short answer")
    CASE = "case_analysis", _("case analysis")


# Graded at once, by a key.
ON_SCREEN = (
    Kind.SINGLE,
    Kind.MULTIPLE,
    Kind.TRUE_FALSE,
    Kind.FILL_BLANK,
    Kind.MATCHING,
    Kind.ORDERING,
)
WRITTEN = (Kind.OPEN, Kind.CASE)  # marked by people, by a marking scheme
CHOSEN = (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE)  # answered by letters of options
# No options to choose from: each line has an answer of its own.
LINE_BY_LINE = (Kind.FILL_BLANK, Kind.MATCHING, Kind.ORDERING, *WRITTEN)


class Credit(models.TextChoices):
    """What a multiple choice answer brings that is only partly right."""

    HALF = "half", _("some right and none wrong: half")
    PER_OPTION = "per_option", _("a share for each right one, none wrong")
    WHOLE = "whole", _("all or nothing")


class ItemPool(models.TextChoices):
    """Practice and quizzes, which show the key afterwards, never touch what is kept for exams."""

    EXAM = "exam", _("kept for exams")
    PRACTICE = "practice", _("practice and quizzes")


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


# A draft goes live only when a second person approves a version of it (`vetting`).
ITEM_MOVES = {
    ItemState.DRAFT: (ItemState.RETIRED,),
    ItemState.LIVE: (ItemState.SUSPENDED, ItemState.RETIRED),
    ItemState.SUSPENDED: (ItemState.LIVE, ItemState.RETIRED),
    ItemState.RETIRED: (),
}


class Verdict(models.TextChoices):
    """One verdict for each version submitted; comments beside it."""

    APPROVED = "approved", pgettext_lazy("review", "approved")
    RETURNED = "returned", pgettext_lazy("review", "returned")
    COMMENT = "comment", pgettext_lazy("review", "comment")


# What a reviewer affirms before a question goes live (docs/glossary.md, item review).
CHECKLIST = {
    "law": _("The articles cited are in force and say what the question says"),
    "key": _("The key is right, and no other option can be defended"),
    "story": _("It asks one thing in a concrete case, not the number of an article"),
    "options": _("The wrong options are real mistakes, alike in length and form"),
    "words": _("A village mediator understands every word"),
    "privacy": _("No real person or case can be recognised"),
}


class ExamKind(models.TextChoices):
    QUIZ = "quiz", _("module quiz")
    QUALIFYING = "qualifying", _("qualifying exam")


class AttemptState(models.TextChoices):
    """open -> submitted (handed in) or closed (time was up); both for ever."""

    OPEN = "open", pgettext_lazy("attempt", "open")
    SUBMITTED = "submitted", pgettext_lazy("attempt", "handed in")
    CLOSED = "closed", pgettext_lazy("attempt", "closed when time was up")


class Became(models.TextChoices):
    """What became of an answer in a rescue file."""

    COUNTED = "counted", pgettext_lazy("answer of a rescue file", "counts")
    KNOWN = "known", pgettext_lazy("answer of a rescue file", "had arrived before")
    OLDER = "older", _("kept, not counted: a newer answer stands")
    LATE = "late", _("kept, not counted: it came after the end")
    REFUSED = "refused", _("kept, not counted: this question has no such answer")


class ResultState(models.TextChoices):
    """marking (people have to mark something) -> graded -> released (the person may see it) ->
    effective (it counts)."""

    MARKING = "marking", pgettext_lazy("result", "being marked")
    GRADED = "graded", pgettext_lazy("result", "graded")
    RELEASED = "released", pgettext_lazy("result", "released")
    EFFECTIVE = "effective", pgettext_lazy("result", "effective")


RELEASED = (ResultState.RELEASED, ResultState.EFFECTIVE)  # what people may see of results


class Cause(models.TextChoices):
    """Why a mark was changed after grading."""

    KEY = "key", pgettext_lazy("change of marks", "the key was wrong")
    OBJECTION = "objection", pgettext_lazy("change of marks", "an objection was upheld")
    SAMPLE = "sample", pgettext_lazy("change of marks", "marked again as a sample")


class Fix(models.TextChoices):
    """What is done about a question whose key was wrong."""

    KEY = "key", pgettext_lazy("correction", "another key")
    FREE = "free", pgettext_lazy("correction", "its points for everybody who had it")


class CorrectionState(models.TextChoices):
    """proposed -> approved (being applied) -> applied; or -> withdrawn."""

    PROPOSED = "proposed", pgettext_lazy("correction", "waiting for a second person")
    APPROVED = "approved", pgettext_lazy("correction", "being applied")
    APPLIED = "applied", pgettext_lazy("correction", "applied")
    WITHDRAWN = "withdrawn", pgettext_lazy("correction", "withdrawn")


class Fate(models.TextChoices):
    """What became of an answer that reached the server (`AnswerEvent`)."""

    COUNTS = "counts", pgettext_lazy("answer", "counts")
    REPLACED = "replaced", pgettext_lazy("answer", "replaced by a later one")
    STALE = "stale", pgettext_lazy("answer", "older than the one that stood")
    ELSEWHERE = "elsewhere", pgettext_lazy("answer", "from another window")
    LATE = "late", pgettext_lazy("answer", "too late")


FATES = {
    Fate.COUNTS: _("This is the answer that is marked."),
    Fate.REPLACED: _("It was saved in time; the same candidate answered anew afterwards."),
    Fate.STALE: _("An answer with the same or a higher number stood already; kept, not counted."),
    Fate.ELSEWHERE: _(
        "Another window or device had taken over the paper; what this one sent is kept and does"
        " not count."
    ),
    Fate.LATE: _("It reached the server after the deadline and its grace; kept, not counted."),
}


class SittingMode(models.TextChoices):
    """How a sitting is held (`exam.modes`)."""

    ONLINE = "online", pgettext_lazy("sitting", "on the screen")
    PAPER = "paper", pgettext_lazy("sitting", "on paper, entered by hand")
    ORAL = "oral", pgettext_lazy("sitting", "oral, before two examiners")


class SittingState(models.TextChoices):
    """planned -> published (candidates see it, seats are theirs) -> or cancelled; whether it is
    open or over is said by its hours."""

    PLANNED = "planned", pgettext_lazy("sitting", "being planned")
    PUBLISHED = "published", pgettext_lazy("sitting", "published")
    CANCELLED = "cancelled", pgettext_lazy("sitting", "cancelled")


class SeatState(models.TextChoices):
    """How a seat stands while the sitting is held; computed, never stored (`watching`)."""

    ABSENT = "absent", pgettext_lazy("seat", "not arrived")
    CHECKED = "checked", pgettext_lazy("seat", "identity seen")
    ANSWERING = "answering", pgettext_lazy("seat", "answering")
    AWAY = "away", pgettext_lazy("seat", "offline")
    PAUSED = "paused", pgettext_lazy("seat", "paused")
    SUBMITTED = "submitted", pgettext_lazy("seat", "handed in")
    CLOSED = "closed", pgettext_lazy("seat", "closed by time")
    WITHDRAWN = "withdrawn", pgettext_lazy("seat", "withdrawn")


class EntryState(models.TextChoices):
    """How far the sheet of a seat is entered."""

    WAITING = "waiting", pgettext_lazy("sheet", "not entered yet")
    ONCE = "once", pgettext_lazy("sheet", "entered once")
    DIFFERS = "differs", pgettext_lazy("sheet", "the two entries differ")
    HANDED_IN = "handed_in", pgettext_lazy("sheet", "handed in")
    ABSENT = "absent", pgettext_lazy("sheet", "absent")


class IrregularityKind(models.TextChoices):
    """What an invigilator notes; a note by itself has no consequence."""

    LATE = "late", pgettext_lazy("irregularity", "came late")
    EQUIPMENT = "equipment", pgettext_lazy("irregularity", "device, network or power")
    ILLNESS = "illness", pgettext_lazy("irregularity", "illness")
    IDENTITY = "identity", pgettext_lazy("irregularity", "identity in doubt")
    MISCONDUCT = "misconduct", pgettext_lazy("irregularity", "breach of the rules")
    CHEATING = "cheating", pgettext_lazy("irregularity", "suspected cheating")
    OTHER = "other", pgettext_lazy("irregularity", "something else")


OFFICER = "officer"  # who runs sittings
EXAMINERS = 2  # who hear an oral exam together
