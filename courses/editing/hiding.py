"""The author's hidden list of full names that must not stand in a page.

A keyed index is kept of each name, not the name: the list can be checked against and emptied, but
nobody reads it again.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.editing.deidentifying import Text
from courses.editing.models import HiddenName
from portal.audit.recording import record
from portal.people.enciphering import index

KIND = "hidden name"
SHORTEST, LONGEST, MOST = 2, 20, 200


class ListRefused(ValueError):
    """A list of names cannot be kept so; the message says why."""


def keep(page: Page, names: Iterable[str], *, actor_id: int) -> int:
    """Add names to the hidden list of a page; how many are new. Raises ListRefused."""
    listed = {plain for name in names if (plain := _plain(name))}
    if any(not SHORTEST <= len(plain) <= LONGEST for plain in listed):
        raise ListRefused(_("A full name has 2 to 20 characters: please write one on each line."))
    held = set(HiddenName.objects.filter(page=page).values_list("index", flat=True))
    rows = [HiddenName(page=page, length=len(plain), index=index(KIND, plain)) for plain in listed]
    new = [row for row in rows if row.index not in held]
    if len(held) + len(new) > MOST:
        raise ListRefused(_("The list holds up to %(most)s names.") % {"most": MOST})
    with transaction.atomic():
        HiddenName.objects.bulk_create(new, ignore_conflicts=True)
        record("draft.names_listed", page, actor_id=actor_id, data={"number": len(new)})
    return len(new)


def empty(page: Page, *, actor_id: int) -> int:
    """Take all names off the list of a page; how many."""
    with transaction.atomic():
        number, _rows = HiddenName.objects.filter(page=page).delete()
        record("draft.names_cleared", page, actor_id=actor_id, data={"number": number})
    return number


def how_many(page: Page) -> int:
    return HiddenName.objects.filter(page=page).count()


def names_in(page_id: int | None, texts: Sequence[Text]) -> list[str]:
    """The listed names that stand in the texts, blanks between their characters set aside."""
    if page_id is None:
        return []
    held = dict(HiddenName.objects.filter(page_id=page_id).values_list("index", "length"))
    found: set[str] = set()
    for length in set(held.values()):
        for text in texts:
            plain = _plain(text.words)
            windows = {plain[at : at + length] for at in range(len(plain) - length + 1)}
            found |= {window for window in windows - found if index(KIND, window) in held}
    return sorted(found)


def _plain(words: str) -> str:
    even = unicodedata.normalize("NFKC", words)
    return "".join(char for char in even if char.isalnum())
