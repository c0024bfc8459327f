from typing import Any

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE searching_words USING fts5"
    " (title, heads, body, detail=column, columnsize=0, tokenize='ascii')",
]
POSTGRES = [
    "CREATE TABLE searching_words (rowid bigint PRIMARY KEY,"
    " title tsvector NOT NULL, heads tsvector NOT NULL, body tsvector NOT NULL)",
    "CREATE INDEX searching_words_title ON searching_words USING gin (title)",
    "CREATE INDEX searching_words_heads ON searching_words USING gin (heads)",
    "CREATE INDEX searching_words_body ON searching_words USING gin (body)",
]


def create(_apps: Any, editor: Any) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement, params=None)


def drop(_apps: Any, editor: Any) -> None:
    editor.execute("DROP TABLE searching_words", params=None)


class Migration(migrations.Migration):
    """The words of each entry: see `courses.searching.storing`."""

    dependencies = [("searching", "0001_index")]
    operations = [migrations.RunPython(create, drop)]
