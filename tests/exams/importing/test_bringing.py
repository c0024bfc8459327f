"""The page that takes questions: the template, a file, a pasted text; nothing typed is lost."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from exams.formats import papertext
from exams.importing import forms, staging
from exams.importing.forms import EXAMPLE
from exams.importing.models import BatchRow, QuestionBatch
from exams.models import Item
from portal.jobs.models import Job
from portal.jobs.working import work, work_all
from portal.people.importing import keeping
from tests.exams.importing.batches import HEAD, row, table
from tests.exams.rows import organisation, staff
from tests.portal.matrix import ROLES

pytestmark = pytest.mark.django_db
URL = "/desk/bank/imports/"
TEXT = (
    "1. 口头协议有效吗？\nA. 有效\nB. 无效\n答案：A\n\n"
    "2. 协议书由几方保存？\nA. 双方\nB. 各方和调解委员会\n答案：E\n"
)
TYPED = {"subject": "mediation", "tier": "village", "pool": "practice"}


def desk(role: str = "author", language: str = "en") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(staff(role, organisation()))
    return client


def file(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("q.tsv", content or table(row(1)))


def pasted(client: Client, text: str = TEXT) -> QuestionBatch:
    """A text that was pasted, and read."""
    assert client.post(URL, {**TYPED, "text": text}).status_code == 302
    assert work(Job.objects.get(kind=staging.READ).pk)
    return QuestionBatch.objects.get()


@pytest.mark.parametrize("role", ROLES)
def test_the_template_is_for_who_imports(role: str) -> None:
    answer = desk(role).get(reverse("question_template"))
    may = role in {"author", "reviewer", "officer"}
    assert answer.status_code == (200 if may else 404)


def test_the_template_is_a_workbook_named_in_the_readers_language() -> None:
    assert reverse("question_template") in desk().get(URL).content.decode()
    answer = desk(language="zh-hans").get(reverse("question_template"))
    assert load_workbook(io.BytesIO(answer.content)).sheetnames == ["题目", "填写说明"]
    assert "%E8%AF%95%E9%A2%98%E6%A8%A1%E6%9D%BF.xlsx" in answer["Content-Disposition"]


def test_the_template_as_it_is_is_refused_in_words_of_its_own() -> None:
    client = desk()
    content = client.get(reverse("question_template")).content
    client.post(URL, {**TYPED, "file": SimpleUploadedFile("t.xlsx", content)})
    assert work(Job.objects.get(kind=staging.READ).pk)
    page = client.get(reverse("question_batch", args=[QuestionBatch.objects.get().pk]))
    assert "Only the examples of the template are in it." in page.content.decode()
    assert "No question is in it" in page.content.decode()


def test_a_pasted_text_goes_the_way_of_a_file_and_a_refusal_names_its_line() -> None:
    client = desk()
    batch = pasted(client)
    assert (batch.file_name, batch.is_pasted, batch.form) == ("Pasted questions.txt", True, "text")
    assert (batch.subject, batch.tier, batch.pool) == ("mediation", "village", "practice")
    assert BatchRow.objects.filter(batch=batch, verdict="good").count() == 1
    page = client.get(reverse("question_batch", args=[batch.pk])).content.decode()
    assert "row or line 6" in page
    assert f"{URL}?text={batch.pk}" in page


def test_the_source_is_the_name_of_a_file_and_empty_for_pasted_text() -> None:
    client = desk()
    pasted(client, TEXT.partition("\n\n")[0])
    client.post(URL, {**TYPED, "file": file()})
    assert work_all(staging.READ) == 1
    for batch in QuestionBatch.objects.all():
        client.post(reverse("enter_batch", args=[batch.pk]), {})
    assert work_all(staging.ENTER) == 2
    assert set(Item.objects.values_list("source", flat=True)) == {"", "q.tsv"}


def test_rows_copied_from_a_spreadsheet_are_a_table() -> None:
    batch = pasted(desk(), "\r\n".join("\t".join(cells) for cells in (HEAD, row(1), row(2))))
    assert batch.form == "csv"
    assert BatchRow.objects.filter(batch=batch, verdict="good").count() == 2


def test_a_pasted_text_comes_back_to_be_changed_with_what_was_chosen() -> None:
    client = desk()
    batch = pasted(client)
    form = client.get(URL, {"text": batch.pk}).context["form"]
    assert form["text"].value() == TEXT
    assert {name: form[name].value() for name in TYPED} == TYPED


def test_a_pasted_text_without_a_question_comes_back_too() -> None:
    client = desk()
    batch = pasted(client, "今天天气很好，大家都来了。")
    assert batch.state == "refused"
    page = client.get(reverse("question_batch", args=[batch.pk])).content.decode()
    assert f"{URL}?text={batch.pk}" in page
    assert client.get(URL, {"text": batch.pk}).context["form"]["text"].value().startswith("今天")


def test_what_is_no_pasted_text_or_is_gone_brings_back_nothing() -> None:
    client = desk()
    client.post(URL, {**TYPED, "file": file()})
    brought = QuestionBatch.objects.get()
    gone = pasted_and_lost(client)
    for asked in (brought.pk, gone.pk, "9" * 20, "x", ""):
        assert client.get(URL, {"text": asked}).context["form"]["text"].value() is None


def pasted_and_lost(client: Client) -> QuestionBatch:
    client.post(URL, {**TYPED, "text": TEXT})
    batch = QuestionBatch.objects.get(is_pasted=True)
    keeping.forget(batch.token)
    return batch


def test_neither_file_nor_text_is_asked_for_in_words() -> None:
    answer = desk().post(URL, {**TYPED, "text": " \n "})
    assert answer.status_code == 422
    assert "Please choose a file, or paste the questions below." in answer.content.decode()
    assert not QuestionBatch.objects.exists()


def test_both_are_refused_and_the_text_is_kept() -> None:
    answer = desk().post(URL, {**TYPED, "text": TEXT, "file": file()})
    assert answer.status_code == 422
    assert "Please bring one of them" in answer.content.decode()
    assert answer.context["form"]["text"].value() == TEXT
    assert answer.context["form"]["subject"].value() == "mediation"
    assert not QuestionBatch.objects.exists()


def test_an_empty_file_is_told_of_once_and_the_text_is_kept() -> None:
    answer = desk().post(URL, {**TYPED, "text": TEXT, "file": SimpleUploadedFile("q.txt", b"")})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"file"}
    assert answer.context["form"]["text"].value() == TEXT


def test_a_text_that_is_too_long_is_kept_and_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forms, "MOST_TEXT_BYTES", 10)
    answer = desk().post(URL, {**TYPED, "text": TEXT})
    assert answer.status_code == 422
    assert "save it as a text file" in answer.content.decode()
    assert answer.context["form"]["text"].value() == TEXT


def test_a_text_longer_than_any_form_may_be_is_told_what_to_do_as_well() -> None:
    answer = desk().post(URL, {**TYPED, "text": "字" * 1_000_000})
    assert answer.status_code == 413
    assert "save it as a file and bring that" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_example_beside_the_box_is_read_as_it_stands(language: str) -> None:
    with translation.override(language):
        contents = papertext.read_text(str(EXAMPLE), "x.txt")
    assert contents.refused == []
    assert [(one.wording.kind, one.wording.key) for one in contents.entries] == [
        ("single", "B"),
        ("true_false", "A"),
    ]
    assert contents.entries[0].wording.explanation
