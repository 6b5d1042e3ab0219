"""Which job of a queue a run was made for, so that a job that is handed out twice is done once."""

STATEMENTS = ("ALTER TABLE runs ADD COLUMN job TEXT",)
