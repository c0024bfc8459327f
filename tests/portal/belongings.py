"""Rows that belong to a login or its person alone, for the table of roles and places."""

from allauth.mfa.models import Authenticator

from certificates import awarding, proposing_ends
from certificates.awarding import Wanted
from certificates.batching.choices import BatchState
from certificates.batching.models import Batch
from certificates.models import Certificate
from certificates.roster.sharing import keeping
from certificates.roster.sharing.models import PublicList, RosterTemplate
from certificates.roster.staffing import panels
from exams.models import Exam, ExamRoom, RescueFile, Seat, Sitting
from exams.practice.models import Card, Round
from exams.sittings import arranging, enrolling_many, places
from portal import clock
from portal.accounts.models import User
from portal.people.asking import ask
from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows as assessors
from tests.exams.practice import rows
from tests.exams.sittings.rows import plan
from tests.portal.rows_of_roster import roster_rows


def own_rows(owner: User, holder: Person) -> dict[str, int]:
    """What belongs to a login or its person alone."""
    passkey = Authenticator.objects.create(user=owner, type="webauthn", data={"name": "手机"})
    wish = ask(holder, "copy", "", actor_id=owner.pk)
    return {"passkey": passkey.pk, "wish": wish.pk, **_practice(holder)}


def rescue_of(attempt_id: int) -> int:
    """A rescue file of a paper, taken in."""
    kept = RescueFile.objects.unscoped("test").create(
        attempt_id=attempt_id, digest=f"{attempt_id:064x}", answers=[], taken_at=clock.now()
    )
    return int(kept.pk)


def sitting_of(place: Organisation, holder: Person) -> dict[str, int]:
    """A sitting that the place holds in a room of its own, with a seat of the holder's."""
    exam = Exam.objects.filter(kind="qualifying").latest("pk")
    held = arranging.plan(exam, place, plan(), actor_id=None)
    site = places.found_site(place, "考点", "和平路1号", actor_id=None)
    room: ExamRoom = places.add_room(site, "101", 30, actor_id=None)
    arranging.use_rooms(held, [room], actor_id=None)
    seat = Seat.objects.create(
        sitting=held, person=holder, ticket=f"T{held.pk}", recorded_at=clock.now()
    )
    Seat.every.filter(pk=seat.pk).update(room=held.rooms.get(), number=1)
    arranging.publish(held, actor_id=None)
    used = held.rooms.get()
    run = enrolling_many.ask(held, [holder.pk], actor_id=None)
    found = {"sitting": held, "site": site, "room": room, "used_room": used, "seat": seat}
    by_hand = _by_hand(exam, place, holder, "paper") | _by_hand(exam, place, holder, "oral")
    return {name: int(row.pk) for name, row in found.items()} | {"enrolment": run.pk} | by_hand


def _by_hand(exam: Exam, place: Organisation, holder: Person, mode: str) -> dict[str, int]:
    """A published sitting that is not written on the screen, with a seat of the holder's."""
    held = arranging.plan(exam, place, plan(mode=mode), actor_id=None)
    Sitting.objects.unscoped("test").filter(pk=held.pk).update(
        state="published", published_at=clock.now()
    )
    seat = Seat.objects.create(
        sitting=held, person=holder, ticket=f"{mode}{held.pk}", recorded_at=clock.now()
    )
    return {f"{mode}_sitting": held.pk, f"{mode}_seat": seat.pk}


def _practice(holder: Person) -> dict[str, int]:
    """A round of a question that was practised once, and its card."""
    today, item = clock.today(), rows.add()
    round_ = Round.objects.create(
        person=holder, kind="daily", day=today, items=[item.pk], begun_at=clock.now()
    )
    card = Card.objects.create(
        person=holder, item=item, stability=1, difficulty=5, reviewed_on=today, due_on=today
    )
    return {"round": round_.pk, "card": card.pk}


def rows_of_place(place: Organisation, holder: Person, by: User) -> dict[str, int]:
    """What a place holds: a sitting, and a batch of certificates that waits for a second person."""
    batch = Batch.objects.create(
        key=f"{place.pk:032x}",
        organisation=place,
        state=BatchState.PROPOSED,
        reason="试行",
        total=0,
        two_people=True,
        proposed_by=by,
        proposed_at=clock.now(),
    )
    return (
        sitting_of(place, holder)
        | roster_rows(place, by)
        | {
            "batch": batch.pk,
            "award": _award(holder, by),
            **_of_assessors(place, holder),
            **_panel(place, holder),
            **_handed(place, by),
            "end_proposal": _end_proposal(holder, by),
        }
    )


def _of_assessors(place: Organisation, holder: Person) -> dict[str, int]:
    """A term of the holder at a court elsewhere, a list with somebody on it, and a dispute."""
    court = assessors.court()
    listed = assessors.opened(place, court)
    candidate = city.somebody(place)
    assessors.screened(candidate)
    name = assessors.named(listed, candidate)
    return {
        "assessor_term": assessors.term(holder, court).pk,
        "recommendation_list": listed.pk,
        "recommendation": name.pk,
        "dispute": assessors.dispute(holder, place, f"{place.pk}号").pk,
    }


def _panel(place: Organisation, holder: Person) -> dict[str, int]:
    """A panel of experts with one expert."""
    panel = panels.open_panel(place, "医疗", since=clock.today(), actor_id=None)
    seat = panels.add_expert(panel, person=holder, since=clock.today(), actor_id=None)
    return {"panel": panel.pk, "panel_seat": seat.pk}


def _handed(place: Organisation, by: User) -> dict[str, int]:
    """A template of the roster, and a public list."""
    template = RosterTemplate.objects.create(
        organisation=place, name="花名册", version=1, file_name="a.xlsx", placeholders=[],
        sha256=keeping.keep_template(b"a workbook"), recorded_at=clock.now(), recorded_by=by,
    )  # fmt: skip
    published = PublicList.objects.create(
        organisation=place, day=clock.today(), document_number="1号", rows=0, sha256="",
        published_at=clock.now(), published_by=by,
    )  # fmt: skip
    return {"roster_template": template.pk, "public_list": published.pk}


def _end_proposal(holder: Person, by: User) -> int:
    """A revocation that waits for a second person."""
    row = Certificate.objects.unscoped("test").get(person=holder)
    found = proposing_ends.propose(
        row, "revoke", reason_code="resigned", reason="辞职", actor_id=by.pk
    )
    return int(found.pk)


def _award(holder: Person, by: User) -> int:
    """A decision on a chief mediator that waits for a second person."""
    post = Certificate.objects.unscoped("test").get(person=holder)
    what = Wanted("chief", "示调协1号", clock.today(), "示例市人民调解员协会")
    return int(awarding.enter(post, what, key=f"{post.pk:032x}", actor_id=by.pk).pk)
