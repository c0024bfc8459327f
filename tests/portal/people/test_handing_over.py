"""A person's data are handed over whole, readable for machines and people, without keys."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from portal.accounts import granting
from portal.audit.models import AuditEvent
from portal.notices.telling import tell
from portal.notices.wording import Wording
from portal.people.gathering import gather
from portal.people.handing_over import hand_over
from portal.people.identifying import identify
from portal.people.models import Person
from tests.certificates import rows as certificates
from tests.portal.people import rows

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def holder(lasting: None) -> Person:
    """Somebody who has learned, passed and holds a certificate."""
    person = certificates.certified().person
    number = rows.FEMALE if person.sex == "female" else rows.MALE
    Person.objects.unscoped("test").filter(pk=person.pk).update(birth_date=rows.BORN)
    identify(Person.objects.unscoped("test").get(pk=person.pk), "id_card", number, actor_id=None)
    return Person.objects.unscoped("test").get(pk=person.pk)


def test_what_any_room_keeps_of_a_person_is_gathered(holder: Person) -> None:
    found = {table.name for table in gather(holder)}
    assert {
        "people.person", "notices.notice", "courses.lessonprogress", "exams.attempt",
        "exams.answer", "exams.result", "certificates.certificate",
        "certificates.certificateversion", "certificates.certificatechange",
    } <= found  # fmt: skip


def test_every_table_that_names_a_person_can_be_gathered() -> None:
    """Their count is not fixed: a new one is found by itself, and needs a readable name."""
    named = [
        model for model in apps.get_models()
        if any(column.related_model is Person for column in model._meta.concrete_fields)
    ]  # fmt: skip
    assert len(named) >= 14
    assert [model for model in named if not model._meta.verbose_name_plural] == []


def test_what_was_merged_into_the_record_is_handed_out_with_it(holder: Person) -> None:
    double = rows.person(holder.organisation, "周桂方")
    tell(Wording("test", "Messages", ""), key="double", person_id=double.pk)
    before = {table.name: len(table.rows) for table in gather(holder)}
    Person.every.filter(pk=double.pk).update(merged_into=holder)
    tables = {table.name: table for table in gather(holder)}
    names = [row["name"] for row in tables["people.person"].rows]
    assert names == [holder.name, "周桂方"]
    assert len(tables["notices.notice"].rows) == before["notices.notice"] + 1


def test_neither_keys_nor_other_peoples_logins_are_handed_out(holder: Person) -> None:
    record = gather(holder)[0].rows[0]
    assert record["id_masked"] in {f"9{'*' * 16}5", f"9{'*' * 16}7"}
    assert not {"id_cipher", "id_index", "id_key", "user", "id_checked_by"} & record.keys()


@pytest.mark.parametrize(("language", "sex"), [("zh-hans", "女"), ("en", "female")])
def test_the_zip_holds_json_and_pdf_in_the_persons_language(
    holder: Person, language: str, sex: str
) -> None:
    packed = hand_over(holder, actor_id=None, language=language)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["data.json", "data.pdf"]
        data = json.loads(archive.read("data.json"))
        assert archive.read("data.pdf").startswith(b"%PDF-")
    first: dict[str, Any] = data["tables"][0]
    assert first["rows"][0]["name"] == holder.name
    assert first["rows"][0]["sex"] in {sex, "男", "male"}
    assert AuditEvent.objects.filter(kind="person.data_handed_over").count() == 1


def test_the_command_writes_a_file_for_its_owner_only(holder: Person, tmp_path: Path) -> None:
    granting.grant(rows.login("keeper"), "hr", holder.organisation, actor_id=None)
    rows.login("stranger")
    call_command("privacy_export", holder.pk, "--by", "keeper", "--folder", str(tmp_path))
    (path,) = tmp_path.iterdir()
    assert zipfile.is_zipfile(path)
    assert path.stat().st_mode & 0o077 == 0
    for person, by in ((0, "keeper"), (holder.pk, "nobody"), (holder.pk, "stranger")):
        with pytest.raises(CommandError):
            call_command("privacy_export", person, "--by", by, "--folder", str(tmp_path))
