"""The database itself refuses another text for a letter that organizations sign already."""

from django.db import migrations

WORDS = "The text of a sign-on letter is frozen once it is open."
SIGNED = ("title", "addressed_to", "body", "language", "text_hash")

SQLITE = [
    f"CREATE TRIGGER signons_text_is_frozen BEFORE UPDATE OF {', '.join(SIGNED)}, opened_at ON signons_signonletter "
    "WHEN OLD.opened_at IS NOT NULL AND (NEW.opened_at IS NULL OR "
    f"{' OR '.join(f'OLD.{one} <> NEW.{one}' for one in SIGNED)}) "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
]
SQLITE_BACK = ["DROP TRIGGER signons_text_is_frozen"]

POSTGRESQL = [
    f"""
    CREATE FUNCTION signons_text_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    "CREATE TRIGGER signons_text_is_frozen BEFORE UPDATE ON signons_signonletter FOR EACH ROW "
    "WHEN (OLD.opened_at IS NOT NULL AND (NEW.opened_at IS NULL OR "
    f"{' OR '.join(f'OLD.{one} <> NEW.{one}' for one in SIGNED)})) "
    "EXECUTE FUNCTION signons_text_is_frozen()",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER signons_text_is_frozen ON signons_signonletter",
    "DROP FUNCTION signons_text_is_frozen()",
]


def _run(schema_editor, by_vendor):
    for statement in by_vendor.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def freeze(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def thaw(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


class Migration(migrations.Migration):
    dependencies = [("signons", "0001_tables")]

    operations = [migrations.RunPython(freeze, thaw)]
