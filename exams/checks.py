"""What doctor says of exams."""

from datetime import timedelta

from django.db.models import Count, F, Q, QuerySet

from exams import answering, pausing, releasing, unsealing
from exams.choices import AttemptState, ResultState
from exams.models import Attempt, Result
from portal import clock, invariants

LATE = timedelta(minutes=1)
LONG = timedelta(hours=1)  # of a pause


def _finding(name: str, offending: QuerySet[Attempt] | QuerySet[Result]) -> invariants.Finding:
    first = offending.values_list("pk", flat=True).first()
    return invariants.Finding(name, first is None, offending.count(), str(first or ""))


@invariants.invariant
def nobody_is_left_hanging() -> invariants.Finding:
    """Promise P8: closed at most 60 s after it may be: deadline, the grace it was delivered with,
    and the closing margin."""
    moment = clock.now()
    rows = Attempt.objects.unscoped("doctor").filter(state=AttemptState.OPEN, deadline__lt=moment)
    late = [row.pk for row in rows.order_by("pk") if answering.may_close(row, moment - LATE)]
    return invariants.Finding(
        "exams: no attempt is open a minute after its end",
        not late,
        len(late),
        str(late[0]) if late else "",
    )


@invariants.invariant
def no_pause_is_forgotten() -> invariants.Finding:
    """Nothing closes a paper whose clock stands."""
    long_ago = list(pausing.standing_since(clock.now() - LONG))
    return invariants.none_of("exams: no paper is paused for over an hour", long_ago, "warn")


@invariants.invariant
def rescue_files_can_be_made() -> invariants.Finding:
    """A line of keys/rescue that was mistyped takes the button from every paper."""
    return invariants.none_of(
        "exams: the key of rescue files can be read",
        [] if unsealing.public_key() else ["keys/rescue"],
    )


@invariants.invariant
def every_ended_attempt_has_a_result() -> invariants.Finding:
    bare = (
        Attempt.objects.unscoped("doctor")
        .exclude(state=AttemptState.OPEN)
        .filter(result__isnull=True)
    )
    return _finding("exams: every attempt that ended is graded", bare)


@invariants.invariant
def results_become_effective() -> invariants.Finding:
    """But for those that an objection or a wrong key holds up."""
    yesterday = clock.today() - timedelta(days=1)
    free = releasing.unopposed(Result.objects.unscoped("doctor"))
    overdue = free.filter(effective_from__lt=yesterday)
    return _finding("exams: no released result waits beyond its day", overdue)


@invariants.invariant
def what_waits_is_counted() -> invariants.Finding:
    """A count that is wrong leaves a result to be marked for ever, or grades it too early."""
    unmarked = Count("attempt__questions", filter=Q(attempt__questions__mark__isnull=True))
    rows = Result.objects.unscoped("doctor").filter(state=ResultState.MARKING)
    wrong = rows.annotate(unmarked=unmarked).exclude(waiting=F("unmarked"))
    return _finding("exams: a result being marked waits for what has no mark", wrong)
