"""The people and the exam of a chaos run, entered cheaply by the management shell: nobody learns,
no password is hashed, the sessions are there already."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from certificates import issuers
from courses.models import LessonPage, ModuleIndexPage, ModulePage
from courses.training.choices import Form
from courses.training.models import HoursEntry
from exams import bank, composing
from exams.bank import Label
from exams.choices import AttemptState, ExamKind, ItemPool, ItemState, ResultState
from exams.models import Attempt, Exam, Result
from exams.wording import Wording
from portal import app_role, clock
from portal.accounts import sessions
from portal.accounts.models import User
from portal.people import organising
from portal.people.models import Organisation, Person
from portal.policy import setting
from tests.password_shown import password_shown

SUBJECT = "property"
KINDS = (("single", 5), ("multiple", 3), ("true_false", 2))
TIMES_AS_MANY = 6  # one person sees a fifth of the bank at most
HOURS = 24
OF_AGE, UNDER_AGE = date(1980, 5, 1), date(2012, 5, 1)
BACKEND = "portal.accounts.backends.AnyName"


def seed(people: int, certified: int, role: str, target: str) -> None:
    """`people` candidates before an open exam, each n-th old enough for a certificate, so that
    `certified` are; written to the file `target` with their sessions."""
    with transaction.atomic():
        if role:
            app_role.grant(connection, role)
        _posts_only()
        issuers.make_test_issuer(Path(settings.ISSUER_ROOT), "示例市司法局")
        module = _module()
        quiz, exam = _exams(module)
        every = max(people // certified, 1)
        candidates = _people(people, every)
        _learnt(candidates, module, quiz)
        keys = _sessions(candidates)
    told = {
        "exam": exam.pk,
        "candidates": [
            {"number": number, "person": person.pk, "session": keys[number]}
            for number, person in enumerate(candidates)
        ],
        "of_age": [one.pk for one in candidates if one.birth_date == OF_AGE],
    }
    Path(target).write_text(json.dumps(told), encoding="utf-8")


def _posts_only() -> None:
    """Post certificates are counted; nobody is told of another one in between."""
    nobody: Any = None
    told: Any = {"since": clock.today(), "basis": "本市", "reason": "试行", "actor_id": nobody}
    setting.set_rule("cert.by_itself.training", 0, **told)


def _module() -> ModulePage:
    index = ModuleIndexPage.objects.get()
    page: ModulePage = index.add_child(
        instance=ModulePage(title="相邻关系", subject=SUBJECT, summary="x", credit_hours=HOURS)
    )
    page.add_child(instance=LessonPage(title="第一课", goal="会", minutes=5))
    return page


def _question(kind: str, n: int) -> Wording:
    if kind == "true_false":
        return Wording("true_false", f"第{n}句判断，答“对”才对。", (), "A", "依此句。")
    key = "B" if kind == "single" else "ABD"
    options = tuple(f"{'对' if one in key else '错'}，第{n}题之{one}" for one in "ABCD")
    return Wording(kind, f"第{n}题，选写着“对”的各项。", options, key, "依选项所写。")


def _exams(module: ModulePage) -> tuple[Exam, Exam]:
    numbers = iter(range(1, 1000))
    for pool, times in ((ItemPool.EXAM, TIMES_AS_MANY), (ItemPool.PRACTICE, 1)):
        for kind, count in KINDS:
            for _n in range(count * times):
                n = next(numbers)
                wording = _question(kind, n)
                label = Label(SUBJECT, pool=pool)
                bank.add_item(
                    f"chaos-{n}", wording, label=label, state=ItemState.LIVE, actor_id=None
                )
    rows = [{"subject": SUBJECT, "kind": kind, "count": n, "points": 10} for kind, n in KINDS]
    quiz = composing.compose(
        ExamKind.QUIZ, "单元测验", {"rows": rows}, module_id=module.pk, actor_id=None
    )
    exam = composing.compose(ExamKind.QUALIFYING, "上岗考试", {"rows": rows}, actor_id=None)
    return quiz, exam


def _place() -> Organisation:
    return organising.found_organisation(
        "石桥村人民调解委员会", "石桥村调委会", "village", below=None, actor_id=None
    )


def _people(number: int, every: int) -> list[Person]:
    place, moment = _place(), clock.now()
    nobody = make_password(None)
    users = User.objects.bulk_create(
        User(username=f"chaos{n}", display_name=f"考生{n}", password=nobody) for n in range(number)
    )
    return Person.objects.unscoped("seeding").bulk_create(
        Person(
            name=_name(n),
            sex="female",
            birth_date=UNDER_AGE if n % every else OF_AGE,
            organisation=place,
            user=user,
            email=f"k{n}@example.com",
            recorded_at=moment,
        )
        for n, user in enumerate(users)
    )


def _name(n: int) -> str:
    """Different for each of some thousand."""
    return "周" + "".join("一二三四五六七八九十"[int(digit)] for digit in f"{n:04d}")


def _learnt(candidates: list[Person], module: ModulePage, quiz: Exam) -> None:
    """The hours of the module, and its quiz passed."""
    HoursEntry.objects.unscoped("seeding").bulk_create(
        HoursEntry(
            person=one,
            form=Form.CLASS,
            source=f"module:{module.pk}",
            hours=HOURS,
            earned_on=clock.today(),
            recorded_at=clock.now(),
        )
        for one in candidates
    )
    sat = Attempt.objects.unscoped("seeding").bulk_create(_sat(one, quiz) for one in candidates)
    Result.objects.unscoped("seeding").bulk_create(map(_passed, sat))


def _sat(who: Person, quiz: Exam) -> Attempt:
    moment = clock.now()
    return Attempt(
        person=who,
        exam=quiz,
        number=1,
        seed="0",
        state=AttemptState.SUBMITTED,
        started_at=moment - timedelta(minutes=5),
        deadline=moment + timedelta(minutes=15),
        grace_seconds=5,
        pass_mark=60,
        submitted_at=moment,
        receipt=f"{quiz.kind[:4].upper()}-{who.pk}",
    )


def _passed(attempt: Attempt) -> Result:
    moment = clock.now()
    return Result(
        attempt=attempt,
        score=100,
        out_of=100,
        passed=True,
        state=ResultState.EFFECTIVE,
        graded_at=moment,
        released_at=moment,
        effective_from=clock.today(),
        effective_at=moment,
    )


def _sessions(candidates: list[Person]) -> list[str]:
    """A session for each, as signing in leaves it."""
    users = [one.user for one in candidates if one.user is not None]
    rows = [session_of(user) for user in users]
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]


def session_of(user: User, **more: int) -> Session:
    data = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: BACKEND,
        HASH_SESSION_KEY: user.get_session_auth_hash(),
        sessions.RIGHTS: user.rights_serial,
        sessions.SEEN: int(clock.now().timestamp()),
        **password_shown(user.pk),
        **more,
    }
    return Session(
        session_key=f"chaos{user.pk:027d}",
        session_data=SessionStore().encode(data),
        expire_date=clock.now() + timedelta(hours=9),
    )
