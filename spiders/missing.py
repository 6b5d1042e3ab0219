"""Which articles a section's list should name and does not, as far as the list was walked."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from crawler.archive.frontier.memory import ListedArticle
from crawler.normalise.addresses import address_key

FEW = 2
"""Articles that may be missing of any list; of a long one a quarter may."""
LAST_ROWS = 2
"""Rows at the end of the walk that say how far back it went."""


def missing_articles(
    known: Iterable[ListedArticle], walked: Sequence[str], met: Collection[str]
) -> list[ListedArticle]:
    """Return those of the *known* articles of a section that its list should still show.

    *walked* are the keys of the rows in the order of the list, *met* all keys that any list named in this run.  An
    article should be there when it is newer than the last rows; of a list that is not ordered by day, or of which too
    much is missing to be a removal, nothing is said.
    """
    articles = list(known)
    days = {address_key(article.url): article.day for article in articles}
    rows = [days[key] for key in walked if key in days]
    if len(rows) <= LAST_ROWS or sum(one < other for one, other in pairwise(rows)) > max(1, len(rows) // 5):
        return []
    reach = max(rows[-LAST_ROWS:])
    missing = [article for article in articles if article.day > reach and address_key(article.url) not in met]
    return missing if len(missing) <= max(FEW, len(rows) // 4) else []
