"""Where captures came from that this archive did not fetch itself: file, record, and what was told beside them."""

STATEMENTS = (
    """CREATE TABLE imports (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, in_place INTEGER NOT NULL DEFAULT 0,
        started_at TEXT NOT NULL, finished_at TEXT, found INTEGER NOT NULL DEFAULT 0,
        taken INTEGER NOT NULL DEFAULT 0, known INTEGER NOT NULL DEFAULT 0, left_out INTEGER NOT NULL DEFAULT 0,
        faults INTEGER NOT NULL DEFAULT 0, software_version TEXT)""",
    """CREATE TABLE imported_captures (
        capture INTEGER PRIMARY KEY REFERENCES captures(id), import INTEGER NOT NULL REFERENCES imports(id),
        record TEXT NOT NULL, record_id TEXT, payload_digest TEXT, time_from TEXT NOT NULL, language TEXT, title TEXT,
        is_derived INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX imported_captures_by_import ON imported_captures(import)",
    "CREATE INDEX imported_captures_by_record ON imported_captures(record_id) WHERE record_id IS NOT NULL",
    "CREATE INDEX imported_captures_by_digest ON imported_captures(payload_digest) WHERE payload_digest IS NOT NULL",
    # Few wait at any time: what an import brought in and was killed before it could derive articles from.
    "CREATE INDEX imported_captures_waiting ON imported_captures(capture) WHERE NOT is_derived",
)
