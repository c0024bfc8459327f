"""Real rows for the tests of exams: modules, a bank, people who have learnt."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count, islice

from courses.choices import Subject
from courses.models import LessonPage, ModuleIndexPage, ModulePage
from courses.progress import lessons_of
from courses.studying import complete_lesson
from exams import attempts, bank, composing
from exams.bank import Label, NewItem
from exams.choices import ExamKind, ItemPool
from exams.grading import shown_letters
from exams.models import Attempt, Exam, Item, ItemKey, PaperQuestion
from exams.wording import LETTERS, Wording
from portal.accounts import granting
from portal.accounts.models import User
from portal.people import organising, recording
from portal.people.models import Organisation, Person

CANARY = "金丝雀解析"
MOMENT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 14:00 in the city
ENOUGH = 9  # of three kinds: a paper of five shows less than a fifth of them
PASSWORD = "a-long-test-password"
QUIZ_ROWS = (("single", 3), ("multiple", 1), ("true_false", 1))
_numbers = count(1)
_standing: list[tuple[int, int]] = []


def organisation(name: str = "石桥村人民调解委员会") -> Organisation:
    found = Organisation.objects.filter(name=name).first()
    return found or organising.found_organisation(
        name, name[:6], "village", below=None, actor_id=None
    )


def person(name: str = "周桂芳", at: Organisation | None = None) -> Person:
    """A person with a login of their own."""
    user = granting.create_login(f"t{next(_numbers)}", PASSWORD, name, actor_id=None)
    return recording.register_person(
        name,
        at or organisation(),
        sex="female",
        birth_date=date(1980, 5, 1),
        actor_id=None,
        user_id=user.pk,
    )


def staff(role: str, at: Organisation) -> User:
    user = granting.create_login(f"s{next(_numbers)}", PASSWORD, role, actor_id=None)
    granting.grant(user, role, at, actor_id=None)
    return user


def module(subject: str = "property", hours: str = "4.0") -> ModulePage:
    """A published module with one lesson that has no self-check."""
    index = ModuleIndexPage.objects.get()
    page: ModulePage = index.add_child(
        instance=ModulePage(
            title=str(Subject(subject).value), subject=subject, summary="x", credit_hours=hours
        )
    )
    page.add_child(instance=LessonPage(title="第一课", goal="会", minutes=5))
    return page


def learn(who: Person, *modules: ModulePage) -> None:
    for page in modules:
        for lesson in lessons_of(page):
            complete_lesson(who.pk, lesson.pk, actor_id=None)


def single(n: int, key: str = "B") -> Wording:
    options = tuple(f"选项{n}{letter}" for letter in "ABCD")
    return Wording("single", f"单选题{n}？", options, key, f"{CANARY}{n}：选{key}。")


def multiple(n: int, key: str = "ABD") -> Wording:
    options = tuple(f"选项{n}{letter}" for letter in "ABCDE")
    return Wording("multiple", f"多选题{n}？", options, key, f"{CANARY}{n}：选{key}。")


def true_false(n: int, key: str = "A") -> Wording:
    return Wording("true_false", f"判断题{n}。", (), key, f"{CANARY}{n}")


def fill(subject: str = "property", each: int = 4, for_exams: int = 4) -> list[Item]:
    """`each` live questions of every kind in a subject for quizzes, and before them at least as
    many that are kept for exams."""
    made: list[NewItem] = []
    for used_for, number in ((ItemPool.EXAM, max(each, for_exams)), (ItemPool.PRACTICE, each)):
        label = Label(subject, pool=used_for)
        for make in (single, multiple, true_false):
            made += [
                NewItem(f"{subject}-{make.__name__}-{n}", make(n), label)
                for n in islice(_numbers, number)
            ]
    return bank.add_live(made, actor_id=None)


def blueprint(
    subjects: Iterable[str], rows: Iterable[tuple[str, int]] = QUIZ_ROWS, points: int = 20
) -> dict[str, object]:
    return {
        "rows": [
            {"subject": subject, "kind": kind, "count": number, "points": points}
            for subject in subjects
            for kind, number in rows
        ]
    }


def quiz(page: ModulePage) -> Exam:
    return composing.compose(
        ExamKind.QUIZ,
        f"{page.title}测验",
        blueprint([page.subject]),
        module_id=page.pk,
        actor_id=None,
    )


def qualifying(*subjects: str) -> Exam:
    return composing.compose(
        ExamKind.QUALIFYING, "上岗考试", blueprint(subjects or ["property"]), actor_id=None
    )


def ready_quiz() -> tuple[Person, Exam]:
    """A person who has learnt a module, and its quiz."""
    page = module()
    fill()
    who = person()
    learn(who, page)
    return who, quiz(page)


def ready_exam() -> tuple[Person, Exam]:
    """A person who may take the qualifying exam: one module of 24 hours, its quiz passed; in a
    module with the fixture `ready_world` always the same."""
    if _standing:
        person_id, exam_id = _standing[-1]
        return Person.every.get(pk=person_id), Exam.objects.get(pk=exam_id)
    page = module(hours="24.0")
    fill(for_exams=ENOUGH)
    who = person()
    learn(who, page)
    sit(who, quiz(page))
    return who, qualifying()


@contextmanager
def standing() -> Iterator[None]:
    """Meanwhile `ready_exam` makes nothing, but tells who and what there is from now on."""
    who, exam = ready_exam()
    _standing.append((who.pk, exam.pk))
    try:
        yield
    finally:
        _standing.pop()


def right_letters(attempt: Attempt) -> dict[int, list[str]]:
    """The right answer of each place, in letters as shown."""
    asked = PaperQuestion.every.filter(attempt=attempt)
    keys = ItemKey.objects.in_bulk([question.version_id for question in asked])
    return {
        question.position: list(shown_letters(keys[question.version_id].key, question.option_order))
        for question in asked
    }


def wrong_letters(attempt: Attempt) -> dict[int, list[str]]:
    right = right_letters(attempt)
    return {
        place: [next(letter for letter in LETTERS if letter not in letters)]
        for place, letters in right.items()
    }


def answer(attempt: Attempt, letters: dict[int, list[str]]) -> None:
    for place, value in letters.items():
        attempts.save(attempt.pk, question=place, sequence=1, value=value)


def sit(who: Person, exam: Exam, *, right: bool = True) -> Attempt:
    """Start, answer everything right or wrong, hand in."""
    attempt = attempts.start(who.pk, exam, actor_id=who.user_id)
    answer(attempt, right_letters(attempt) if right else wrong_letters(attempt))
    return attempts.submit(attempt.pk, actor_id=who.user_id)
