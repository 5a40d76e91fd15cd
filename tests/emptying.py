"""How the database is emptied after a test that commits.

Django truncates every table and then writes down content types and permissions anew: a second of work for a
test that wrote ten rows. Here only tables with rows in them are emptied, and those two keep theirs.
"""

from django.db import connection
from django.test import TransactionTestCase

EMPTY = """
DO $$
DECLARE
    name text;
    filled boolean;
BEGIN
    SET LOCAL session_replication_role = replica; -- rows that must never be changed go too, in any order
    FOR name IN
        SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO filled;
        IF filled THEN
            EXECUTE format('DELETE FROM %I', name);
        END IF;
    END LOOP;
END $$
"""

_djangos_way = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def empty_quickly() -> None:
    """Have every test that commits end this way; where the server's user may not, it ends Django's way."""
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]


def _empty(test: TransactionTestCase) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        if cursor.fetchone() == ("on",):
            cursor.execute(EMPTY)
            return
    _djangos_way(test)
