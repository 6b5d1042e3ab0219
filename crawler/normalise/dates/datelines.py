"""The day that a report opens with: 新华社北京1月5日电, "(QNP) - Ngày 12/3, …".

Agencies leave the year out, so it is told from the day that the report is known to be published on.
"""

import re
from datetime import date, timedelta

from crawler.normalise.dates.find import find_date
from crawler.normalise.text.widths import visible

_MAX_DATELINE_LENGTH = 120
_NEAR = timedelta(days=60)
"""A report is published within two months of its dateline; else the year would be a guess."""

_MONTH_AND_DAY = re.compile(r"(?<!\d)(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日")
_DAY_AND_MONTH = re.compile(r"ngày\s+(?P<d>\d{1,2})[/-](?P<m>\d{1,2})(?![\d/-])", re.IGNORECASE)


def dateline_day(text: str, language: str, published: date | None) -> str | None:
    """Return the ISO day of a dateline, its year told from `published` where it names none."""
    line = visible(text[:_MAX_DATELINE_LENGTH])[0]
    full = find_date(line, language)
    if full and full.precision not in ("year", "month"):
        return full.iso[:10]
    match = (_MONTH_AND_DAY if language == "zh" else _DAY_AND_MONTH).search(line)
    if match is None or published is None:
        return None
    for year in (published.year, published.year - 1):
        try:
            day = date(year, int(match["m"]), int(match["d"]))
        except ValueError:
            continue
        if timedelta(days=-1) <= published - day <= _NEAR:
            return day.isoformat()
    return None
