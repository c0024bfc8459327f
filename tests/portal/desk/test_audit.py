"""The auditors' screen: what a place's auditor sees, finds, prints and takes along."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook

from portal import clock
from portal.accounts import granting
from portal.accounts.models import User
from portal.audit.attesting import attest
from portal.audit.models import AuditBody, AuditDay, AuditEvent
from portal.audit.recording import record
from portal.audit.sealing import close_days, seal
from portal.audit.verifying import Fault, Verified, verify
from portal.people.models import Organisation
from tests.certificates.roster import city as rows

pytestmark = pytest.mark.django_db
LIST = "/desk/audit/"
MONDAY, TUESDAY = (datetime(2026, 11, day, 4, tzinfo=UTC) for day in (23, 24))


@pytest.fixture(scope="module")
def top(lasting: None) -> Organisation:
    return rows.place("city", name="市中心")


@pytest.fixture(scope="module")
def town(top: Organisation) -> Organisation:
    return rows.place("township", top, "甲镇")


@pytest.fixture(scope="module")
def trail(town: Organisation) -> dict[str, AuditEvent]:
    """Four acts in the town on a Monday and a Tuesday, one of no place; all sealed on Tuesday."""
    clerk = User.objects.create(username="clerk7", display_name="孙海燕")
    acts = {}
    with transaction.atomic():
        for moment, name in ((MONDAY, "monday"), (TUESDAY, "tuesday")):
            with clock.at(moment):
                acts[name] = record(
                    "test.done", town, actor_id=clerk.pk, place=town.path,
                    reason=f"原因{name}", data={"n": 1},
                )  # fmt: skip
        with clock.at(TUESDAY):
            acts["nowhere"] = record("test.platform", clerk, actor_id=None)
    with clock.at(TUESDAY):
        seal()
    return acts


def login(role: str, place: Organisation) -> Client:
    user = User.objects.create(username=f"{role}{place.pk}")
    granting.grant(user, role, place, actor_id=None)
    client = Client(headers={"accept-language": "en"})
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client


@pytest.fixture
def client(top: Organisation, trail: dict[str, AuditEvent]) -> Client:
    return login("auditor", top)


def body(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def numbers(client: Client, **asked: Any) -> set[int]:
    """The ids of the acts of the test that a list shows."""
    answer = client.get(LIST, asked)
    events = [line.event for line in answer.context["rows"]]
    return {event.pk for event in events if event.kind.startswith("test.")}


def test_an_auditor_of_the_city_sees_the_acts_of_all_places_and_of_none(
    client: Client, trail: dict[str, AuditEvent]
) -> None:
    assert numbers(client) == {event.pk for event in trail.values()}


def test_an_auditor_of_a_township_sees_its_own_acts_only(
    town: Organisation, top: Organisation, trail: dict[str, AuditEvent]
) -> None:
    own = login("auditor", town)
    assert numbers(own) == {trail["monday"].pk, trail["tuesday"].pk}
    assert own.get(f"{LIST}{trail['nowhere'].pk}/").status_code == 404
    assert own.get(LIST).context["state"] is None
    beside = login("auditor", rows.place("township", top, "乙镇"))
    assert numbers(beside) == set()
    assert beside.get(f"{LIST}{trail['monday'].pk}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "test."}, {"monday", "tuesday", "nowhere"}),
        ({"kind": "test.done"}, {"monday", "tuesday"}),
        ({"who": "clerk7"}, {"monday", "tuesday"}),
        ({"who": "nobody"}, set()),
        ({"text": "原因monday"}, {"monday"}),
        ({"subject": "people.organisation"}, {"monday", "tuesday"}),
        ({"subject": "people.organisation:0"}, set()),
        ({"since": "2026-11-24"}, {"tuesday", "nowhere"}),
        ({"until": "2026-11-23"}, {"monday"}),
        ({"since": "2026-11-23", "until": "2026-11-23"}, {"monday"}),
    ],
)
def test_filters_of_the_address_narrow_the_list(
    client: Client, trail: dict[str, AuditEvent], asked: dict[str, str], found: set[str]
) -> None:
    assert numbers(client, **asked) == {trail[name].pk for name in found}


def test_a_place_is_a_filter_with_all_below_it(
    client: Client, town: Organisation, trail: dict[str, AuditEvent]
) -> None:
    assert numbers(client, at=town.pk) == {trail["monday"].pk, trail["tuesday"].pk}


def test_a_reversed_range_is_turned_round_and_said(
    client: Client, trail: dict[str, AuditEvent]
) -> None:
    asked = {"since": "2026-11-24", "until": "2026-11-23"}
    assert len(numbers(client, **asked)) == 3
    assert "both were exchanged" in body(client.get(LIST, asked))


@pytest.mark.parametrize("day", ["2026-02-29", "0001-01-01", "9999-12-31", "腊月初一"])
def test_a_day_that_cannot_be_is_told_and_left_out(client: Client, day: str) -> None:
    answer = client.get(LIST, {"since": day})
    assert answer.status_code == 422
    assert "From: " in body(answer)
    assert len(numbers(client, since=day)) == 3


def test_a_list_names_nobody_and_gives_no_reason(client: Client) -> None:
    page = body(client.get(LIST, {"kind": "test."}))
    assert "clerk7" in page
    assert "孙海燕" not in page
    assert "原因" not in page


def test_the_list_takes_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):
        client.get(LIST)


def test_one_act_shows_reason_details_and_its_place_in_the_chain(
    client: Client, trail: dict[str, AuditEvent]
) -> None:
    event = trail["monday"]
    page = body(client.get(f"{LIST}{event.pk}/"))
    for shown in ("原因monday", "孙海燕 (clerk7)", event.digest, event.seal.chain, "甲镇"):
        assert shown in page
    assert "The day is not closed yet." in page


def test_an_act_without_a_seal_or_with_an_erased_body_says_so(
    client: Client, town: Organisation
) -> None:
    event = AuditEvent.objects.create(
        at=TUESDAY, place=town.path, kind="test.bare", subject="t:1", digest="d"
    )
    assert not AuditBody.objects.filter(event=event).exists()
    page = body(client.get(f"{LIST}{event.pk}/"))
    assert "waits for its seal" in page
    assert "erased under privacy law" in page


def test_the_sheet_of_a_day_has_its_root_and_its_acts_by_kind(client: Client) -> None:
    assert "The day is not closed yet." in body(client.get(f"{LIST}days/2026-11-24/"))
    with clock.at(datetime(2026, 11, 25, 4, tzinfo=UTC)):
        close_days()
    page = body(client.get(f"{LIST}days/2026-11-24/"))
    assert AuditDay.objects.get(day=date(2026, 11, 24)).root in page
    assert "test.done" in page
    assert client.get(f"{LIST}days/2026-02-30/").status_code == 404
    assert "No act at your places" in body(client.get(f"{LIST}days/2020-01-01/"))


def test_the_state_of_the_trail_is_that_of_the_last_verification(client: Client) -> None:
    assert "none yet; it is made every night" in body(client.get(LIST))
    with clock.at(datetime(2026, 11, 25, 4, tzinfo=UTC)):
        close_days()
    attest(verify())
    assert "the trail is intact" in body(client.get(LIST))
    fault = Fault(date(2026, 11, 24), 1, "event 1 is not as it was sealed")
    attest(Verified(sealed=3, unsealed=0, waiting_since=None, faults=(fault,)))
    assert "1 place is not as it was sealed" in body(client.get(LIST))


def test_an_export_holds_what_the_filters_leave_and_is_an_act_itself(
    client: Client, top: Organisation, trail: dict[str, AuditEvent]
) -> None:
    answer = client.post(f"{LIST}export/", {"kind": "test.done", "text": "原因"})
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [line[0] for line in lines] == [str(trail["tuesday"].pk), str(trail["monday"].pk)]
    assert lines[0][2:5] == ("clerk7", "test.done", "test.done")
    event = AuditEvent.objects.get(kind="audit.exported")
    assert event.place == top.path
    assert event.body.data == {"rows": 2, "filters": {"kind": "test.done"}}


def test_an_export_by_a_day_that_cannot_be_is_refused_and_not_widened(client: Client) -> None:
    answer = client.post(f"{LIST}export/", {"since": "2026-02-30", "kind": "test.done"})
    assert answer.status_code == 422
    assert "This is not a day of the calendar." in answer.content.decode()
    assert not AuditEvent.objects.filter(kind="audit.exported").exists()


def test_an_export_of_formulas_is_inert(client: Client, town: Organisation) -> None:
    with transaction.atomic():
        record("test.bad", town, actor_id=None, place=town.path, reason="=1+1")
    answer = client.post(f"{LIST}export/", {"kind": "test.bad", "at": town.pk})
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][9] == "'=1+1"
    assert AuditEvent.objects.get(kind="audit.exported").place == town.path


def test_a_city_administrator_has_no_trail(top: Organisation) -> None:
    assert login("city", top).get(LIST).status_code == 404
