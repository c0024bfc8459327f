"""The one way a password opens a login, whichever door it is typed at."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from portal.accounts.finding import login_of, may_enter
from portal.accounts.models import User
from portal.accounts.scoping import login_with_rights


class AnyName(ModelBackend):
    """User name, phone or e-mail with a password. Unknown, wrong and disabled take the same time:
    one hash each."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_others: Any,
    ) -> User | None:
        if not username or password is None:
            return None
        user = login_of(username)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and may_enter(user) else None

    def get_user(self, user_id: int) -> User | None:
        """The login of a session, with what every request asks about it."""
        user = login_with_rights(user_id)
        return user if user and self.user_can_authenticate(user) else None
