"""Rows that belong to a login or its person alone, for the table of roles and places."""

from allauth.mfa.models import Authenticator

from exams.models import RescueFile
from exams.practice.models import Card, Round
from portal import clock
from portal.accounts.models import User
from portal.people.asking import ask
from portal.people.models import Person
from tests.exams.practice import rows


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
