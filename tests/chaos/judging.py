"""What is missing or double: the database compared with what the candidates were told. Plain values
in, findings out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.chaos.acknowledged import Acknowledged
from tests.chaos.stored import Stored

ONCE = ("attempt.started", "attempt.submitted")
ONCE_FOR_RESULTS = ("result.graded", "result.released", "result.made_effective")


@dataclass(frozen=True)
class Missing:
    """What does not hold: how often, and for example where."""

    what: str
    count: int
    example: str

    def __str__(self) -> str:
        return f"{self.what}: {self.count}, for example {self.example}"


@dataclass(frozen=True)
class Run:
    """All that is judged: what was told, what is stored, how many sat, who may be certified."""

    told: Acknowledged
    stored: Stored
    people: dict[int, int]
    """The person of each candidate, by the candidate's number."""
    of_age: frozenset[int]


Rule = Callable[[Run], Iterator[str]]
_rules: list[tuple[str, Rule]] = []


def rule(name: str) -> Callable[[Rule], Rule]:
    """A rule yields an example for each offence against it."""

    def register(function: Rule) -> Rule:
        _rules.append((name, function))
        return function

    return register


def missing(run: Run) -> list[Missing]:
    found = []
    for name, function in _rules:
        offences = list(function(run))
        if offences:
            found.append(Missing(name, len(offences), offences[0]))
    return found


@rule("a client met what must not be")
def client_faults(run: Run) -> Iterator[str]:
    yield from run.told.faults


@rule("answered 500")
def nothing_breaks(run: Run) -> Iterator[str]:
    """Who is down says 503, or nothing."""
    yield from (f"{run.told.trouble['500']} in all" for _n in range(run.told.trouble["500"]))


@rule("acknowledged answer missing")
def answers_are_there(run: Run) -> Iterator[str]:
    for (attempt, place), given in run.told.saved.items():
        newest = max(given, key=lambda one: one.sequence)
        sequence, value = run.stored.answers.get((attempt, place), (0, ()))
        older = sequence < newest.sequence
        if older or (sequence == newest.sequence and value != newest.value):
            told = f"no. {newest.sequence} {''.join(newest.value)}"
            yield f"attempt {attempt} question {place}: told {told}, stored no. {sequence}"


@rule("refused answer taken")
def refused_is_refused(run: Run) -> Iterator[str]:
    for attempt, place, sequence in sorted(run.told.refused):
        if run.stored.answers.get((attempt, place), (0, ()))[0] == sequence:
            yield f"attempt {attempt} question {place} no. {sequence}"


@rule("acknowledged answer not among the events")
def events_are_there(run: Run) -> Iterator[str]:
    for (attempt, place), given in run.told.saved.items():
        for one in given:
            if (attempt, place, one.sequence, one.value) not in run.stored.events:
                yield f"attempt {attempt} question {place} no. {one.sequence}"


@rule("answer stored after handing in")
def nothing_after_the_door(run: Run) -> Iterator[str]:
    yield from (f"{run.stored.later} in all" for _n in range(run.stored.later))


@rule("not one attempt for a candidate")
def one_attempt_each(run: Run) -> Iterator[str]:
    stored: dict[int, set[int]] = {person: set() for person in run.people.values()}
    for attempt, (person, _state, _receipt) in run.stored.attempts.items():
        stored.setdefault(person, set()).add(attempt)
    for number, person in run.people.items():
        told = run.told.attempts.get(number, set())
        if len(told) != 1 or stored[person] != told:
            yield f"candidate {number}: told {sorted(told)}, stored {sorted(stored[person])}"


@rule("receipt differs")
def one_receipt_each(run: Run) -> Iterator[str]:
    for attempt, (_person, state, receipt) in run.stored.attempts.items():
        told = run.told.receipts.get(attempt, set())
        if state != "submitted" or told != {receipt}:
            yield f"attempt {attempt} is {state}: told {sorted(told)}, stored {receipt}"


@rule("attempt without its one result")
def one_result_each(run: Run) -> Iterator[str]:
    for attempt in run.stored.attempts:
        found = run.stored.results.get(attempt, [])
        if [state for _passed, state in found] != ["effective"]:
            yield f"attempt {attempt}: {found}"


@rule("not one mark for each question")
def one_mark_each(run: Run) -> Iterator[str]:
    for attempt in run.stored.attempts:
        for place in run.stored.questions.get(attempt, []):
            marks = run.stored.marks.get((attempt, place), [])
            if len(marks) != 1:
                yield f"attempt {attempt} question {place}: {len(marks)} marks"


@rule("marked otherwise than answered")
def marks_are_deserved(run: Run) -> Iterator[str]:
    """Whether an answer is right, its candidate knows."""
    for attempt in run.stored.attempts:
        for place in run.stored.questions.get(attempt, []):
            sequence = run.stored.answers.get((attempt, place), (0, ()))[0]
            deserved = run.told.right.get((attempt, place, sequence), False)
            marks = run.stored.marks.get((attempt, place), [deserved])
            if set(marks) != {deserved}:
                yield f"attempt {attempt} question {place} no. {sequence}: {marks}"


@rule("act not once in the trail")
def acts_once(run: Run) -> Iterator[str]:
    for attempt in run.stored.attempts:
        yield from _not_once(run, ONCE, f"exams.attempt:{attempt}")
        yield from _not_once(run, ONCE_FOR_RESULTS, f"exams.result:{attempt}")
    for certificate, *_rest in run.stored.certificates:
        kinds = ("certificate.issued", "certificate.rendered")
        yield from _not_once(run, kinds, f"certificates.certificate:{certificate}")


def _not_once(run: Run, kinds: Iterable[str], subject: str) -> Iterator[str]:
    for kind in kinds:
        times = run.stored.acts.get((kind, subject), 0)
        if times != 1:
            yield f"{kind} of {subject}: {times} times"


@rule("job not done")
def jobs_are_done(run: Run) -> Iterator[str]:
    yield from (f"{key} is {state}" for _kind, key, state in run.stored.jobs if state != "done")


@rule("not one certificate job for a pass")
def one_job_for_each_pass(run: Run) -> Iterator[str]:
    """The nightly sweep, which catches up once on a new database, may ask as well."""
    issue = (key.split(":") for kind, key, _state in run.stored.jobs if kind == "certificate.issue")
    asked = Counter(int(attempt) for _kind, _person, attempt, why in issue if why == "passed")
    for attempt in sorted(run.stored.passed | asked.keys()):
        if asked[attempt] != (attempt in run.stored.passed):
            yield f"attempt {attempt}: {asked[attempt]} jobs"


@rule("not one certificate for a pass of somebody of age")
def one_certificate_each(run: Run) -> Iterator[str]:
    held = Counter((person, attempt) for _pk, person, attempt, _n in run.stored.certificates)
    earned = {
        (run.stored.attempts[attempt][0], attempt)
        for attempt in run.stored.passed
        if run.stored.attempts[attempt][0] in run.of_age
    }
    for person, attempt in sorted(earned | held.keys()):
        if held[person, attempt] != ((person, attempt) in earned):
            yield f"person {person} attempt {attempt}: {held[person, attempt]} certificates"


@rule("numbers of certificates with a gap or a double")
def numbers_run_through(run: Run) -> Iterator[str]:
    numbers = sorted(int(number[10:16]) for *_rest, number in run.stored.certificates)
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"{numbers[0]} to {numbers[-1]} for {len(numbers)} certificates"


@rule("certificate not printed once, or not told once")
def printed_and_told_once(run: Run) -> Iterator[str]:
    told = Counter(run.stored.notices)
    for certificate, person, _attempt, _number in run.stored.certificates:
        versions = run.stored.versions.get(certificate, [])
        if len(versions) != 1 or not all(versions) or told[person] != 1:
            yield f"certificate {certificate}: {len(versions)} prints, {told[person]} notices"


@rule("act without its seal")
def everything_is_sealed(run: Run) -> Iterator[str]:
    yield from (f"{run.stored.unsealed} in all" for _n in range(run.stored.unsealed))
