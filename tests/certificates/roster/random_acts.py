"""What keepers do, drawn at random: each act is a verb of the roster with arguments that fit often
and not always."""

import dataclasses
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from certificates import lifecycle
from certificates.models import Certificate
from certificates.roster import (
    appointing,
    correcting,
    ending,
    proposing,
    renewing,
    replacing,
    seconding,
    succeeding,
    suspending,
)
from certificates.roster.assessors import mirroring
from certificates.roster.models import (
    Appointment,
    DutySuspension,
    RosterProposal,
    Secondment,
    Succession,
)
from certificates.roster.writing import End, Terms
from portal import clock
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.hands import DAY, IDLE, NOTHING, Did, Hand, Told, begun


def appoint(hand: Hand) -> Did:
    person, post = hand.person(), hand.post()
    row = appointing.appoint(
        person,
        post,
        mode=hand.mode(post),
        starts=hand.day() if hand.chance(95) else hand.past(),
        basis="会议记录",
        minority_member=hand.luck.choice([None, True, False]),
        actor_id=hand.keeper(),
    )
    return (begun(row),)


def end(hand: Hand) -> Did:
    if not (row := hand.appointment()):
        return IDLE
    told = ending.end_appointment(row, **hand.end(hand.later(row)), actor_id=hand.keeper())
    return (Told("ended", row.pk, ends=told.day),)


def replace(hand: Hand) -> Did:
    """With a successor or without, with the certificate withdrawn or not."""
    if not (row := hand.appointment()):
        return IDLE
    successor = hand.person() if hand.chance(70) else None
    told = replacing.end(
        row,
        **hand.end(hand.later(row)),
        actor_id=hand.keeper(),
        note="查实",
        withdraw=hand.chance(15),
        successor=successor,
        successor_basis="会议记录",
    )
    said = [Told("ended", row.pk, ends=told.day)]
    if successor:
        rows = Appointment.every.filter(post=row.post, person=successor, starts=told.day)
        said.append(begun(rows.latest("pk")))
    return tuple(said)


def renew(hand: Hand) -> Did:
    if not (row := hand.appointment()):
        return IDLE
    new = renewing.renew(
        row,
        starts=hand.later(row),
        basis="会议记录",
        deciding_body="村民会议",
        actor_id=hand.keeper(),
    )
    return Told("ended", row.pk, ends=new.starts), begun(new)


def suspend(hand: Hand) -> Did:
    if not (row := hand.appointment()):
        return IDLE
    suspending.suspend_duty(
        row, starts=max(hand.day(), row.starts), reason="核查", actor_id=hand.keeper()
    )
    return NOTHING


def lift(hand: Hand) -> Did:
    rows = DutySuspension.every.select_related("appointment__organisation", "organisation")
    if not (row := hand.one(rows if hand.chance(20) else rows.filter(ends__isnull=True))):
        return IDLE
    suspending.lift_suspension(
        row, ends=max(hand.day(), row.starts + DAY), reason="查清", actor_id=hand.keeper()
    )
    return NOTHING


def propose_appointment(hand: Hand) -> Did:
    post = hand.post()
    starts = hand.past() if hand.chance(80) else hand.day()
    left = starts + hand.luck.choice([1, 4, 20, 200]) * DAY
    proposing.propose_appointment(
        hand.person(),
        post,
        mode=hand.mode(post),
        starts=starts,
        basis="会议记录",
        reason="补录",
        end=End(**hand.end(left)) if hand.chance(40) else None,
        actor_id=hand.keeper(),
    )
    return NOTHING


def propose_about_one(hand: Hand) -> Did:
    """An end on a past day, a correction or an annulment."""
    if not (row := hand.appointment()):
        return IDLE
    why: dict[str, Any] = {"reason": "录错", "actor_id": hand.keeper()}
    which = hand.luck.randrange(4)
    if which == 0:
        proposing.propose_end(row, End(**hand.end(hand.past())), **why)
    elif which == 1:
        proposing.propose_annulment(row, **why)
    else:
        proposing.propose_correction(row, _right(hand, row), **why)
    return NOTHING


def _right(hand: Hand, row: Appointment) -> correcting.Right:
    """Begun some days earlier or later, in office still or left."""
    starts = row.starts + hand.luck.choice([-30, -5, 0, 0, 1, 5, 30]) * DAY
    later = starts + hand.luck.choice([1, 4, 20, 60]) * DAY
    told = End(**hand.end(later)) if hand.chance(50) else None
    return correcting.Right(row.mode, starts, Terms("会议记录（更正）"), told)


def decide(hand: Hand) -> Did:
    """Agree mostly; decline or take back else."""
    rows = RosterProposal.every.select_related("person", "organisation", "post__organisation")
    if not (found := hand.one(rows if hand.chance(10) else rows.filter(state="waiting"))):
        return IDLE
    which, keeper = hand.luck.randrange(10), hand.keeper()
    if which == 0:
        proposing.decline(found, actor_id=keeper, reason="材料不全")
    elif which == 1 or (keeper == found.proposed_by_id and hand.chance(50)):
        proposing.take_back(found, actor_id=keeper)
    elif proposing.agree(found, actor_id=keeper):
        return _agreed(found)
    return NOTHING


def _agreed(found: RosterProposal) -> tuple[Told, ...]:
    """What an agreed proposal did, by what it says itself."""
    day = date.fromisoformat
    if found.act == "appoint":
        rows = Appointment.every.filter(person=found.person, post=found.post)
        row = rows.filter(starts=found.terms["starts"]).latest("pk")
        until = found.terms["end"]
        return (dataclasses.replace(begun(row), ends=day(until["day"]) if until else None),)
    pk = found.appointment_id or 0
    if found.act == "end":
        return (Told("ended", pk, ends=day(found.terms["day"])),)
    if found.act == "annul":
        return (Told("struck", pk),)
    until = found.terms["end"]
    right = Told(
        "begun",
        Appointment.every.get(corrects=pk).pk,
        found.post_id,
        found.person_id,
        day(found.terms["starts"]),
        day(until["day"]) if until else None,
    )
    return Told("struck", pk), right


def second(hand: Hand) -> Did:
    """Sent by an agency; now and then for somebody else."""
    if not (row := hand.appointment()):
        return IDLE
    seconding.second(
        row,
        agency=hand.luck.choice(["县检察院", "县公安局"]),
        detached=hand.chance(50),
        exchanges=hand.one(Secondment.every.all()) if hand.chance(50) else None,
        actor_id=hand.keeper(),
    )
    return NOTHING


def mirror(hand: Hand) -> Did:
    starts = hand.day() if hand.chance(50) else hand.past()
    mirroring.mirror(
        hand.person(),
        Organisation.objects.get(pk=hand.world.court),
        starts=starts,
        ends=starts + timedelta(days=hand.luck.choice([30, 1825])),
        appointed_by="县人大常委会",
        actor_id=hand.keeper(),
    )
    return NOTHING


def close(hand: Hand) -> Did:
    rows = Succession.every.select_related("post", "organisation")
    if not (hand.chance(30) and (row := hand.one(rows))):
        return IDLE
    succeeding.close_post(row, day=hand.day(), reason="撤岗", actor_id=hand.keeper())
    return NOTHING


def move_certificate(hand: Hand) -> Did:
    """Suspend, lift, revoke; a new one for whoever has none in force."""
    person = hand.person()
    held = Certificate.every.select_related("organisation").filter(person=person)
    row = held.filter(~Q(state="revoked")).order_by("pk").last()
    if row is None:
        with suppress(IntegrityError), transaction.atomic():  # another hand was quicker
            city.certify(person, clock.today())
        return NOTHING
    act = hand.luck.choice(["suspend", "lift", "lift", "lift", "revoke"])
    if act == "revoke" and hand.chance(75):
        return IDLE
    lifecycle.ACTS[act](row, reason_code="other", reason="核查", actor_id=hand.keeper())
    return NOTHING


Act = Callable[[Hand], Did]
WEIGHTS: dict[Act, int] = {
    appoint: 26,
    end: 8,
    replace: 10,
    renew: 5,
    suspend: 6,
    lift: 4,
    propose_appointment: 7,
    propose_about_one: 12,
    decide: 12,
    second: 3,
    mirror: 2,
    close: 1,
    move_certificate: 4,
}


def any_act(luck: random.Random) -> Act:
    return luck.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
