"""What the law library tells the rooms above it; `courses.signals` names these again."""

from django.dispatch import Signal

articles_changed = Signal()
"""Articles of a statute were changed or removed by a later version, a correction or a repeal. Sent
inside the transaction of the import, with `statute` (slug), `version_id`, `articles`, a list of
(number, sub), never empty, and `event`, which tells changes under one version apart. Receivers may
only write an outbox job; a statute of several files may send it again with other articles."""

law_changed = Signal()
"""A later version of a statute has come into the library, or one was corrected or repealed. Sent
inside the transaction of the import, with `statute` (slug), `version_id`, `lessons` (page ids of
the live lessons that cite a changed or removed article, in their order), `in_force_on` (a day, or
None when unknown) and `event`. Receivers may only write an outbox job, keyed by version, lesson and
event: a statute of several files may send it again with further lessons."""

lesson_revised = Signal()
"""The last review that a change of law opened for a lesson is closed, and one of them as revised.
Sent inside the transaction of the decision, with `version_id`, `lesson` (page id) and `event`.
Receivers may only write an outbox job."""
