"""The days that published tables and pages may name: when an article was published or a paper issued.

The day on which the archive saw an article first is none of them; it only orders what has no other.
"""


def published_day(table: str = "") -> str:
    """Return the SQL of an article's day of publication, null where only the archive's first sight is known.

    *table* is the name of `articles` in the query.
    """
    of = f"{table}." if table else ""
    return f"CASE WHEN {of}date_basis IS NOT 'first_seen' THEN {of}sort_date END"


def paper_day(table: str = "") -> str:
    """Return the SQL of the day of an official paper: of its issue, else of its publication, else null."""
    return f"coalesce({f'{table}.' if table else ''}issued_on, {published_day(table)})"
