"""Each rule of discipline finds its bad example and leaves a good one alone."""

import pytest

from tests.checks import discipline
from tests.checks.source import Rule, Source

CLOCK, ENVIRONMENT = discipline.server_clock, discipline.environment
SCOPED, JOBS = discipline.views_are_scoped, discipline.jobs_have_handlers
HEAD, EVERY = discipline.pages_answer_head, discipline.all_rows_with_a_reason

BAD: list[tuple[Rule, str, str]] = [
    (CLOCK, "exams/attempts.py", "from django.utils import timezone\ntimezone.now()"),
    (CLOCK, "exams/attempts.py", "from datetime import date\ndate.today()"),
    (CLOCK, "exams/attempts.py", "from datetime import datetime\ndatetime.now(UTC)"),
    (CLOCK, "exams/attempts.py", "from portal import clock\nclock.at(moment)"),
    (ENVIRONMENT, "exams/attempts.py", "import os\nos.environ['X']"),
    (ENVIRONMENT, "exams/attempts.py", "import os\nos.environ.get('X')"),
    (ENVIRONMENT, "exams/attempts.py", "import os\nos.getenv('X')"),
    (ENVIRONMENT, "portal/settings/base.py", "import os\nos.environ['X']"),
    (ENVIRONMENT, "manage.py", "import os\nos.environ['X']"),
    (SCOPED, "exams/views.py", "Attempt.every.get(pk=1)"),
    (SCOPED, "exams/views/paper.py", "Attempt.objects.unscoped('because')"),
    (SCOPED, "certificates/api.py", "Certificate.every.all()"),
    *[
        (SCOPED, path, "Person.objects.unscoped('because')")
        for path in (
            "portal/desk/imports/portrait_views.py",
            "portal/desk/people/candidacy_forms.py",
            "portal/accounts/desk_forms.py",
            "portal/desk/audit/listing.py",
            "portal/desk/people/showing.py",
            "portal/desk/people/steps.py",
        )
    ],
    (HEAD, "exams/views.py", "from django.views import http\n@http.require_GET\ndef a(r): ..."),
    (HEAD, "exams/views.py", "@require_GET\ndef a(r): ..."),
    (EVERY, "exams/attempts.py", "Attempt.every.get(pk=1)"),
    (EVERY, "exams/demo.py", "rows = Attempt.every"),
    (JOBS, "exams/attempts.py", "enqueue('exam.remind', '1', {})"),
    (JOBS, "exams/attempts.py", "enqueue(kind_of(exam), '1', {})"),
]
GOOD = [
    Source("portal/clock.py", "datetime.now(UTC)"),
    Source("portal/settings/env.py", "os.environ.get(name)"),
    Source("portal/wsgi.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'x')"),
    Source("exams/demo.py", "clock.at(moment)"),
    Source("tests/exams/test_attempts.py", "clock.at(moment)\nAttempt.every.get()"),
    Source("exams/views.py", "Attempt.objects.scoped(request_scope(request))"),
    Source("exams/models/attempts.py", "Attempt.every.all()"),
    Source("exams/forms.py", "field = Choice(Attempt.every.none())"),
    Source("exams/attempts.py", "clock.now()\nKIND = 'exam.close'\nenqueue(KIND, '1', {})"),
    Source("exams/tasks.py", "@handler('exam.close')\ndef close(claim):\n    pass"),
]


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_a_bad_example_is_found_in_its_place(rule: Rule, path: str, text: str) -> None:
    assert {fault.path for fault in rule([Source(path, text)])} == {path}


@pytest.mark.parametrize("rule", discipline.RULES)
def test_a_good_tree_is_left_alone(rule: Rule) -> None:
    assert list(rule(GOOD)) == []
