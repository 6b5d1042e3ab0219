"""What search engines' crawlers are asked to leave alone: pages made of endless combinations, and big downloads."""

from typing import Any

from datasette import Response

from crawler.web.pages.common import absolute_address, settings_of

_CLOSED = (
    "/search", "/feeds/search.atom",
    "/export/", "/metrics", "/-/", "/archive.json", "/archive/*?", "/archive/*.json", "/archive/*.csv",
    "/*?lang=", "/*&lang=", "/documents?*issuer=",
)  # fmt: skip


async def robots(datasette: Any, request: Any) -> Any:
    """Answer ``/robots.txt``."""
    if not settings_of(datasette).indexed:
        return Response.text("User-agent: *\nDisallow: /\n")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), "Crawl-delay: 5"]
    lines += ["", f"Sitemap: {absolute_address(datasette, request, '/sitemap.xml')}"]
    return Response.text("\n".join(lines) + "\n")
