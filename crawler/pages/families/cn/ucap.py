"""UCAP, the system of gov.cn and of some cities."""

import re

from crawler.pages.families.base import ArticlePage


class UcapArticle(ArticlePage):
    """An article or paper at `…/content_<n>.htm`; its time stands in `firstpublishedtime`."""

    family = "ucap"
    marks = ("#UCAP-CONTENT",)
    traces = ("firstpublishedtime",)
    address = re.compile(r"/zhengce/(?:content/)?\d{6}/content_\d+\.htm")
    body_css = ("#UCAP-CONTENT",)
