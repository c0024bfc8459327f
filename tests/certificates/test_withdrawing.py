"""A decision on a title or grade is withdrawn while it has brought no certificate, and never
after."""

import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from certificates import awarding, issuing, titles
from certificates.awarding import Refused
from certificates.models import Award, Certificate
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.jobs.working import work_all
from tests.certificates.rows import certified
from tests.certificates.rows_of_kinds import awarded, entered

JOB = "certificate.issue_award"


def agreed() -> tuple[Award, User]:
    award, second = entered(certified(), "chief")
    awarding.agree(award, actor_id=second.pk)
    return award, second


def titled() -> int:
    return Certificate.objects.unscoped("t").filter(kind="chief").count()


@pytest.mark.django_db
def test_what_is_withdrawn_before_the_worker_comes_brings_nothing() -> None:
    award, second = agreed()
    assert awarding.withdraw(award, actor_id=award.entered_by_id, reason="文号录错")
    assert not awarding.withdraw(award, actor_id=second.pk, reason="文号录错")
    assert work_all(JOB) == 1
    assert titled() == 0
    row = Award.objects.unscoped("t").get()
    assert (row.state, row.decided_by, row.reason) == ("withdrawn", second, "文号录错")
    assert row.withdrawn_by_id == award.entered_by_id
    assert AuditEvent.objects.filter(kind="award.withdrawn").count() == 1
    assert issuing.forgotten_awards() == []
    assert awarded(row.post, "chief").kind == "chief"  # the same document, entered anew


@pytest.mark.django_db
def test_what_has_brought_its_certificate_is_not_withdrawn() -> None:
    title = awarded(certified(), "chief")
    award = Award.objects.unscoped("t").get()
    with pytest.raises(Refused, match="证书"):
        awarding.withdraw(award, actor_id=award.entered_by_id, reason="x")
    assert Award.objects.unscoped("t").get().state == "agreed"
    assert title.state == "issued"


@pytest.mark.django_db
def test_only_what_is_in_force_is_withdrawn_and_with_a_reason() -> None:
    award, second = entered(certified(), "chief")
    with pytest.raises(Refused):
        awarding.withdraw(award, actor_id=second.pk, reason="x")
    awarding.agree(award, actor_id=second.pk)
    with pytest.raises(Refused):
        awarding.withdraw(award, actor_id=second.pk, reason=" ")
    assert Award.objects.unscoped("t").get().state == "agreed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("decision", "values"),
    [
        ("entered", {"state": "withdrawn", "decided_by": 1, "withdrawn_by": 1}),
        ("agreed", {"state": "withdrawn"}),  # by nobody
        ("agreed", {"state": "declined"}),
        ("agreed", {"reason": "x"}),
        ("agreed", {"state": "withdrawn", "withdrawn_by": 1, "decided_by": 1}),
        ("withdrawn", {"state": "agreed", "withdrawn_by": None, "withdrawn_at": None}),
        ("withdrawn", {"reason": "y"}),
    ],
)
def test_the_database_takes_no_other_move(decision: str, values: dict[str, Any]) -> None:
    award, second = entered(certified(), "chief")
    if decision != "entered":
        awarding.agree(award, actor_id=second.pk)
    if decision == "withdrawn":
        awarding.withdraw(award, actor_id=second.pk, reason="x")
    given = {key: award.entered_by_id if value == 1 else value for key, value in values.items()}
    if given.get("withdrawn_by"):
        given["withdrawn_at"] = award.entered_at
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.unscoped("t").filter(pk=award.pk).update(**given)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="one writes at a time there")
def test_of_withdrawing_and_issuing_at_once_one_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Withdrawing comes while the worker holds the decision and has not committed."""
    award, second = agreed()
    held, hold = threading.Event(), titles.hold_award
    said: list[BaseException] = []

    def slowly(award_id: int) -> bool:
        answer = hold(award_id)
        held.set()
        threading.Event().wait(1)
        return answer

    def take_back() -> None:
        try:
            held.wait(timeout=60)
            awarding.withdraw(award, actor_id=second.pk, reason="x")
        except BaseException as error:  # noqa: BLE001 - told by the test
            said.append(error)
        finally:
            connection.close()

    monkeypatch.setattr(titles, "hold_award", slowly)
    other = threading.Thread(target=take_back)
    other.start()
    issuing.issue_award(award.pk)
    other.join(timeout=60)
    assert [type(error) for error in said] == [Refused]
    assert (titled(), Award.objects.unscoped("t").get().state) == (1, "agreed")


@pytest.mark.django_db
def test_nobody_agrees_to_their_own_title() -> None:
    post = certified()
    award, _second = entered(post, "chief")
    holder = post.person.user
    assert holder is not None
    with pytest.raises(Refused):
        awarding.agree(award, actor_id=holder.pk)
