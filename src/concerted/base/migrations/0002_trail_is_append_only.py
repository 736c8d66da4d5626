"""The database itself refuses to change or delete an entry of the audit trail.

``concerted.base.audit.opening.opened`` is the one way round it, for the moment of a transaction: on SQLite while
the table ``base_trail_opening`` holds a row, on PostgreSQL while the setting ``concerted.trail_opened`` is "yes".
"""

from django.db import migrations

WORDS = "The audit trail is only ever added to."

SQLITE = [
    "CREATE TABLE base_trail_opening (reason text NOT NULL)",
    *(
        f"CREATE TRIGGER base_trail_refuses_{act} BEFORE {act} ON base_auditentry "
        "WHEN NOT EXISTS (SELECT 1 FROM base_trail_opening) "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for act in ("update", "delete")
    ),
]
SQLITE_BACK = [
    "DROP TRIGGER base_trail_refuses_update",
    "DROP TRIGGER base_trail_refuses_delete",
    "DROP TABLE base_trail_opening",
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION base_trail_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF coalesce(current_setting('concerted.trail_opened', true), '') <> 'yes' THEN
            RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN coalesce(NEW, OLD);
    END $$
    """,
    "CREATE TRIGGER base_trail_refuses_change BEFORE UPDATE OR DELETE ON base_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION base_trail_refuses()",
    "CREATE TRIGGER base_trail_refuses_truncate BEFORE TRUNCATE ON base_auditentry "
    "FOR EACH STATEMENT EXECUTE FUNCTION base_trail_refuses()",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER base_trail_refuses_truncate ON base_auditentry",
    "DROP TRIGGER base_trail_refuses_change ON base_auditentry",
    "DROP FUNCTION base_trail_refuses()",
]


def _run(schema_editor, by_vendor):
    for statement in by_vendor.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def seal(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unseal(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


class Migration(migrations.Migration):
    dependencies = [("base", "0001_tables")]

    operations = [migrations.RunPython(seal, unseal)]
