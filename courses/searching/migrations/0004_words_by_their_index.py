from typing import Any

from django.db import migrations

# The planner takes a vector of a whole judgment for a small column: for a common word it would read
# and unpack all of them, a hundred times the work of asking the index.
HOLDING = """
CREATE FUNCTION searching_holding(place text, asked tsquery) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 1000 SET enable_seqscan = off SET jit = off AS $$
BEGIN
  IF place = 'title' THEN
    RETURN QUERY SELECT rowid FROM searching_words WHERE title @@ asked;
  ELSIF place = 'heads' THEN
    RETURN QUERY SELECT rowid FROM searching_words WHERE heads @@ asked;
  ELSE
    RETURN QUERY SELECT rowid FROM searching_words WHERE body @@ asked;
  END IF;
END $$
"""


def create(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(HOLDING, params=None)


def drop(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION searching_holding(text, tsquery)", params=None)


class Migration(migrations.Migration):
    """On PostgreSQL the words are asked by their index only: see `courses.searching.storing`."""

    dependencies = [("searching", "0003_bodies")]
    operations = [migrations.RunPython(create, drop)]
