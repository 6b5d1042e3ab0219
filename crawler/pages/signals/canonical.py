"""Which address a page says is its own."""

from urllib.parse import urlsplit

from crawler.normalise.addresses import address_key
from crawler.pages.dom.tree import PageTree


def canonical_url(tree: PageTree) -> str | None:
    """Return the ``rel=canonical`` of a page where it names another page of the same host, else None.

    Many sites name their home page, or the section that an article stands in, on every page: these say nothing.
    """
    for element in tree.links:
        if "canonical" in (element.get("rel") or "").lower().split():
            address = tree.absolute(element.get("href") or "")
            return address if _says_something(address, tree.url) else None
    return None


def _says_something(address: str, url: str) -> bool:
    try:
        own, named = urlsplit(url), urlsplit(address)
    except ValueError:
        return False
    is_own_host = (named.hostname or "").removeprefix("www.") == (own.hostname or "").removeprefix("www.")
    is_above = own.path.startswith(named.path.rstrip("/") + "/") or named.path.strip("/") == ""
    return (
        named.scheme in {"http", "https"}
        and is_own_host
        and not is_above
        and named.path != own.path
        and address_key(address) != address_key(url)
    )
