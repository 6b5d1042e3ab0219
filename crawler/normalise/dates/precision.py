"""When two dates, each as precise as it was written, tell the same moment."""

import re
from datetime import datetime

DAY = len("2024-03-05")
TIME = re.compile(r"T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?")


def is_same_moment(one: str, other: str) -> bool:
    """Tell whether two ISO dates agree as far as the less precise one goes; offsets need not be the same.

    >>> is_same_moment("2024-03", "2024-03-05T09:30+07:00")
    True
    >>> is_same_moment("2024-03-05T09:30+07:00", "2024-03-05T02:30:41+00:00")
    True
    >>> is_same_moment("2024-03-05T09:30+07:00", "2024-03-05T09:31:00+07:00")
    False
    """
    first, second = sorted((one, other), key=precision)
    if len(first) <= DAY:
        return second.startswith(first)
    before, after = _moment(first), _moment(second)
    if before is None or after is None:
        return first == second
    if (before.tzinfo is None) != (after.tzinfo is None):
        before, after = before.replace(tzinfo=None), after.replace(tzinfo=None)
    if precision(first) != precision(second):
        before, after = (moment.replace(second=0, microsecond=0) for moment in (before, after))
    return before == after


def precision(iso: str) -> int:
    """Return how precise a date is: the longer what it tells beside its offset, the larger the number."""
    time = TIME.search(iso)
    return len(iso) if time is None else DAY + (2 if time[2] else 1)


def _moment(iso: str) -> datetime | None:
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return None
