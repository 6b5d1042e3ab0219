"""What each run saw of an office, in numbers, so that the next one can be judged by the office's own past."""

STATEMENTS = (
    """CREATE TABLE run_facts (
        run INTEGER NOT NULL REFERENCES runs(id), name TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY (run, name)
        ) WITHOUT ROWID""",
    """CREATE TABLE templates (
        site TEXT NOT NULL REFERENCES sites(id), kind TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs(id),
        sketch TEXT NOT NULL, PRIMARY KEY (site, kind)) WITHOUT ROWID""",
)
