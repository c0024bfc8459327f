"""What the database itself refuses about certificates; the same cases run on SQLite and on
PostgreSQL."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test import override_settings

from certificates.choices import MOVES, CertificateState
from certificates.models import Certificate, CertificateVersion, NumberCounter
from portal import clock
from portal.jobs.working import work_all
from tests.certificates.roster import city
from tests.certificates.rows import certified, version_of

pytestmark = pytest.mark.django_db
ALLOWED = {(source, target) for sources, target in MOVES.values() for source in sources}
STATES = CertificateState.values


def taken(row: models.Model, **values: Any) -> bool:
    """Did the database take the change, past every verb?"""
    rows = type(row)._default_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            rows.update(**values)
    except IntegrityError:
        return False
    return True


@pytest.fixture(scope="module")
def issued(lasting: None) -> int:
    return certified().pk


@pytest.fixture
def row(issued: int) -> Certificate:
    return Certificate.objects.unscoped("test").get(pk=issued)


@pytest.fixture(scope="module")
def rendered(issued: int, tmp_path_factory: pytest.TempPathFactory) -> int:
    with override_settings(FILES_ROOT=tmp_path_factory.mktemp("files")):
        work_all("certificate.render")
    return issued


@pytest.fixture
def printed(rendered: int, row: Certificate) -> Certificate:
    return row


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("number", "99010120260000099"),
        ("code", "0000000000000000"),
        ("code_hash", "0" * 64),
        ("kind", "other"),
        ("issued_on", date(2020, 1, 1)),
        ("recorded_at", datetime.fromisoformat("2020-01-01T00:00:00+00:00")),
    ],
)
def test_what_a_certificate_is_never_changes(row: Certificate, column: str, value: Any) -> None:
    assert not taken(row, **{column: value})
    assert getattr(Certificate.objects.unscoped("t").get(), column) == getattr(row, column)


def test_whose_it_is_and_the_pass_it_rests_on_never_change(row: Certificate) -> None:
    other = city.certify(city.somebody(row.organisation))
    assert not taken(row, person_id=other.person_id)
    assert not taken(row, attempt_id=other.attempt_id)
    assert not taken(row, organisation_id=city.place("别处人民调解委员会").pk)
    assert not taken(version_of(row), certificate_id=other.pk, n=2)
    assert not taken(version_of(row), attempt_id=other.attempt_id)


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_a_state_moves_only_as_the_table_of_moves_says(
    row: Certificate, before: str, after: str
) -> None:
    assert taken(row, state=before)
    assert taken(row, state=after) is (before == after or (before, after) in ALLOWED)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("plan", {"name": "别人"}),
        ("decision", {}),
        ("n", 7),
        ("cause", "renewal"),
        ("valid_from", date(2020, 1, 1)),
        ("valid_until", date(2099, 1, 1)),
        ("template_version", "post-9"),
        ("font_set", "0" * 64),
        ("recorded_at", datetime.fromisoformat("2020-01-01T00:00:00+00:00")),
    ],
)
def test_what_a_version_says_never_changes(row: Certificate, column: str, value: Any) -> None:
    version = version_of(row)
    assert not taken(version, **{column: value})


def test_a_file_is_noted_once(printed: Certificate) -> None:
    version = version_of(printed)
    assert not taken(version, file_sha256="0" * 64)
    assert not taken(version, file_size=1)
    assert not taken(version, rendered_at=clock.now())
    assert not taken(version, file_sha256="", file_size=None, rendered_at=None)
    assert version_of(printed).file_sha256 == version.file_sha256


def test_a_version_is_superseded_once(printed: Certificate) -> None:
    version = version_of(printed)
    assert taken(version, superseded_at=clock.now())
    assert not taken(version, superseded_at=None)
    assert not taken(version, superseded_at=datetime.fromisoformat("2020-01-01T00:00:00+00:00"))


@pytest.mark.parametrize(("step", "fine"), [(1, True), (2, False), (0, False), (-1, False)])
def test_a_counter_runs_on_one_by_one(step: int, fine: bool) -> None:
    counter = NumberCounter.objects.create(division="990101", year=2030, last=5)
    assert taken(counter, last=5 + step) is fine


def test_a_counter_stays_that_of_its_division_and_year() -> None:
    counter = NumberCounter.objects.create(division="990101", year=2030, last=5)
    assert not taken(counter, last=6, division="990102")
    assert not taken(counter, last=6, year=2031)


@pytest.mark.parametrize("model", [Certificate, CertificateVersion, NumberCounter])
def test_nothing_is_deleted(row: Certificate, model: type[models.Model]) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
    assert model._default_manager.count() == 1


@pytest.mark.parametrize("state", STATES)
def test_one_certificate_is_in_force_for_a_person_and_kind(state: str) -> None:
    person = city.somebody(city.place())
    first = city.certify(person)
    Certificate.objects.unscoped("t").filter(pk=first.pk).update(state=state)
    ended = state in {"revoked", "voided", "superseded"}
    try:
        with transaction.atomic():
            city.certify(person)
    except IntegrityError:
        assert not ended
    else:
        assert ended
    assert city.certify(city.somebody(person.organisation)).state == "issued"
