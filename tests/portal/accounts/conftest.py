"""Two logins: one that needs a second factor, and one that may have it."""

import pytest

from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.people.models import Organisation
from portal.people.organising import found_organisation
from tests.portal.accounts.places import PASSWORD


@pytest.fixture
def place() -> Organisation:
    return found_organisation("示例市中心", "中心", "city", below=None, actor_id=None)


@pytest.fixture
def hr(place: Organisation) -> User:
    user = granting.create_login("hr", PASSWORD, "吴敏", actor_id=None)
    granting.grant(user, Role.HR, place, actor_id=None)
    return user


@pytest.fixture
def trainee(db: None) -> User:
    return granting.create_login("zhou", PASSWORD, "周桂芳", actor_id=None)
