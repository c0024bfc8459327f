"""A batch from its list to its last certificate: who, by whom, once, and what stands in the way."""

from dataclasses import replace
from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, transaction

from certificates import issuing
from certificates.batching import checks, listing, proposing, showing, steering, stepping
from certificates.batching.choices import BatchState
from certificates.batching.models import Batch, BatchMember
from certificates.models import Certificate
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditEvent
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.working import work_all
from portal.people.models import Organisation
from tests.certificates.batching.rows import (
    KEY,
    REASON,
    issuer,
    propose,
    ready,
    set_rule,
    states,
)
from tests.certificates.roster import city
from tests.exams import rows as exam_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
NAMES = ["周一", "周二", "周三"]


def numbers() -> list[int]:
    rows = Certificate.objects.unscoped("test").order_by("number")
    return [int(number[10:16]) for number in rows.values_list("number", flat=True)]


def acts(batch: Batch) -> list[str]:
    rows = AuditEvent.objects.filter(subject=f"batching.batch:{batch.pk}").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def at_work(names: list[str] = NAMES) -> Batch:
    """A batch that one person started."""
    set_rule("cert.batch_two_people", 0)
    place = ready(names)[0][0].organisation
    return propose(issuer(place), place)


def test_where_certificates_come_in_batches_a_pass_alone_brings_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ready(NAMES[:1])
    assert not Certificate.objects.unscoped("test").exists()
    monkeypatch.setattr(issuing, "is_by_itself", lambda: True)
    Job.objects.filter(kind="certificate.issue").update(state=JobState.WAITING, done_at=None)
    work_all("certificate.issue")
    assert Certificate.objects.unscoped("test").count() == 1


def test_a_batch_certifies_everybody_once_in_steps_and_says_so_in_the_trail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stepping, "STEP", 2)
    batch = at_work()
    work_all(stepping.KIND)
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    assert states(batch) == ["issued"] * 3
    assert numbers() == [1, 2, 3]
    assert acts(batch) == ["batch.started", "batch.stepped", "batch.stepped", "batch.finished"]
    assert AuditEvent.objects.filter(kind="certificate.issued").count() == 3
    assert checks.a_batch_at_work_has_its_next_step().ok


def test_nothing_is_issued_before_a_second_person_agrees() -> None:
    place = ready(NAMES)[0][0].organisation
    first, second = issuer(place), issuer(place)
    batch = propose(first, place)
    work_all(stepping.KIND)
    assert (batch.state, numbers()) == (BatchState.PROPOSED, [])
    with pytest.raises(steering.Refused):
        steering.move("approve", batch, scope_of(first))
    assert "approve" not in steering.acts_for(batch, scope_of(first))
    assert steering.move("approve", batch, scope_of(second))
    assert not steering.move("approve", batch, scope_of(second))
    work_all(stepping.KIND)
    assert numbers() == [1, 2, 3]
    event = AuditEvent.objects.get(kind="batch.approved")
    assert (event.actor_id, event.place) == (second.pk, place.path)


def test_the_database_takes_no_batch_agreed_to_by_its_own_proposer() -> None:
    place = ready(NAMES[:1])[0][0].organisation
    batch = propose(issuer(place), place)
    rows = Batch.objects.unscoped("test").filter(pk=batch.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=BatchState.RUNNING, decided_by_id=batch.proposed_by_id)


def test_a_declined_batch_issues_nothing_and_frees_its_people() -> None:
    place = ready(NAMES)[0][0].organisation
    first, second = issuer(place), issuer(place)
    batch = propose(first, place)
    assert listing.candidates(scope_of(first), place) == []
    steering.move("decline", batch, scope_of(second), reason="名单有误")
    work_all(stepping.KIND)
    assert numbers() == []
    assert (batch.state, batch.decision_reason) == (BatchState.DECLINED, "名单有误")
    assert len(listing.candidates(scope_of(first), place)) == 3


def test_of_two_clicks_at_once_the_slower_one_finds_the_batch_of_the_faster(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = ready(NAMES[:1])[0][0].organisation
    by = issuer(place)
    faster: list[Batch] = []
    found = listing.candidates

    def meanwhile(*asked: Any) -> Any:
        members = found(*asked)
        monkeypatch.setattr(proposing, "candidates", found)
        faster.append(propose(by, place))
        return members

    scope = scope_of(by)
    seen = proposing.name_of(proposing.members_of(found(scope, place, "")))
    monkeypatch.setattr(proposing, "candidates", meanwhile)
    slower = proposing.propose(scope, place, "", key=KEY, seen=seen, reason="两次点击")
    assert [slower.pk] == [one.pk for one in faster]
    assert Batch.objects.unscoped("test").count() == 1


def test_nobody_and_nothing_proposes_a_batch() -> None:
    place = ready(NAMES[:1])[0][0].organisation
    scope = replace(scope_of(issuer(place)), user_id=None)
    seen = proposing.name_of(proposing.members_of(listing.candidates(scope, place)))
    with pytest.raises(PermissionError):
        proposing.propose(scope, place, "", key=KEY, seen=seen, reason="无人")


def test_a_fault_of_the_database_is_not_taken_for_a_second_click() -> None:
    place = ready(NAMES[:1])[0][0].organisation
    fault = mock.patch.object(proposing, "_write", side_effect=IntegrityError("another one"))
    with fault, pytest.raises(IntegrityError, match="another one"):
        propose(issuer(place), place)


def test_whoever_proposed_a_batch_by_mistake_declines_it_alone() -> None:
    place = ready(NAMES[:1])[0][0].organisation
    by = issuer(place)
    batch = propose(by, place)
    assert "decline" in steering.acts_for(batch, scope_of(by))
    assert steering.move("decline", batch, scope_of(by), reason="点错了")
    assert (batch.state, batch.decided_by_id) == (BatchState.DECLINED, by.pk)
    assert len(listing.candidates(scope_of(by), place)) == 1


def test_a_form_sent_twice_is_one_batch() -> None:
    set_rule("cert.batch_two_people", 0)
    place = ready(NAMES)[0][0].organisation
    by = issuer(place)
    assert propose(by, place).pk == propose(by, place).pk
    assert Batch.objects.unscoped("test").count() == 1
    work_all(stepping.KIND)
    assert numbers() == [1, 2, 3]


def test_who_saw_another_list_is_asked_to_look_again() -> None:
    place = ready(NAMES)[0][0].organisation
    scope = scope_of(issuer(place))
    members = proposing.members_of(listing.candidates(scope, place))
    for other in (members[:2], [*members[:2], members[0]]):
        seen = proposing.name_of(other)
        with pytest.raises(proposing.Refused, match="3"):
            proposing.propose(scope, place, "", key=KEY, seen=seen, reason=REASON)
    with pytest.raises(proposing.Refused):
        proposing.propose(scope, place, "没有", key=KEY, seen=seen, reason=REASON)
    assert proposing.name_of(members[::-1]) == proposing.name_of(members)


def test_part_of_a_name_makes_a_smaller_batch() -> None:
    place = ready(NAMES)[0][0].organisation
    batch = propose(issuer(place), place, words="周二")
    people = BatchMember.objects.unscoped("test").filter(batch=batch)
    assert list(people.values_list("person__name", flat=True)) == ["周二"]


def test_a_pause_holds_after_the_step_and_going_on_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stepping, "STEP", 1)
    batch = at_work()
    scope = scope_of(batch.proposed_by)
    work_all(stepping.KIND, most=1)
    assert steering.move("pause", batch, scope)
    work_all(stepping.KIND)
    assert numbers() == [1]
    assert steering.move("resume", batch, scope)
    assert not steering.move("resume", batch, scope)
    work_all(stepping.KIND)
    batch.refresh_from_db()
    assert (numbers(), batch.state) == ([1, 2, 3], BatchState.DONE)


def test_pause_and_go_on_at_once_leave_one_chain_of_steps() -> None:
    batch = at_work()
    scope = scope_of(batch.proposed_by)
    steering.move("pause", batch, scope)
    steering.move("resume", batch, scope)
    assert stepping_jobs(batch) == 2
    work_all(stepping.KIND)
    assert acts(batch).count("batch.stepped") == 1
    assert numbers() == [1, 2, 3]


def stepping_jobs(batch: Batch) -> int:
    return Job.objects.filter(key__startswith=f"{stepping.KIND}:{batch.pk}:").count()


def test_a_stopped_batch_keeps_what_it_issued_and_a_new_one_takes_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stepping, "STEP", 1)
    batch = at_work()
    by = batch.proposed_by
    work_all(stepping.KIND, most=1)
    steering.move("stop", batch, scope_of(by), reason="名单要改")
    work_all(stepping.KIND)
    assert states(batch) == ["issued", "waiting", "waiting"]
    with pytest.raises(steering.Refused):
        steering.move("resume", batch, scope_of(by))
    propose(by, batch.organisation, key="f" * 32)
    work_all(stepping.KIND)
    assert numbers() == [1, 2, 3]


def test_a_worker_that_dies_in_a_step_leaves_nothing_of_it_and_the_next_goes_on() -> None:
    batch = at_work()
    made: list[int] = []
    issue = issuing.issue_if_eligible

    def dies_at_the_second(person_id: int, attempt_id: int) -> issuing.Issue:
        made.append(person_id)
        if len(made) == 2:
            raise SystemError("killed")
        return issue(person_id, attempt_id)

    with mock.patch.object(issuing, "issue_if_eligible", dies_at_the_second):
        work_all(stepping.KIND)
    assert (len(made), numbers(), states(batch)) == (2, [], ["waiting"] * 3)
    Job.objects.filter(kind=stepping.KIND, state=JobState.WAITING).update(due_at=batch.proposed_at)
    work_all(stepping.KIND)
    assert numbers() == [1, 2, 3]


def test_a_place_beside_is_no_part_of_the_batch() -> None:
    place = ready(NAMES)[0][0].organisation
    beside: Organisation = city.place("village", name="别村")
    scope = scope_of(issuer(beside))
    assert listing.candidates(scope, place) == []
    assert [one.pk for one in listing.places(scope)] == [beside.pk]
    assert place.pk in {one.pk for one in listing.places(scope_of(issuer(place)))}


def test_who_has_more_to_do_is_no_part_of_the_batch() -> None:
    found = ready(NAMES[:2])
    place = found[0][0].organisation
    exam_rows.module("contract", hours="4.0")
    scope = scope_of(issuer(place))
    judged = listing.candidates(scope, place)
    assert len(judged) == 2
    assert proposing.members_of(judged) == []


def test_what_came_of_a_person_is_never_written_again() -> None:
    batch = at_work(NAMES[:1])
    work_all(stepping.KIND)
    rows = BatchMember.objects.unscoped("test").filter(batch=batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="waiting", certificate=None, settled_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.unscoped("test").update(reason="another")


def test_doctor_names_a_batch_at_work_without_its_next_step() -> None:
    batch = at_work(NAMES[:1])
    assert checks.a_batch_at_work_has_its_next_step().ok
    Job.objects.filter(kind=stepping.KIND).update(state=JobState.FAILED)
    finding = checks.a_batch_at_work_has_its_next_step()
    assert (finding.ok, finding.example) == (False, str(batch.pk))
    assert showing.is_stuck(batch)
