"""Which articles a section's list should name and does not, as far as the list was walked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from crawler.archive.frontier.memory import ListedArticle
from crawler.normalise.addresses import address_key

FEW = 2
"""Articles that may be missing of any list; of a long one a quarter may."""
LAST_ROWS = 2
"""Rows at the end of the walk that say how far back it went."""


def missing_articles(
    known: Iterable[ListedArticle], walked: Sequence[str], met: Collection[str], *, is_whole: bool = False
) -> list[ListedArticle]:
    """Return those of the *known* articles of a section that its list should still show.

    *walked* are the keys of the rows in the order of the list, *met* all keys that any list named in this run.  An
    article should be there when it is newer than the last rows, or when the list was walked over several pages to its
    own end (*is_whole*).  Of a list that is not ordered by day, or of which too much is missing to be a removal,
    nothing is said.
    """
    articles = list(known)
    reach = None if is_whole else _reach({address_key(one.url): one.day for one in articles if one.day}, walked)
    if not is_whole and reach is None:
        return []
    missing = [
        one
        for one in articles
        if address_key(one.url) not in met and (reach is None or (one.day is not None and one.day > reach))
    ]
    return missing if len(missing) <= max(FEW, len(walked) // 4) else []


def _reach(days: Mapping[str, str], walked: Sequence[str]) -> str | None:
    """Return the day to which the walk went back; None where the list is too short or not ordered by day."""
    rows = [days[key] for key in walked if key in days]
    if len(rows) <= LAST_ROWS or sum(one < other for one, other in pairwise(rows)) > max(1, len(rows) // 5):
        return None
    return max(rows[-LAST_ROWS:])
