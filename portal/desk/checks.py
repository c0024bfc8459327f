"""What doctor says of backups: the note lies with the trail, the rule of its age above it."""

from portal import invariants
from portal.desk.system.backups import LINE, last_backup


@invariants.invariant
def a_backup_was_noted() -> invariants.Finding:
    """A warning: the platform runs on, but what is lost today is lost for good."""
    last = last_backup()
    when = last.note.made_at.isoformat(timespec="seconds") if last.note else "–"
    offending = [when] if last.missing else []
    return invariants.none_of(LINE, offending, "warn")
