"""Invitations: a one-time code by mail or on paper, used once, for the right person only."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client

from portal import clock
from portal.accounts import accepting, codes, inviting
from portal.accounts.accepting import DeadInvitation, NameRefused
from portal.accounts.choices import Role
from portal.accounts.inviting import InvitationRefused
from portal.accounts.models import Invitation, RoleGrant, User
from portal.accounts.scoping import scope_of
from portal.accounts.tasks import mail_invitation
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.people.models import Person
from portal.scope import Scope
from tests.portal.accounts.places import City, city, login, person

__all__ = ["city"]
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SENTENCE = "清晨的柿子树 3 棵"


@pytest.fixture
def clerk(city: City) -> Scope:
    return scope_of(login("clerk", Role.CLERK, city["town"]))


@pytest.fixture
def admin(city: City) -> Scope:
    return scope_of(login("admin", Role.ADMIN, city["centre"]))


def code_of(invitation: Invitation) -> str:
    return codes.code_from(invitation.seed)


class Claimed:
    """A job as its handler sees it."""

    def __init__(self, job: Job) -> None:
        self.payload: dict[str, Any] = job.payload
        self.done = False

    def finish(self) -> "Claimed":
        return self

    def __enter__(self) -> None:
        self.done = True

    def __exit__(self, *_told: object) -> None: ...


def test_a_person_opens_a_login_with_the_code(city: City, clerk: Scope, client: Client) -> None:
    zhou = person("周桂芳", city["town"])
    code = code_of(inviting.invite_person(zhou, by=clerk))
    address = f"/accounts/invitation/{code}/"
    assert "周桂芳" in client.get(address).content.decode()
    typed = {"username": "Zhou_GF", "password": SENTENCE, "again": SENTENCE}
    assert client.post(address, typed).headers["Location"] == "/accounts/login/"
    zhou = Person.every.get(pk=zhou.pk)
    assert zhou.user is not None
    assert (zhou.user.username, zhou.user.display_name) == ("zhou_gf", "周桂芳")
    entered = client.post("/accounts/login/", {"login": "ZHOU_gf", "password": SENTENCE})
    assert entered.headers["Location"] == "/desk/"
    events = AuditEvent.objects.filter(kind__startswith="invitation.").order_by("pk")
    assert list(events.values_list("kind", flat=True)) == [
        "invitation.created",
        "invitation.accepted",
    ]


def test_staff_get_the_role_with_the_login(city: City, admin: Scope) -> None:
    row = inviting.invite_staff("郑国平", Role.OFFICER, city["town"], by=admin, reason="新任考务")
    user = accepting.accept(code_of(row), username="zheng", password=SENTENCE)
    grant = RoleGrant.objects.get(user=user)
    assert (grant.role, grant.organisation, grant.granted_by_id) == (
        "officer",
        city["town"],
        admin.user_id,
    )


def test_a_code_works_once_and_the_page_says_so(city: City, clerk: Scope, client: Client) -> None:
    code = code_of(inviting.invite_person(person("周桂芳", city["town"]), by=clerk))
    accepting.accept(code, username="zhou", password=SENTENCE)
    with pytest.raises(DeadInvitation) as dead:
        accepting.accept(code, username="other", password=SENTENCE)
    assert dead.value.why == "used"
    page = client.get(f"/accounts/invitation/{code}/")
    assert (page.status_code, "已经用过" in page.content.decode()) == (404, True)
    assert User.objects.filter(username="other").count() == 0


def test_a_code_runs_out_and_a_fresh_one_works(city: City, clerk: Scope, client: Client) -> None:
    with clock.at(NOON):
        row = inviting.invite_person(person("周桂芳", city["town"]), by=clerk)
    first = code_of(row)
    with clock.at(NOON + timedelta(days=14)):
        assert client.get(f"/accounts/invitation/{first}/").status_code == 404
        inviting.renew(row, by=clerk)
        assert client.get(f"/accounts/invitation/{first}/").status_code == 404
        assert client.get(f"/accounts/invitation/{code_of(row)}/").status_code == 200


def test_a_withdrawn_code_opens_nothing(city: City, clerk: Scope, client: Client) -> None:
    row = inviting.invite_person(person("周桂芳", city["town"]), by=clerk)
    inviting.withdraw(row, by=clerk, reason="误发")
    page = client.get(f"/accounts/invitation/{code_of(row)}/").content.decode()
    assert "已被收回" in page
    for verb in (
        lambda: inviting.withdraw(row, by=clerk, reason=""),
        lambda: inviting.renew(row, by=clerk),
    ):
        with pytest.raises(InvitationRefused):
            verb()


def test_an_invented_code_opens_nothing_and_guessing_ends(client: Client) -> None:
    statuses = [client.get("/accounts/invitation/0000000000000000/").status_code for _ in range(21)]
    assert statuses == [404] * 20 + [429]


def test_the_code_is_in_no_row_and_no_job(city: City, clerk: Scope) -> None:
    zhou = person("周桂芳", city["town"])
    Person.every.filter(pk=zhou.pk).update(email="zhou@example.cn")
    zhou.refresh_from_db()
    code = code_of(inviting.invite_person(zhou, by=clerk))
    stored = f"{list(Invitation.objects.values())} {list(Job.objects.values())}"
    assert code not in stored
    assert codes.grouped(code) not in stored


def test_the_mail_names_nobody_and_its_link_works(city: City, clerk: Scope, client: Client) -> None:
    zhou = person("周桂芳", city["town"])
    Person.every.filter(pk=zhou.pk).update(email="zhou@example.cn")
    zhou.refresh_from_db()
    row = inviting.invite_person(zhou, by=clerk)
    claim = Claimed(Job.objects.get(kind=inviting.MAIL))
    mail_invitation(claim)
    assert claim.done
    (sent,) = mail.outbox
    assert sent.to == ["zhou@example.cn"]
    told = f"{sent.subject}\n{sent.body}"
    assert "周桂芳" not in told
    assert "甲镇" not in told
    link = f"https://rmtj.example.gov.cn/accounts/invitation/{code_of(row)}/"
    assert told.count(link) == 2


def test_nothing_is_mailed_for_what_was_used_meanwhile(city: City, clerk: Scope) -> None:
    zhou = person("周桂芳", city["town"])
    Person.every.filter(pk=zhou.pk).update(email="zhou@example.cn")
    zhou.refresh_from_db()
    row = inviting.invite_person(zhou, by=clerk)
    inviting.withdraw(row, by=clerk, reason="误发")
    claim = Claimed(Job.objects.get(kind=inviting.MAIL))
    mail_invitation(claim)
    assert (claim.done, mail.outbox) == (True, [])


def test_a_code_is_read_however_it_was_typed(city: City, clerk: Scope, client: Client) -> None:
    row = inviting.invite_person(person("周桂芳", city["town"]), by=clerk)
    typed = codes.grouped(code_of(row)).lower().replace("0", "o").replace("1", "l")
    reply = client.post("/accounts/invitation/", {"code": f" {typed} "})
    assert client.get(reply.headers["Location"]).status_code == 200
    for wrong in ("", "7K3M-Q2XD-9HTB", "990000197604157318", "7K3M-Q2XD-9HTB-4WN！"):
        assert client.post("/accounts/invitation/", {"code": wrong}).status_code == 422


@pytest.mark.parametrize("name", ["ab", "a" * 41, "13800001234", "a@b.cn", "a b", "CLERK"])
def test_a_name_that_cannot_be_one_is_refused(
    city: City, clerk: Scope, name: str, client: Client
) -> None:
    row = inviting.invite_person(person("周桂芳", city["town"]), by=clerk)
    with pytest.raises(NameRefused):
        accepting.accept(code_of(row), username=name, password=SENTENCE)
    typed = {"username": name, "password": SENTENCE, "again": SENTENCE}
    assert client.post(f"/accounts/invitation/{code_of(row)}/", typed).status_code == 422
    row.refresh_from_db()
    assert row.accepted_at is None


def test_two_different_or_common_passwords_are_refused_beside_the_field(
    city: City, clerk: Scope, client: Client
) -> None:
    row = inviting.invite_person(person("周桂芳", city["town"]), by=clerk)
    address = f"/accounts/invitation/{code_of(row)}/"
    page = client.post(address, {"username": "zhou", "password": SENTENCE, "again": "x"})
    assert "两次填写的密码不一致" in page.content.decode()
    page = client.post(
        address, {"username": "zhou", "password": "甲镇2026年", "again": "甲镇2026年"}
    )
    assert "甲镇" not in page.content.decode().split("<main")[1].split("周桂芳")[0]


def test_whom_one_may_not_invite_is_refused(city: City, clerk: Scope, admin: Scope) -> None:
    away, has = person("别处", city["other"]), person("有账号", city["town"], login("has"))
    for refused in (away, has):
        with pytest.raises(InvitationRefused):
            inviting.invite_person(refused, by=clerk)
    zhou = person("周桂芳", city["town"])
    inviting.invite_person(zhou, by=clerk)
    with pytest.raises(InvitationRefused):
        inviting.invite_person(zhou, by=clerk)
    with pytest.raises(InvitationRefused):
        inviting.invite_staff("甲", Role.HR, city["town"], by=clerk, reason="帮忙")
    with pytest.raises(InvitationRefused):
        inviting.invite_staff("甲", Role.HR, city["town"], by=admin, reason=" ")


def test_a_new_password_ends_the_sessions_and_the_lock(city: City, clerk: Scope) -> None:
    user = login("zhou")
    person("周桂芳", city["town"], user)
    signed_in = Client()
    signed_in.force_login(user)
    for _ in range(5):
        Client().post("/accounts/login/", {"login": "zhou", "password": "wrong"})
    row = inviting.renew_password(user, by=clerk)
    accepting.accept(code_of(row), password=SENTENCE)
    assert signed_in.get("/desk/").status_code == 302
    entered = Client().post("/accounts/login/", {"login": "zhou", "password": SENTENCE})
    assert entered.headers["Location"] == "/desk/"


def test_a_second_sheet_makes_the_first_worthless(city: City, clerk: Scope) -> None:
    user = login("zhou")
    person("周桂芳", city["town"], user)
    first = inviting.renew_password(user, by=clerk)
    inviting.renew_password(user, by=clerk)
    with pytest.raises(DeadInvitation):
        accepting.accept(code_of(first), password=SENTENCE)


def test_a_disabled_login_gets_no_new_password(city: City, clerk: Scope) -> None:
    user = login("zhou")
    person("周桂芳", city["town"], user)
    row = inviting.renew_password(user, by=clerk)
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(DeadInvitation):
        accepting.accept(code_of(row), password=SENTENCE)


def test_asking_by_mail_says_the_same_whoever_has_the_address(client: Client) -> None:
    user = login("zhou")
    User.objects.filter(pk=user.pk).update(email="zhou@example.cn")
    known = client.post("/accounts/forgotten/", {"email": "Zhou@example.cn"})
    unknown = client.post("/accounts/forgotten/", {"email": "nobody@example.cn"})
    assert (known.status_code, unknown.status_code) == (200, 200)
    main = [page.content.decode().split("<main")[1].split("</main")[0] for page in (known, unknown)]
    assert main[0] == main[1]
    assert Invitation.objects.get().user == user
    assert client.post("/accounts/forgotten/", {"email": "no address"}).status_code == 422


def test_an_id_number_as_reason_of_a_withdrawal_is_refused(city: City, admin: Scope) -> None:
    row = inviting.invite_person(person("周桂芳", city["town"]), by=admin)
    browser = Client()
    browser.force_login(User.objects.get(username="admin"))
    said = {"reason": "误发给 990000199001010017"}
    answer = browser.post(f"/desk/logins/invitations/{row.pk}/withdraw/", said, follow=True)
    assert "P12" in answer.content.decode()
    assert Invitation.objects.get().withdrawn_at is None


def test_nobody_reads_the_code_that_a_higher_login_asked_for_by_mail(city: City) -> None:
    """Else a city administrator could take over the login of an administrator."""
    root = login("root", Role.ADMIN, city["centre"])
    User.objects.filter(pk=root.pk).update(email="root@example.cn")
    inviting.ask_for_password("root@example.cn")
    browser = Client()
    browser.force_login(login("mayor", Role.CITY, city["centre"]))
    row = Invitation.objects.get()
    assert browser.get(f"/desk/logins/sheets/?i={row.pk}").status_code == 404
    browser.post(f"/desk/logins/invitations/{row.pk}/renew/")
    browser.post(f"/desk/logins/invitations/{row.pk}/withdraw/")
    row.refresh_from_db()
    assert (row.withdrawn_at, code_of(row)) == (None, code_of(Invitation.objects.get()))


def test_nobody_reads_the_code_of_a_role_he_may_not_give(city: City, admin: Scope) -> None:
    row = inviting.invite_staff("新管理员", Role.ADMIN, city["centre"], by=admin, reason="交接")
    browser = Client()
    browser.force_login(login("mayor", Role.CITY, city["centre"]))
    assert browser.get(f"/desk/logins/sheets/?i={row.pk}").status_code == 404


def test_keys_that_fit_no_column_are_nobodys(city: City) -> None:
    browser, key = Client(), "9" * 20
    browser.force_login(login("mayor", Role.CITY, city["centre"]))
    assert browser.get(f"/desk/logins/sheets/?i={key}").status_code == 404
    assert browser.post("/desk/logins/invite/", {"person": key}).status_code == 422
