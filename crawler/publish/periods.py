"""Years, months and days as readers type them, and where such a period ends."""

import re
from datetime import date, timedelta

_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?", re.ASCII)
EXAMPLES = "a year, a month or a day that exists, such as 2024, 2024-03 or 2024-03-05"


def is_period(text: str) -> bool:
    """Tell whether the text is a year, a month or a day (YYYY, YYYY-MM, YYYY-MM-DD) of the calendar."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        return False
    return True


def following(period: str) -> str:
    """Return the first date after a period, of the same precision: what is before it is in the period or earlier.

    >>> following("2024-12"), following("2024-02-29")
    ('2025-01', '2024-03-01')
    """
    numbers = [int(part) for part in period.split("-")]
    if len(numbers) == 3:
        # a day of its own type: the last day that a calendar has is followed by none
        day = date(*numbers)
        return (day + timedelta(days=1)).isoformat() if day < date.max else "9999-12-31T"
    if len(numbers) == 2 and numbers[1] < 12:
        return f"{numbers[0]:04d}-{numbers[1] + 1:02d}"
    return f"{numbers[0] + 1:04d}" + ("-01" if len(numbers) == 2 else "")
