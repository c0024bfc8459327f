"""Panels of experts: opened, filled, ended, never deleted."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from certificates.roster.models import ExpertPanel, ExpertPanelMember
from certificates.roster.refusing import Refused
from certificates.roster.staffing import panels
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Organisation
from tests.certificates.roster import city

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def centre() -> Organisation:
    return city.place("city")


@pytest.fixture
def panel(centre: Organisation) -> ExpertPanel:
    return panels.open_panel(centre, " 医疗 ", since=clock.today() - 9 * DAY, actor_id=None)


def added(panel: ExpertPanel, name: str = "李专家") -> ExpertPanelMember:
    since = clock.today() - 5 * DAY
    return panels.add_expert(panel, name=name, unit="市医院", since=since, actor_id=None)


def test_a_panel_is_opened_once_under_its_name(panel: ExpertPanel, centre: Organisation) -> None:
    assert (panel.name, panel.ended) == ("医疗", None)
    assert AuditEvent.objects.filter(kind="panel.opened").count() == 1
    with pytest.raises(Refused) as refused:
        panels.open_panel(centre, "医疗", since=clock.today(), actor_id=None)
    assert refused.value.field == "name"
    panels.end_panel(panel, day=clock.today(), reason="改组", actor_id=None)
    assert panels.open_panel(centre, "医疗", since=clock.today(), actor_id=None).pk != panel.pk


def test_nothing_is_recorded_ahead(panel: ExpertPanel, centre: Organisation) -> None:
    tomorrow = clock.today() + DAY
    seat = added(panel)
    for act in (
        lambda: panels.open_panel(centre, "建工", since=tomorrow, actor_id=None),
        lambda: panels.add_expert(panel, name="王", since=tomorrow, actor_id=None),
        lambda: panels.release_expert(seat, day=tomorrow, reason="辞", actor_id=None),
        lambda: panels.end_panel(panel, day=tomorrow, reason="改组", actor_id=None),
    ):
        with pytest.raises(Refused):
            act()


def test_an_expert_is_a_person_on_file_or_a_name_with_a_unit(panel: ExpertPanel) -> None:
    person = city.somebody(panel.organisation, "孙医生")
    on_file = panels.add_expert(panel, person=person, since=clock.today(), actor_id=None)
    named = added(panel)
    assert (on_file.shown_name, on_file.shown_unit) == (
        "孙医生", panel.organisation.short_name,
    )  # fmt: skip
    assert (named.shown_name, named.shown_unit) == ("李专家", "市医院")
    with pytest.raises(Refused) as refused:
        panels.add_expert(panel, name=" ", since=clock.today(), actor_id=None)
    assert refused.value.field == "name"


def test_nobody_sits_twice_in_a_panel_at_once(panel: ExpertPanel) -> None:
    person = city.somebody(panel.organisation)
    for told in ({"person": person}, {"name": "李专家", "unit": "市医院"}):
        panels.add_expert(panel, since=clock.today(), actor_id=None, **told)
        with pytest.raises(Refused):
            panels.add_expert(panel, since=clock.today(), actor_id=None, **told)


def test_an_expert_joins_no_panel_before_it_began_or_after_it_ended(panel: ExpertPanel) -> None:
    with pytest.raises(Refused) as refused:
        panels.add_expert(panel, name="王", since=panel.since - DAY, actor_id=None)
    assert refused.value.field == "since"
    panels.end_panel(panel, day=clock.today(), reason="改组", actor_id=None)
    with pytest.raises(Refused):
        added(panel, "赵")


def test_an_expert_leaves_once_and_after_joining(panel: ExpertPanel) -> None:
    seat = added(panel)
    with pytest.raises(Refused) as refused:
        panels.release_expert(seat, day=seat.since, reason="辞", actor_id=None)
    assert refused.value.field == "day"
    panels.release_expert(seat, day=clock.today(), reason="辞", actor_id=None)
    with pytest.raises(Refused):
        panels.release_expert(seat, day=clock.today(), reason="辞", actor_id=None)
    seat.refresh_from_db()
    assert (seat.until, seat.end_reason) == (clock.today(), "辞")


def test_everybody_leaves_with_the_panel_and_it_ends_once(panel: ExpertPanel) -> None:
    seat = added(panel)
    for day in (panel.since, seat.since):
        with pytest.raises(Refused) as refused:
            panels.end_panel(panel, day=day, reason="改组", actor_id=None)
        assert refused.value.field == "day"
    panels.end_panel(panel, day=clock.today(), reason="改组", actor_id=None)
    seat.refresh_from_db()
    assert seat.until == clock.today()
    with pytest.raises(Refused):
        panels.end_panel(panel, day=clock.today(), reason="改组", actor_id=None)


def test_the_database_keeps_panels_and_seats(panel: ExpertPanel) -> None:
    seat = added(panel)
    changes: list[Callable[[], object]] = [
        lambda: ExpertPanel.every.filter(pk=panel.pk).update(name="别的"),
        lambda: ExpertPanel.every.filter(pk=panel.pk).delete(),
        lambda: ExpertPanelMember.every.filter(pk=seat.pk).update(name="别人"),
        lambda: ExpertPanelMember.every.filter(pk=seat.pk).delete(),
    ]
    panels.release_expert(seat, day=clock.today(), reason="辞", actor_id=None)
    changes.append(lambda: ExpertPanelMember.every.filter(pk=seat.pk).update(until=None))
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
