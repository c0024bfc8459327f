"""One's own passkeys: renamed, removed, reset by an administrator; nobody else's."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from portal.accounts import granting, locking
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditEvent
from portal.people.models import Organisation
from tests.portal.accounts.passkey import MINE, owner_of, show
from tests.portal.accounts.places import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)  # the way in waits for commits


def test_removing_the_last_passkey_takes_the_recovery_codes_with_it(hr: User) -> None:
    client, device = owner_of(hr)
    kept = Authenticator.objects.get(type="webauthn")
    address = f"{MINE}passkeys/{kept.pk}/remove/"
    assert "我的手机" in client.get(address).content.decode()
    assert client.post(address).headers["Location"] == MINE
    assert not Authenticator.objects.filter(user=hr).exists()
    assert client.get("/desk/").headers["Location"] == "/accounts/second-factor/begin/"
    assert show(Client(), device).status_code == 422
    assert AuditEvent.objects.filter(kind="second_factor.removed", actor=hr).count() == 2


def test_a_passkey_gets_another_name(trainee: User) -> None:
    client, _device = owner_of(trainee)
    kept = Authenticator.objects.get(type="webauthn")
    address = f"{MINE}passkeys/{kept.pk}/name/"
    assert "我的手机" in client.get(address).content.decode()
    for wrong in ("", "  ", "长" * 41):
        assert client.post(address, {"name": wrong}).status_code == 422
    assert client.post(address, {"name": "所里的电脑"}).headers["Location"] == MINE
    assert "所里的电脑" in client.get(MINE).content.decode()
    assert AuditEvent.objects.get(kind="second_factor.renamed").actor == trainee


def test_other_peoples_passkeys_do_not_exist(trainee: User, hr: User) -> None:
    owner_of(hr)
    kept = Authenticator.objects.get(type="webauthn")
    client, _device = owner_of(trainee)
    for act in ("name", "remove"):
        address = f"{MINE}passkeys/{kept.pk}/{act}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=kept.pk).exists()


def test_a_reset_by_an_administrator_takes_passkeys_away(place: Organisation, hr: User) -> None:
    _client, device = owner_of(hr)
    boss = granting.create_login("boss", PASSWORD, "管理员", actor_id=None)
    granting.grant(boss, Role.ADMIN, place, actor_id=None)
    locking.reset_second_factor(hr, by=scope_of(boss), reason="手机丢失")
    assert show(Client(), device).status_code == 422
