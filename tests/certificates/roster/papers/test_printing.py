"""A paper is made once, kept for a day and recorded when it is taken."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from certificates.roster.papers import printing
from portal import clock
from portal.audit.models import AuditEvent
from tests.certificates.roster import city

pytestmark = pytest.mark.django_db


@pytest.fixture
def presses(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[str]:
    """The pages that were pressed, without the second that each takes."""
    settings.FILES_ROOT = tmp_path
    pressed: list[str] = []

    def press(page: str, _style: str, *, seconds: int) -> bytes:
        pressed.append(page)
        return b"%PDF"

    monkeypatch.setattr(printing, "press_all", press)
    return pressed


def facts() -> dict[str, Any]:
    return {"row": city.hire(_certified(), city.seat(city.place("city"), "part_time"))}


def _certified() -> Any:
    person = city.somebody(city.place("township"))
    city.certify(person)
    return person


def test_the_same_facts_are_pressed_once_and_others_anew(presses: list[str]) -> None:
    told = facts()
    assert printing.printed("letter", told) == b"%PDF"
    printing.printed("letter", told)
    assert len(presses) == 1
    printing.printed("letter", told | {"number": "1"})
    assert len(presses) == 2


def test_papers_go_after_a_day(presses: list[str], tmp_path: Path) -> None:
    printing.printed("letter", facts())
    (tmp_path / "roster_papers" / "just-gone").symlink_to(tmp_path / "nowhere")
    assert printing.put_away() == 0
    (file,) = (tmp_path / "roster_papers").glob("*.pdf")
    old = (clock.now() - timedelta(days=2)).timestamp()
    os.utime(file, (old, old))
    assert printing.put_away() == 1
    assert not file.exists()


def test_who_takes_one_is_recorded_with_the_digest_alone() -> None:
    place = city.place("city")
    assert printing.taken(b"%PDF", "bureau", place, actor_id=None) == b"%PDF"
    event = AuditEvent.objects.get(kind="roster.paper_taken")
    assert set(event.body.data) == {"paper", "sha256"}
    assert event.place == place.path
