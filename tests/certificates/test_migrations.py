"""The migrations that gave certificates their acts, and what came after, over rows: back and there
again."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from certificates import lifecycle, verification
from certificates.issuing import issue_if_eligible
from certificates.models import Award, Certificate, CertificateVersion, NumberCounter
from exams.models import Attempt
from portal.people.models import Person
from tests import migrating
from tests.certificates.batching.rows import ready
from tests.certificates.rows import certified
from tests.certificates.rows_of_kinds import awarded, entered

BEFORE = [("certificates", "0014_versions_by_file")]
AWARDS = [("certificates", "0019_void_codes_are_in_no_index")]
# What stands there in the place of a later guard.
EARLIER = {"roster_assessorterm_no_update"}
TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": """
SELECT t.tgname, t.tgrelid::regclass::text, p.prosrc FROM pg_trigger t
JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal ORDER BY 1, 2
""",
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name, function in migrating.QUICK:
        monkeypatch.setattr(owner, name, function)


def migrate(targets: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(targets)


def newest() -> list[tuple[str, str]]:
    """Of every room, for those above that rest on a migration go back with it."""
    return list(MigrationExecutor(connection).loader.graph.leaf_nodes())


def rows_of(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [tuple(row) for row in cursor.fetchall()]


def triggers() -> list[tuple[Any, ...]]:
    return rows_of(TRIGGERS[connection.vendor])


def kept() -> list[Any]:
    """Every column of every certificate, version and counter."""
    models = (Certificate, CertificateVersion, NumberCounter)
    return [row for model in models for row in model._default_manager.order_by("pk").values()]


def refused(rows: Any, **values: Any) -> bool:
    try:
        with transaction.atomic():
            rows.update(**values)
    except IntegrityError:
        return True
    return False


def issued(who: Person, attempt: Attempt) -> Certificate:
    found = issue_if_eligible(who.pk, attempt.pk).certificate
    assert found is not None
    return found


@pytest.mark.django_db(transaction=True)
def test_certificates_come_through_their_acts_back_and_there_again() -> None:
    first, second, last = ready(["周桂芳", "李秀英", "王建国"])
    valid, ended = issued(*first), issued(*second)
    lifecycle.revoke(ended, reason_code="resigned", reason="x", actor_id=None)
    before, guards = kept(), triggers()
    migrate(BEFORE)
    columns = {row[0] for row in rows_of("SELECT number FROM certificates_certificate")}
    assert columns == {valid.number, ended.number}
    assert {row[0] for row in triggers()} - EARLIER < {row[0] for row in guards}
    migrate(newest())
    assert kept() == before
    assert triggers() == guards
    assert verification.by_code(valid.code).standing == "valid"
    assert verification.by_code(ended.code).standing == "revoked"
    mine = Certificate.objects.unscoped("t").filter(pk=valid.pk)
    assert refused(mine, act="attempt:0")
    assert refused(mine, number="99010120260000099")
    row = issued(*last)
    assert row.number > ended.number
    assert row.act == f"attempt:{last[1].pk}"


@pytest.mark.django_db(transaction=True)
def test_decisions_and_titles_come_through_the_one_on_withdrawing() -> None:
    post = certified()
    title = awarded(post, "chief")
    waiting, second = entered(post, "grade", 3, "示调协〔2026〕9号")
    before, guards = kept(), triggers()
    decisions = list(Award.objects.unscoped("t").order_by("pk").values())
    migrate(AWARDS)
    migrate(newest())
    assert kept() == before
    assert triggers() == guards
    assert list(Award.objects.unscoped("t").order_by("pk").values()) == decisions
    mine = Award.objects.unscoped("t").filter(pk=waiting.pk)
    assert refused(mine, document_number="另一号")
    assert refused(mine, state="agreed", decided_by_id=waiting.entered_by_id)
    assert not refused(mine, state="declined", decided_by_id=second.pk)
    assert Certificate.objects.unscoped("t").get(pk=title.pk).rests_on_id == post.pk
