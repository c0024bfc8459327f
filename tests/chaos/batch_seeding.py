"""The people of a chaos run of a batch: everybody has learnt and passed, while certificates are
issued in batches only; two logins of HR."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from certificates import issuers
from exams.models import Attempt, Result
from portal import app_role, clock
from portal.accounts import granting, second_factor
from portal.accounts.models import User
from portal.people.models import Organisation
from portal.policy import setting
from tests.chaos import seeding

PASSWORD = "a-long-test-password"


def seed(people: int, certified: int, role: str, target: str) -> None:
    """`people` who have passed, of whom `certified` are old enough; the sessions of the two logins
    are written to the file `target`."""
    with transaction.atomic():
        if role:
            app_role.grant(connection, role)
        issuers.make_test_issuer(Path(settings.ISSUER_ROOT), "示例市司法局")
        _batches_only()
        module = seeding._module()
        quiz, exam = seeding._exams(module)
        found = seeding._people(people, max(people // certified, 1))
        seeding._learnt(found, module, quiz)
        sat = Attempt.objects.unscoped("seeding").bulk_create(
            seeding._sat(one, exam) for one in found
        )
        Result.objects.unscoped("seeding").bulk_create(map(seeding._passed, sat))
        staff = [_session(_issuer(name, found[0].organisation)) for name in ("hr1", "hr2")]
    Path(target).write_text(json.dumps({"staff": staff}), encoding="utf-8")


def _batches_only() -> None:
    nobody: Any = None
    told: Any = {"since": clock.today(), "basis": "本市", "reason": "试行", "actor_id": nobody}
    for key in ("cert.by_itself", "cert.by_itself.training"):
        setting.set_rule(key, 0, **told)


def _issuer(name: str, at: Organisation) -> User:
    user = granting.create_login(name, PASSWORD, name, actor_id=None)
    granting.grant(user, "hr", at, actor_id=None)
    user.refresh_from_db()
    return user


def _session(user: User) -> str:
    row = seeding.session_of(user, **{second_factor.SHOWN: user.pk})
    Session.objects.bulk_create([row])
    return str(row.session_key)
