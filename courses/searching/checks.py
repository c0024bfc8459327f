"""What doctor says of the search."""

from courses.searching.standing import standing
from portal import invariants


@invariants.invariant
def index_is_whole() -> invariants.Finding:
    """A warning: pages are read as ever, some are not found; `manage.py wagtail_update_index`."""
    found = standing()
    return invariants.Finding(
        "search: every live page and article is in the index",
        found.missing == 0,
        found.missing,
        str(found.lacking or ""),
        "warn",
    )
