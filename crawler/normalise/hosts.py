"""Whose a host is: the domain that somebody registered."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract.tldextract import ExtractResult


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """Return the registered domain above *host*, in lower case: ``hanoi.gov.vn`` for ``soyte.hanoi.gov.vn``.

    By the Public Suffix List; below a top-level domain that is not in it, the last two labels.  An IP address or a name
    of one label is returned as it is.
    """
    found = _extractor()(host.lower())
    if found.suffix:
        return found.top_domain_under_public_suffix or found.suffix
    # what the list does not know counts as one suffix of its own
    inner = found.subdomain.rpartition(".")[2]
    return f"{inner}.{found.domain}" if inner else found.domain


@cache
def _extractor() -> "Callable[[str], ExtractResult]":
    # it brings an HTTP client, which most processes would load for nothing
    from tldextract import TLDExtract

    # the copy of the list that comes with the package: nothing is fetched, nothing is written
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
