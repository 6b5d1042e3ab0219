"""What is to be known of a file's text: why it has none, or the number that only its signing stamp tells."""

STATEMENTS = (
    "ALTER TABLE attachments ADD COLUMN note TEXT",
    "ALTER TABLE attachments ADD COLUMN document_number TEXT",
)
