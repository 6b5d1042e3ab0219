"""JEECMS: Hebei and others."""

import re

from crawler.pages.dom.tree import PageTree
from crawler.pages.families.base import ArticlePage, Known
from crawler.pages.fields.counters import Endpoint


class JeecmsArticle(ArticlePage):
    """An article at `/<column>/<id>.jhtml`; `Cms.viewCount` asks for its count."""

    family = "jeecms"
    address = re.compile(r"/\d+\.jhtml$")
    body_css = (".con-txt", ".content")

    @classmethod
    def known(cls, tree: PageTree) -> Known:
        """Find the call that asks for the count."""
        call = CALL.search(tree.source) if "Cms.viewCount" in tree.source else None
        if call is None:
            return Known()
        address = tree.absolute(f"{call[1]}/content_view.jspx?contentId={call[2]}")
        return Known(counter=Endpoint(url=address, rule="counter:jeecms"))


CALL = re.compile(r"""Cms\.viewCount\(\s*["']([^"']*)["']\s*,\s*["']?(\d+)""")
