"""What a person should look at in a list: signs that it may be longer than what is seen of it."""

from urllib.parse import urlsplit

from crawler.pages.lists.read import ListPage

MANY = 10
"""Rows from which a page without a next one is remarkable."""
HOME = "It is the home page, which shows only some of the news: nothing is concluded from what it does not show."
HOME_FILES = frozenset(("", "index.html", "index.htm", "index.shtml", "index.php", "index.jsp", "default.aspx"))


def doubts_about(page: ListPage, *, is_home: bool) -> list[str]:
    """Return what a person should look at in the first page of a list, as sentences."""
    told = [HOME] if is_home and page.rows else []
    if page.is_unread:
        told.append("It has a pager that was not understood: what follows the first page is not seen.")
    elif not page.following and not page.archives and page.total is None and len(page.rows) >= MANY:
        told.append(f"{len(page.rows)} rows, no next page: is this all?")
    if page.rows and not page.dated:
        told.append("Its rows show no dates.")
    return told


def is_home_address(url: str) -> bool:
    """Whether an address is that of a host's front page."""
    parts = urlsplit(url)
    return parts.path.lower().strip("/") in HOME_FILES and not parts.query
