"""When a list's turn has come: daily while it has news, rarely when it has none, the whole of it now and then."""

from datetime import datetime, timedelta
from zlib import crc32

from crawler.archive.db.times import parse_utc
from crawler.archive.frontier.lists import EMPTY, KeptList

LOOK_AGAIN = timedelta(days=7)
"""How often the home page is asked for new entries of its menu, and lists beside the main ones for new articles."""
SHORT_LIST = 10
"""Pages up to which a list is walked wholly every week; a longer one every month."""
QUIET = 10
"""A list is asked daily while it has news, then after a tenth of the time without any, at last once in `LOOK_AGAIN`."""
SEARCHED = timedelta(days=3)
"""For how long a lost list is searched for in every run; new addresses may come after the old ones are dead."""
SLACK = timedelta(hours=2)
"""Runs of cron do not begin to the minute."""


def pause(kept: KeptList) -> timedelta:
    """Return how long a main list is left alone: a tenth of the time for which it had no news when it was asked."""
    news = kept.last_new or kept.first_seen
    if kept.asked_at is None or news is None or kept.last_good is None or kept.last_good < kept.asked_at:
        return timedelta()
    silence = parse_utc(kept.asked_at) - parse_utc(news)
    days = max(0, min(silence // (QUIET * timedelta(days=1)), LOOK_AGAIN.days))
    return timedelta(days=days)


def refused_pause(kept: KeptList) -> timedelta:
    """Return how long a list that was refused is left alone: a day, since a fault may pass, and then a week."""
    if kept.asked_at is None or kept.last_good is None:
        return timedelta()
    is_first = parse_utc(kept.asked_at) - parse_utc(kept.last_good) < SLACK
    return timedelta(days=1) if is_first else LOOK_AGAIN + spread(kept, 3)


def is_search_due(kept: KeptList, now: datetime) -> bool:
    """Whether to look all over the office for a list that is lost: for three days, since a fault may pass, then weekly.

    *kept* is the list as it was known before this run asked for it.
    """
    good = kept.last_good or kept.first_seen
    if kept.asked_at is None or good is None or good >= kept.asked_at:
        return True
    before, lost = (moment - parse_utc(good) + SLACK for moment in (parse_utc(kept.asked_at), now))
    return before < SEARCHED or before // LOOK_AGAIN < lost // LOOK_AGAIN


def liveliest(kept: list[KeptList]) -> list[KeptList]:
    """Return the main list that had news last, which is asked in every run: a run that asks nothing sees nothing."""
    main = [one for one in kept if one.role == "main" and one.state in {"ok", "incomplete", EMPTY}]
    return sorted(main, key=lambda one: one.last_new or one.first_seen or "")[-1:]


def is_whole_due(kept: KeptList, now: datetime) -> bool:
    """Whether it is time to walk a list to its end, known ground or not."""
    if kept.walked_at is None:
        return kept.state != "incomplete" or kept.pages is None or _is_old(kept.last_good, now, 7)
    short = (kept.pages or 1) <= SHORT_LIST
    every = timedelta(days=7) + spread(kept, 3) if short else timedelta(days=26) + spread(kept, 5)
    return parse_utc(kept.walked_at) + every - SLACK <= now


def _is_old(moment: str | None, now: datetime, days: int) -> bool:
    return moment is None or parse_utc(moment) + timedelta(days=days) <= now


def spread(kept: KeptList, days: int) -> timedelta:
    """Return up to so many days: lists of one age are not all walked on one day."""
    return timedelta(days=crc32(f"{kept.id} {kept.url}".encode()) % days)
