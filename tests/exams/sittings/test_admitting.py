"""The code of a seat: counted before it is compared."""

from collections.abc import Iterator

import pytest

from exams.models import Seat
from exams.sittings import admitting
from portal import clock
from tests.exams import rows
from tests.exams.sittings import rows as held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def checked() -> tuple[Seat, str]:
    _who, _exam, seat = held.ready_seat(rooms=[held.room()], needs_code=True)
    return seat, admitting.check_identity(seat, actor_id=None)


def test_a_try_is_counted_before_the_code_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    seat, _code = checked()
    seen = []

    def compare(_one: bytes, _other: bytes) -> bool:
        seen.append(Seat.every.get(pk=seat.pk).tries)
        return False

    monkeypatch.setattr(admitting, "compare_digest", compare)
    for _n in range(admitting.MOST_TRIES + 2):
        with pytest.raises(admitting.WrongCode):
            admitting.use_code(seat, "000000")
    assert seen == list(range(1, admitting.MOST_TRIES + 1))


def test_the_right_code_counts_as_no_try_however_often_it_is_used() -> None:
    seat, code = checked()
    for _n in range(admitting.MOST_TRIES + 2):
        admitting.use_code(seat, f" {code[:3]} {code[3:]}")
    assert Seat.every.get(pk=seat.pk).tries == 0


def test_digits_of_a_chinese_keyboard_are_digits_and_nothing_typed_is_no_try() -> None:
    seat, code = checked()
    for _time in range(admitting.MOST_TRIES):
        with pytest.raises(admitting.WrongCode):
            admitting.use_code(seat, "  ")
    admitting.use_code(seat, "".join(chr(ord(digit) + 0xFEE0) for digit in code))
    seat.refresh_from_db()
    assert seat.tries == 0
