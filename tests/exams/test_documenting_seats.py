"""What is on record of an attempt at a sitting: the seat, its number, what was done and noted."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from exams import attempts, facts
from exams.documenting import Document, Sight, document
from exams.models import Attempt
from exams.sittings import admitting, arranging, noting
from portal import clock
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.test_filing import made, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]
NOTHING = Sight(texts=False, keys=False)


def whole(attempt: Attempt) -> Document:
    read = Attempt.every.select_related("exam", "person__organisation").get(pk=attempt.pk)
    return document(read, NOTHING)


def test_what_was_done_at_the_seat_is_among_the_acts_with_who_did_it() -> None:
    with clock.at(rows.MOMENT):
        who, exam, seat = held.ready_seat(rooms=[held.room()], needs_code=True)
    watcher = rows.staff("clerk", rows.organisation())
    with clock.at(seat.begins_at):
        code = admitting.check_identity(seat, actor_id=watcher.pk)
        attempt = attempts.start(who.pk, exam, actor_id=who.user_id, code=code)
    acts = {act.kind: act.actor for act in whole(attempt).acts}
    assert {"seat.given", "attempt.started"} <= acts.keys()
    assert watcher.get_username() in acts["seat.identity_checked"]


def test_a_number_that_followed_the_sitting_is_on_record_as_given_with_the_act_between() -> None:
    with clock.at(rows.MOMENT):
        who, exam, seat = held.ready_seat()
        later = held.plan(opens_at=seat.sitting.opens_at + timedelta(days=1))
        for wanted in (later, replace(later, title="改名")):
            arranging.replan(seat.sitting, wanted, actor_id=None, reason="停电")
        arranging.replan(held.sitting(exam), later, actor_id=None)
    with clock.at(later.opens_at):
        attempt = attempts.start(who.pk, exam, actor_id=who.user_id)
    found = whole(attempt)
    assert found.seat is not None
    assert (found.ticket_given, found.numbered_again) == (seat.ticket, True)
    assert found.seat.ticket == "20261124" + seat.ticket.removeprefix("20261123")
    (moved,) = [act for act in found.acts if act.kind == arranging.REPLANNED]
    assert moved.data["tickets"] == {"began": "20261123", "begin": "20261124"}
    assert moved.intact
    assert [act.number for act in found.acts] == sorted(act.number for act in found.acts)
    told = json.loads(facts.as_json(found))["seat"]
    assert (told["ticket_given"], told["ticket"]) == (seat.ticket, found.seat.ticket)
    assert f"given as {seat.ticket}" in _page(attempt)
    printed = text_of(made("pdf", attempt, NOTHING).content)
    assert f"准考证号{found.seat.ticket}（场次改期前编发为{seat.ticket}）" in printed.replace(
        " ", ""
    )


def test_a_number_that_stands_since_it_was_given_is_named_once() -> None:
    with clock.at(rows.MOMENT):
        who, exam, seat = held.ready_seat()
        arranging.replan(seat.sitting, held.plan(title="改名"), actor_id=None, reason="改名")
    with clock.at(seat.begins_at):
        attempt = attempts.start(who.pk, exam, actor_id=who.user_id)
    found = whole(attempt)
    assert (found.ticket_given, found.numbered_again) == (seat.ticket, False)
    assert arranging.REPLANNED not in {act.kind for act in found.acts}
    assert "given as" not in _page(attempt)


def _page(attempt: Attempt) -> str:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(rows.staff("officer", rows.organisation()))
    return client.get(f"/desk/papers/attempts/{attempt.pk}/").content.decode()


def test_what_was_noted_at_the_seat_stands_in_its_place_with_who_wrote_it() -> None:
    with clock.at(rows.MOMENT):
        who, exam, seat = held.ready_seat(rooms=[held.room()])
    watcher = rows.staff("clerk", rows.organisation())
    with clock.at(seat.begins_at):
        attempt = attempts.start(who.pk, exam, actor_id=who.user_id)
    with clock.at(seat.begins_at + timedelta(minutes=5)):
        noting.note(seat.sitting, "misconduct", "转头看邻座", actor_id=watcher.pk, seat=seat)
        noting.note(seat.sitting, "other", "整个考场停电", actor_id=watcher.pk, room=seat.room)
    with clock.at(seat.begins_at + timedelta(minutes=6)):
        attempts.save(attempt.pk, question=1, sequence=1, value=["A"])
    found = whole(attempt)
    assert [step.what for step in found.steps] == ["started", "noted", "answer"]
    noted = found.steps[1]
    assert noted.note
    assert (noted.note.kind, noted.note.note) == ("misconduct", "转头看邻座")
    assert watcher.get_username() in noted.who
