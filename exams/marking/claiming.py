"""Taking a script to mark it: one marker has it at a time, nobody marks it twice, nobody marks
themselves."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from exams.marking import sufficing
from exams.marking.choices import AGAIN, MOST_TURNS, THIRD, ScriptState
from exams.marking.models import Marker, Marking, Script
from portal import clock
from portal.policy.rules import rule

TRIES = 20


class Taken(RuntimeError):
    """Somebody else has this script before them, or it is not to be marked any more."""


def duty(exam_id: int, user_id: int) -> Marker | None:
    """The duty of somebody who marks this exam."""
    return _duties(user_id).filter(exam_id=exam_id).first()


def take_next(exam_id: int, user_id: int) -> Marking | None:
    """The script this marker has before them, else the next one: of the same question as the last
    as long as there are any. None when there is nothing for them now: a chief examiner gets only
    what another one could decide on."""
    mine = open_one(exam_id, user_id)
    if mine:
        _keep(mine)
        return mine
    for _try in range(TRIES):
        script = _next(exam_id, user_id)
        if script is None:
            return None
        try:
            return _take(script, _turn(script, user_id), user_id)
        except Taken:  # another marker was faster; the next one is as good
            continue
    return None


def take_apart(script: Script, user_id: int) -> Marking:
    """Take a script on which two markers differ, to decide. Raises Taken, also for one of those
    two."""
    if script.state != ScriptState.APART:
        raise Taken(script.pk)
    mine = _own(user_id).filter(script=script).first()
    if mine and mine.turn == THIRD:
        _keep(mine)
        return mine
    if mine or not _not_own(user_id).filter(pk=script.pk).exists():
        raise Taken(script.pk)
    return _take(script, THIRD, user_id)


def open_one(exam_id: int, user_id: int) -> Marking | None:
    """What somebody has taken and not marked."""
    rows = _own(user_id).filter(script__exam_id=exam_id, marked_at__isnull=True)
    return rows.exclude(turn=THIRD).select_related("script").order_by("pk").first()


def with_another(marking_id: int, user_id: int) -> Marking | None:
    """A script that another marker has, or has marked; who had it before may have typed for it."""
    rows = _markings().exclude(marker_id=user_id).select_related("script")
    return rows.filter(pk=marking_id).first()


def put_back(marking: Marking) -> bool:
    """Let another marker have it at once; False when it is marked."""
    rows = _markings().filter(pk=marking.pk, marked_at__isnull=True)
    return bool(rows.update(kept_until=clock.now()))


def _markings() -> QuerySet[Marking]:
    return Marking.objects.unscoped("marking")


def _own(user_id: int) -> QuerySet[Marking]:
    """Not those that somebody else may take by now."""
    return _markings().filter(sufficing.held_or_marked(), marker_id=user_id)


def _not_own(user_id: int) -> QuerySet[Script]:
    """Scripts that were not written by this login."""
    rows = Script.objects.unscoped("marking")
    return rows.exclude(attempt__person__user_id=user_id)


def left(exam_id: int, user_id: int) -> int:
    """How many scripts a marker would be given now, one after the other, with the one that they
    have before them."""
    wanted = sufficing.wants_marker() | sufficing.wants_another_look()
    there = _there(exam_id, user_id).filter(wanted).count()
    return there + (open_one(exam_id, user_id) is not None)


def _there(exam_id: int, user_id: int) -> QuerySet[Script]:
    """What is no script of one's own, and has not been before one; of a chief examiner what another
    one is left for, to decide if the markers differ."""
    touched = _own(user_id).filter(script=OuterRef("pk"))
    rows = _not_own(user_id).filter(~Exists(touched), exam_id=exam_id)
    if not _decides(exam_id, user_id):
        return rows
    return rows.filter(sufficing.another_decides(exam_id, user_id))


def _next(exam_id: int, user_id: int) -> Script | None:
    """The first free one behind the last that this marker took, else from the beginning; when
    there are none, one that was drawn to be marked again."""
    rows = _there(exam_id, user_id).order_by("version_id", "shuffle")
    free = rows.filter(sufficing.wants_marker())
    found = _behind(free, exam_id, user_id) or free.first()
    return found or rows.filter(sufficing.wants_another_look()).first()


def _behind(free: QuerySet[Script], exam_id: int, user_id: int) -> Script | None:
    """The first one behind the last that this marker took."""
    last = (
        _markings()
        .filter(marker_id=user_id, script__exam_id=exam_id)
        .order_by("-pk")
        .values_list("script__version_id", "script__shuffle")
        .first()
    )
    if last is None:
        return None
    version_id, shuffle = last
    behind = Q(version_id=version_id, shuffle__gt=shuffle) | Q(version_id__gt=version_id)
    return free.filter(behind).first()


def _turn(script: Script, user_id: int) -> int:
    """The free turn; of one that was kept too long the same turn again. What is marked is marked
    again as a sample."""
    if script.state == ScriptState.SETTLED:
        return AGAIN
    rows = _markings().filter(script=script)
    there = {one.turn: one for one in rows}
    own = [turn for turn, one in there.items() if one.marker_id == user_id]
    new = [turn for turn in range(1, MOST_TURNS + 1) if turn not in there]
    lain = rows.filter(marked_at__isnull=True, kept_until__lte=clock.now())
    old = lain.order_by("turn").values_list("turn", flat=True)
    return next(iter((*own, *new, *old)), MOST_TURNS)


def _take(script: Script, turn: int, user_id: int) -> Marking:
    """Raises Taken."""
    moment = clock.now()
    until = moment + _minutes()
    over = _markings().filter(script=script, turn=turn, marked_at__isnull=True)
    try:
        with transaction.atomic():
            _leave_one(script, turn, user_id)
            if over.filter(kept_until__lte=moment).update(
                marker_id=user_id, claimed_at=moment, kept_until=until
            ):
                return over.select_related("script").get(marker_id=user_id)
            return Marking.objects.create(
                script=script, turn=turn, marker_id=user_id, claimed_at=moment, kept_until=until
            )
    except IntegrityError:
        raise Taken(script.pk) from None


def _leave_one(script: Script, turn: int, user_id: int) -> None:
    """Two chief examiners may have chosen the same answer: who comes second leaves it, and is left
    to decide on it. Raises Taken."""
    if turn == THIRD or not _decides(script.exam_id, user_id):
        return
    rows = Script.objects.unscoped("marking").filter(pk=script.pk)
    list(rows.select_for_update(of=("self",), no_key=True))
    if not rows.filter(sufficing.another_decides(script.exam_id, user_id)).exists():
        raise Taken(script.pk)


def _keep(marking: Marking) -> None:
    _markings().filter(pk=marking.pk, marked_at__isnull=True).update(
        kept_until=clock.now() + _minutes()
    )


def _minutes() -> timedelta:
    return timedelta(minutes=rule("exam.mark_minutes", on=clock.today()).number)


def _decides(exam_id: int, user_id: int) -> bool:
    return _duties(user_id).filter(exam_id=exam_id, chief=True).exists()


def is_chief(user_id: int) -> bool:
    """Whether somebody is chief examiner of any exam."""
    return _duties(user_id).filter(chief=True).exists()


def _duties(user_id: int) -> QuerySet[Marker]:
    rows = Marker.objects.unscoped("who marks an exam")
    return rows.filter(user_id=user_id, ended_at__isnull=True)
