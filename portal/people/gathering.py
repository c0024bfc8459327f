"""Everything that is kept of one person, from every table of every room.

The tables are found by their references to Person, and theirs by references to them: a table that
a later room adds is handed out without anybody remembering it. What is left out, and why, stands
here by name, and `tests/portal/people/test_gathering.py` asks of each new table whether it is told.
Left out with every row are references to logins: who recorded something is another person.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.text import capfirst

from portal.clock import CITY_ZONE
from portal.people.merged import records_of
from portal.people.models import Person

DEEPEST = 3
# Whole tables, by name: the rooms above this one are not imported here.
LEFT_OUT = {
    "people.suspecteddouble": "names somebody else, and is not decided",
    "exams.preparedpaper": "the questions of an exam before it begins",
    "exams.correctionline": "what a correction of a key would do, which may not be done",
    "marking.script": "what markers get; its answer and its mark are told",
    "marking.marking": "what single markers gave, also before the release; the mark is told",
    "marking.sample": "whether markers agree; a mark changed by it is told",
    "certificates.endproposal": "what may not be done; what is done is told with the certificate",
    "batching.batchmember": "whom a list proposed, decided or not; the certificate is told",
    "roster.rosterproposal": "what may not be done; what is done is told with the appointment",
    "roster.succession": "names somebody else; the appointment and its end are told",
    "roster.filing": "what offices tell each other about an appointment, which is told",
    "roster.disputeparty": "hashes of the names of the parties, who are other people",
    "exams.seattold": "what the messages about a seat, which are told, were made from",
}
# Single columns, by table.
KEPT_BACK = {
    "asking.asked": {"network"},  # of whoever asked, and says nothing of the holder
    "exams.seat": {"code"},  # told at the seat, by who has looked at the identity card
    "exams.irregularity": {"note"},  # may name others: the office reads it out without them
}
# Keys, indexes and seeds say nothing of a person and would open something to whoever has them.
SECRETS = {"id_cipher", "id_key", "id_index", "seed", "code_hash", "payload", "key", "lease"}


@dataclass
class Table:
    """Rows of one table: each maps a field's name to what stands in it, `labels` to its words."""

    name: str
    title: str
    labels: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)


def gather(person: Person) -> list[Table]:
    """The tables that hold something of a person, in the language that is active; the record
    itself first, with those merged into it. Moments in the city's time, document numbers masked."""
    records = records_of(person)
    found = [_table(Person, records)]
    seen: set[type[models.Model]] = {Person, *map(apps.get_model, LEFT_OUT)}
    level: dict[type[models.Model], list[Any]] = {Person: [one.pk for one in records]}
    for _depth in range(DEEPEST):
        level = _referring(level, seen)
        found += [_table(model, list(_rows(model, keys))) for model, keys in level.items()]
        seen |= set(level)
    return [table for table in found if table.rows]


def _referring(
    level: dict[type[models.Model], list[Any]], seen: set[type[models.Model]]
) -> dict[type[models.Model], list[Any]]:
    """The keys of rows in tables not seen yet that refer to rows of this level."""
    found: dict[type[models.Model], set[Any]] = {}
    for model in apps.get_models():
        if model in seen:
            continue
        for column in _references(model, set(level)):
            keys = level[column.related_model]
            rows = model._base_manager.filter(**{f"{column.name}__in": keys})  # noqa: SLF001
            found.setdefault(model, set()).update(rows.values_list("pk", flat=True))
    return {model: sorted(keys) for model, keys in found.items() if keys}


def _references(
    model: type[models.Model], to: set[type[models.Model]]
) -> Iterator["models.ForeignKey[Any, Any]"]:
    for column in model._meta.concrete_fields:  # noqa: SLF001 - Django's public interface
        if isinstance(column, models.ForeignKey) and column.related_model in to:
            yield column


def _rows(model: type[models.Model], keys: list[Any]) -> "models.QuerySet[Any]":
    return model._base_manager.filter(pk__in=keys).order_by("pk")  # noqa: SLF001


def _table(model: type[models.Model], rows: list[Any]) -> Table:
    options = model._meta  # noqa: SLF001 - Django's public interface
    columns = [column for column in options.concrete_fields if _is_told(column)]
    table = Table(options.label_lower, capfirst(str(options.verbose_name_plural)))
    table.labels = {column.name: capfirst(str(column.verbose_name)) for column in columns}
    table.rows = [{column.name: _told(row, column) for column in columns} for row in rows]
    return table


def _is_told(column: "models.Field[Any, Any]") -> bool:
    table = column.model._meta.label_lower  # noqa: SLF001 - Django's public interface
    if column.name in SECRETS or column.name in KEPT_BACK.get(table, ()):
        return False
    login = apps.get_model(settings.AUTH_USER_MODEL)
    return not (column.is_relation and column.related_model in {login, Person})


def _told(row: models.Model, column: "models.Field[Any, Any]") -> Any:
    if column.is_relation:
        return str(getattr(row, column.name) or "")
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    value = getattr(row, column.attname)
    if isinstance(value, datetime):
        return value.astimezone(CITY_ZONE).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (int, bool, list, dict)) or value is None else str(value)
