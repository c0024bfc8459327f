"""An exam of the demo city that says something of its questions: what people knew before they went
for the qualifying exam. All had the same questions, one of which has a wrong key; by the same
verbs as everywhere. Nobody passes it, so that no story changes."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction

from exams import attempts, composing, demo
from exams.choices import CHOSEN, ExamKind, ItemPool, ItemState
from exams.grading import right_answer
from exams.models import Attempt, Exam, Item, ItemKey, PaperQuestion
from exams.papers import chance
from exams.reporting import asking
from exams.reporting.keeping import Of
from exams.wording import LETTERS
from portal import clock
from portal.accounts.models import User
from portal.people.demo import moved, person

TITLE = "人民调解员考前摸底测试"
OFFICER = "officer1"
# Who went for the qualifying exam and is not the one that the browser tests walk with.
PEOPLE = tuple(
    ref for ref, story in demo.STORIES.items() if story.day and ref not in {"p04", "p08"}
)
# Who sits the written exam of the demo too: of the bank they have seen nearly all that one may, so
# that half of these questions are some that they know from before; else they stay away.
TIGHT, LEAST_SEEN = ("p06", "p07", "p09"), 3
POINTS = (8, 8, 8, 8, 8, 30)
# How much somebody must be capable of: below nothing, the key is wrong, and who knows it misses it;
# the last one, without which nobody passes, is beyond everybody.
NEEDS = (74, -92, 82, 88, 96, 1000)
PART = 0x10000
THE_DAY_BEFORE = timedelta(days=1)


def seed() -> None:
    """Does nothing where the exam is there already."""
    if Exam.objects.filter(title=TITLE).exists():
        return
    officer = User.objects.get(username=OFFICER).pk
    with clock.at(demo.WRITTEN + moved()):
        exam = _composed(officer)
    for ref in PEOPLE:
        _sit(exam, ref)
    # From now on nobody begins it any more.
    composing.hold_by_sittings(exam, on=True, reason="本次测试已结束", actor_id=officer)
    for other in Exam.objects.order_by("pk"):
        asking.compute(Of(other.pk), anew=False)


def _composed(officer: int) -> Exam:
    fixed = [{"ref": ref, "points": n} for ref, n in zip(_chosen(), POINTS, strict=True)]
    blueprint = {"sections": [{"rows": [], "fixed": fixed}]}
    return composing.compose(ExamKind.QUALIFYING, TITLE, blueprint, actor_id=officer)


def _chosen() -> list[str]:
    """Choice questions kept for exams, of which each of TIGHT has seen LEAST_SEEN."""
    live = Item.objects.filter(pool=ItemPool.EXAM, state=ItemState.LIVE, kind__in=CHOSEN)
    left = list(live.order_by("pk").values_list("ref", flat=True))
    found: list[str] = []
    seen = [_seen(ref) for ref in TIGHT if ref in demo.STORIES]
    while len(found) < len(POINTS):
        lacking = [one for one in seen if len(one & set(found)) < LEAST_SEEN]
        best = max(left, key=lambda ref: (sum(ref in one for one in lacking), -left.index(ref)))
        left.remove(best)
        found.append(best)
    return found


def _seen(ref: str) -> set[str]:
    rows = PaperQuestion.objects.unscoped("demo").filter(attempt__person=person(ref))
    return set(rows.values_list("version__item__ref", flat=True))


def _refs(exam: Exam) -> list[str]:
    return [one["ref"] for one in exam.blueprint["sections"][0]["fixed"]]


def _sit(exam: Exam, ref: str) -> None:
    """The day before the qualifying exam; whoever did not take that takes none."""
    who = person(ref)
    rows = Attempt.objects.unscoped("demo").filter(person=who, exam__kind=ExamKind.QUALIFYING)
    first = rows.order_by("started_at").first()
    if first is None or (ref in TIGHT and len(_seen(ref) & set(_refs(exam))) < LEAST_SEEN):
        return
    moment = first.started_at - THE_DAY_BEFORE
    with clock.at(moment), transaction.atomic():
        attempt = attempts.start(who.pk, exam, actor_id=who.user_id)
    for place, value, seconds in _answers(attempt, ref):
        moment += timedelta(seconds=seconds)
        with clock.at(moment), transaction.atomic():
            attempts.save(attempt.pk, question=place, sequence=1, value=value)
    with clock.at(moment + timedelta(minutes=1)), transaction.atomic():
        attempts.submit(attempt.pk, actor_id=who.user_id)


def _answers(attempt: Attempt, ref: str) -> Iterator[tuple[int, list[str], int]]:
    rows = PaperQuestion.objects.unscoped("demo").filter(attempt=attempt)
    asked = list(rows.select_related("version__item").order_by("position"))
    keys = ItemKey.objects.in_bulk([one.version_id for one in asked])
    known = _known(ref, _refs(attempt.exam))
    for one in asked:
        item = one.version.item
        luck = int(chance(ref, item.ref)[:4], 16)
        right = right_answer(item.kind, keys[one.version_id].key, one.option_order)
        given = right if item.ref in known else _wrong(one, right, luck)
        yield one.position, given, 25 + luck % 70


def _known(ref: str, refs: list[str]) -> set[str]:
    """The questions that somebody gets: whoever scored high in the demo's stories knows more here
    too, but for the one whose key is wrong."""
    skill, found = demo.STORIES[ref].aim, set()
    for name, needed in zip(refs, NEEDS, strict=True):
        luck = int(chance(ref, name)[:4], 16) / PART
        wrong_key = needed < 0
        reached = skill + luck * (40 if wrong_key else 16)
        if reached < -needed if wrong_key else reached > needed:
            found.add(name)
    return found


def _wrong(question: PaperQuestion, right: list[str], luck: int) -> list[str]:
    shown = LETTERS[: len(question.option_order)]
    others = [letter for letter in shown if letter not in right] or [shown[0]]
    return [others[luck % len(others)]]
