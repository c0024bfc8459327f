"""Passwords that everybody would try first are refused."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.accounts.models import User
from portal.people.organising import found_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    found_organisation("青石镇人民调解委员会", "青石镇", "township", below=None, actor_id=None)
    return User(username="zhouguifang", display_name="周桂芳")


@pytest.mark.parametrize(
    "password",
    [
        "12345678",
        "Password",
        "woaini1314",
        "青石镇2026",
        "青石镇人民调解委员会2026",
        "青石镇@2026",
        "zhouguifang1",
        "周桂芳19800101",
    ],
)
def test_what_everybody_would_try_first_is_refused(user: User, password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    assert "该密码过于常见，请更换。" in refused.value.messages


@pytest.mark.parametrize("password", ["清晨的柿子树 3 棵", "x" * 200, "correct horse battery"])
def test_a_sentence_is_taken(user: User, password: str) -> None:
    validate_password(password, user)


def test_a_short_one_is_refused(user: User) -> None:
    with pytest.raises(ValidationError):
        validate_password("柿子树", user)
