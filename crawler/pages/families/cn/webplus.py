"""Sudy WebPlus: universities and teaching hospitals."""

import re

from crawler.pages.dom.tree import PageTree
from crawler.pages.families.base import ArticlePage, Known
from crawler.pages.fields.counters import Endpoint


class WebPlusArticle(ArticlePage):
    """An article at `/2022/1117/c<column>a<article>/page.htm`."""

    family = "webplus"
    address = re.compile(r"/c\d+a\d+/page\.(?:htm|psp)")
    marks = (".wp_articlecontent", ".WP_VisitCount")
    title_css = (".arti_title",)
    body_css = (".wp_articlecontent",)

    @classmethod
    def known(cls, tree: PageTree) -> Known:
        """Find the counter's address in an attribute of the element that shows the number."""
        for span in tree.select(".WP_VisitCount"):
            address = span.get("url")
            if address:
                return Known(counter=Endpoint(url=tree.absolute(address), rule="counter:webplus"))
        return Known()
