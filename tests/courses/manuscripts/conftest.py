"""A judge, a module, a small law library; files in a folder of the test's own."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from courses.models import ModulePage
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from tests.courses import rows


@pytest.fixture(scope="module")
def places(lasting: None) -> ModulePage:
    rows.library()
    return rows.module()


@pytest.fixture(scope="module")
def author(places: ModulePage) -> User:
    user = granting.create_login("judge", "a-long-password", "刘志远", actor_id=None)
    granting.grant(user, Role.INSTRUCTOR, rows.committee(), actor_id=None)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def judge(author: User, client: Client, media: Path) -> Client:
    client.force_login(author)
    return client


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path
