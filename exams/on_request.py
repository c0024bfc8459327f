"""What a job makes as a file when somebody asks for it (copies, sheets of sittings and of forms):
how it stands, and what is said when it could not be made."""

from pathlib import Path

from django.utils.translation import gettext_lazy

from portal.jobs.choices import JobState

READY, PREPARING, STALE, FAILED, NONE = "ready", "preparing", "stale", "failed", "none"
BROKEN = gettext_lazy(
    "It could not be made, and was tried several times. Please have it made once more; if that"
    " fails too, tell the administrators."
)


def trouble(noted: Path, state: str | None) -> str:
    """Why the last one could not be made, in the reader's language where its job failed for good
    (`state`, None without a job), else as its maker `noted` it; "" when it could."""
    if state == JobState.FAILED:
        return str(BROKEN)
    try:
        return noted.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
