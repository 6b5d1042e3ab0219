"""Codes of provinces (ISO 3166-2), by which tables of other sources are joined."""

STATEMENTS = ("ALTER TABLE sites ADD COLUMN province_code TEXT",)
