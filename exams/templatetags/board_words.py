"""How the states of seats are drawn: never by colour alone."""

from django import template

from exams.choices import SeatState
from exams.models import SittingRoom

register = template.Library()

SIGNS = {
    SeatState.ABSENT: ("dashed", "dash"),
    SeatState.CHECKED: ("outline", "user"),
    SeatState.ANSWERING: ("soft", "pencil"),
    SeatState.AWAY: ("warn", "offline"),
    SeatState.PAUSED: ("link2", "pause"),
    SeatState.SUBMITTED: ("ok", "check"),
    SeatState.CLOSED: ("rest", "clock"),
    SeatState.WITHDRAWN: ("rest", "exit"),
}


@register.filter
def seat_tone(state: str) -> str:
    return SIGNS[SeatState(state)][0]


@register.filter
def seat_icon(state: str) -> str:
    return SIGNS[SeatState(state)][1]


@register.filter
def of_room(names: dict[int, list[str]], room: SittingRoom) -> list[str]:
    return names.get(room.pk, [])
