"""What the law library tells the rooms above it; `courses.signals` names these again."""

from django.dispatch import Signal

articles_changed = Signal()
"""Articles of a statute were changed or removed by a later version. Sent inside the transaction of
the import, with `statute` (slug), `version_id` and `articles`, a list of (number, sub), never
empty. Receivers may only write an outbox job; a statute of several files may send it again with
other articles."""

law_changed = Signal()
"""A later version of a statute has come into the library. Sent inside the transaction of the
import, with `statute` (slug), `version_id`, `lessons` (page ids of the live lessons that cite a
changed or removed article, in their order) and `in_force_on` (a day, or None when unknown).
Receivers may only write an outbox job, keyed by version and lesson: a statute of several files may
send it again with further lessons."""
