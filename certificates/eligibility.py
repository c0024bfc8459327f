"""May this person have a post certificate, or a training certificate? `facts_of` reads, `decide`
judges plain values, nothing is written. (Titles and grades: `titles`.)"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from certificates import fonts, holdings, programmes, resting
from certificates.choices import IN_FORCE, CertificateKind, RequirementKind
from certificates.models import Certificate, CertificateVersion
from certificates.requirements import Decision, Requirement, code_points, recalled
from courses import progress
from courses.paths import Path, paths_of_all
from courses.training import ledger
from exams import results
from exams.results import PassedExam
from portal import clock
from portal.counting import age_on, months_later, plain
from portal.people.models import Person
from portal.policy.rules import rule

_KIND = RequirementKind
OF_POST = frozenset(RequirementKind) - {_KIND.POST, _KIND.YEARS, _KIND.AWARD}


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
    of a certificate in force or suspended that another pass brought; `merged` says that the record
    is a double of another one; `requires` is what the kind of certificate asks for; `act` is what
    it would rest on ("" where there is none yet).
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
    merged: bool = False
    quiz_url: str = ""
    exam_url: str = ""
    learn_url: str = ""
    requires: frozenset[RequirementKind] = OF_POST
    act: str = ""


def decide(facts: Facts) -> Decision:
    """Judge each requirement by its own id; no requirement stands for another."""
    found = (*_learning(facts), *_personal(facts))
    asked = tuple(item for item in found if item.kind in facts.requires)
    doubles = (Requirement(_KIND.RECORD, met=False),) if facts.merged else ()
    return Decision((*asked, *doubles))


def _learning(facts: Facts) -> Iterator[Requirement]:
    """What is asked of the person for each module."""
    modules = (
        Requirement(_KIND.MODULE, fact.studied, fact.module_id, fact.title, url=fact.url)
        for fact in facts.modules
    )
    quizzes = (
        Requirement(_KIND.QUIZ, fact.quiz_passed, fact.module_id, fact.title, url=facts.quiz_url)
        for fact in facts.modules
    )
    yield from modules
    yield from quizzes


def _personal(facts: Facts) -> tuple[Requirement, ...]:
    """What is asked of the person rather than for each module."""
    exam_met = (
        facts.exam is not None and facts.exam_until is not None and facts.day <= facts.exam_until
    )
    passed_on = facts.exam.effective_on.isoformat() if facts.exam else ""
    hours = f"{plain(facts.hours)} / {plain(facts.hours_needed)}"
    age = f"{facts.age} / {facts.age_needed}"
    return (
        Requirement(
            _KIND.HOURS, facts.hours >= facts.hours_needed, evidence=hours, url=facts.learn_url
        ),
        Requirement(_KIND.EXAM, exam_met, evidence=passed_on, url=facts.exam_url),
        Requirement(_KIND.AGE, facts.age >= facts.age_needed, evidence=age, url=reverse("my_data")),
        Requirement(
            _KIND.NAME,
            not facts.unprintable,
            evidence=code_points(facts.unprintable),
            url=reverse("my_data"),
        ),
        Requirement(
            _KIND.HELD,
            not facts.held_number,
            evidence=facts.held_number,
            url=reverse("my_certificates"),
        ),
    )


def facts_of(person_id: int, on: date, attempt_id: int | None = None) -> Facts:
    """Read the facts of a day. `attempt_id` names the pass a certificate would rest on; without it
    the latest pass counts. Raises Person.DoesNotExist."""
    if attempt_id is None:
        passed = results.qualifying_pass(person_id, on=on)
    else:
        passed = results.attempt_pass(attempt_id)
    found = _facts({person_id: passed}, on)
    if person_id not in found:
        raise Person.DoesNotExist(f"person {person_id}")
    return found[person_id]


def facts_of_all(attempts: Mapping[int, int], on: date) -> dict[int, Facts]:
    """`facts_of` for many people (by id, each with the attempt that counts) in a fixed number of
    queries."""
    passes = results.attempt_passes(attempts.values())
    return _facts({person: passes.get(attempt) for person, attempt in attempts.items()}, on)


def training_facts(person_ids: Iterable[int], on: date) -> dict[int, Facts]:
    """What a training certificate of these people would rest on, in a fixed number of queries."""
    return _trained(_facts(dict.fromkeys(person_ids), on, CertificateKind.TRAINING))


def untrained(person_ids: Iterable[int]) -> list[Certificate]:
    """The training certificates in force of these people for which the hours or modules that they
    rest on, as their decision says, stand in the ledger no more: some were taken back."""
    rows = CertificateVersion.objects.unscoped("training certificates").filter(
        superseded_at__isnull=True,
        certificate__person_id__in=list(person_ids),
        certificate__kind=CertificateKind.TRAINING,
        certificate__state__in=IN_FORCE,
    )
    found = rows.select_related("certificate__organisation").order_by("certificate_id")
    return [version.certificate for version in found if _lacks(version)]


def _lacks(version: CertificateVersion) -> bool:
    row, judged = version.certificate, recalled(version.decision)
    if judged is None:
        return False
    who, day = row.person_id, clock.day_of(version.recorded_at)
    facts = _facts({who: None}, day, CertificateKind.TRAINING)[who]
    fell = resting.fell("certificate_id")
    before = holdings.trained_until([who], apart=fell, before=version.pk).get(who)
    hours = ledger.hours_after(who, before) if before else facts.hours
    credited = ledger.hours_of(who).modules
    rested = {item.subject_id for item in judged.requirements if item.kind == _KIND.MODULE}
    return hours < facts.hours_needed or not rested <= credited


def _facts(
    passes: Mapping[int, PassedExam | None], on: date, kind: str = CertificateKind.POST
) -> dict[int, Facts]:
    counted = {pk: one if one and one.effective_on <= on else None for pk, one in passes.items()}
    months = rule("exam.valid_for_certificate_months", on=on)
    asked = programmes.programme(kind, on)
    paths = paths_of_all(counted, on)
    credited = ledger.hours_of_all(counted)
    modules = _modules_of_all(credited, paths)
    held = holdings.in_the_way(counted, on, kind)
    return {
        person.pk: Facts(
            person_id=person.pk,
            day=on,
            name=person.name,
            latin_name=person.latin_name,
            organisation=person.organisation.name,
            age=age_on(person.birth_date, on),
            age_needed=asked.age,
            hours=progress.counted(credited[person.pk], paths[person.pk]),
            hours_needed=paths[person.pk].hours_needed,
            modules=modules[person.pk],
            exam=passed,
            exam_until=months_later(passed.effective_on, months.number) if passed else None,
            unprintable=fonts.unprintable(_words_of(person)),
            held_number=held.get(person.pk, ""),
            rules=(*paths[person.pk].rules, (months.key, months.version), *asked.rules),
            merged=person.merged_into_id is not None,
            quiz_url=reverse("exams"),
            exam_url=reverse("exams"),
            learn_url="/learn/",
            requires=asked.requires,
            act=f"attempt:{passed.attempt_id}" if passed else "",
        )
        for person in _people(counted)
        for passed in (counted[person.pk],)
    }


def _people(person_ids: Iterable[int]) -> QuerySet[Person]:
    rows = Person.objects.unscoped("eligibility").filter(pk__in=list(person_ids))
    return rows.select_related("organisation")


def _trained(found: Mapping[int, Facts]) -> dict[int, Facts]:
    """The act is the newest entry of the ledger. Whoever had a training certificate before needs
    the hours anew, after the entry that one rested on."""
    newest = ledger.newest_of_all(found)
    before = holdings.trained_until(found, apart=resting.fell("certificate_id"))
    return {
        pk: replace(
            facts,
            act=f"{holdings.HOURS}{newest[pk]}" if pk in newest else "",
            hours=ledger.hours_after(pk, before[pk]) if pk in before else facts.hours,
        )
        for pk, facts in found.items()
    }


def _words_of(person: Person) -> str:
    return person.name + person.latin_name + person.organisation.name


def _modules_of_all(
    credited: Mapping[int, ledger.Hours], paths: Mapping[int, Path]
) -> dict[int, tuple[ModuleFact, ...]]:
    passed = results.passed_modules(paths)
    pages = progress.live_modules()
    urls = {page.pk: str(page.url) for page in pages}
    return {
        person_id: tuple(
            ModuleFact(
                page.pk,
                page.title,
                urls[page.pk],
                page.pk in credited[person_id].modules,
                page.pk in passed[person_id],
            )
            for page in progress.required(pages, path)
        )
        for person_id, path in paths.items()
    }
