"""Which login somebody means by a user name, a phone number or an e-mail address."""

from django.db.models import Q

from portal.accounts.models import User
from portal.accounts.spelling import login_name, phone_number
from portal.people.models import Person
from portal.prepared import Prepared

_NAMED = Prepared(lambda name: User.objects.filter(username=name), str)
_DOUBLES = Prepared(
    lambda user_id: (
        Person.objects.unscoped("the door")
        .filter(merged_into__isnull=False, user_id=user_id)
        .values_list("pk")
    ),
    int,
)


def login_of(typed: str) -> User | None:
    """The one login meant, active or not; None when there is none or more than one."""
    name = login_name(typed)
    if not name:
        return None
    named = _NAMED.objects(name)
    if named:
        return named[0]
    if "@" in name:
        return _only(Q(email__iexact=name))
    phone = phone_number(name)
    return _only(Q(phone=phone)) if phone else None


def login_by_email(typed: str) -> User | None:
    """The one login with this address, its own or its person's."""
    name = login_name(typed)
    return _only(Q(email__iexact=name)) if "@" in name else None


def may_enter(user: User) -> bool:
    """The login is open, and its person was not found to be another's double."""
    return user.is_active and not _DOUBLES.rows(user.pk)


def _only(contact: Q) -> User | None:
    """The login that has this contact, itself or by its person; nobody when two have it."""
    own = set(User.objects.filter(contact).values_list("pk", flat=True))
    people = Person.objects.unscoped("finding a login at the door").filter(
        contact, user__isnull=False, merged_into__isnull=True
    )
    found = own | set(people.values_list("user_id", flat=True))
    return User.objects.get(pk=found.pop()) if len(found) == 1 else None
