"""What search engines' crawlers are asked to leave alone: pages made of endless combinations, and big downloads."""

from typing import Any

from datasette import Response

_CLOSED = (
    "/search", "/feeds/search.atom",
    "/export/", "/metrics", "/-/", "/archive.json", "/archive/*?", "/archive/*.json", "/archive/*.csv",
    "/*?lang=", "/*&lang=", "/documents?*issuer=",
)  # fmt: skip


async def robots() -> Any:
    """Answer ``/robots.txt``."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), "Crawl-delay: 5"]
    return Response.text("\n".join(lines) + "\n")
