"""How long to wait before asking again, after a failure."""

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def backoff(attempt: int, *, base: float, longest: float, chance: float | None = None) -> float:
    """Return the seconds to wait before attempt number *attempt* (1 is the first retry): exponential, with jitter.

    *chance* between 0 and 1 replaces the random part, which spreads the wait over half to all of its length.

    >>> backoff(3, base=2, longest=60, chance=1.0)
    8.0
    """
    whole: float = min(base * 2 ** (attempt - 1), longest)
    part = random.random() if chance is None else chance
    return whole * (0.5 + 0.5 * part)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, whether it is a number or a date; None for anything else.

    >>> retry_after("120", datetime(2024, 3, 5, tzinfo=UTC))
    120.0
    """
    if not value:
        return None
    value = value.strip()
    if value.isdigit() and len(value) < 10:
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
