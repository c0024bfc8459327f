"""What the database holds of people's assessors: one term at a time, the rest of a removed or
wrongly recorded one left out; facts are added, never changed; a list never grows beyond its fifth.
"""

from typing import Any

from django.db import migrations

from certificates.roster.guards import VendorGuard
from portal.append_only import allow, forbid
from portal.guards import Guard, changed

TERM = "roster_assessorterm"
OVERLAP = "roster_one_assessor_term"
EXCLUSION = """
ALTER TABLE roster_assessorterm ADD CONSTRAINT roster_one_assessor_term
EXCLUDE USING gist (person_id WITH =, daterange(starts, {ends}) WITH &&) {where}
"""
OVERLAPPING = """
{counts} EXISTS (SELECT 1 FROM roster_assessorterm WHERE person_id = NEW.person_id {also}
AND starts < NEW.ends AND NEW.starts < {ends})
"""
TERM_CHANGES = (
    "OLD.superseded_at IS NOT NULL"
    " OR (OLD.removed_from IS NOT NULL AND "
    + changed("removed_from")
    + ") OR (NEW.removed_from IS NOT NULL"
    " AND (NEW.removed_from <= NEW.starts OR NEW.removed_from > NEW.ends)) OR "
    + changed(
        "id", "person_id", "court_id", "starts", "ends", "appointed_by", "number", "channel",
        "decision_number", "decided_on", "recorded_at", "recorded_by_id",
    )
)  # fmt: skip
REMOVAL_FITS = """
NOT EXISTS (SELECT 1 FROM roster_assessorterm t WHERE t.id = NEW.term_id
AND t.removed_from = NEW.day)
"""
CORRECTION_FITS = """
NOT EXISTS (SELECT 1 FROM roster_assessorterm t WHERE t.id = NEW.term_id
AND t.superseded_at IS NOT NULL)
"""
PLACE_FITS = """
NEW.outcome <> 'listed' OR NOT EXISTS (SELECT 1 FROM roster_recommendationlist c
WHERE c.id = NEW.list_id AND c.state = 'open' AND NEW.place BETWEEN 1 AND c.most{lock})
"""
TERM_FITS = """
NEW.term_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM roster_assessorterm t
JOIN roster_recommendationlist l ON l.id = NEW.list_id
WHERE t.id = NEW.term_id AND t.person_id = NEW.person_id AND t.court_id = l.court_id
AND t.superseded_at IS NULL)
"""
ANSWERED_ONCE = "OLD.outcome <> 'listed' OR NEW.outcome = 'listed' OR " + changed(
    "id", "list_id", "person_id", "place", "nominator_kind", "nominator", "recorded_at",
    "recorded_by_id",
)  # fmt: skip
LIST_FORWARD = (
    "NOT ((OLD.state = 'open' AND NEW.state IN ('handed_over', 'given_up'))"
    " OR (OLD.state = 'handed_over' AND NEW.state = 'concluded'"
    " AND NOT (NEW.handed_over_at IS NOT OLD.handed_over_at))) OR "
    + changed(
        "id", "organisation_id", "court_id", "quota", "quota_paper", "taken", "most",
        "recorded_at", "recorded_by_id",
    )
)  # fmt: skip
TAKEN_BACK_ONCE = "OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR " + changed(
    "id", "organisation_id", "mediator_id", "number", "number_key", "starts", "ends",
    "recorded_at", "recorded_by_id",
)  # fmt: skip


def one_term(_apps: Any, editor: Any) -> None:
    """The old rule knew neither removals nor corrections."""
    _drop_overlap(editor)
    shorter = "coalesce(removed_from, ends)"
    if editor.connection.vendor == "postgresql":
        editor.execute(EXCLUSION.format(ends=shorter, where="WHERE (superseded_at IS NULL)"))
    else:
        words = {"counts": "NEW.superseded_at IS NULL AND", "also": "AND superseded_at IS NULL"}
        broken = OVERLAPPING.format(ends=shorter, **words)
        Guard(OVERLAP, TERM, "INSERT", broken).put_up(None, editor)


def one_term_as_before(_apps: Any, editor: Any) -> None:
    _drop_overlap(editor)
    if editor.connection.vendor == "postgresql":
        editor.execute(EXCLUSION.format(ends="ends", where=""))
    else:
        broken = OVERLAPPING.format(ends="ends", counts="", also="")
        Guard(OVERLAP, TERM, "INSERT", broken).put_up(None, editor)


def _drop_overlap(editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER TABLE {TERM} DROP CONSTRAINT IF EXISTS {OVERLAP}")
    else:
        editor.execute(f"DROP TRIGGER IF EXISTS {OVERLAP}")


GUARDS = [
    # A name waits for whoever is handing its list over.
    VendorGuard("roster_place_fits", "roster_recommendation", "INSERT", PLACE_FITS),
    Guard("roster_assessor_term_changes", TERM, "UPDATE", TERM_CHANGES),
    Guard("roster_removal_fits", "roster_assessorremoval", "INSERT", REMOVAL_FITS),
    Guard("roster_correction_fits", "roster_assessorcorrection", "INSERT", CORRECTION_FITS),
    Guard("roster_name_term_fits", "roster_recommendation", "UPDATE", TERM_FITS),
    Guard("roster_name_answered_once", "roster_recommendation", "UPDATE", ANSWERED_ONCE),
    Guard("roster_list_forward", "roster_recommendationlist", "UPDATE", LIST_FORWARD),
    Guard("roster_dispute_taken_back", "roster_mediateddispute", "UPDATE", TAKEN_BACK_ONCE),
]
APPEND_ONLY = {
    "roster_assessoroath": ("update", "delete"),
    "roster_assessorcases": ("update", "delete"),
    "roster_assessorremoval": ("update", "delete"),
    "roster_assessorcorrection": ("update", "delete"),
    "roster_screening": ("update", "delete"),
    "roster_disputeparty": ("update", "delete"),
    "roster_recusalcheck": ("update", "delete"),
    "roster_recommendation": ("delete",),
    "roster_recommendationlist": ("delete",),
    "roster_mediateddispute": ("delete",),
}


class Migration(migrations.Migration):
    dependencies = [("roster", "0010_assessors")]

    operations = [
        migrations.RunPython(one_term, one_term_as_before),
        # A term is changed by the guard's two ways only; truncating stays forbidden.
        migrations.RunPython(allow(TERM, "update"), forbid(TERM, "update")),
        migrations.RunPython(forbid(TERM), allow(TERM)),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        *(
            migrations.RunPython(forbid(table, *acts), allow(table, *acts))
            for table, acts in APPEND_ONLY.items()
        ),
    ]
