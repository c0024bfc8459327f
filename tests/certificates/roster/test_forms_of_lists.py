"""What a keeper asks a list for."""

from datetime import timedelta

from django.http import QueryDict

from certificates.roster.forms_of_lists import RosterForm
from portal import clock
from portal.scope import Scope
from tests.certificates.roster.conftest import Town


def form(town: Town, query: str) -> RosterForm:
    found = RosterForm(QueryDict(query), Scope(user_id=1, places={"hr": (town.centre.path,)}))
    found.is_valid()
    return found


def test_known_on_a_day_is_known_at_its_end(town: Town) -> None:
    as_of = form(town, "on=2026-01-05&known=2026-01-10").as_of
    assert as_of.known_at is not None
    assert clock.day_of(as_of.known_at).isoformat() == "2026-01-10"
    assert clock.day_of(as_of.known_at + timedelta(microseconds=1)).isoformat() == "2026-01-11"
    assert form(town, "").as_of.known_at is None


def test_what_will_be_recorded_is_not_known(town: Town) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    assert "known" in form(town, f"known={tomorrow}").errors
    assert not form(town, f"known={clock.today()}").errors


def test_rows_on_a_page_and_days_to_the_end(town: Town) -> None:
    assert (form(town, "").size, form(town, "per=100").size) == (20, 100)
    assert (form(town, "").filters().within, form(town, "within=90").filters().within) == (0, 90)
    assert set(form(town, "per=7&within=7").errors) == {"per", "within"}
