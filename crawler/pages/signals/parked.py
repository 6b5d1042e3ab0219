"""Recognises what stands under a domain that its office has lost: a page that offers it, or says that it expired."""

import re

from crawler.pages.dom.tree import PageTree
from crawler.pages.vocabulary import folded

PARKED = re.compile(
    r"\bdomain(?:\s+name)?\b.{0,60}\b(?:is|may\s+be|might\s+be)\s+(?:still\s+)?(?:available|for\s+sale|parked|expired)"
    r"|\b(?:buy|purchase|get|own)\s+this\s+domain|\bdomain(?:\s+name)?\s+(?:has|was)\s+(?:\w+\s+)?expired"
    r"|\bparked\s+(?:free|domain)|\bdomain\s+parking|\bdomain(?:\s+name)?\s+for\s+sale"
    r"|\btên\s+miền\b.{0,60}\b(?:(?:đang|được|cần)\s+(?:rao\s+)?bán|để\s+bán|hết\s+hạn|chưa\s+(?:được\s+)?(?:sử\s+dụng|trỏ|kích\s+hoạt|gia\s+hạn))"
    r"|\b(?:mua|bán|chuyển\s+nhượng|sang\s+nhượng)\s+(?:lại\s+)?tên\s+miền"
    r"|域名[^。！？]{0,30}(?:出售|转让|拍卖|求购|已过期|已到期|未续费|停放)|(?:购买|买下|出售|转让|拍卖)(?:这个|该|此|本)?域名"
)
MAX_TEXT = 900
"""Characters outside links; such a page has little to say, and an office that writes about domains more."""
MAX_LINE = 200


def parked_words(tree: PageTree) -> str | None:
    """Return the line by which a page says that its domain is for sale or expired; None for any other page."""
    shown = [line for line in tree.lines if not line.hidden]
    if sum(len(line.text) * (1 - line.link_share) for line in shown) > MAX_TEXT:
        return None
    for text in (*tree.page_titles, *(line.text for line in shown)):
        if len(text) <= MAX_LINE and PARKED.search(folded(text)):
            return " ".join(text.split())
    return None
