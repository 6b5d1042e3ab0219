"""CmsTop, a system of city newspapers such as 宁德网."""

import re

from crawler.pages.families.base import ArticlePage


class CmsTopArticle(ArticlePage):
    """An article at `/<channel>/2022/1117/<id>.shtml`; its count comes from the newspaper's `app.` host."""

    family = "cmstop"
    address = re.compile(r"/\d{4}/\d{4}/\d+\.shtml$")
    traces = ("/js/cmstop", "cmstop.js", "cmstop-")
    title_css = ("h1.article-title",)
    body_css = (".article-content",)
