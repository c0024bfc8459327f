"""The demo's desk shows a draft that waits, with one place for the reviewer to judge."""

from datetime import date

import pytest

from courses import demo_pages
from courses.editing import demo
from courses.editing.checking import findings
from courses.editing.duties import waiting_for
from courses.models import CommentaryPage
from courses.statutes.importing import Gist, put_gists
from courses.statutes.titles import BY_SLUG
from portal.accounts.models import User
from tests.courses import rows
from tests.courses.editing import desks

pytestmark = pytest.mark.django_db


def test_a_draft_waits_for_its_first_review_with_one_open_place() -> None:
    day = date(2021, 1, 1)
    gists = [Gist("civil-code", number, "条旨", "要旨") for number in (236, 288)]
    put_gists(BY_SLUG["civil-code"], gists, adopted_on=day, in_force_on=day)
    rows.lesson(rows.module("property"), "neighbour-water")
    demo.seed()
    assert CommentaryPage.objects.count() == 0
    desks.login("judge1")
    judge = desks.login("judge2")
    demo.seed()
    page = CommentaryPage.objects.get()
    assert not page.live
    assert [one.hit.kind for one in findings(page)] == ["address"]
    assert [state.workflow_state.object_id for state in waiting_for(judge)] == [str(page.pk)]
    assert waiting_for(User.objects.get(username="judge1")) == []
    assert len(demo_pages.read("drafts")) == 1
