"""The SQLite file itself: opening, locking, integrity check, schema and migrations.

Not here: what the tables mean; each room of the archive writes its own.
"""
