"""What the columns of the export views hold, for formats whose cells have types: Parquet, Excel, Frictionless."""

from datetime import UTC, date, datetime

INTEGER_COLUMNS = frozenset(
    {
        "id",
        "article",
        "views",
        "growth",
        "is_reset",
        "version",
        "warc_offset",
        "warc_length",
        "bytes",
        "attachment",
        "target",
    }
)
NUMBER_COLUMNS = frozenset({"confidence"})
"""Those that hold numbers with fractions."""
MOMENT_COLUMNS = frozenset(
    {
        "published_at_utc",
        "views_observed_at",
        "status_since",
        "first_seen",
        "last_seen",
        "captured_at",
        "observed_at",
        "changed_at",
        "seen_at",
        "withheld_at",
    }
)
"""Moments in UTC, ISO 8601 with ``Z``."""
DAY_COLUMNS = frozenset({"sort_date"})
"""Days.  Dates that an office may have cut to a month or a year (``published_at``, ``issued_on``) stay text: a day made
up for them would be a guess."""
LINK_COLUMNS = frozenset({"url", "article_url"})
LONG_COLUMNS = frozenset({"body_text", "text", "lead"})
"""Whole texts, which a reader of tables wants last."""


def read_moment(text: str | None) -> datetime | None:
    """Return a moment in UTC; None where the text is none."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_day(text: str | None) -> date | None:
    """Return a day; of a month or a year, which is for ordering only, its first one.  None where the text is none."""
    parts = (text or "")[:10].split("-")
    try:
        year, month, day = [*map(int, parts), 1, 1][:3]
        return date(year, month, day)
    except ValueError:
        return None
