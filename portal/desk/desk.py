"""The desk's own stage of the trainee's path: being registered as a person."""

from django.utils.translation import pgettext

from portal import hooks
from portal.hooks import PathState, Visit


@hooks.path_stage
def registered(visit: Visit) -> tuple[int, str, PathState] | None:
    if visit.scope.person_id is None:
        return None
    return 10, pgettext("path", "Register"), "done"
