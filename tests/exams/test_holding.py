"""Questions that cite a changed article are kept out of papers until somebody looked at them."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from courses.statutes.models import StatuteVersion
from exams import bank, holding, vetting
from exams.bank import Label
from exams.choices import ItemPool, ItemState
from exams.models import Item
from exams.papers import bank as drawable
from exams.recalling import recall
from exams.receivers import HOLD
from portal.audit.models import AuditEvent
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.working import work
from tests.courses.statutes.test_marking import bring
from tests.courses.statutes.texts import ORCHARD, ORCHARD_AMENDED
from tests.exams import rows
from tests.exams.rows import single

pytestmark = pytest.mark.django_db
CHANGED = [(3, 0), (3, 1)]


@pytest.fixture(autouse=True)
def orchard(tmp_path: Path) -> Path:
    bring(tmp_path, ORCHARD)
    return tmp_path


def item(ref: str, state: str = ItemState.LIVE, **words: object) -> Item:
    number = Item.objects.count()
    wording = replace(single(number), **words)  # type: ignore[arg-type]
    return bank.add_item(ref, wording, label=Label("tort"), state=state, actor_id=None)


def changed(question: Item) -> list[str]:
    newest = question.versions.select_related("item").order_by("-n")[0]
    return holding.changed_since(newest, recall(newest))


def held() -> list[str]:
    return list(Item.objects.filter(state=ItemState.SUSPENDED).values_list("ref", flat=True))


def test_questions_are_held_by_their_list_and_by_their_words() -> None:
    item("list", cites=[["orchards", 3]])
    item("sub", cites=[["orchards", "3-1"]])
    item("stem", stem="依照《果园管理条例》第三条，怎样采摘？")
    item("range", explanation="见果园管理条例第二条至第四条")
    item(
        "accepted",
        kind="fill_blank",
        stem="须经____。",
        options=(),
        key="",
        accepted=(("《果园管理条例》第三条的许可",),),
    )
    item("other article", cites=[["orchards", 4]], stem="《果园管理条例》第一条？")
    item("other law", cites=[["civil-code", 3]], stem="《民法典》第三条？")
    assert holding.hold(holding.citing("orchards", CHANGED), law="果园管理条例 2026-02-01") == 5
    assert sorted(held()) == ["accepted", "list", "range", "stem", "sub"]
    assert {row.ref for row in drawable(ItemPool.EXAM)} == {"other article", "other law"}
    reason = AuditEvent.objects.select_related("body").filter(kind="item.moved").first()
    assert reason is not None
    assert "果园管理条例 2026-02-01" in reason.body.reason


def test_only_the_version_in_use_of_a_live_question_counts() -> None:
    item("draft", ItemState.DRAFT, cites=[["orchards", 3]])
    revised = item("revised", cites=[["orchards", 1]])
    wording = replace(single(9), cites=(("orchards", "3"),))
    bank.revise(revised, wording, actor_id=None, reason="new law")
    assert holding.hold(holding.citing("orchards", CHANGED), law="x") == 0


def test_drafts_and_what_waits_say_that_the_law_changed_since(orchard: Path) -> None:
    cites = item("cites", ItemState.DRAFT, cites=[["orchards", 3]])
    words = item("words", ItemState.DRAFT, stem="《果园管理条例》第三条之一？")
    other = item("other", ItemState.DRAFT, cites=[["orchards", 4]])
    vetting.submit(cites.pk, actor_id=rows.staff("author", rows.organisation()).pk)
    assert changed(cites) == []
    bring(orchard, ORCHARD_AMENDED)
    assert changed(cites) == changed(words) == ["果园管理条例 2026-02-01"]
    assert changed(other) == []
    later = replace(single(9), cites=(("orchards", "3"),))
    bank.revise(cites, later, actor_id=None, reason="looked up")
    assert changed(cites) == []


def test_the_page_of_a_draft_warns_its_reviewer_of_the_changed_law(orchard: Path) -> None:
    cites = item("cites", ItemState.DRAFT, cites=[["orchards", 3]])
    bring(orchard, ORCHARD_AMENDED)
    client = Client()
    client.force_login(rows.staff("reviewer", rows.organisation()))
    page = client.get(reverse("bank_item", args=[cites.ref])).content.decode()
    assert "果园管理条例 2026-02-01" in page


def test_a_question_that_was_looked_at_is_drawn_again() -> None:
    question = item("list", cites=[["orchards", 3]])
    holding.hold(holding.citing("orchards", CHANGED), law="x")
    assert bank.move(question.pk, ItemState.LIVE, actor_id=None, reason="still right")
    assert len(drawable(ItemPool.EXAM)) == 1


def test_the_import_of_a_later_version_holds_them_through_the_outbox(orchard: Path) -> None:
    item("list", cites=[["orchards", 3]])
    bring(orchard, ORCHARD_AMENDED)
    assert held() == []
    job = Job.objects.get(kind=HOLD)
    version = StatuteVersion.objects.get(edition="2026-02-01")
    assert job.payload == {
        "statute": "orchards",
        "version": version.pk,
        "articles": [[3, 0], [3, 1]],
    }
    assert work(job.pk) is True
    assert held() == ["list"]
    job.refresh_from_db()
    assert job.state == JobState.DONE
