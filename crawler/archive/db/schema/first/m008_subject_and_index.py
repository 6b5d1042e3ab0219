"""What an official paper is about (trích yếu), and the number a Chinese office catalogues it under (索引号)."""

STATEMENTS = tuple(
    f"ALTER TABLE {table} ADD COLUMN {column} TEXT"
    for table in ("articles", "versions")
    for column in ("index_number", "subject")
)
