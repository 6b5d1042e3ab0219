"""Addresses of the site, written in one place."""

from urllib.parse import urlencode

DATABASE = "archive"
"""The name under which the archive is served, whatever its file is called: addresses are cited."""


def article_path(article: int) -> str:
    """Return the address of an article's page, which is also its row in Datasette."""
    return f"/{DATABASE}/articles/{article}"


def version_path(article: int, number: int) -> str:
    """Return the address of one version of an article."""
    return f"{article_path(article)}/versions/{number}"


def office_path(site: str) -> str:
    """Return the address of an office's page."""
    return f"/offices/{site}"


def with_query(path: str, **arguments: object) -> str:
    """Return the path with those arguments that are neither None nor empty."""
    query = urlencode({name: value for name, value in arguments.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path
