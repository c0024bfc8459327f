"""What doctor says of objections."""

from django.db.models import Exists, OuterRef

from exams.marking.models import Objection
from exams.models import Result
from portal import invariants


@invariants.invariant
def what_is_held_waits_for_an_answer() -> invariants.Finding:
    """A result that nothing holds up any more would never become effective."""
    open_one = Objection.objects.unscoped("doctor").filter(
        result=OuterRef("pk"), ended_at__isnull=True
    )
    rows = Result.objects.unscoped("doctor").filter(held_at__isnull=False)
    bare = rows.exclude(Exists(open_one)).order_by("pk").values_list("pk", flat=True)
    return invariants.none_of("exams: every result held has an open objection", list(bare))
