"""The day that an article's address holds: the date of last resort, never a publication date.

Forms: ``/202112/t20211223_4070915.htm`` (TRS), ``/art/2022/11/7/art_1_2.html`` (Hanweb), ``/2021/1223/506142.shtml``
(CmsTop, DedeCMS), ``/2022-11/17/content_1.htm`` (Founder), ``/20221117/``, ``…-284924090315220736.htm`` (VCCorp: site,
then yymmddHHMMSS) and ``…-20250716184401123.htm``.
"""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

_FIRST_YEAR = 1995
_MAX_PATH_LENGTH = 2000

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"/t{_YEAR}(?P<m>\d\d)(?P<d>\d\d)_\d+",
        rf"/{_YEAR}[-/](?P<m>\d{{1,2}})[-/](?P<d>\d{{1,2}})(?=/|$)",
        rf"/{_YEAR}/(?P<m>\d\d)(?P<d>\d\d)(?=/)",
        rf"/{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?=/)",
        rf"-{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{{0,3}}\.html?$",
        r"-\d{3,4}(?P<yy>\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{2,3}\.html?$",
        rf"[/_-]{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?=[_-]\d+\.\w+$)",
    )
)


def date_in_url(url: str, today: date) -> str | None:
    """Return the ISO day in the address's path, if it is one that can be: from 1995 to the day after `today`."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    if len(path) > _MAX_PATH_LENGTH:
        return None
    for pattern in _PATTERNS:
        for match in pattern.finditer(path):
            found = _day(match)
            if found and found.year >= _FIRST_YEAR and found <= today + timedelta(days=1):
                return found.isoformat()
    return None


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else 2000 + int(groups["yy"])
    try:
        return date(year, int(groups["m"]), int(groups["d"]))
    except ValueError:
        return None
