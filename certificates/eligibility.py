"""May this person be certified? `facts_of` reads, `decide` judges plain values, nothing is
written."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from certificates import fonts
from certificates.choices import CertificateState, RequirementKind
from certificates.models import Certificate
from courses import progress
from exams import results
from exams.results import PassedExam
from portal.counting import age_on, months_later, plain
from portal.people.models import Person
from portal.policy.rules import rule

_KIND = RequirementKind


@dataclass(frozen=True)
class ModuleFact:
    """One required module (by its page id) and what the person has done of it."""

    module_id: int
    title: str
    url: str
    studied: bool
    quiz_passed: bool


@dataclass(frozen=True)
class Facts:
    """Everything the decision rests on, as plain values of one day.

    `hours` and `hours_needed` are credit hours of 45 minutes; `exam_until` is the last day on
    which the pass may lead to a certificate; `unprintable` are characters of name or organisation
    that no face has; `rules` are (key, version) of the rules applied; `held_number` is the number
    of a certificate in force or suspended that another pass brought.
    """

    person_id: int
    day: date
    name: str
    latin_name: str
    organisation: str
    age: int
    age_needed: int
    hours: Decimal
    hours_needed: Decimal
    modules: tuple[ModuleFact, ...]
    exam: PassedExam | None
    exam_until: date | None
    unprintable: tuple[str, ...]
    held_number: str
    rules: tuple[tuple[str, int], ...]
    quiz_url: str = ""
    exam_url: str = ""
    learn_url: str = ""


@dataclass(frozen=True)
class Requirement:
    """One thing a certificate needs; `subject_id` is the module's page id for modules and quizzes.

    `evidence` says what was found; `url` leads to where what is missing can be mended.
    """

    kind: RequirementKind
    met: bool
    subject_id: int = 0
    subject: str = ""
    evidence: str = ""
    url: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.subject_id}" if self.subject_id else self.kind.value


@dataclass(frozen=True)
class Decision:
    """Granted only when every requirement is met."""

    requirements: tuple[Requirement, ...]

    @property
    def granted(self) -> bool:
        return bool(self.requirements) and all(item.met for item in self.requirements)

    @property
    def missing(self) -> tuple[Requirement, ...]:
        return tuple(item for item in self.requirements if not item.met)

    @property
    def met(self) -> tuple[Requirement, ...]:
        return tuple(item for item in self.requirements if item.met)

    @property
    def is_held(self) -> bool:
        """All is done except that the name cannot be printed: a human must help."""
        return {item.kind for item in self.missing} == {RequirementKind.NAME}


def decide(facts: Facts) -> Decision:
    """Judge each requirement by its own id; no requirement stands for another."""
    modules = (
        Requirement(_KIND.MODULE, fact.studied, fact.module_id, fact.title, url=fact.url)
        for fact in facts.modules
    )
    quizzes = (
        Requirement(_KIND.QUIZ, fact.quiz_passed, fact.module_id, fact.title, url=facts.quiz_url)
        for fact in facts.modules
    )
    return Decision((*modules, *quizzes, *_personal(facts)))


def _personal(facts: Facts) -> tuple[Requirement, ...]:
    """What is asked of the person rather than for each module."""
    exam_met = (
        facts.exam is not None and facts.exam_until is not None and facts.day <= facts.exam_until
    )
    passed_on = date_format(facts.exam.effective_on) if facts.exam else ""
    hours = f"{plain(facts.hours)} / {plain(facts.hours_needed)}"
    age = f"{facts.age} / {facts.age_needed}"
    return (
        Requirement(
            _KIND.HOURS, facts.hours >= facts.hours_needed, evidence=hours, url=facts.learn_url
        ),
        Requirement(_KIND.EXAM, exam_met, evidence=passed_on, url=facts.exam_url),
        Requirement(_KIND.AGE, facts.age >= facts.age_needed, evidence=age),
        Requirement(_KIND.NAME, not facts.unprintable, evidence=_code_points(facts.unprintable)),
        Requirement(_KIND.HELD, not facts.held_number, evidence=facts.held_number),
    )


def _code_points(characters: tuple[str, ...]) -> str:
    """Characters that may have no glyph anywhere, so that one can read which are meant."""
    return " ".join(f"{char} (U+{ord(char):04X})" for char in characters)


def facts_of(person_id: int, on: date, attempt_id: int | None = None) -> Facts:
    """Read the facts of a day. `attempt_id` names the pass a certificate would rest on; without it
    the latest pass counts. Raises Person.DoesNotExist."""
    person = Person.objects.unscoped("eligibility").select_related("organisation").get(pk=person_id)
    hours = rule("train.pre_post_hours", on=on)
    months = rule("exam.valid_for_certificate_months", on=on)
    age = rule("mediator.age_min", on=on)
    passed = _pass_of(person_id, on, attempt_id)
    return Facts(
        person_id=person_id,
        day=on,
        name=person.name,
        latin_name=person.latin_name,
        organisation=person.organisation.name,
        age=age_on(person.birth_date, on),
        age_needed=age.number,
        hours=progress.hours_done(person_id),
        hours_needed=hours.decimal,
        modules=_modules_of(person_id),
        exam=passed,
        exam_until=months_later(passed.effective_on, months.number) if passed else None,
        unprintable=fonts.unprintable(person.name + person.latin_name + person.organisation.name),
        held_number=_held_number(person_id, passed, on),
        rules=tuple((r.key, r.version) for r in (hours, months, age)),
        quiz_url=reverse("exams"),
        exam_url=reverse("exams"),
        learn_url="/learn/",
    )


def _pass_of(person_id: int, on: date, attempt_id: int | None) -> PassedExam | None:
    if attempt_id is None:
        return results.qualifying_pass(person_id, on=on)
    passed = results.attempt_pass(attempt_id)
    return passed if passed and passed.effective_on <= on else None


def _modules_of(person_id: int) -> tuple[ModuleFact, ...]:
    studied = progress.modules_done(person_id)
    passed = results.quizzes_passed(person_id)
    return tuple(
        ModuleFact(page.pk, page.title, str(page.url), page.pk in studied, page.pk in passed)
        for page in progress.required_modules()
    )


def _held_number(person_id: int, passed: PassedExam | None, on: date) -> str:
    """A certificate that ran out does not stand in the way: it is renewed."""
    rows = Certificate.objects.unscoped("eligibility").filter(person_id=person_id)
    in_force = Q(
        state=CertificateState.ISSUED,
        versions__superseded_at__isnull=True,
        versions__valid_until__gte=on,
    )
    rows = rows.filter(in_force | Q(state=CertificateState.SUSPENDED))
    if passed is not None:
        rows = rows.exclude(versions__attempt_id=passed.attempt_id)
    return rows.values_list("number", flat=True).first() or ""
