"""One hand at a time at a post, a person or an entry: what is read there and written from it (who
came next, a suspension that moves to the right entry) would else miss what another hand is just
writing.

That a post has one holder and a row ends once is not held here but by the database.
"""

from collections.abc import Collection

from django.db import connection
from django.utils.translation import gettext as _

from certificates.roster.models import Appointment
from certificates.roster.refusing import Refused
from portal.people.models import Post

WHY = "the turn of one hand"
ROSTER = 0x726F  # tells these turns from other advisory locks
KEYS = 2**31  # of an advisory lock with a class


def at_post(post_id: int) -> None:
    """Wait for whoever is writing to the post, and let others wait until the caller's transaction
    is over. SQLite has one writer at a time and needs nothing."""
    rows = Post.objects.unscoped(WHY).select_for_update(no_key=True)
    rows.filter(pk=post_id).values_list("pk", flat=True).get()


def at_person(person_id: int) -> None:
    """As `at_post`, for rows of a person that never overlap; after the turn of the post. PostgreSQL
    writes such a row before it looks for others: two hands that write at once would each wait for
    the other, until it ends one of them as deadlocked. The person's own row is left to those who
    change it, in whatever order they do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ROSTER, person_id % KEYS])


def in_order(acts: Collection[tuple[int, int]]) -> None:
    """The turns of many acts (post and person each) of one transaction, so that two who act on the
    same ones do not wait for each other."""
    posts, people = {post for post, _who in acts}, {who for _post, who in acts}
    for post_id in sorted(posts):
        at_post(post_id)
    for person_id in sorted(people):
        at_person(person_id)


def at_entry(appointment_id: int) -> Appointment:
    """The entry as it is now, which nobody ends or corrects until the caller's transaction is over.
    Raises Refused when it has been corrected."""
    rows = Appointment.objects.unscoped(WHY).select_for_update(no_key=True)
    row = rows.get(pk=appointment_id)
    if row.superseded_at is not None:
        raise Refused("", _("This entry has been corrected already. Please look at the new one."))
    return row
