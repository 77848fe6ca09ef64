"""The database refuses to change a published questionnaire or its questions."""

from django.db import migrations

WORDS = "a published questionnaire never changes"
PARENT = "(SELECT published_at FROM evaluations_questionnaire WHERE id = {row}.questionnaire_id) IS NOT NULL"
# name, table, deed, the condition under which it is refused
GUARDS = [
    ("evaluations_questionnaire_kept", "evaluations_questionnaire", "UPDATE", "OLD.published_at IS NOT NULL"),
    ("evaluations_question_kept", "evaluations_question", "UPDATE", PARENT.format(row="OLD")),
    ("evaluations_question_not_added", "evaluations_question", "INSERT", PARENT.format(row="NEW")),
]


def guard(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table, deed, condition in GUARDS:
        if postgresql:
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
                f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )


def unguard(apps, schema_editor):
    for name, table, _, _ in GUARDS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0002_shipped_questionnaires")]
    operations = [migrations.RunPython(guard, unguard)]
