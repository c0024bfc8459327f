"""What a person's training and exams bring to the timeline; nobody reads points here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from certificates.roster.events import FACT, Event, joined
from courses.progress import titles_of
from courses.training.ledger import Credit, credits_of
from exams.results import Outcome, outcomes_of, quizzes_passed


@dataclass(frozen=True)
class Learnt:
    """What one person was credited for, the titles of the modules, the modules (page ids) whose
    quiz is passed, and what the exams came to."""

    credits: tuple[Credit, ...] = ()
    titles: Mapping[int, str] = field(default_factory=dict)
    quizzes: frozenset[int] = frozenset()
    outcomes: tuple[Outcome, ...] = ()


NOTHING = Learnt()


def learnt_by(person_id: int, *, reads_hours: bool, reads_results: bool) -> Learnt:
    """What the reader of a page may know of it, in four queries at most."""
    credited = credits_of(person_id) if reads_hours else ()
    return Learnt(
        credited,
        titles_of(one.module_id for one in credited if one.module_id),
        quizzes_passed(person_id) if reads_results else frozenset(),
        outcomes_of(person_id) if reads_results else (),
    )


def told_of(learnt: Learnt) -> Iterator[Event]:
    """Each credit with its hours, a module's with its quiz; each exam passed or not."""
    for one in learnt.credits:
        yield _credit(one, learnt)
    for outcome in learnt.outcomes:
        title = _("Exam passed: %(title)s") if outcome.passed else _("Exam not passed: %(title)s")
        yield Event(outcome.day, title % {"title": outcome.title}, "", FACT)


def _credit(one: Credit, learnt: Learnt) -> Event:
    hours = _("%(hours)s credit hours") % {"hours": _plain(one.hours)}
    if one.module_id is None:
        return Event(one.earned_on, capfirst(str(one.form.label)), hours, FACT)
    title = _("Module completed: %(title)s") % {"title": learnt.titles.get(one.module_id, "—")}
    quiz = _("quiz passed") if one.module_id in learnt.quizzes else ""
    return Event(one.earned_on, title, joined([hours, str(one.form.label), quiz]), FACT)


def _plain(hours: Decimal) -> str:
    return str(number_format(hours.normalize() if hours % 1 else int(hours)))
