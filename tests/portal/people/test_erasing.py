"""Erasing contact and document data: with four eyes, never against a duty, again after restores."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from portal import clock, hooks
from portal.accounts import granting, inviting
from portal.accounts.models import Invitation, User
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditBody, AuditEvent
from portal.audit.sealing import seal
from portal.audit.verifying import verify
from portal.notices.models import Notice
from portal.notices.telling import tell
from portal.notices.wording import Wording
from portal.people import erasing, reapplying
from portal.people.correcting import correct
from portal.people.erasing import ErasureRefused, erase
from portal.people.identifying import identify
from portal.people.models import Organisation, Person, Portrait
from portal.scope import Scope
from tests.portal.people import rows

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"  # of rows.login
CONTACT = {"phone": "19900001234", "email": "zhou@example.cn"}


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def centre() -> Organisation:
    return rows.centre()


def keeper(centre: Organisation, name: str = "hr", role: str = "hr") -> Scope:
    user = rows.login(name)
    granting.grant(user, role, centre, actor_id=None)
    return scope_of(user)


@pytest.fixture
def person(centre: Organisation) -> Person:
    row = rows.person(centre)
    identify(row, "id_card", rows.FEMALE, actor_id=None)
    correct(fresh(row), CONTACT, actor_id=None, reason="本人来电")
    login = rows.login("zhou")
    User.objects.filter(pk=login.pk).update(phone=CONTACT["phone"], email=CONTACT["email"])
    granting.link_person(login, row, actor_id=None)
    tell(Wording("test", "Messages", ""), key="1", person_id=row.pk)
    Portrait.objects.create(person=row, sha256="0" * 64, width=1, height=1, recorded_at=clock.now())
    return fresh(row)


def fresh(person: Person) -> Person:
    return Person.objects.unscoped("test").get(pk=person.pk)


def erased(person: Person, centre: Organisation) -> Person:
    by, second = keeper(centre), keeper(centre, "root", "admin")
    erase(person, by=by, second=second, reason="本人申请")
    return fresh(person)


def test_what_was_merged_into_a_record_is_erased_with_it_and_not_by_itself(
    person: Person, centre: Organisation
) -> None:
    double = rows.person(centre)
    correct(double, {"phone": "19900004321"}, actor_id=None, reason="本人来电")
    Person.every.filter(pk=double.pk).update(merged_into=person)
    assert ("phone", 2) in erasing.plan(person).goes
    assert f"P{person.pk}" in " ".join(erasing.plan(fresh(double)).against)
    erased(person, centre)
    assert (fresh(double).phone, fresh(double).erased_at is None) == ("", False)
    assert AuditEvent.objects.filter(kind="person.erased").count() == 2


def test_a_double_behind_an_erased_record_is_erased_by_that_record(
    person: Person, centre: Organisation
) -> None:
    double = rows.person(centre)
    correct(double, {"phone": "19900004321"}, actor_id=None, reason="本人来电")
    again = erased(person, centre)
    Person.every.filter(pk=double.pk).update(merged_into=person)
    assert (("phone", 1) in erasing.plan(again).goes, erasing.plan(again).against) == (True, [])
    by, second = (scope_of(User.objects.get(username=name)) for name in ("hr", "root"))
    erase(again, by=by, second=second, reason="本人申请")
    assert (fresh(double).phone, fresh(double).erased_at is None) == ("", False)
    assert "already" in erasing.plan(again).against[0]
    assert reapplying.reapply() == (0, 0)


def test_an_erasure_that_fails_half_way_leaves_no_tombstone(
    person: Person, centre: Organisation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    double = rows.person(centre)
    Person.every.filter(pk=double.pk).update(merged_into=person)

    def fail(person_id: int) -> None:
        if person_id == double.pk:
            raise OSError

    monkeypatch.setattr(hooks, "_erasures", [fail])
    with pytest.raises(OSError):  # noqa: PT011
        erased(person, centre)
    assert fresh(person).phone == CONTACT["phone"]
    assert not (tmp_path / "tombstones.jsonl").exists()


def test_a_duty_that_begins_meanwhile_is_seen_under_the_lock(
    person: Person, centre: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def in_transaction(_id: int) -> None:
        seen.append(len(connection.savepoint_ids))

    monkeypatch.setattr(hooks, "_erasure_objections", [in_transaction])
    outside = len(connection.savepoint_ids)
    erased(person, centre)
    assert seen == [outside + 1]


def test_contact_and_document_go_and_the_register_stays(
    person: Person, centre: Organisation
) -> None:
    index = person.id_index
    gone = erased(person, centre)
    assert (gone.id_cipher, gone.id_key, gone.id_masked, gone.phone, gone.email) == (
        None, "", "", "", "",
    )  # fmt: skip
    assert (gone.name, gone.id_index, gone.erased_at is not None) == ("周桂芳", index, True)
    assert gone.user is not None
    assert (gone.user.phone, gone.user.email, gone.user.is_active) == ("", "", False)
    assert Notice.objects.unscoped("test").count() == 0
    assert Portrait.objects.unscoped("test").count() == 0


def test_bodies_of_events_go_and_the_trail_still_verifies(
    person: Person, centre: Organisation
) -> None:
    seal()
    erased(person, centre)
    seal()
    events = AuditEvent.objects.filter(subject=f"people.person:{person.pk}")
    kinds = set(events.values_list("kind", flat=True))
    assert {"person.identified", "person.erased"} <= kinds
    bodies = AuditBody.objects.filter(event__in=events)
    assert list(bodies.order_by("pk").values_list("event__kind", "reason")) == [
        ("audit.bodies_erased", ""),
        ("person.erased", "本人申请"),
    ]
    assert verify().faults == ()


def test_the_address_of_an_invitation_goes(centre: Organisation) -> None:
    row = rows.person(centre)
    correct(row, CONTACT, actor_id=None, reason="本人来电")
    inviting.invite_person(fresh(row), by=keeper(centre, "clerk", "admin"))
    erased(fresh(row), centre)
    assert Invitation.objects.get().email == ""


def test_two_logins_that_may_are_needed_and_a_reason(person: Person, centre: Organisation) -> None:
    hr, clerk = keeper(centre), keeper(centre, "clerk", "clerk")
    root = keeper(centre, "root", "admin")
    for by, second, reason, words in (
        (hr, hr, "申请", "Two different"), (hr, clerk, "申请", "may not"),
        (Scope(), hr, "申请", "Two different"), (hr, root, " ", "say why"),
    ):  # fmt: skip
        with pytest.raises(ErasureRefused, match=words):
            erase(person, by=by, second=second, reason=reason)
    assert fresh(person).phone == CONTACT["phone"]


def test_a_running_duty_stands_against_it(
    person: Person, centre: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "_erasure_objections", [lambda _id: "in office"])
    with pytest.raises(ErasureRefused, match="in office"):
        erased(person, centre)


def test_nobody_is_erased_twice(person: Person, centre: Organisation) -> None:
    again = erased(person, centre)
    by, second = (scope_of(User.objects.get(username=name)) for name in ("hr", "root"))
    for known in (again, person):  # the second as it was read before
        with pytest.raises(ErasureRefused, match="already"):
            erase(known, by=by, second=second, reason="再来")


def test_what_a_restore_brings_back_is_erased_again(person: Person, centre: Organisation) -> None:
    erased(person, centre)
    assert reapplying.reapply() == (0, 0)
    Person.objects.unscoped("test").filter(pk=person.pk).update(
        phone=CONTACT["phone"], erased_at=None
    )
    out = io.StringIO()
    call_command("privacy_reapply", stdout=out)
    assert (out.getvalue(), fresh(person).phone) == ("1 erased again\n", "")
    Person.objects.unscoped("test").filter(pk=person.pk).update(
        recorded_at=clock.now() + timedelta(days=1), erased_at=None
    )
    out = io.StringIO()
    call_command("privacy_reapply", stdout=out)
    assert "1 tombstones belong to nobody" in out.getvalue()


def test_without_tombstones_nothing_is_erased_again() -> None:
    assert reapplying.reapply() == (0, 0)


def test_a_tombstone_names_nobody(person: Person, centre: Organisation, tmp_path: Path) -> None:
    erased(person, centre)
    (line,) = (tmp_path / "tombstones.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["person"] == person.pk
    assert person.name not in line


def test_the_blind_index_is_destroyed_after_its_years(person: Person, centre: Organisation) -> None:
    gone = erased(person, centre)
    assert erasing.forget_indexes() == 0
    past = clock.now() - timedelta(days=5 * 366)
    Person.objects.unscoped("test").filter(pk=gone.pk).update(erased_at=past)
    assert (erasing.forget_indexes(), fresh(gone).id_index) == (1, "")


def said(*arguments: Any) -> str:
    out = io.StringIO()
    call_command("privacy_erase", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_only_says_what_would_go(person: Person, centre: Organisation) -> None:
    assert "1 encrypted document number\n1 phone\n1 e-mail\n1 portraits\n" in said(person.pk)
    assert fresh(person).phone == CONTACT["phone"]
    with pytest.raises(CommandError, match="no such person"):
        said(0)


def test_the_command_erases_when_both_have_typed_their_passwords(
    person: Person, centre: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper(centre), keeper(centre, "root", "admin")
    four_eyes = ("--by", "hr", "--second", "root")

    def typed(*passwords: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in passwords)))

    for passwords, who in (
        (("wrong",), "hr"),
        ((PASSWORD, "wrong"), "root"),
        ((PASSWORD,), "root"),
    ):
        typed(*passwords)
        with pytest.raises(CommandError, match=f"not the password of '{who}'"):
            said(person.pk, *four_eyes, "--reason", "本人申请")
    for wrong in (("--by", "hr"), ("--by", "nobody", "--second", "hr")):
        typed(PASSWORD, PASSWORD)
        with pytest.raises(CommandError, match="no login"):
            said(person.pk, *wrong)
    typed(PASSWORD, PASSWORD)
    with pytest.raises(CommandError, match="say why"):
        said(person.pk, *four_eyes)
    assert fresh(person).erased_at is None
    typed(PASSWORD, PASSWORD)
    assert said(person.pk, *four_eyes, "--reason", "本人申请").endswith("erased\n")
    assert "against it" in said(person.pk)
