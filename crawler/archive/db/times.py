"""The one spelling of a moment in the database: UTC, ISO 8601, whole seconds, ``Z``.

The fixed width makes the strings sort in the order of time, which the queries rely on.
"""

from datetime import UTC, datetime


def utc_text(moment: datetime) -> str:
    """Return an aware *moment* as ``YYYY-MM-DDTHH:MM:SSZ``.

    >>> from datetime import timedelta, timezone
    >>> utc_text(datetime(2024, 3, 5, 7, 30, tzinfo=timezone(timedelta(hours=7))))
    '2024-03-05T00:30:00Z'
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone cannot be stored: {moment}")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def parse_utc(text: str) -> datetime:
    """Return the aware UTC moment that `utc_text` wrote."""
    return datetime.fromisoformat(text)
