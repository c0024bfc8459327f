"""What a second person approves is what they have seen, and what is still so."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from exams import correcting, revising
from exams.choices import Cause
from exams.marking import deciding, telling
from exams.marking.choices import ObjectionState
from exams.marking.deciding import DecisionRefused, Moved
from exams.marking.models import Objection
from exams.models import Mark, Revision
from exams.revising import Decided, NewMark
from portal import clock
from portal.accounts.models import User
from tests.exams.marking.test_objecting import fresh, judges, object_to, released
from tests.exams.marking.test_objection_pages import seen
from tests.exams.marking.test_pages import officer
from tests.exams.written_rows import CASE_PLACE, OPEN_PLACE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon", "marked")]


def proposal(points: str = "4") -> tuple[Objection, User, User]:
    made = object_to(released())
    first, second = judges()
    return propose(made, points, first), first, second


def propose(made: Objection, points: str, by: User) -> Objection:
    deciding.propose(made, [(OPEN_PLACE, Decimal(points))], "多给了", actor_id=by.pk)
    return read(made)


def read(made: Objection) -> Objection:
    rows = Objection.every.select_related("result__attempt__exam", "result__attempt__person")
    return rows.get(pk=made.pk)


def test_a_page_that_shows_an_older_proposal_approves_nothing() -> None:
    made, first, _second = proposal("4")
    _user, client = officer()
    address = f"/desk/marking/objections/{made.pk}/"
    old = seen(client.get(address).content.decode())
    deciding.send_back(made, "再看", actor_id=User.objects.get(display_name="丁").pk)
    propose(made, "0", first)
    answer = client.post(address, {"act": "approve", "approve-seen": old})
    assert (answer.status_code, "was changed meanwhile" in answer.content.decode()) == (409, True)
    assert not Revision.every.exists()
    assert read(made).state == ObjectionState.PROPOSED
    now = seen(answer.content.decode())
    assert now != old
    assert client.post(address, {"act": "approve", "approve-seen": now}).status_code == 302
    assert fresh(made.result_id).score == Decimal(30)
    late = client.post(address, {"act": "approve", "approve-seen": now})
    assert late.status_code == 409
    assert Revision.every.count() == 1


def test_without_saying_what_was_seen_nothing_is_approved() -> None:
    made, _first, _second = proposal()
    _user, client = officer()
    answer = client.post(f"/desk/marking/objections/{made.pk}/", {"act": "approve"})
    assert answer.status_code == 409
    assert not Revision.every.exists()


def test_a_proposal_that_is_another_by_the_very_moment_is_not_approved() -> None:
    made, first, second = proposal("4")
    deciding.send_back(made, "再看", actor_id=second.pk)
    propose(made, "3", first)
    with pytest.raises(Moved):  # `made` is what was there a moment ago
        deciding.approve(made, deciding.digest_of(made), actor_id=second.pk)
    assert (read(made).state, Revision.every.count()) == (ObjectionState.PROPOSED, 0)


def revise(made: Objection, points: str, by: User, *, place: int = OPEN_PLACE) -> None:
    mark = Mark.every.get(result=made.result_id, question__position=place)
    new = NewMark(mark.pk, Decimal(points), full=False)
    revising.revise(made.result_id, [new], Decided(Cause.KEY, "答案有误", by.pk))


def test_a_mark_that_was_changed_after_the_proposal_is_not_changed_again() -> None:
    made, first, second = proposal("4")
    assert not telling.proposed(made).stale
    revise(made, "5", first)
    _user, client = officer()
    page = client.get(f"/desk/marking/objections/{made.pk}/").content.decode()
    assert "changed meanwhile" in page
    assert 'value="approve"' not in page
    stale = read(made)
    with pytest.raises(Moved, match="已有变动"):
        deciding.approve(stale, deciding.digest_of(stale), actor_id=second.pk)
    assert fresh(made.result_id).score == Decimal(35)
    deciding.send_back(made, "重新提出", actor_id=second.pk)
    again = propose(made, "4", first)
    deciding.approve(again, deciding.digest_of(again), actor_id=second.pk)
    assert fresh(made.result_id).score == Decimal(34)


def test_where_the_result_would_come_out_otherwise_it_is_looked_at_again() -> None:
    made, first, second = proposal("4")
    _user, client = officer()
    address = f"/desk/marking/objections/{made.pk}/"
    old = seen(client.get(address).content.decode())
    revise(made, "0", first, place=1)  # another question, by a corrected key
    answer = client.post(address, {"act": "approve", "approve-seen": old})
    page = answer.content.decode()
    assert (answer.status_code, Revision.every.count()) == (409, 1)
    assert "31 so far, 29 from now on, of 36" in page
    with pytest.raises(Moved):  # `made` is what was there a moment ago
        deciding.approve(made, deciding.digest_of(made), actor_id=second.pk)
    assert client.post(address, {"act": "approve", "approve-seen": seen(page)}).status_code == 302
    assert fresh(made.result_id).score == Decimal(29)


def test_an_objection_is_never_deleted_and_what_is_answered_stands() -> None:
    made, _first, second = proposal()
    rows = Objection.every.filter(pk=made.pk)
    asked: tuple[dict[str, Any], ...] = (
        {"reason": "别的"},
        {"question": None},
        {"made_at": clock.now() + timedelta(days=1)},
    )
    for change in asked:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    deciding.approve(made, deciding.digest_of(made), actor_id=second.pk)
    told: tuple[dict[str, Any], ...] = (
        {"answer": "别的"},
        {"state": ObjectionState.OPEN},
        {"ended_at": None},
    )
    for change in told:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    assert rows.filter(state=ObjectionState.UPHELD, answer="多给了").exists()


def test_who_is_faster_at_the_same_result_wins_and_the_other_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, _first, second = proposal()

    def faster(*_args: object) -> None:
        raise revising.Changed([made.result_id])

    monkeypatch.setattr(revising, "revise", faster)
    with pytest.raises(DecisionRefused, match="已有变动"):
        deciding.approve(made, deciding.digest_of(made), actor_id=second.pk)
    assert read(made).state == ObjectionState.PROPOSED


def test_who_approves_reads_what_becomes_of_pass_and_certificate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, first, second = proposal("0")
    monkeypatch.setattr(
        correcting, "_certificates", [lambda pks: dict.fromkeys(pks, "XJ-2026-000007")]
    )
    address, (_user, client) = f"/desk/marking/objections/{made.pk}/", officer()
    page = client.get(address).content.decode()
    assert "36 so far, 30 from now on, of 36" in page
    assert ("stays passed" in page, "XJ-2026-000007" in page) == (True, True)
    assert "becomes void" not in page
    deciding.send_back(made, "再看", actor_id=second.pk)
    both = [(OPEN_PLACE, Decimal(0)), (CASE_PLACE, Decimal(0))]
    deciding.propose(made, both, "多给了", actor_id=first.pk)
    page = client.get(address).content.decode()
    assert ("fails now" in page, "becomes void" in page) == (True, True)
    assert "36 so far, 20 from now on, of 36" in page
