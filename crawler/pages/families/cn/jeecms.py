"""JEECMS: Hebei and others."""

import re

from crawler.pages.families.base import ArticlePage


class JeecmsArticle(ArticlePage):
    """An article at `/<column>/<id>.jhtml`."""

    family = "jeecms"
    address = re.compile(r"/\d+\.jhtml$")
    body_css = (".con-txt", ".content")
