"""Sessions in the database, as Django's own, but that the one of each request is asked for by a
prepared query, and that both their beginning and their end are told by the clock of the platform:
two clocks that differ would sign somebody out early."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils.crypto import get_random_string

from portal import clock
from portal.prepared import Prepared

_KEPT = Prepared(
    lambda key: Session.objects.filter(session_key=key).values_list("session_data", "expire_date"),
    str,
)


class SessionStore(DatabaseStore):
    def _get_new_session_key(self) -> str:
        """Drawn, not asked for: of two alike, which nobody will see, the table refuses one, and
        `create` draws again."""
        return get_random_string(32, VALID_KEY_CHARS)

    def load(self) -> dict[str, Any]:
        """What the session keeps; nothing, and no key, when there is none or its time is over."""
        for data, ends in _KEPT.rows(str(self.session_key)):
            if ends > clock.now():
                return self.decode(data)
        self._session_key = None
        return {}

    def get_expiry_date(self, **known: Any) -> datetime:
        return super().get_expiry_date(**({"modification": clock.now()} | known))
