"""VCCorp's news system: the government's portal network and Hà Nội's department of health since 2025."""

import re

from crawler.pages.families.base import ArticlePage


class VccorpArticle(ArticlePage):
    """An article at `…-<15 to 18 digits>.htm`; the digits hold the time of posting."""

    family = "vccorp"
    address = re.compile(r"-\d{15,18}\.html?$")
    title_css = (".detail-title", "h1[data-role=title]")
    body_css = (".detail-content", "[data-role=content]", "#main-detail-body")
