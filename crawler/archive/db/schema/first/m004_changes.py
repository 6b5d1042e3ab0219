"""What changed from version to version, as data: a list of kind, field, before and after."""

STATEMENTS = ("ALTER TABLE versions ADD COLUMN changes TEXT NOT NULL DEFAULT '[]'",)
