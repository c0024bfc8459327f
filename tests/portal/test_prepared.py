"""Prepared queries give what the query itself gives, asked anew each time."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Value
from pytest_django import DjangoAssertNumQueries

from portal import clock
from portal.people.choices import OrganisationKind
from portal.people.models import Organisation
from portal.people.organising import found_organisation
from portal.prepared import OfSome, Prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> list[Organisation]:
    top = found_organisation("市中心", "中心", "centre", below=None, actor_id=None)
    names = ["青石镇", "白云镇"]
    return [top, *(found_organisation(n, n, "township", below=top, actor_id=None) for n in names)]


def named(place_id: int) -> Any:
    rows = Organisation.objects.filter(pk=place_id).select_related("merged_into")
    return rows.annotate(x=Value(7))


def test_instances_come_with_their_relations_and_annotations(
    places: list[Organisation], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by_id = Prepared(named, int)
    Organisation.objects.filter(pk=places[1].pk).update(
        merged_into=places[2], dissolved_on=clock.today()
    )
    with django_assert_num_queries(3):
        found = [by_id.objects(place.pk) for place in places]
        assert [[place.name for place in some] for some in found] == [[p.name] for p in places]
        assert found[1][0].merged_into == places[2]
        assert found[0][0].merged_into is None
        assert found[0][0].x == 7


def test_rows_are_asked_for_anew(places: list[Organisation]) -> None:
    names = Prepared(lambda pk: Organisation.objects.filter(pk=pk).values_list("name", "path"), int)
    assert [tuple(row) for row in names.rows(places[1].pk)] == [("青石镇", places[1].path)]
    Organisation.objects.filter(pk=places[1].pk).update(name="红石镇")
    assert names.rows(places[1].pk)[0][0] == "红石镇"
    assert names.rows(places[1].pk + 1_000) == []


def test_values_stand_each_in_its_own_place(places: list[Organisation]) -> None:
    """In whatever order they are given, and a value may be asked for twice."""

    def build(path: str, pk: int) -> Any:
        rows = Organisation.objects.filter(pk__gte=pk, name="白云镇", path__gt=path)
        return rows.exclude(pk__lt=pk).values_list("pk")

    after = Prepared(build, str, int)
    assert [row[0] for row in after.rows(places[0].path, places[0].pk)] == [places[2].pk]
    assert after.rows(places[2].path, places[0].pk) == []
    assert after.rows("", places[2].pk + 1) == []


def test_a_value_of_another_type_is_refused(places: list[Organisation]) -> None:
    by_id = Prepared(named, int)
    for wrong in ("1", None, 1.0, True):
        with pytest.raises(TypeError, match="takes"):
            by_id.objects(wrong)  # type: ignore[arg-type]


def test_a_number_that_fits_no_column_names_nothing(places: list[Organisation]) -> None:
    for number in (10**20, -(10**20)):
        assert Prepared(named, int).objects(number) == []
    names = Prepared(lambda pk: Organisation.objects.filter(pk=pk).values_list("name"), int)
    assert names.rows(10**20) == []


def test_a_day_and_a_name_of_an_enumeration_are_values_too(places: list[Organisation]) -> None:
    today = clock.today()

    def build(kind: str, day: date) -> Any:
        return Organisation.objects.filter(kind=kind, dissolved_on=day).values_list("name")

    dissolved = Prepared(build, str, date)
    assert dissolved.rows(OrganisationKind.TOWNSHIP, today) == []
    Organisation.objects.filter(pk=places[1].pk).update(dissolved_on=today)
    assert [row[0] for row in dissolved.rows(OrganisationKind.TOWNSHIP, today)] == ["青石镇"]
    assert dissolved.rows(OrganisationKind.TOWNSHIP, today - timedelta(days=1)) == []
    with pytest.raises(TypeError, match="takes"):
        dissolved.rows(OrganisationKind.TOWNSHIP, clock.now())


def test_rows_of_one_and_of_many_are_the_same(places: list[Organisation]) -> None:
    def build(ids: Iterable[int], **narrowed: Any) -> Any:
        return Organisation.objects.filter(pk__in=ids, **narrowed).order_by("pk").values_list("pk")

    some, ids = OfSome(build), [place.pk for place in places]
    assert [[row[0] for row in some.rows([pk])] for pk in ids] == [[pk] for pk in ids]
    assert [row[0] for row in some.rows(ids)] == ids
    assert some.rows([]) == []
    assert [row[0] for row in some.rows(ids[:2], name="青石镇")] == ids[1:2]
    assert some.rows(ids[:1], name="青石镇") == []


def test_a_value_that_stands_nowhere_is_refused() -> None:
    nowhere = Prepared(lambda _pk: Organisation.objects.filter(name="x"), int)
    with pytest.raises(ValueError, match="no place"):
        nowhere.objects(1)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL plans once")
def test_postgresql_plans_it_once(places: list[Organisation]) -> None:
    raw: Any = connection.connection
    raw.prepare_threshold, before = 1_000_000, raw.prepare_threshold
    try:
        by_id = Prepared(named, int)
        assert [len(by_id.objects(places[0].pk)) for _time in range(3)] == [1, 1, 1]
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE NOT from_sql")
            assert cursor.fetchone()[0] == 1
    finally:
        raw.prepare_threshold = before


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL plans ahead")
def test_a_column_that_a_release_changes_is_read_by_connections_that_planned_before() -> None:
    asked = Prepared(
        lambda key: Session.objects.filter(session_key=key).values_list("session_key"), str
    )

    def widen(signs: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE django_session ALTER session_key TYPE varchar({signs})")
        connection.close()

    connection.ensure_connection()
    connection.connection.prepare_threshold = 1_000_000  # as in production
    assert asked.rows("x") == []
    with ThreadPoolExecutor(1) as other:
        other.submit(widen, 41).result()
        try:
            assert asked.rows("x") == []
        finally:
            other.submit(widen, 40).result()
    assert asked.rows("x") == []
