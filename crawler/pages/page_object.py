"""The readers as a web-poet page object, for web-poet's own tools: fixtures, one test per field, scrapy-poet.

web-poet takes half a second to import, mostly for item classes that are not used here; so `crawler.pages` itself stays
free of it and this module is imported by those who want it.
"""

from web_poet import WebPage

from crawler.items import Extract
from crawler.pages import read_page


class ArticlePageObject(WebPage[Extract]):
    """An article page of any family, from an `HttpResponse`."""

    async def to_item(self) -> Extract:
        """Return what the page says."""
        return read_page(
            url=str(self.response.url),
            content=bytes(self.response.body),
            content_type=self.response.headers.get("Content-Type"),
        )
