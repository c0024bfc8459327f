"""The one way a password opens a login, whichever door it is typed at."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from portal.accounts.finding import login_of
from portal.accounts.models import User
from portal.people.models import Person


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
        opened = user.check_password(password) and self.user_can_authenticate(user)
        return user if opened and not _is_double(user) else None


def _is_double(user: User) -> bool:
    """A login whose person was found to be another's double stays shut."""
    doubles = Person.objects.unscoped("the door").filter(merged_into__isnull=False)
    return doubles.filter(user_id=user.pk).exists()
