"""Hanweb jcms / JPaaS: Shandong, Jiangsu, Zhejiang and others."""

import re

from crawler.pages.families.base import ArticlePage


class HanwebArticle(ArticlePage):
    """An article at `/art/2022/11/17/art_<column>_<id>.html`."""

    family = "hanweb"
    address = re.compile(r"/art/\d{4}/(?:\d{1,2}/\d{1,2}/)?art_(?:\d+_\d+|[0-9a-f]{32})\.html")
    traces = ("/module/visitcount/", "/module/jslib/jquery/", "/jpaas")
    body_css = ("#zoom", ".bt_content", ".TRS_Editor")
