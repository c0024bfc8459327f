"""A step of a batch beside a worker who issues to one of its people by itself."""

import threading

import pytest
from django.db import connection, transaction

from certificates import issuing, numbering
from certificates.batching import steering, stepping
from certificates.models import Certificate
from certificates.numbering import ALL, Block
from portal.accounts.scoping import scope_of
from portal.jobs.models import Job
from tests.certificates.batching.rows import issuer, propose, ready


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="one writes at a time there")
def test_a_step_and_a_single_issue_never_wait_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The step has taken a number, the other one holds the pass of its second person: without one
    order of locks the database would have to end one of them."""
    people = ready(["周一", "周二"])
    place = people[0][0].organisation
    batch = propose(issuer(place), place)
    steering.move("approve", batch, scope_of(issuer(place)))
    turn = Job.objects.get(kind=stepping.KIND).payload["turn"]
    numbered, allocate = threading.Event(), numbering.allocate
    faults: list[BaseException] = []

    def slowly(division: str, year: int, serials: Block = ALL) -> str:
        found = allocate(division, year, serials)
        numbered.set()
        threading.Event().wait(1)
        return found

    def alone() -> None:
        who, attempt = people[1]
        try:
            numbered.wait(timeout=60)
            issuing.issue_if_eligible(who.pk, attempt.pk)
        except BaseException as error:  # noqa: BLE001 - told by the test
            faults.append(error)
        finally:
            connection.close()

    monkeypatch.setattr(numbering, "allocate", slowly)
    other = threading.Thread(target=alone)
    other.start()
    with transaction.atomic():
        assert stepping.step(batch.pk, turn) == 2
    other.join(timeout=60)
    assert faults == []
    assert Certificate.objects.unscoped("test").count() == 2
