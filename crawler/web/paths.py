"""Addresses of the site, written in one place."""

import re
from urllib.parse import quote, urlencode

DATABASE = "archive"
"""The name under which the archive is served, whatever its file is called: addresses are cited."""


def article_path(article: int) -> str:
    """Return the address of an article's page, which is also its row in Datasette."""
    return f"/{DATABASE}/articles/{article}"


def version_path(article: int, number: int) -> str:
    """Return the address of one version of an article."""
    return f"{article_path(article)}/versions/{number}"


CITED = r"(?P<id>[0-9]{1,19})(?:@|%40)(?P<moment>[0-9]{8}T[0-9]{6}Z)"
"""The name of one state of an article, as citations print it: ``12@20240305T010000Z``."""


def cited_path(article: int, captured_at: str) -> str:
    """Return the address that always leads to what a capture of the article shows; the moment is UTC, ISO 8601."""
    return f"{article_path(article)}@{re.sub('[-:]', '', captured_at)}"


def timeline_path(article: int) -> str:
    """Return the address of an article's time line."""
    return f"{article_path(article)}/timeline"


def capture_path(capture: int) -> str:
    """Return the address of a capture's page."""
    return f"/captures/{capture}"


def office_path(site: str) -> str:
    """Return the address of an office's page."""
    return f"/offices/{site}"


def paper_path(key: str) -> str:
    """Return the address of the page of a document number, by its key; the archive may not hold it."""
    return f"/papers/{quote(key)}"


def text_path(group: int) -> str:
    """Return the address of the page of one text that several articles carry."""
    return f"/texts/{group}"


def with_query(path: str, **arguments: object) -> str:
    """Return the path with those arguments that are neither None nor empty."""
    query = urlencode({name: value for name, value in arguments.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path
