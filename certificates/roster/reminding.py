"""Word to the keepers of what the law or a rule wants by a day: changes to be filed and told
(People's Mediation Law art. 10), rotations that come due. Each once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max
from django.utils.translation import gettext_noop

from certificates.roster.choices import FilingKind
from certificates.roster.keepers import Keepers, all_keepers, nearest, upwards
from certificates.roster.models import Filing, Secondment
from portal import clock
from portal.accounts.choices import Role
from portal.notices.telling import Message, tell_many
from portal.notices.wording import Fact, Wording
from portal.people.models import Organisation
from portal.policy.rules import rule
from portal.policy.workdays import add_working_days

WHY = "reminding keepers"
SOON = 5  # working days before the last one
LIST = "/roster/"
COMING = {
    FilingKind.BUREAU: Wording(
        "roster.filing_due",
        gettext_noop("To be filed with the justice bureau by %(due)s"),
        gettext_noop(
            "Changes of the roster of %(place)s not filed yet: %(count)s. The last day is %(due)s."
        ),
    ),
    FilingKind.COURT: Wording(
        "roster.notice_due",
        gettext_noop("To be told to the court by %(due)s"),
        gettext_noop(
            "Changes of the roster of %(place)s not told to the court yet: %(count)s. The last day "
            "is %(due)s."
        ),
    ),
}
OVERDUE = {
    FilingKind.BUREAU: Wording(
        "roster.filing_overdue",
        gettext_noop("Overdue: filing with the justice bureau"),
        gettext_noop(
            "Changes of the roster of %(place)s not filed yet: %(count)s. The last day was %(due)s."
        ),
    ),
    FilingKind.COURT: Wording(
        "roster.notice_overdue",
        gettext_noop("Overdue: telling the court"),
        gettext_noop(
            "Changes of the roster of %(place)s not told to the court yet: %(count)s. The last day "
            "was %(due)s."
        ),
    ),
}
ROTATION = Wording(
    "roster.rotation_due",
    gettext_noop("A rotation is due by %(due)s"),
    gettext_noop(
        "%(name)s, sent to %(place)s by %(agency)s, is to be rotated by %(due)s. Please settle "
        "with the agency who comes instead."
    ),
)


@dataclass(frozen=True)
class Owed:
    """Changes of one place with one last day; `newest` is the id of the newest of all that were
    ever to be told then, so that what is entered afterwards is told anew."""

    place: Organisation
    kind: str
    due_on: date
    count: int
    newest: int


def owed(today: date) -> list[Owed]:
    """What is still to be told within 5 working days, or should have been; the queries do not
    grow with the changes."""
    rows = Filing.objects.unscoped(WHY).filter(due_on__lte=add_working_days(today, SOON))
    still = rows.filter(
        done_on__isnull=True, day__lte=today, appointment__superseded_at__isnull=True
    )
    counted = list(
        still.values_list("organisation_id", "kind", "due_on")
        .annotate(count=Count("pk"))
        .order_by("due_on", "organisation_id", "kind")
    )
    places = Organisation.objects.in_bulk({place for place, _kind, _due, _count in counted})
    newest = _newest({due for _place, _kind, due, _count in counted}, places)
    return [
        Owed(places[place], kind, due, count, newest[place, kind, due])
        for place, kind, due, count in counted
    ]


def _newest(days: set[date], places: Iterable[int]) -> dict[tuple[int, str, date], int]:
    rows = Filing.objects.unscoped(WHY).filter(due_on__in=days, organisation_id__in=list(places))
    found = rows.values_list("organisation_id", "kind", "due_on").annotate(newest=Max("pk"))
    return {(place, kind, due): newest for place, kind, due, newest in found.order_by()}


def rotations(today: date) -> list[Secondment]:
    """Whose rotation is due within the days of the rule, or was, and who is still in office."""
    days = rule("secondment.remind_days", on=today).number
    rows = Secondment.objects.unscoped(WHY).filter(
        due_on__lte=today + timedelta(days=days),
        appointment__ends__isnull=True,
        appointment__superseded_at__isnull=True,
    )
    return list(
        rows.select_related("organisation", "appointment__person__organisation").order_by("pk")
    )


def remind(changes: Iterable[Owed], due: Iterable[Secondment]) -> int:
    """Tell the nearest keepers of each place; of a rotation also those of the person's home
    organisation and of the city. How many were told. Must run in a transaction."""
    keepers = all_keepers()
    today = clock.today()
    messages = [
        _of_change(one, user, today) for one in changes for user in nearest(keepers, one.place.path)
    ]
    messages += [_of_rotation(row, user) for row in due for user in _concerned(keepers, row)]
    return tell_many(messages)


def _concerned(keepers: Keepers, row: Secondment) -> list[int]:
    home = row.appointment.person.organisation.path
    near = [*nearest(keepers, row.organisation.path), *nearest(keepers, home)]
    city = [
        user
        for above in upwards(row.organisation.path)
        for user, roles in keepers.get(above, {}).items()
        if Role.CITY in roles
    ]
    return list(dict.fromkeys([*near, *city]))


def _of_change(one: Owed, user: int, today: date) -> Message:
    words = OVERDUE if one.due_on < today else COMING
    return Message(
        words[FilingKind(one.kind)],
        key=f"{one.place.pk}:{one.due_on}:{one.newest}",
        user_id=user,
        facts={"place": one.place.name, "count": str(one.count), "due": one.due_on},
        link=f"{LIST}filings/?kind={one.kind}",
    )


def _of_rotation(row: Secondment, user: int) -> Message:
    facts: dict[str, Fact] = {
        "name": row.appointment.person.name,
        "place": row.organisation.name,
        "agency": row.agency,
        "due": row.due_on,
    }
    return Message(
        ROTATION,
        key=f"{row.pk}:{row.due_on}",
        user_id=user,
        facts=facts,
        link=f"{LIST}people/{row.appointment.person_id}/",
    )
