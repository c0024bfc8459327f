"""People who have done everything while certificates are issued in batches only."""

from typing import Any

from certificates.batching import listing, proposing
from certificates.batching.models import Batch, BatchMember
from courses import progress
from exams.choices import ExamKind
from exams.models import Attempt, Exam
from portal import clock
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.jobs.working import work_all
from portal.people.models import Organisation, Person
from portal.policy import setting
from tests.certificates.rows import passed
from tests.exams import rows as exam_rows

KEY = "0123456789abcdef" * 2
REASON = "二〇二六年秋季上岗培训（示例）"


def set_rule(key: str, value: int) -> None:
    """From today on."""
    day = clock.today()
    nobody: Any = None
    setting.set_rule(key, value, since=day, basis="本市", reason="试行", actor_id=nobody)


def ready(names: list[str], at: Organisation | None = None) -> list[tuple[Person, Attempt]]:
    """People at a place who have passed; nothing was issued by itself."""
    set_rule("cert.by_itself", 0)
    first = passed(names[0], at)
    found = [first]
    for name in names[1:]:
        who = exam_rows.person(name, first[0].organisation)
        exam_rows.learn(who, *progress.live_modules())
        exam_rows.sit(who, _quiz())
        found.append((who, exam_rows.sit(who, first[1].exam)))
    work_all("certificate.issue")
    return found


def _quiz() -> Exam:
    return Exam.objects.get(kind=ExamKind.QUIZ)


def issuer(at: Organisation) -> User:
    return exam_rows.staff("hr", at)


def propose(by: User, at: Organisation, key: str = KEY, words: str = "") -> Batch:
    """As the page does it: with the list that it has shown."""
    scope = scope_of(by)
    members = proposing.members_of(listing.candidates(scope, at, words))
    seen = proposing.name_of(members)
    return proposing.propose(scope, at, words, key=key, seen=seen, reason=REASON)


def states(batch: Batch) -> list[str]:
    rows = BatchMember.objects.unscoped("test").filter(batch=batch).order_by("pk")
    return list(rows.values_list("state", flat=True))
