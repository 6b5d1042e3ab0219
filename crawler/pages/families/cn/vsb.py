"""VSB (博达) of Xi'an: universities, hospitals, western provinces."""

import re

from crawler.pages.dom.tree import PageTree
from crawler.pages.families.base import ArticlePage, Known
from crawler.pages.fields.counters import Endpoint


class VsbArticle(ArticlePage):
    """An article at `/info/<tree>/<news>.htm`; its count comes from `dynclicks.jsp`."""

    family = "vsb"
    address = re.compile(r"/info/\d+/\d+\.htm$|wbnewsid=\d+")
    marks = ("#vsb_content", "[id^=vsb_content_]", ".v_news_content")
    traces = ("/system/resource/js/",)
    body_css = ("#vsb_content", "[id^=vsb_content_]", ".v_news_content")

    @classmethod
    def known(cls, tree: PageTree) -> Known:
        """Find the call that shows the count."""
        call = CALL.search(tree.source) if "_showDynClicks" in tree.source else None
        if call is None:
            return Known()
        query = f"clickid={call[3]}&owner={call[2]}&clicktype={call[1]}"
        address = tree.absolute(f"/system/resource/code/news/click/dynclicks.jsp?{query}")
        return Known(counter=Endpoint(url=address, rule="counter:vsb"))


CALL = re.compile(r"""_showDynClicks(?:2)?\(\s*["'](\w+)["']\s*,\s*["']?(\d+)["']?\s*,\s*["']?(\d+)""")
