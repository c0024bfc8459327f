"""Evidence of an attempt at an exam: its questions are seen in the city's exam office only."""

import json

import pytest

from portal.people import organising
from tests.exams import rows
from tests.exams.views.test_evidence import LIST, office, signed_in

pytestmark = pytest.mark.django_db


def test_questions_kept_for_exams_are_shown_at_the_top_of_the_tree_only() -> None:
    who, exam = rows.ready_exam()
    done = rows.sit(who, exam)
    below = organising.found_organisation("下村", "下村", "village", below=who.organisation,
                                          actor_id=None)  # fmt: skip
    page = office(done).get(f"{LIST}{done.pk}/").content.decode()
    assert "单选题" in page
    who.organisation = below
    who.save()
    client = signed_in(rows.staff("officer", below))
    page = client.get(f"{LIST}{done.pk}/").content.decode()
    assert "seen by the city's exam officer only" in page
    assert "单选题" not in page
    facts = json.loads(client.post(f"{LIST}{done.pk}/json/").content)
    assert facts["shown"] == {"keys": False, "texts": False}
