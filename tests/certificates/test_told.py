"""Whose certificate is suspended, freed, revoked or declared void is told so, in words that are fit
for them; and the file says so before it opens."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import translation

from certificates import informing, lifecycle, replacing
from certificates.choices import REASONS, ReasonCode
from certificates.models import Certificate
from certificates.succeeding import Ground
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.notices.wording import subject_of, text_of
from portal.people.models import Person
from tests.certificates.rows import certified, version_of
from tests.exams import rows as exam_rows

pytestmark = pytest.mark.django_db
OFFICE = "李某来信反映，编号 17（示例）"


@pytest.fixture(scope="module")
def issued(lasting: None) -> int:
    return certified().pk


@pytest.fixture
def row(issued: int) -> Certificate:
    return Certificate.objects.unscoped("t").get(pk=issued)


@pytest.fixture(scope="module")
def _file(issued: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(FILES_ROOT=tmp_path_factory.mktemp("files")):
        work_all("certificate.render")
        yield


@pytest.fixture
def printed(row: Certificate, _file: None) -> Certificate:
    return row


def move(row: Certificate, act: str, code: str) -> None:
    lifecycle.ACTS[act](row, reason_code=code, reason=OFFICE, actor_id=None)


def told(row: Certificate) -> list[Notice]:
    rows = Notice.objects.unscoped("t").filter(person_id=row.person_id)
    return list(rows.exclude(kind="certificate.issued").filter(kind__startswith="certificate."))


def test_each_act_is_told_once_with_its_reason_and_never_with_the_words_of_the_office(
    row: Certificate,
) -> None:
    move(row, "suspend", "under_inquiry")
    move(row, "lift", "inquiry_closed")
    move(row, "revoke", "resigned")
    kinds = sorted(notice.kind for notice in told(row))
    assert kinds == ["certificate.lifted", "certificate.revoked", "certificate.suspended"]
    texts = " ".join(text_of(notice) for notice in told(row))
    assert "有投诉正在核查" in texts
    assert "核查已结束" in texts
    assert "本人已辞职" in texts
    assert OFFICE not in texts
    with translation.override("en"):
        assert "a complaint is being looked into" in " ".join(map(text_of, told(row)))


def test_a_void_one_is_told(row: Certificate) -> None:
    move(row, "void", "error")
    (notice,) = told(row)
    assert "作废" in subject_of(notice)


def test_nobody_writes_to_the_dead(row: Certificate) -> None:
    move(row, "revoke", "deceased")
    assert told(row) == []


def test_there_are_fit_words_for_every_reason_of_every_act() -> None:
    for act in informing.SAID:
        assert set(REASONS[act]) - {ReasonCode.DECEASED} <= set(informing.FIT)


def signed_in(person: Person) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    assert person.user is not None
    client.force_login(person.user)
    return client


def is_pdf(response: Any) -> bool:
    """Read to the end, so that the file is closed."""
    content = b"".join(response.streaming_content)
    return response["Content-Type"] == "application/pdf" and content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("act", "code", "words"),
    [
        ("suspend", "other", "The certificate is suspended"),
        ("revoke", "other", "The certificate is revoked"),
        ("void", "error", "The certificate is void"),
    ],
)
def test_a_file_that_does_not_hold_says_so_before_it_opens(
    printed: Certificate, act: str, code: str, words: str
) -> None:
    address = f"/desk/certificates/{printed.pk}/file/"
    client = signed_in(printed.person)
    assert is_pdf(client.get(address))
    move(printed, act, code)
    for question in ("", "?download=1"):
        page = client.get(address + question)
        assert page["Content-Type"].startswith("text/html")
        assert "no-store" in page["Cache-Control"]
        assert words in page.content.decode()
    opened = client.get(f"{address}?record=1")
    assert is_pdf(opened)
    assert "filename" in opened["Content-Disposition"]


def test_the_file_of_an_earlier_version_says_that_a_newer_one_was_issued(
    printed: Certificate,
) -> None:
    replacing.replace_lost(printed, Ground(1, "lost", "登报", None))
    client = signed_in(printed.person)
    old = client.get(f"/desk/certificates/{printed.pk}/versions/1/file/").content.decode()
    assert "A newer version of the certificate was issued" in old
    new = client.get(f"/desk/certificates/{printed.pk}/versions/2/file/")
    assert new.status_code == 302  # being prepared
    assert client.get(f"/desk/certificates/{printed.pk}/versions/3/file/").status_code == 404
    work_all("certificate.render")
    assert is_pdf(client.get(f"/desk/certificates/{printed.pk}/file/"))
    assert version_of(printed).n == 2
    stranger = signed_in(exam_rows.person("路人"))
    assert stranger.get(f"/desk/certificates/{printed.pk}/versions/1/file/").status_code == 404
