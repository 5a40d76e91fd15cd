"""The tables follow the models, and follow them without a stop: old processes go on beside the new tables.

Two versions run for a while on the database of the newer one. So a migration only adds; what is no longer
used is taken away one version later, by a migration that says so in SOONER.
"""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django_migration_linter.sql_analyser.analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

BEFORE = {
    "accounts": 1, "api": 1, "audit": 3, "cases": 6, "credit_repair": 1, "facts": 5, "filing": 1,
    "findings": 2, "inbox": 1, "industry": 1, "ledger": 5, "measures": 2, "needs": 1, "parties": 3,
    "payments": 2, "stay": 1, "workdays": 2,
}  # fmt: skip
"""The last migration of each app when the rule began: no site ran on less."""
SOONER: dict[str, str] = {}
"""Migrations that take something away, with the version that stopped using it."""
OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("wotu.")}


def wrong(statements: list[str]) -> list[str]:
    """Return why old processes would not go on beside these statements."""
    errors, _, warnings = analyse_sql_statements(PostgresqlAnalyser, statements)
    # An index made while the table is new locks nobody; elsewhere it has to be made concurrently.
    new = {line.split('"')[1] for line in statements if line.startswith("CREATE TABLE")}
    locking = [
        one for one in warnings if one.code.startswith("CREATE_INDEX") and not _all_on(statements, new)
    ]
    return [f"{one.code}: {one.message}" for one in (*errors, *locking)]


def _all_on(statements: list[str], tables: set[str]) -> bool:
    made = [line for line in statements if line.startswith("CREATE") and " INDEX " in line]
    return all(line.partition(" ON ")[2].split('"')[1] in tables for line in made)


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_every_migration_leaves_old_processes_at_work() -> None:
    loader = MigrationExecutor(connection).loader
    found = {}
    for (app, name), migration in loader.disk_migrations.items():
        if app not in OURS or int(name[:4]) <= BEFORE.get(app, 0) or f"{app}.{name}" in SOONER:
            continue
        state = loader.project_state((app, name), at_end=False)
        with connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
            migration.apply(state, editor, collect_sql=True)
        if problems := wrong(list(editor.collected_sql)):
            found[f"{app}.{name}"] = problems

    assert found == {}


@pytest.mark.parametrize(
    "statement",
    [
        'ALTER TABLE "facts_factentry" DROP COLUMN "note" CASCADE;',
        'ALTER TABLE "facts_factentry" RENAME COLUMN "note" TO "remark";',
        'ALTER TABLE "facts_factentry" RENAME TO "facts_entry";',
        'DROP TABLE "facts_factentry" CASCADE;',
        'ALTER TABLE "facts_factentry" ADD COLUMN "weight" integer NOT NULL;',
        'CREATE INDEX "slow" ON "facts_factentry" ("note");',
    ],
)
def test_the_rule_finds_what_would_stop_an_old_process(statement: str) -> None:
    assert wrong([statement])


@pytest.mark.parametrize(
    "statements",
    [
        ['ALTER TABLE "facts_factentry" ADD COLUMN "weight" integer NULL;'],
        ['ALTER TABLE "facts_factentry" ADD COLUMN "weight" integer DEFAULT 1 NOT NULL;'],
        ['CREATE TABLE "new" ("id" bigint);', 'CREATE INDEX "quick" ON "new" ("id");'],
        ['CREATE INDEX CONCURRENTLY "patient" ON "facts_factentry" ("note");'],
    ],
)
def test_the_rule_lets_pass_what_only_adds(statements: list[str]) -> None:
    assert wrong(statements) == []
