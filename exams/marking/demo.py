"""A written exam of the demo city that is being marked: some answers have both marks, on one the
markers differ, the others wait. The result of an earlier sitting is out, and its person objects.
By the same verbs as everywhere."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from exams import attempts, composing, objection_days, publishing
from exams.choices import ExamKind, Kind, SittingMode
from exams.grading import right_answer
from exams.marking import appointing, claiming, collecting, giving, objecting, scheming
from exams.marking.models import Marking, Script
from exams.marking.scheming import Task
from exams.models import Attempt, Exam, ItemKey, MarkingScheme, PaperQuestion, Result, Sitting
from exams.sittings import arranging, enrolling, seating
from exams.sittings.arranging import Plan
from portal import clock
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.people.demo import organisation, person
from portal.policy.rules import rule

TITLE = "人民调解员案例分析考核"
OFFICER, CHIEFS = "officer1", ("expert1", "expert2")
MARKERS = ("judge1", "judge2", *CHIEFS)
# Who sat it, and how much of what should be said they wrote: 2 all, 1 half, 0 something else.
PEOPLE = {"p06": 2, "p07": 1, "p08": 2}
# Who sat it weeks before, and objects to what the open question brought.
OBJECTS = {"p09": 1}
OBJECTION = "这道题的要点我写到了，只是说法不同，请再看一遍。"
ROWS = [
    {"subject": "mediation", "kind": "single", "count": 4, "points": 5},
    {"subject": "", "kind": "open", "count": 1, "points": 10},
    {"subject": "", "kind": "case_analysis", "count": 2, "points": 10},
]
DAYS_AGO, MORNING = 2, time(9, 0, tzinfo=clock.CITY_ZONE)
# So long ago that the days of objecting are over whatever holidays lie between: whoever answers the
# objection lets the result count at once.
OBJECTED_DAYS_AGO = 28
SAT_BEFORE_RELEASE = timedelta(days=3)
TOLD_BEFORE = timedelta(days=8)
BESIDE = "我先请双方坐下来慢慢说，了解情况以后再定怎么办，争取大家都不吃亏。"
MARKED = 4  # scripts that both have marked


def seed() -> None:
    """Does nothing where the exam is there already."""
    if Exam.objects.filter(title=TITLE).exists():
        return
    officer = User.objects.get(username=OFFICER).pk
    released = _morning(OBJECTED_DAYS_AGO)
    with clock.at(released - SAT_BEFORE_RELEASE - TOLD_BEFORE):
        exam = _composed(officer)
        markers = [_marker(exam, name, officer) for name in MARKERS]
    earlier = _held(exam, OBJECTS, released - SAT_BEFORE_RELEASE, officer)
    _objected_to(exam, earlier, markers, released, officer)
    _held(exam, PEOPLE, _morning(DAYS_AGO), officer)
    first, second = markers[:2]
    _differ(exam, first, second)
    for _n in range(MARKED - 1):
        _mark(exam, first, generous=False)
        _mark(exam, second, generous=False)


def _differ(exam: Exam, first: User, second: User) -> None:
    """The next answer, on which they cannot agree: a third has to decide."""
    _mark(exam, first, generous=False)
    given = Marking.objects.unscoped("demo").filter(marker=first, script__exam=exam)
    last = given.select_related("script").latest("marked_at", "pk")
    little = (last.points or 0) * 2 < last.script.most
    _mark(exam, second, generous=little, strict=not little)


def _morning(days_ago: int) -> datetime:
    return datetime.combine(clock.today() - timedelta(days=days_ago), MORNING)


def _composed(officer: int) -> Exam:
    exam = composing.compose(ExamKind.QUALIFYING, TITLE, {"rows": ROWS}, actor_id=officer)
    composing.hold_by_sittings(exam, on=True, reason="统一组织，集中考核", actor_id=officer)
    exam.refresh_from_db()
    return exam


def _held(exam: Exam, people: dict[str, int], opens_at: datetime, officer: int) -> Sitting:
    """A sitting on the screen, told a week before, and what its people handed in."""
    wanted = Plan(
        title=f"{opens_at.month}月{opens_at.day}日线上场",
        mode=SittingMode.ONLINE,
        opens_at=opens_at,
        closes_at=arranging.last_start(opens_at),
        minutes=rule("exam.minutes", on=clock.day_of(opens_at)).number,
    )
    with clock.at(opens_at - TOLD_BEFORE):
        sitting = arranging.plan(exam, organisation("centre"), wanted, actor_id=officer)
        enrolling.enrol(sitting, [person(ref) for ref in people], by_name=True, actor_id=officer)
        seating.arrange(sitting, actor_id=officer)
        arranging.publish(sitting, actor_id=officer)
    for ref, much in people.items():
        _sit(exam, ref, much, opens_at + timedelta(minutes=5))
    return sitting


def _objected_to(
    exam: Exam, sitting: Sitting, markers: Sequence[User], released: datetime, officer: int
) -> None:
    """All answers of a sitting are marked, its results are out for some days, and its people object
    on the last one."""
    with clock.at(released - timedelta(days=1)):
        while _mark(exam, markers[0], generous=False):
            _mark(exam, markers[1], generous=False)
    results = Result.objects.unscoped("demo").filter(attempt__seat__sitting=sitting)
    with clock.at(released):
        last = max(results.values_list("pk", flat=True))
        seen, places = released.isoformat(), [organisation("centre").path]
        batch = publishing.Batch(exam.pk, sitting.pk, places, last, officer, "评卷结束", seen)
        publishing.ask(batch)
        publishing.release_some(batch)
        until = objection_days.last_day(clock.today(), by_act=True)
    with clock.at(datetime.combine(until, MORNING)):
        for one in results.select_related("attempt__exam", "attempt__person__organisation"):
            rows = PaperQuestion.objects.unscoped("demo").filter(attempt=one.attempt)
            place = rows.get(version__item__kind=Kind.OPEN).position
            user_id = one.attempt.person.user_id
            objecting.object_to(one, OBJECTION, position=place, actor_id=user_id)


def _marker(exam: Exam, username: str, officer: int) -> User:
    user = User.objects.get(username=username)
    granting.grant(user, Role.MARKER, organisation("court"), actor_id=None, reason="demo")
    appointing.appoint(exam, user.pk, chief=username in CHIEFS, actor_id=officer)
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


def _mark(exam: Exam, user: User, *, generous: bool, strict: bool = False) -> bool:
    """Mark the next answer: by what is written there, all of it, or nothing. False when there is
    none."""
    marking = claiming.take_next(exam.pk, user.pk)
    if marking is None:
        return False
    sheet = scheming.sheet_of(_whole(marking))
    marks = [_points(task, generous=generous) for task in sheet.tasks]
    if strict:
        marks = [[Decimal(0) for _each in task] for task in marks]
    words = "要点基本都写到了" if generous else "没有紧扣案情" if strict else ""
    with transaction.atomic():
        giving.give(marking, marks, words, actor_id=user.pk)
    return True


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
