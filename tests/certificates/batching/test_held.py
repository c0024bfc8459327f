"""Whoever gets no certificate by a batch stays listed, with what is in the way and the remedy."""

import pytest

from certificates import issuing
from certificates.batching import showing, steering, stepping
from certificates.batching.models import Batch, BatchMember
from certificates.models import Certificate
from portal.accounts.scoping import scope_of
from portal.jobs.working import work_all
from portal.people.models import Person
from tests.certificates.batching.rows import issuer, propose, ready, set_rule, states
from tests.portal.policy.rows import in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
NAMES = ["周一", "周二", "周三"]


def numbers() -> list[int]:
    rows = Certificate.objects.unscoped("test").order_by("number")
    return [int(number[10:16]) for number in rows.values_list("number", flat=True)]


def member_of(batch: Batch, state: str) -> BatchMember:
    found: BatchMember = BatchMember.objects.unscoped("test").get(batch=batch, state=state)
    return found


def test_a_name_that_cannot_be_printed_is_held_with_its_remedy() -> None:
    set_rule("cert.batch_two_people", 0)
    found = ready([*NAMES[:2], "周\U000323af"])
    place = found[0][0].organisation
    batch = propose(issuer(place), place)
    work_all(stepping.KIND)
    assert sorted(states(batch)) == ["held", "issued", "issued"]
    member = member_of(batch, "held")
    (remedy,) = showing.held(member).remedies
    assert "U+323AF" in remedy.what
    assert remedy.url == f"/desk/people/{found[2][0].pk}/"
    Person.objects.unscoped("test").filter(pk=found[2][0].pk).update(name="周三")
    propose(batch.proposed_by, place, key="f" * 32)
    work_all(stepping.KIND)
    assert numbers() == [1, 2, 3]


def test_whoever_got_one_in_the_meantime_is_overtaken_and_has_one() -> None:
    found = ready(NAMES[:2])
    place = found[0][0].organisation
    batch = propose(issuer(place), place)
    who, attempt = found[0]
    issuing.issue_if_eligible(who.pk, attempt.pk)
    steering.move("approve", batch, scope_of(issuer(place)))
    work_all(stepping.KIND)
    assert states(batch) == ["overtaken", "issued"]
    member = member_of(batch, "overtaken")
    (remedy,) = showing.held(member).remedies
    assert remedy.url == f"/desk/certificates/{member.certificate_id}/"
    assert numbers() == [1, 2]


def test_whoever_lacks_something_by_now_is_held_by_that_very_requirement() -> None:
    found = ready(NAMES[:1])
    who = found[0][0]
    batch = propose(issuer(who.organisation), who.organisation)
    set_rule("train.pre_post_hours", 500)
    steering.move("approve", batch, scope_of(issuer(who.organisation)))
    work_all(stepping.KIND)
    member = member_of(batch, "held")
    assert showing.held(member).remedies[0].what.endswith("24 / 500")


def test_when_the_numbers_are_used_up_people_are_held_and_not_lost() -> None:
    set_rule("cert.batch_two_people", 0)
    place = ready(NAMES[:2])[0][0].organisation
    batch = propose(issuer(place), place)
    in_force("cert.numbering.post", "000001-000001")
    work_all(stepping.KIND)
    assert states(batch) == ["issued", "held"]
    member = member_of(batch, "held")
    assert showing.held(member).remedies[0].url == "/desk/certificates/waiting/"
    assert numbers() == [1]
