"""Ending a certificate for good by two people: one proposes, another agrees; the public is
protected meanwhile, and the database holds what the code promises."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from certificates import lifecycle, proposing_ends, verification
from certificates.choices import ProposalState
from certificates.lifecycle import MoveRefused, ReasonMissing
from certificates.models import Certificate, CertificateChange, EndProposal
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.notices.models import Notice
from tests.certificates.rows import certified
from tests.exams import rows as exam_rows
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db
WHY: dict[str, Any] = {"reason_code": "resigned", "reason": "本人申请辞职（示例）"}


@pytest.fixture(scope="module")
def issued(lasting: None) -> int:
    return certified().pk


@pytest.fixture
def row(issued: int) -> Certificate:
    return Certificate.objects.unscoped("t").get(pk=issued)


@pytest.fixture
def two(row: Certificate) -> tuple[User, User]:
    return exam_rows.staff("hr", row.organisation), exam_rows.staff("hr", row.organisation)


def standing(row: Certificate) -> str:
    return str(verification.by_code(row.code).standing)


def test_nothing_is_revoked_before_somebody_else_agrees(
    row: Certificate, two: tuple[User, User]
) -> None:
    first, second = two
    proposal = proposing_ends.propose(row, "revoke", **WHY, actor_id=first.pk)
    assert standing(row) == "valid"
    assert not Notice.objects.unscoped("t").filter(kind="certificate.revoked").exists()
    with pytest.raises(MoveRefused, match="须由他人同意"):
        proposing_ends.agree(proposal, actor_id=first.pk)
    assert proposing_ends.agree(proposal, actor_id=second.pk)
    assert not proposing_ends.agree(proposal, actor_id=second.pk)
    assert standing(row) == "revoked"
    change = CertificateChange.objects.unscoped("t").get(certificate=row, state="revoked")
    assert (change.reason_code, change.reason, change.actor) == (*WHY.values(), second)
    kinds = AuditEvent.objects.filter(kind__startswith="certificate.end_").order_by("pk")
    assert [(one.kind, one.actor_id) for one in kinds] == [
        ("certificate.end_proposed", first.pk),
        ("certificate.end_agreed", second.pk),
    ]
    assert Notice.objects.unscoped("t").filter(kind="certificate.revoked").count() == 1


def test_the_public_is_protected_until_it_is_decided(
    row: Certificate, two: tuple[User, User]
) -> None:
    first, second = two
    proposal = proposing_ends.propose(row, "revoke", **WHY, actor_id=first.pk, suspend=True)
    assert standing(row) == "suspended"
    assert proposing_ends.decline(proposal, actor_id=second.pk, reason="证据不足")
    assert standing(row) == "suspended"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer) == (ProposalState.DECLINED, "证据不足")
    again = proposing_ends.propose(row, "revoke", **WHY, actor_id=first.pk, suspend=True)
    assert proposing_ends.agree(again, actor_id=second.pk)
    assert standing(row) == "revoked"


def test_of_two_proposals_for_a_certificate_one_waits(
    row: Certificate, two: tuple[User, User]
) -> None:
    first, second = two
    proposal = proposing_ends.propose(row, "revoke", **WHY, actor_id=first.pk)
    error: dict[str, Any] = {"reason_code": "error", "reason": "误发"}
    with pytest.raises(MoveRefused):
        proposing_ends.propose(row, "void", **error, actor_id=second.pk)
    with pytest.raises(MoveRefused):
        proposing_ends.take_back(proposal, actor_id=second.pk)
    with pytest.raises(MoveRefused):
        proposing_ends.decline(proposal, actor_id=first.pk, reason="不")
    assert proposing_ends.take_back(proposal, actor_id=first.pk)
    assert not proposing_ends.take_back(proposal, actor_id=first.pk)
    with pytest.raises(MoveRefused, match="没有改动"):
        proposing_ends.agree(proposal, actor_id=second.pk)
    other = proposing_ends.propose(row, "void", **error, actor_id=second.pk)
    assert proposing_ends.agree(other, actor_id=first.pk)
    assert standing(row) == "not_found"


def test_what_cannot_be_proposed_is_refused(row: Certificate, two: tuple[User, User]) -> None:
    first, second = two
    for reason in ({**WHY, "reason": " "}, {**WHY, "reason_code": "error"}):
        with pytest.raises(ReasonMissing):
            proposing_ends.propose(row, "revoke", **reason, actor_id=first.pk)
    proposal = proposing_ends.propose(row, "revoke", **WHY, actor_id=first.pk)
    with pytest.raises(ReasonMissing):
        proposing_ends.decline(proposal, actor_id=second.pk, reason=" ")
    lifecycle.revoke(row, **WHY, actor_id=None)  # as the platform does when a pass falls
    with pytest.raises(MoveRefused), transaction.atomic():
        proposing_ends.agree(proposal, actor_id=second.pk)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING
    assert proposing_ends.decline(proposal, actor_id=second.pk, reason="已撤销")
    with pytest.raises(MoveRefused):
        proposing_ends.propose(row, "revoke", **WHY, actor_id=first.pk)


def test_the_rule_says_whether_two_are_needed() -> None:
    assert [proposing_ends.needs_two(act) for act in ("revoke", "void", "suspend", "lift")] == [
        True,
        True,
        False,
        False,
    ]
    rules.in_force(proposing_ends.TWO, 0)
    assert not proposing_ends.needs_two("revoke")


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "别的"},
        {"act": "void"},
        {"state": "agreed"},
        {"decided_by_id": 1},
    ],
)
def test_the_database_refuses_to_rewrite_a_proposal(
    row: Certificate, two: tuple[User, User], change: dict[str, object]
) -> None:
    proposal = proposing_ends.propose(row, "revoke", **WHY, actor_id=two[0].pk)
    rows = EndProposal.objects.unscoped("t").filter(pk=proposal.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**change)
    own = {"state": "agreed", "decided_by_id": two[0].pk, "decided_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**own)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    proposing_ends.agree(proposal, actor_id=two[1].pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(state="declined")


def test_nobody_decides_on_an_end_of_their_own_certificate(
    row: Certificate, two: tuple[User, User]
) -> None:
    holder = row.person.user
    assert holder is not None
    proposal = proposing_ends.propose(row, "revoke", **WHY, actor_id=two[0].pk)
    with pytest.raises(MoveRefused):
        proposing_ends.agree(proposal, actor_id=holder.pk)
    with pytest.raises(MoveRefused):
        proposing_ends.decline(proposal, actor_id=holder.pk, reason="不")
    with pytest.raises(MoveRefused):
        proposing_ends.take_back(proposal, actor_id=holder.pk)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING


def test_an_end_is_proposed_of_a_certificate_as_it_stands_now(
    row: Certificate, two: tuple[User, User]
) -> None:
    stale = Certificate.objects.unscoped("t").get(pk=row.pk)
    lifecycle.revoke(row, **WHY, actor_id=None)
    with pytest.raises(MoveRefused):
        proposing_ends.propose(stale, "revoke", **WHY, actor_id=two[0].pk)
    assert not EndProposal.objects.unscoped("t").exists()


def test_voiding_suspends_nothing_for_from_there_nothing_is_voided(
    row: Certificate, two: tuple[User, User]
) -> None:
    error: dict[str, Any] = {"reason_code": "error", "reason": "误发"}
    proposal = proposing_ends.propose(row, "void", **error, actor_id=two[0].pk, suspend=True)
    assert standing(row) == "valid"
    assert proposing_ends.agree(proposal, actor_id=two[1].pk)
