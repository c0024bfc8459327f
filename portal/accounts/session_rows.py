"""Sessions in the database, as Django's own, but that the one of each request is asked for by a
prepared query."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from portal.prepared import Prepared

_LIVING = Prepared(
    lambda key: Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list(
        "session_data"
    ),
    str,
)


class SessionStore(DatabaseStore):
    def load(self) -> dict[str, Any]:
        """What the session keeps; nothing, and no key, when there is none or its time is over."""
        rows = _LIVING.rows(str(self.session_key))
        if not rows:
            self._session_key = None
            return {}
        return self.decode(rows[0][0])
