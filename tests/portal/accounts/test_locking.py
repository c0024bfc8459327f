"""Disabling ends every session at once; unlocking and resetting are for those in charge."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from portal.accounts import locking, second_factor
from portal.accounts.choices import Role
from portal.accounts.locking import LockRefused
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditBody
from portal.scope import Scope
from tests.portal.accounts.places import PASSWORD, City, city, login, person

__all__ = ["city"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(city: City) -> Scope:
    return scope_of(login("admin", Role.ADMIN, city["centre"]))


def test_a_disabled_login_is_out_at_once_and_its_sessions_never_come_back(
    city: City, admin: Scope
) -> None:
    clerk, browser = login("clerk", Role.CLERK, city["town"]), Client()
    browser.force_login(clerk)
    assert browser.get("/desk/").status_code == 200
    locking.disable(clerk, by=admin, reason="调离")
    assert browser.get("/desk/").headers["Location"] == "/accounts/login/?next=/desk/"
    locking.enable(clerk, by=admin, reason="调回")
    assert browser.get("/desk/").headers["Location"] == "/accounts/login/?next=/desk/"
    reasons = AuditBody.objects.filter(event__kind__startswith="login.", event__actor=admin.user_id)
    assert list(reasons.order_by("pk").values_list("reason", flat=True)) == ["调离", "调回"]


def test_what_is_done_already_is_not_done_again(city: City, admin: Scope) -> None:
    clerk = login("clerk", Role.CLERK, city["town"])
    with pytest.raises(LockRefused):
        locking.enable(clerk, by=admin, reason="调回")
    locking.disable(clerk, by=admin, reason="调离")
    with pytest.raises(LockRefused):
        locking.disable(clerk, by=admin, reason="调离")
    with pytest.raises(LockRefused):
        locking.reset_second_factor(clerk, by=admin, reason="换手机")


def test_nobody_shuts_what_is_not_his(city: City, admin: Scope) -> None:
    town = login("town", Role.CLERK, city["town"])
    scope = scope_of(town)
    there, here = login("there"), login("here")
    person("别处", city["other"], there)
    person("这里", city["town"], here)
    with pytest.raises(LockRefused):
        locking.disable(there, by=scope, reason="离任")
    with pytest.raises(LockRefused):
        locking.disable(town, by=scope, reason="自己")
    with pytest.raises(LockRefused):
        locking.disable(here, by=scope, reason="")
    locking.disable(here, by=scope, reason="离任")


def test_unlocking_lets_the_next_try_be_heard(city: City) -> None:
    user = login("zhou")
    person("周桂芳", city["town"], user)
    clerk = scope_of(login("clerk", Role.CLERK, city["town"]))
    for _ in range(5):
        Client().post("/accounts/login/", {"login": "zhou", "password": "wrong"})
    locking.unlock(user, by=clerk)
    reply = Client().post("/accounts/login/", {"login": "zhou", "password": PASSWORD})
    assert reply.status_code == 302


def test_resetting_the_second_factor_leads_to_setting_it_up_anew(city: City, admin: Scope) -> None:
    clerk, browser = login("clerk", Role.CLERK, city["town"]), Client()
    Authenticator.objects.create(user=clerk, type="totp", data={"secret": "x"})
    browser.force_login(clerk)
    locking.reset_second_factor(clerk, by=admin, reason="手机遗失")
    assert not second_factor.is_set_up(clerk.pk)
    assert browser.get("/desk/").status_code == 302
    browser.post("/accounts/login/", {"login": "clerk", "password": PASSWORD})
    assert browser.get("/desk/").headers["Location"] == "/accounts/second-factor/begin/"
