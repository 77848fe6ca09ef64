from django.db import migrations


class AppendOnly(migrations.RunPython):
    """Migration operation: from here on the database refuses UPDATE and DELETE on a table."""

    def __init__(self, table: str):
        self.table = table
        super().__init__(self._guard, self._unguard)

    def deconstruct(self):
        return "AppendOnly", [self.table], {}

    def describe(self):
        return f"Make {self.table} append-only"

    def _guard(self, apps, schema_editor):
        words = f"{self.table} is append-only"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {self.table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {self.table}_append_only BEFORE UPDATE OR DELETE ON {self.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {self.table}_refuse()"
            )
            return
        for deed in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {self.table}_no_{deed.lower()} BEFORE {deed} ON {self.table} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )

    def _unguard(self, apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {self.table}_append_only ON {self.table}")
            schema_editor.execute(f"DROP FUNCTION {self.table}_refuse()")
            return
        for deed in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {self.table}_no_{deed}")


class LiftAppendOnly(AppendOnly):
    """Migration operation: lets a table be changed that is append-only. `AppendOnly` must follow, for SQLite makes such a table anew."""

    def __init__(self, table: str):
        super().__init__(table)
        self.code, self.reverse_code = self.reverse_code, self.code

    def deconstruct(self):
        return "LiftAppendOnly", [self.table], {}

    def describe(self):
        return f"Let {self.table} be changed"
