"""What is done from the board: identity and code, pauses, minutes, notes, another seat."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams import crediting, pausing, watching
from exams.acting_once import new_action
from exams.board_forms import FORMS, MoveForm
from exams.choices import AttemptState, SittingState
from exams.models import Seat, SittingRoom
from exams.sittings import admitting, enrolling, noting, permitting, seating
from exams.sittings.arranging import SittingRefused
from exams.views.watched import NOWHERE, Watch, watched
from portal.accounts.permissions import needs_login
from portal.accounts.scoping import request_scope
from portal.numbered import ids, one_id

ANYBODY = {permitting.NOTE}  # who watches a room notes; the rest is the exam officer's
OF_ONE = {"move"}
MOST = 500
NAMED = 30
REFUSED = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def seat(request: HttpRequest, sitting_id: int, seat_id: int) -> HttpResponse:
    """One seat: how it stands, identity and code, what happened."""
    watch = watched(request, sitting_id)
    mine = watch.seats.filter(pk=seat_id).first()
    if mine is None:
        raise Http404
    if request.method == "POST":
        _admit(request, watch, mine)
        return redirect("board_seat", sitting_id, seat_id)
    context = {
        "watch": watch,
        "sitting": watch.sitting,
        "seat": mine,
        "shut": _shut(watch, mine, permitting.IDENTITY, request_scope(request).user_id),
        "fixed": _shut(watch, mine, "move", request_scope(request).user_id),
        "room_id": mine.room_id or NOWHERE,
        "line": watching.lines([mine])[0],
        "notes": mine.irregularities.select_related("noted_by").order_by("-at", "-pk"),
        "pauses": mine.attempt.pauses.order_by("began_at") if mine.attempt else [],
        "credits": mine.attempt.credits.order_by("at") if mine.attempt else [],
        "leavings": watching.leavings(mine),
    }
    return render(request, "exams/board/seat.html", context)


def _admit(request: HttpRequest, watch: Watch, mine: Seat) -> None:
    actor_id, do = request_scope(request).user_id, request.POST.get("do", "")
    live = watch.sitting.state == SittingState.PUBLISHED and mine.withdrawn_at is None
    if shut := _shut(watch, mine, do, actor_id):
        messages.warning(request, shut)
    elif do == permitting.IDENTITY and live:
        admitting.check_identity(mine, actor_id=actor_id)
    elif do == permitting.CODE and live and watch.sitting.needs_code:
        if not admitting.new_code(mine, actor_id=actor_id):
            messages.warning(request, _("This person has begun or was not looked at: no new code."))
    else:
        messages.warning(request, _("Nothing was done: this seat takes no part now."))


def _shut(watch: Watch, mine: Seat, act: str, actor_id: int | None) -> str:
    """Why this is not done at this seat, or not by this person; "" when it may be."""
    if permitting.is_own(mine.person, actor_id):
        return permitting.own_words()
    return permitting.why_not(watch.sitting, act, officer=watch.officer)


@dataclass(frozen=True)
class Chosen:
    """Whom an act concerns: single seats, a whole room (`place` says which), or everybody."""

    seats: QuerySet[Seat]
    kept: list[tuple[str, str]]  # how the form says it again
    room: SittingRoom | None = None
    whole: bool = False
    many: bool = False

    def papers(self) -> list[int]:
        """The attempts that are open."""
        rows = self.seats.order_by().filter(attempt__state=AttemptState.OPEN)
        return [pk for pk in rows.values_list("attempt_id", flat=True) if pk]

    def single(self) -> Seat | None:
        found = list(self.seats[:2])
        return found[0] if len(found) == 1 and not self.many else None


def _chosen(data: QueryDict, watch: Watch) -> Chosen:
    """Raises Http404 for what somebody does not watch."""
    seats = watch.seats.filter(withdrawn_at__isnull=True)
    if data.get("all"):
        if not watch.officer:
            raise Http404
        return Chosen(seats, [("all", "yes")], whole=True, many=True)
    asked = one_id(data.get("room_id", ""))
    if asked is not None:
        room = watch.room(asked)
        kept = [("room_id", str(asked))]
        return Chosen(seats.filter(room=room), kept, room=room, many=True)
    named = sorted(ids(data.getlist("seat")[:MOST]))
    return Chosen(seats.filter(pk__in=named), [("seat", str(pk)) for pk in named])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def act(request: HttpRequest, sitting_id: int, act: str) -> HttpResponse:
    """First what is asked and whom it concerns, then the act."""
    watch = watched(request, sitting_id)
    if act not in FORMS or not (watch.officer or act in ANYBODY):
        raise Http404
    posted = request.method == "POST"
    chosen = _chosen(request.POST if posted else request.GET, watch)
    if trouble := _trouble(watch, act, chosen, request_scope(request).user_id):
        messages.warning(request, trouble)
        return redirect("sitting_board", sitting_id)
    form = _form(act, watch, chosen, request.POST if posted else None)
    if posted and form.is_valid():
        try:
            told = ACTS[act](watch, chosen, form.cleaned_data, request_scope(request).user_id)
        except SittingRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, told)
            return _back(watch, chosen)
    return _page(request, act, watch, chosen, form)


def _trouble(watch: Watch, act: str, chosen: Chosen, actor_id: int | None) -> str:
    """Why the act is not even asked about; "" when it is."""
    if not chosen.seats.exists() and not (act == permitting.NOTE and chosen.many):
        return _("Please choose the seats first.")
    if act in OF_ONE and chosen.single() is None:
        return _("Please choose one seat.")
    if act != permitting.NOTE and chosen.seats.filter(person__user=actor_id or 0).exists():
        return permitting.own_words()
    return permitting.why_not(watch.sitting, act, officer=watch.officer)


def _form(act: str, watch: Watch, chosen: Chosen, data: QueryDict | None) -> forms.Form:
    initial = {"action": new_action()}
    if act == "move":
        one = chosen.single()
        where = {"room": one.room_id, "number": one.number} if one else {}
        return MoveForm(data, rooms=watch.rooms, initial=where)
    return FORMS[act](data, initial=initial)


def _page(
    request: HttpRequest, act: str, watch: Watch, chosen: Chosen, form: forms.Form
) -> HttpResponse:
    context = {
        "watch": watch,
        "sitting": watch.sitting,
        "act": act,
        "chosen": chosen,
        "people": chosen.seats.count(),
        "papers": len(chosen.papers()),
        "named": [] if chosen.many else chosen.seats[:NAMED],
        "room_id": _room_id(chosen),
        "form": form,
    }
    status = REFUSED if form.errors else 200
    return render(request, "exams/board/act.html", context, status=status)


def _room_id(chosen: Chosen) -> int | None:
    """The room to go back to, if it is one."""
    if chosen.whole:
        return None
    if chosen.many:
        return chosen.room.pk if chosen.room else NOWHERE
    rooms = set(chosen.seats.order_by().values_list("room_id", flat=True)[:MOST])
    return (rooms.pop() or NOWHERE) if len(rooms) == 1 else None


def _back(watch: Watch, chosen: Chosen) -> HttpResponse:
    one, room_id = chosen.single(), _room_id(chosen)
    if one:
        return redirect("board_seat", watch.sitting.pk, one.pk)
    if room_id is None:
        return redirect("sitting_board", watch.sitting.pk)
    return redirect("board_room", watch.sitting.pk, room_id)


Typed = dict[str, Any]


def _pause(_watch: Watch, chosen: Chosen, typed: Typed, actor_id: int | None) -> str:
    came = pausing.pause(
        chosen.papers(), reason=typed["reason"], action=typed["action"], actor_id=actor_id
    )
    text = ngettext("%(n)s paper is paused.", "%(n)s papers are paused.", came.stopped)
    return text % {"n": came.stopped}


def _resume(_watch: Watch, chosen: Chosen, _typed: Typed, actor_id: int | None) -> str:
    gone_on = pausing.resume(chosen.papers(), actor_id=actor_id)
    text = ngettext(
        "%(n)s paper goes on; the time of the pause is given back.",
        "%(n)s papers go on; the time of the pause is given back.",
        gone_on,
    )
    return text % {"n": gone_on}


def _give_time(_watch: Watch, chosen: Chosen, typed: Typed, actor_id: int | None) -> str:
    minutes, words = typed["minutes"], {name: typed[name] for name in ("reason", "action")}
    one = chosen.single()
    if one and one.attempt_id is None:
        enrolling.give_time(one, minutes, **words, actor_id=actor_id)
        return _("This person has %(minutes)s extra minutes from the start.") % {"minutes": minutes}
    came = crediting.credit(chosen.papers(), minutes=minutes, **words, actor_id=actor_id)
    text = ngettext(
        "%(given)s paper was given %(minutes)s minutes.",
        "%(given)s papers were given %(minutes)s minutes.",
        came.given,
    )
    return text % {"given": came.given, "minutes": minutes}


def _note(watch: Watch, chosen: Chosen, typed: Typed, actor_id: int | None) -> str:
    kind, words = typed["kind"], typed["note"]
    if chosen.many:
        noting.note(watch.sitting, kind, words, room=chosen.room, actor_id=actor_id)
    else:
        for one in chosen.seats:
            noting.note(watch.sitting, kind, words, seat=one, actor_id=actor_id)
    return _("Written down.")


def _move(_watch: Watch, chosen: Chosen, typed: Typed, actor_id: int | None) -> str:
    one, room, number = chosen.single(), typed["room"], typed["number"]
    if one:
        seating.move(one, room, number, reason=typed["reason"], actor_id=actor_id)
    return _("Now at %(room)s, seat %(number)s.") % {"room": room.room, "number": number}


ACTS: dict[str, Callable[[Watch, Chosen, Typed, int | None], str]] = {
    "pause": _pause,
    "resume": _resume,
    "time": _give_time,
    "note": _note,
    "move": _move,
}
