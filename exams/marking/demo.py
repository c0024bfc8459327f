"""A written exam of the demo city that is being marked: some answers have both marks, on one the
markers differ, the others wait; by the same verbs as everywhere."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from exams import attempts, composing
from exams.choices import ExamKind, Kind, SittingMode
from exams.grading import right_answer
from exams.marking import appointing, claiming, collecting, giving, scheming
from exams.marking.models import Marking, Script
from exams.marking.scheming import Task
from exams.models import Attempt, Exam, ItemKey, MarkingScheme, PaperQuestion
from exams.sittings import arranging, enrolling, seating
from exams.sittings.arranging import Plan
from portal import clock
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.people.demo import organisation, person
from portal.policy.rules import rule

TITLE = "人民调解员案例分析考核"
OFFICER, CHIEF = "officer1", "expert1"
MARKERS = ("judge1", "judge2", CHIEF)
# Who sat it, and how much of what should be said they wrote: 2 all, 1 half, 0 something else.
PEOPLE = {"p06": 2, "p07": 1, "p08": 2, "p09": 0}
ROWS = [
    {"subject": "mediation", "kind": "single", "count": 4, "points": 5},
    {"subject": "", "kind": "open", "count": 1, "points": 10},
    {"subject": "", "kind": "case_analysis", "count": 2, "points": 10},
]
DAYS_AGO, MORNING = 2, time(9, 0, tzinfo=clock.CITY_ZONE)
TOLD_BEFORE = timedelta(days=8)
BESIDE = "我先请双方坐下来慢慢说，了解情况以后再定怎么办，争取大家都不吃亏。"
MARKED = 4  # scripts that both have marked


def seed() -> None:
    """Does nothing where the exam is there already."""
    if Exam.objects.filter(title=TITLE).exists():
        return
    officer = User.objects.get(username=OFFICER).pk
    opens_at = datetime.combine(clock.today() - timedelta(days=DAYS_AGO), MORNING)
    with clock.at(opens_at - TOLD_BEFORE):
        exam = _held(opens_at, officer)
    for ref, much in PEOPLE.items():
        _sit(exam, ref, much, opens_at + timedelta(minutes=5))
    first, second, _chief = (_marker(exam, name, officer) for name in MARKERS)
    for n in range(MARKED):
        _mark(exam, first, generous=False)
        _mark(exam, second, generous=n == MARKED - 1)


def _held(opens_at: datetime, officer: int) -> Exam:
    """The exam with its sitting on the screen, and who sits it."""
    exam = composing.compose(ExamKind.QUALIFYING, TITLE, {"rows": ROWS}, actor_id=officer)
    composing.hold_by_sittings(exam, on=True, reason="统一组织，集中考核", actor_id=officer)
    exam.refresh_from_db()
    wanted = Plan(
        title=f"{opens_at.month}月{opens_at.day}日线上场",
        mode=SittingMode.ONLINE,
        opens_at=opens_at,
        closes_at=arranging.last_start(opens_at),
        minutes=rule("exam.minutes", on=clock.day_of(opens_at)).number,
    )
    sitting = arranging.plan(exam, organisation("centre"), wanted, actor_id=officer)
    people = [person(ref) for ref in PEOPLE]
    enrolling.enrol(sitting, people, by_name=True, actor_id=officer)
    seating.arrange(sitting, actor_id=officer)
    arranging.publish(sitting, actor_id=officer)
    return exam


def _marker(exam: Exam, username: str, officer: int) -> User:
    user = User.objects.get(username=username)
    granting.grant(user, Role.MARKER, organisation("court"), actor_id=None, reason="demo")
    appointing.appoint(exam, user.pk, chief=username == CHIEF, actor_id=officer)
    return user


def _sit(exam: Exam, ref: str, much: int, moment: datetime) -> None:
    who = person(ref)
    with clock.at(moment), transaction.atomic():
        attempt = attempts.start(who.pk, exam, actor_id=who.user_id)
        for place, value in _answers(attempt, much):
            attempts.save(attempt.pk, question=place, sequence=1, value=value)
    with clock.at(moment + timedelta(minutes=50)), transaction.atomic():
        attempts.submit(attempt.pk, actor_id=who.user_id)
        collecting.collect(attempt.pk)


def _answers(attempt: Attempt, much: int) -> Iterator[tuple[int, list[str]]]:
    rows = PaperQuestion.objects.unscoped("demo").filter(attempt=attempt)
    asked = list(rows.select_related("version__item").order_by("position"))
    ids = [one.version_id for one in asked]
    keys, schemes = ItemKey.objects.in_bulk(ids), MarkingScheme.objects.in_bulk(ids)
    for one in asked:
        key, kind = keys[one.version_id], one.version.item.kind
        if kind == Kind.OPEN:
            yield one.position, [_written(schemes[one.version_id].answer, much)]
        elif kind == Kind.CASE:
            parts = zip(one.version.parts, key.parts, schemes[one.version_id].parts, strict=True)
            yield one.position, [line for part in parts for line in _lines(*part, much=much)]
        else:
            yield one.position, right_answer(kind, key.key, one.option_order, key.accepted)


def _lines(
    face: dict[str, object], key: dict[str, object], scheme: dict[str, object], *, much: int
) -> list[str]:
    if face["kind"] == Kind.OPEN:
        return [_written(str(scheme["answer"]), much)]
    if face["kind"] == Kind.FILL_BLANK:
        accepted: Sequence[Sequence[str]] = key["accepted"]  # type: ignore[assignment]
        return [forms[0] for forms in accepted]
    return [str(key["key"])]


def _written(model: str, much: int) -> str:
    """As much of the model answer as somebody knew, sentence by sentence."""
    sentences = [one for one in model.replace("；", "。").split("。") if one.strip()]
    if not much or not sentences:
        return BESIDE
    known = sentences if much > 1 else sentences[: max(1, len(sentences) // 2)]
    return "。\n".join(known) + "。"


def _mark(exam: Exam, user: User, *, generous: bool) -> None:
    marking = claiming.take_next(exam.pk, user.pk)
    if marking is None:
        return
    sheet = scheming.sheet_of(_whole(marking))
    marks = [_points(task, generous=generous) for task in sheet.tasks]
    with transaction.atomic():
        giving.give(marking, marks, "" if not generous else "要点基本都写到了", actor_id=user.pk)


def _whole(marking: Marking) -> Script:
    rows = Script.objects.unscoped("demo").select_related("question")
    return rows.get(pk=marking.script_id)


def _points(task: Task, *, generous: bool) -> list[Decimal]:
    """A marking point whose first words were written brings all, another one nothing."""
    found = []
    for n, most in enumerate(task.fields):
        text = task.points[n].text if task.points else ""
        hit = generous or any(text[at : at + 2] in task.written for at in range(len(text) - 1))
        found.append(most if hit else Decimal(0))
    return found
