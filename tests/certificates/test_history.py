"""The history of a certificate for staff: every version, act and print, with who and why."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import translation

from certificates import lifecycle, reissuing, replacing, tracing
from certificates.models import Certificate
from certificates.succeeding import Ground
from portal import clock
from portal.jobs.working import work_all
from portal.people.models import Person
from tests.certificates.rows import certified
from tests.certificates.rows_of_kinds import awarded
from tests.exams import rows as exam_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def life(lasting: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Issued, printed, reissued, replaced, suspended and free again."""
    with override_settings(FILES_ROOT=tmp_path_factory.mktemp("files")):
        yield _live().pk


@pytest.fixture
def lived(life: int) -> Certificate:
    found: Certificate = Certificate.objects.unscoped("t").get(pk=life)
    return found


def _live() -> Certificate:
    row = certified("周桂芳")
    work_all("certificate.render")
    Person.objects.unscoped("t").filter(pk=row.person_id).update(name="周桂芬")
    actor = exam_rows.staff("hr", row.organisation)
    actor.display_name = "李主任"
    actor.save()
    began = clock.now()
    with clock.at(began + timedelta(minutes=1)):
        reissuing.reissue(row, Ground(1, "name_changed", "派出所证明", actor.pk))
    with clock.at(began + timedelta(minutes=2)):
        replacing.replace_lost(row, Ground(2, "lost", "登报声明", actor.pk))
    with clock.at(began + timedelta(minutes=3)):
        lifecycle.suspend(row, reason_code="other", reason="核查", actor_id=actor.pk)
    with clock.at(began + timedelta(minutes=4)):
        lifecycle.lift(row, reason_code="other", reason="无事", actor_id=actor.pk)
    return row


def page(row: Certificate, role: str = "hr") -> str:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(exam_rows.staff(role, row.organisation))
    response = client.get(f"/desk/certificates/{row.pk}/history/")
    assert response.status_code == 200
    return response.content.decode()


def test_every_version_stands_with_its_name_its_cause_and_who_brought_it(
    lived: Certificate,
) -> None:
    found = tracing.editions(lived)
    assert [(one.version.n, one.version.cause) for one in found] == [
        (3, "lost"),
        (2, "reissue"),
        (1, "issue"),
    ]
    assert [one.change.reason for one in found if one.change] == ["登报声明", "派出所证明", ""]
    shown = page(lived)
    assert "3 versions" in shown
    assert "周桂芳" in shown
    assert "周桂芬" in shown
    assert f"/desk/certificates/{lived.pk}/versions/1/file/" in shown


def test_every_act_stands_with_who_and_why_the_latest_first(lived: Certificate) -> None:
    reasons = [event.why for event in tracing.events(lived) if event.who == "李主任"]
    assert [why[-2:] for why in reasons] == ["无事", "核查", "声明", "证明"]
    titles = [event.title for event in tracing.events(lived)]
    assert len([title for title in titles if "换发" in title]) >= 2
    assert "派出所证明" in page(lived, "clerk")


def test_a_history_takes_the_same_queries_whatever_happened(
    lived: Certificate, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(7):
        tracing.editions(lived)
        tracing.events(lived)


def test_why_the_platform_ended_a_certificate_is_told_in_the_readers_language_and_once(
    lived: Certificate,
) -> None:
    title = awarded(lived, "chief")
    lifecycle.revoke(lived, reason_code="resigned", reason="本人申请", actor_id=None)
    with translation.override("en"):
        told = tracing.events(title)[0].why
    assert told == "the post certificate it rests on has ended"
    with translation.override("zh-hans"):
        assert tracing.events(title)[0].why == "所依据的上岗证已终止"
    shown = page(title)
    assert "the post certificate it rests on has ended" in shown
    assert "所依据的" not in shown
