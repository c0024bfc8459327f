"""What whoever leaves hands over, and that it was received once."""

import pytest

from certificates.roster import handing
from certificates.roster.models import AppointmentEnding, HandOverItem
from certificates.roster.refusing import Refused
from portal import clock
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, elected_ago, end

pytestmark = pytest.mark.django_db


@pytest.fixture
def ending() -> AppointmentEnding:
    village = city.place("village")
    return end(elected_ago(city.somebody(village), city.seat(village), 100))


def test_something_is_listed_and_received_once(ending: AppointmentEnding) -> None:
    item = handing.put_down(ending, kind="case", what="两户宅基地纠纷", actor_id=None)
    handing.receive(item, by="何建国", day=clock.today(), actor_id=None)
    item.refresh_from_db()
    assert (item.received_by, item.received_on) == ("何建国", clock.today())
    with pytest.raises(Refused):
        handing.receive(item, by="别人", day=clock.today(), actor_id=None)


@pytest.mark.parametrize(
    ("kind", "what", "field"), [("gift", "茶叶", "kind"), ("case", " ", "what")]
)
def test_what_and_which_kind_are_asked(
    ending: AppointmentEnding, kind: str, what: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        handing.put_down(ending, kind=kind, what=what, actor_id=None)
    assert refused.value.field == field


def test_nobody_has_received_something_tomorrow_or_without_a_name(
    ending: AppointmentEnding,
) -> None:
    item = handing.put_down(ending, kind="key", what="调解室钥匙两把", actor_id=None)
    with pytest.raises(Refused) as coming:
        handing.receive(item, by="何建国", day=clock.today() + DAY, actor_id=None)
    assert coming.value.field == "received_on"
    with pytest.raises(Refused) as nobody:
        handing.receive(item, by=" ", day=clock.today(), actor_id=None)
    assert nobody.value.field == "received_by"


def test_a_list_is_not_endless(ending: AppointmentEnding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "MOST", 2)
    for number in range(2):
        handing.put_down(ending, kind="file", what=f"{number}号卷", actor_id=None)
    with pytest.raises(Refused):
        handing.put_down(ending, kind="file", what="3号卷", actor_id=None)
    assert HandOverItem.objects.unscoped("test").count() == 2


def test_nothing_is_received_before_anybody_left(ending: AppointmentEnding) -> None:
    item = handing.put_down(ending, kind="key", what="调解室钥匙两把", actor_id=None)
    with pytest.raises(Refused) as early:
        handing.receive(item, by="何建国", day=clock.today() - DAY, actor_id=None)
    assert early.value.field == "received_on"
