"""What a session remembers beside its login: since when it idles, and which rights it was opened
with."""

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from portal import clock
from portal.accounts.models import User
from portal.policy.rules import rule

SEEN = "seen"
RIGHTS = "rights"
MINUTE = 60
BY_ITSELF = "X-By-Itself"  # a page that refreshes itself says so, while nobody touches it


def begin(session: SessionBase, user: AbstractBaseUser) -> None:
    """Note the moment of signing in and the rights held then."""
    serials = User.objects.filter(pk=user.pk).values_list("rights_serial", flat=True)
    session[RIGHTS] = serials.first()
    session[SEEN] = _seconds()


def follow_rights(request: HttpRequest, user: User) -> None:
    """Give the session a new id when roles were given or taken since it began."""
    if request.session.get(RIGHTS) != user.rights_serial:
        request.session.cycle_key()
        request.session[RIGHTS] = user.rights_serial


def has_idled(session: SessionBase, *, by_itself: bool = False) -> bool:
    """True when nothing was opened for longer than the rule `accounts.staff_idle_minutes`; else
    the clock starts anew, written once a minute at most. What a page asks `by_itself` is nothing
    that was opened."""
    idle = _seconds() - int(session.get(SEEN, 0))
    if idle < MINUTE:
        return False
    if idle > rule("accounts.staff_idle_minutes", on=clock.today()).number * MINUTE:
        return True
    if not by_itself:
        session[SEEN] = _seconds()
    return False


def _seconds() -> int:
    return int(clock.now().timestamp())
