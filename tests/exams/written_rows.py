"""A qualifying exam that asks two questions to be written at length, and who sits it."""

from decimal import Decimal

from courses.models import ModulePage
from exams import attempts, bank, composing
from exams.bank import Label
from exams.choices import ExamKind, ItemState
from exams.models import Attempt, Exam
from exams.wording import MarkingPoint, Wording
from portal.people.models import Organisation, Person
from tests.exams import rows

OPEN = Wording(
    "open",
    "哪些情形下调解员应当回避？",
    explanation="不得外传的解析",
    answer="不得外传的参考答案",
    marking=(
        MarkingPoint("不得外传的采分点：与当事人有利害关系", Decimal(4)),
        MarkingPoint("当事人要求回避", Decimal(2)),
    ),
    marks=Decimal(6),
)
CASE = Wording(
    "case_analysis",
    "张某家的狗在村道上咬伤了小明，小明的母亲申请调解。",
    marks=Decimal(10),
    parts=(
        Wording(
            "open",
            "张某是否承担责任？",
            answer="不得外传的第一问答案",
            marking=(MarkingPoint("由饲养人承担责任", Decimal(4)),),
            marks=Decimal(4),
        ),
        Wording("single", "谁可以申请？", ("路人", "当事人", "村委会"), "B", marks=Decimal(2)),
        Wording(
            "multiple", "哪些费用合理？", ("医疗费", "打折机票", "护理费"), "AC", marks=Decimal(2)
        ),
        Wording(
            "fill_blank",
            "看第____条和第____条。",
            accepted=(("1245",), ("1179",)),
            marks=Decimal(2),
        ),
    ),
)
RIGHT_CASE = ["由饲养人承担。", "B", "AC", "1245", "1179"]
OPEN_PLACE, CASE_PLACE = 5, 6  # after four single choice questions


def exam() -> Exam:
    """Four single choice questions of 5 points, the open one of 6, the case of 10."""
    rows.fill(for_exams=10)
    for ref, wording in (("open-1", OPEN), ("case-1", CASE)):
        label = Label("property")
        bank.add_item(ref, wording, label=label, state=ItemState.LIVE, actor_id=None)
    asked = [("single", 4, 5), ("open", 1, 6), ("case_analysis", 1, 10)]
    lines = [
        {"subject": "property", "kind": kind, "count": count, "points": points}
        for kind, count, points in asked
    ]
    return composing.compose(ExamKind.QUALIFYING, "上岗考试", {"rows": lines}, actor_id=None)


def candidate(name: str = "周桂芳") -> Person:
    """Somebody who may sit it: a module of 24 hours learnt, its quiz passed."""
    page = ModulePage.objects.first() or rows.module(hours="24.0")
    who = rows.person(name, Organisation.objects.first())
    rows.learn(who, page)
    rows.sit(who, Exam.objects.filter(kind=ExamKind.QUIZ).first() or rows.quiz(page))
    return who


def begin(who: Person, of: Exam) -> Attempt:
    return attempts.start(who.pk, of, actor_id=who.user_id)
