"""After a transactional test its database is as it was."""

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection
from wagtail.models import Site

from portal.append_only import allow, forbid
from portal.audit.models import AuditEvent

pytestmark = pytest.mark.django_db(transaction=True)
TWICE = pytest.mark.parametrize("time", ["first", "again"])
numbers: list[int] = []


@TWICE
def test_rows_and_numbers_are_those_of_the_beginning(time: str) -> None:
    assert not Group.objects.filter(name="left behind").exists()
    assert not Site.objects.filter(site_name="renamed").exists()
    assert Site.objects.update(site_name="renamed") == 1
    numbers.append(Group.objects.create(name="left behind").pk)
    assert set(numbers) == {numbers[0]}


@TWICE
def test_a_table_that_was_made_is_gone(time: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_behind (number integer)")
    assert "left_behind" in connection.introspection.table_names()


@TWICE
def test_a_trigger_that_was_dropped_is_back(time: str) -> None:
    table = AuditEvent._meta.db_table
    with pytest.raises(DatabaseError, match="already exists"), connection.schema_editor() as editor:
        forbid(table, "update")(None, editor)
    with connection.schema_editor() as editor:
        allow(table, "update")(None, editor)
