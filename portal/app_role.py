"""The rights of the site's own role on PostgreSQL, where another role owns the tables.

The owner migrates. The site reads and writes rows, and what is append-only it can only add to:
it changes no table, switches no trigger off and rewrites no event, whatever a fault in its code
lets somebody say to the database.
"""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

MIGRATIONS = "django_migrations"
# Which acts are forbidden is read from the triggers of portal.append_only themselves.
FORBIDDEN = """
SELECT c.relname, upper(substr(t.tgname, length(c.relname) + 5))
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE p.proname = 'hezhong_append_only' AND c.relnamespace = 'public'::regnamespace
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
ROLE = "SELECT rolsuper OR pg_has_role(oid, %s, 'MEMBER') FROM pg_roles WHERE rolname = %s"
OWNER = "SELECT tableowner FROM pg_tables WHERE tablename = %s AND schemaname = 'public'"
EVERYTHING = ("SELECT", "INSERT", "UPDATE", "DELETE")


class Unfit(LookupError):
    """The role cannot be the site's; the message says why and what to do."""


def rights(tables: Iterable[str], forbidden: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """What the site may do with each table."""
    refused = set(forbidden)
    found = {table: [act for act in EVERYTHING if (table, act) not in refused] for table in tables}
    return found | {MIGRATIONS: ["SELECT"]}


def grant(connection: BaseDatabaseWrapper, role: str) -> int:
    """Give `role` its rights and take all others; how many tables. Repeatable; to be said by the
    owner of the tables after each migration.

    Raises Unfit when the role does not exist, is a superuser or has the owner's own rights.
    """
    with connection.cursor() as cursor:
        cursor.execute(OWNER, [MIGRATIONS])
        (owner,) = cursor.fetchone()
        cursor.execute(ROLE, [owner, role])
        found = cursor.fetchone()
        if found is None:
            raise Unfit(f"no role {role}: CREATE ROLE {role} LOGIN PASSWORD '…'")
        if found[0]:
            raise Unfit(f"{role} has the rights of {owner}: take another role for the site")
        cursor.execute(FORBIDDEN)
        forbidden = cursor.fetchall()
        cursor.execute(TABLES)
        given = rights([table for (table,) in cursor.fetchall()], forbidden)
        quoted = connection.ops.quote_name(role)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted}")
        for table, acts in given.items():
            named = connection.ops.quote_name(table)
            cursor.execute(f"GRANT {', '.join(acts)} ON {named} TO {quoted}")
    return len(given)


def is_bound(connection: BaseDatabaseWrapper) -> bool:
    """True when the role of this connection can only add to the audit trail; on SQLite, which has
    no roles, always."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('audit_auditevent', 'UPDATE, DELETE, TRUNCATE')")
        return not cursor.fetchone()[0]
