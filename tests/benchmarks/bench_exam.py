"""What one candidate's exam of 40 questions costs: web processes, PostgreSQL and Redis together,
with fsync on and the audit trail written; the candidates themselves are not counted."""

from django.contrib.auth.hashers import check_password, make_password
from django.test import Client, override_settings

from exams import composing
from exams.choices import ExamKind
from exams.models import Exam
from portal.accounts.models import User
from tests.benchmarks import seated, served
from tests.benchmarks.registry import Limit, Meter, benchmark
from tests.exams import rows

FULL = 400
PASSWORD = "a-long-bench-password"
HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
SAVES = 10
HASHES = 10
SIGNING_IN = 20


def forty_questions(size: int, hashers: list[str]) -> tuple[Exam, list[User]]:
    """A quiz of 40 questions, and the logins of people who have learnt its module."""
    page = rows.module()
    rows.fill(each=30)
    paper = rows.blueprint(
        ["property"], (("single", 20), ("multiple", 10), ("true_false", 10)), points=2
    )
    quiz = composing.compose(ExamKind.QUIZ, "四十题", paper, module_id=page.pk, actor_id=None)
    people = [rows.person() for _n in range(size)]
    for one in people:
        rows.learn(one, page)
    with override_settings(PASSWORD_HASHERS=hashers):
        User.objects.filter(person__isnull=False).update(password=make_password(PASSWORD))
    return quiz, [one.user for one in people if one.user]


def session_of(user: User) -> str:
    """A session as signing in makes one: signing in itself is measured with a few."""
    browser = Client()
    browser.force_login(user)
    return str(browser.session.session_key)


def hash_passwords(meter: Meter, times: int) -> None:
    """What nobody can make cheaper is told apart."""
    with override_settings(PASSWORD_HASHERS=HASHERS):
        known = make_password(PASSWORD)
        with meter.measure("password hash", times):
            for _time in range(times):
                check_password(PASSWORD, known)


@benchmark(
    "exam",
    full=FULL,
    small=3,
    served=True,
    limits={
        "start": Limit(10e-3 * FULL),
        "save": Limit(3e-3 * FULL * SAVES),
        "clock": Limit(1.5e-3 * FULL * SAVES),
        "submit": Limit(10e-3 * FULL),
        "result": Limit(15e-3 * FULL),
    },
)
def exam(meter: Meter, size: int) -> None:
    """Each step by every candidate, one step after the other, at a sitting."""
    quiz, users = forty_questions(size, HASHERS)
    logins = {user.username: session_of(user) for user in users}
    seated.seat(meter, quiz, users)
    hash_passwords(meter, min(HASHES, size))
    with (
        served.web(size) as port,
        served.candidates(port, logins, PASSWORD, quiz.pk) as they,
    ):
        meter.apart(they.pid)
        they.do("desk", only=40)  # each process imports what it needs
        for step in ("login_form", "sign_in"):
            with meter.measure(step, min(size, SIGNING_IN)):
                they.do(step, only=SIGNING_IN)
        for step in ("desk", "cover", "start", "first_page", "page"):
            with meter.measure(step, size):
                they.do(step)
        they.do("save", question=1)  # each process reads what can be answered, once
        with meter.measure("save", size * SAVES):
            for n in range(SAVES):
                they.do("save", question=n + 1)
        they.do("clock")
        with meter.measure("clock", size * SAVES):
            for _time in range(SAVES):
                they.do("clock")
        with meter.measure("save_ten", size):
            they.do("save_ten", question=11)
        for step in ("review", "submit", "receipt", "result"):
            with meter.measure(step, size):
                they.do(step)
