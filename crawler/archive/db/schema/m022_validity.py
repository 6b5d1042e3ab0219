"""What a table beside a paper says of its force."""

STATEMENTS = ("ALTER TABLE articles ADD COLUMN validity TEXT",)
