"""Every address x every role x an organisation of one's own, below it, above it, beside it and
elsewhere: other people's things do not exist.

Proven once on a broken build: with the scope taken away from the certificate page and from
`authority.logins`, the cells of the sibling and foreign places of exactly those addresses went red.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from certificates.roster import suspending
from portal import clock
from portal.accounts import granting, inviting
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditEvent
from portal.notices.models import Notice
from portal.notices.telling import tell
from portal.notices.wording import Wording
from portal.people import doubling
from portal.people.importing import staging
from portal.people.importing.person_columns import NAME_OF_KIND
from portal.people.models import Candidacy, Organisation, Person, SuspectedDouble
from portal.people.nominating import nominate
from portal.people.portraying import portray
from portal.spreadsheets.writing import csv_file
from tests.certificates.asking.rows import made
from tests.certificates.roster import city
from tests.certificates.rows import PLAN
from tests.portal.addresses import addresses
from tests.portal.belongings import own_rows, rescue_of, rows_of_place
from tests.portal.matrix import (
    GROUPS,
    LISTS,
    OWN,
    PERSONAL,
    ROLES,
    ROWS,
    TRAINEE,
    WORDS,
)
from tests.portal.matrix_row import Row
from tests.portal.people.importing.bringing import check
from tests.portal.people.importing.photos import brought, looked_at
from tests.portal.people.pictures import photo

pytestmark = pytest.mark.django_db
POSTED_ENDS = ("_export", "_examine", "_withdraw")
REACHED, BEYOND = ("own", "child"), ("above", "sibling", "foreign")
PASSWORD = "a-long-test-password"
SIGN_IN = "/accounts/login/"
HELLO = Wording("test.hello", "Messages", "")
TOO_LARGE = 99_999_999_999_999_999_999
LESSONS = ("courses:answer_check", "courses:complete_lesson")
LINES = {"accept": "text/plain"}
POSTED = ("assist_end", "inbox_read_all")


@dataclass(frozen=True)
class World:
    """Rows at five places, as ids by place and kind; a login of each role at the place "own"."""

    rows: dict[str, dict[str, int]]
    logins: dict[str, User]
    owners: dict[str, User]


def _login(name: str) -> User:
    return granting.create_login(name, PASSWORD, name, actor_id=None)


def _named(person: Person, place: Organisation) -> Candidacy:
    return nominate(
        person,
        place,
        nominated_by=place,
        post_kind="member",
        tier="village",
        mode="elected",
        actor_id=None,
    )


def _photos(holder: Person, place: Organisation, admin: User) -> int:
    """A portrait of the holder, and a ZIP of photos that was looked at."""
    portray(holder, photo(), actor_id=None)
    return looked_at(brought({"a.jpg": b""}, place, admin.pk)).pk


def _table(kind: str, place: Organisation, admin: User) -> int:
    """A table of a kind that was looked at."""
    table = csv_file(("姓名", "单位", "年度"), [("新人", place.name, "2026")])
    run = staging.upload(table, "名单.csv", kind=kind, organisation=place, actor_id=admin.pk)
    return check(run).pk


def _rows_at(place: Organisation, name: str, admin: User) -> tuple[dict[str, int], User]:
    holder, owner = city.somebody(place, name), _login(f"owner-{name}")
    granting.link_person(owner, holder, actor_id=None)
    certificate = city.certify(holder, plan=PLAN.as_json())
    appointment = city.hire(holder, city.seat(place))
    suspension = suspending.suspend_duty(
        appointment, starts=clock.today(), reason="核实", actor_id=None
    )
    candidate = city.somebody(place, f"{name}候")
    staff = _login(f"staff-{name}")
    grant = granting.grant(staff, "instructor", place, actor_id=None)
    invitation = inviting.invite_person(candidate, by=scope_of(admin))
    doubling.suspect(holder, candidate, "same_name", actor_id=None)
    tell(HELLO, key=name, user_id=owner.pk)
    ids = {
        "place": place.pk,
        "person": holder.pk,
        "double": SuspectedDouble.every.get(newcomer=candidate).pk,
        "notice": Notice.objects.unscoped("test").get(key=name).pk,
        "certificate": certificate.pk,
        "post": appointment.post_id,
        "appointment": appointment.pk,
        "suspension": suspension.pk,
        "attempt": certificate.attempt_id,
        "user": owner.pk,
        "staff": staff.pk,
        "grant": grant.pk,
        "run": _table(NAME_OF_KIND, place, admin),
        "roster_run": _table("roster", place, admin),
        "appraisal_run": _table("appraisals", place, admin),
        "photos": _photos(holder, place, admin),
        "invitation": invitation.pk,
        "candidacy": _named(candidate, place).pk,
        "event": AuditEvent.objects.filter(place=place.path).latest("pk").pk,
    }
    ids |= {"rescue": rescue_of(certificate.attempt_id or 0), "office_key": made(place)[0].pk}
    return ids | rows_of_place(place, holder, admin) | own_rows(owner, holder), owner


@pytest.fixture(scope="module")
def world(lasting: None) -> World:
    centre, abroad = city.place("city", name="市中心"), city.place("city", name="外市")
    own = city.place("township", centre, "甲镇")
    places = {
        "own": own,
        "child": city.place("village", own, "甲村"),
        "above": centre,
        "sibling": city.place("township", centre, "乙镇"),
        "foreign": abroad,
    }
    admin = _login("root")
    for top in (centre, abroad):
        granting.grant(admin, "admin", top, actor_id=None)
    found = {name: _rows_at(place, name, admin) for name, place in places.items()}
    logins = {role: _login(role) for role in ROLES}
    for role, user in logins.items():
        granting.grant(user, role, own, actor_id=None)
    trainee = _login(TRAINEE)
    granting.link_person(trainee, city.somebody(own, "学员"), actor_id=None)
    return World(
        rows={name: ids for name, (ids, _owner) in found.items()},
        logins={**logins, TRAINEE: trainee},
        owners={name: owner for name, (_ids, owner) in found.items()},
    )


def status(client: Client, method: str, address: str) -> int:
    """The answer's status; whatever the request wrote is taken back. A refusal need not be drawn
    as a page."""
    with transaction.atomic():
        answer: Any = getattr(client, method)(address, headers=LINES)
        transaction.set_rollback(True)
    return int(answer.status_code)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address_of(name: str, row: Row, ids: dict[str, int]) -> str:
    values = {key: at[1:] if at.startswith("=") else ids[at] for key, at in row.ids.items()}
    key, _equals, kind = row.asked.partition("=")
    return reverse(name, kwargs=values) + (f"?{key}={ids[kind]}" if kind else "")


def beyond() -> dict[str, str]:
    """Every address with a number in it, with one of twenty digits, which fits no column."""
    ids = {kind: TOO_LARGE for row in ROWS.values() for kind in (*row.ids.values(), row.asked[2:])}
    found = {name: address_of(name, row, ids) for name, row in ROWS.items()}
    others = dict.fromkeys(("exam", "start_exam"), "exam_id")
    others |= dict.fromkeys(LESSONS, "lesson_id")
    found |= {name: reverse(name, kwargs={key: TOO_LARGE}) for name, key in others.items()}
    rule = {"key": "exam.pass_mark", "version": TOO_LARGE}
    return found | {"policy_withdraw": reverse("policy_withdraw", kwargs=rule)}


def test_every_address_stands_in_the_table_once() -> None:
    told = [name for group in GROUPS for name in group]
    assert sorted(told) == sorted(set(told))
    missing, gone = addresses() - set(told), set(told) - addresses()
    assert missing == set(), "say in tests/portal/matrix.py who may open them"
    assert gone == set()


def test_rows_are_reached_at_the_own_place_and_below_and_nowhere_else(world: World) -> None:
    wrong = []
    for role, user in world.logins.items():
        client = signed_in(user)
        for name, row in ROWS.items():
            may = role in row.roles.split()
            for place in (*REACHED, *BEYOND) if may else ("own",):
                found = status(client, row.method, address_of(name, row, world.rows[place]))
                if (found == 404) == (may and place in REACHED) or found >= 500:
                    wrong.append((role, name, place, found))
    assert wrong == [], wrong


def test_ones_own_rows_are_reached_and_nobody_elses(world: World) -> None:
    wrong = []
    for place in ("own", "sibling"):
        client = signed_in(world.owners[place])
        for name, row in ROWS.items():
            for other in ("own", "sibling"):
                found = status(client, row.method, address_of(name, row, world.rows[other]))
                if (found == 404) == (row.owner and other == place) or found >= 500:
                    wrong.append((place, name, other, found))
    assert wrong == [], wrong


def test_a_number_that_fits_no_column_names_nothing(world: World) -> None:
    answers = {
        (role, name, method): status(client, method, address)
        for role in ("admin", "assistant", TRAINEE)
        for client in (signed_in(world.logins[role]),)
        for name, address in beyond().items()
        for method in ("get", "post")
    }
    assert {told: got for told, got in answers.items() if got not in (404, 405)} == {}


def test_lists_are_there_for_their_roles_only(world: World) -> None:
    wrong = []
    for role, user in world.logins.items():
        client = signed_in(user)
        for name, roles in LISTS.items():
            method = "post" if name.endswith(POSTED_ENDS) else "get"
            found = status(client, method, reverse(name, kwargs=WORDS.get(name)))
            if (found == 404) == (role in roles.split()) or found >= 500:
                wrong.append((role, name, found))
    assert wrong == [], wrong


def test_a_visitor_is_sent_to_sign_in_from_every_page_behind_the_door(world: World) -> None:
    wrong, client = [], Client()
    guarded = {name: address_of(name, row, world.rows["own"]) for name, row in ROWS.items()}
    guarded |= {name: reverse(name, kwargs=WORDS.get(name)) for name in LISTS}
    guarded |= {name: reverse(name) for name in (OWN | {"my_certificates", "exams"})}
    for name, address in guarded.items():
        method = ROWS[name].method if name in ROWS else "get"
        method = "post" if name.endswith(POSTED_ENDS) or name in POSTED else method
        answer = getattr(client, method)(address)
        if answer.status_code != 302 or not answer["Location"].startswith(SIGN_IN):
            wrong.append((name, answer.status_code, answer.get("Location", "")))
    assert wrong == [], wrong


def test_pages_of_a_person_are_not_there_for_a_login_without_one(world: World) -> None:
    client = signed_in(world.logins["hr"])
    pages = [reverse(name) for name in ("my_certificates", "exams") if name in PERSONAL]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    own = signed_in(world.logins[TRAINEE])
    assert [own.get(page).status_code for page in pages] == [200, 200]


def test_names_of_other_places_appear_on_no_list(world: World) -> None:
    """Whole bodies, not only statuses: list pages and exports of a clerk of one township."""
    client = signed_in(world.logins["clerk"])
    for name, roles in LISTS.items():
        if "clerk" not in roles.split():
            continue
        method = "post" if name.endswith(POSTED_ENDS) else "get"
        body = getattr(client, method)(reverse(name, kwargs=WORDS.get(name))).content.decode(
            "utf-8", "replace"
        )
        for place in BEYOND:
            assert f">{place}<" not in body, name
            assert f"{place}候" not in body, name
