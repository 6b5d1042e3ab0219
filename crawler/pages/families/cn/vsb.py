"""VSB (博达) of Xi'an: universities, hospitals, western provinces."""

import re

from crawler.pages.families.base import ArticlePage


class VsbArticle(ArticlePage):
    """An article at `/info/<tree>/<news>.htm`; its count comes from `dynclicks.jsp`."""

    family = "vsb"
    address = re.compile(r"/info/\d+/\d+\.htm$|wbnewsid=\d+")
    marks = ("#vsb_content", "[id^=vsb_content_]", ".v_news_content")
    traces = ("/system/resource/js/",)
    body_css = ("#vsb_content", "[id^=vsb_content_]", ".v_news_content")
