"""Sudy WebPlus: universities and teaching hospitals."""

import re

from crawler.pages.families.base import ArticlePage


class WebPlusArticle(ArticlePage):
    """An article at `/2022/1117/c<column>a<article>/page.htm`."""

    family = "webplus"
    address = re.compile(r"/c\d+a\d+/page\.(?:htm|psp)")
    marks = (".wp_articlecontent", ".WP_VisitCount")
    title_css = (".arti_title",)
    body_css = (".wp_articlecontent",)
