"""What is exported comes in again as the same questions: import(export(bank)) = bank."""

import hashlib
import io
from dataclasses import replace

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from exams import bank
from exams.bank import Label
from exams.choices import ItemState
from exams.exporting import FORMS, export
from exams.exposing import count_exposure
from exams.formats import reading
from exams.importing.choices import BatchState
from exams.importing.labels import label_of
from exams.models import BankEdition, Item
from exams.picturing import look_at
from exams.recalling import newest_versions, recall_all
from exams.wording import Wording
from portal.audit.models import AuditEvent
from portal.audit.recording import subject_of
from tests.exams import rows
from tests.exams.importing.batches import looked_at, verdicts
from tests.exams.rows import multiple, organisation, single, staff, true_false
from tests.exams.test_checking import CASE, FILL, MATCH, OPEN, ORDER
from tests.exams.views.test_bank import door, png

pytestmark = pytest.mark.django_db
LABEL = Label("tort", "village", "exam", "县里的老题")
PLAIN = [
    replace(single(1), cites=(("mediation-law", "17"),), pinned=(3,), difficulty="hard"),
    replace(multiple(2), credit="per_option"),
    true_false(3),
    replace(FILL, any_order=True),
    MATCH,
    ORDER,
    OPEN,
    CASE,
]


def fill(*wordings: Wording) -> None:
    for n, wording in enumerate(wordings):
        bank.add_item(f"own-{n}", wording, label=LABEL, actor_id=None)


@pytest.mark.parametrize("form", FORMS)
def test_every_kind_comes_back_from_every_format_as_it_was(form: str) -> None:
    fill(*PLAIN)
    made = export(form, Item.objects.all())
    written = made.written
    assert made.questions == 8
    assert {note.code for note in written.notes} <= {"as_open", "no_marking"}
    contents = reading.read(written.content, f"bank{written.ending}")
    assert contents.refused == []
    assert [entry.wording for entry in contents.entries] == recall_all(
        list(newest_versions().order_by("item_id"))
    )
    assert {label_of(entry, Label()) for entry in contents.entries} == {LABEL}


@pytest.mark.parametrize("form", FORMS)
def test_brought_in_again_everything_is_known(form: str) -> None:
    fill(*PLAIN)
    written = export(form, Item.objects.all()).written
    batch = looked_at(written.content, f"bank{written.ending}")
    assert batch.state == BatchState.CHECKED
    assert verdicts(batch) == ["known"] * 8


@pytest.mark.parametrize("form", ["sheet", "moodle", "qti"])
def test_pictures_travel_with_their_question(form: str) -> None:
    digest = bank.keep_picture(look_at(png()))
    wording = replace(single(1), stem=f"看图。\n![院墙](sha256:{digest})")
    fill(wording)
    written = export(form, Item.objects.all()).written
    (entry,) = reading.read(written.content, f"bank{written.ending}").entries
    assert entry.wording.stem == wording.stem
    assert hashlib.sha256(entry.pictures[digest]).hexdigest() == digest


def test_what_a_format_cannot_hold_is_said_before_the_file_is_handed_out() -> None:
    digest = bank.keep_picture(look_at(png()))
    fill(replace(single(1), stem=f"看图。\n![院墙](sha256:{digest})"))
    client = door(staff("officer", organisation()))
    reply = client.post(reverse("export_items"), {"form": "gift"})
    assert reply.status_code == 422
    assert len(reply.context["notes"]) == 1
    assert not AuditEvent.objects.filter(kind="questions.exported").exists()
    reply = client.post(reverse("export_items"), {"form": "gift", "anyway": "on"})
    assert reply.headers["Content-Disposition"].endswith('.txt"')
    assert AuditEvent.objects.filter(kind="questions.exported").count() == 1


def test_an_export_holds_what_the_list_shows_and_is_written_into_the_trail() -> None:
    fill(single(1), multiple(2))
    client = door(staff("officer", organisation()))
    url = reverse("export_items")
    assert client.get(url).context["count"] == 2
    reply = client.post(f"{url}?kind=multiple", {"form": "sheet"})
    assert reply.status_code == 200
    assert len(reading.read(reply.content, "x.xlsx").entries) == 1
    event = AuditEvent.objects.get(kind="questions.exported")
    assert event.body.data == {
        "form": "sheet",
        "questions": 1,
        "filter": {"kind": "multiple"},
        "sha256": hashlib.sha256(reply.content).hexdigest(),
    }
    assert event.subject == subject_of(BankEdition(pk=1))
    assert client.post(url, {"form": "paper"}).status_code == 422
    assert client.post(f"{url}?q=nothing", {"form": "sheet"}).status_code == 200


@pytest.mark.parametrize("asked", ["subject=nonsense", "pool=secret", "kind=x", "state=x&q=1"])
def test_a_filter_that_is_not_understood_exports_nothing(asked: str) -> None:
    fill(single(1))
    client = door(staff("officer", organisation()))
    for reply in (
        client.get(f"{reverse('export_items')}?{asked}"),
        client.post(f"{reverse('export_items')}?{asked}", {"form": "sheet"}),
    ):
        assert reply.status_code == 422
        assert reverse("bank") in reply.content.decode()
    assert not AuditEvent.objects.filter(kind="questions.exported").exists()


def test_the_sheet_says_what_each_question_is_used_for() -> None:
    fill(single(1))
    written = export("sheet", Item.objects.all()).written
    titles, first, *_rest = load_workbook(io.BytesIO(written.content)).active.values
    assert dict(zip(titles, first, strict=True))["用于"] == "考试专用"


def test_exposure_is_counted_from_the_papers_that_were_delivered() -> None:
    who, quiz = rows.ready_quiz()
    rows.sit(who, quiz)
    assert count_exposure() == 5
    assert sorted(Item.objects.values_list("exposure", flat=True))[-6:] == [0, 1, 1, 1, 1, 1]
    assert count_exposure() == 0
    assert Item.objects.filter(state=ItemState.LIVE, exposure=1).count() == 5
