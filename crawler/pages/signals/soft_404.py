"""Recognises the page that an office sends, as if all were well, in the place of an article that is gone.

Such a page has the site's menus, boxes and footer, of which the reader may take a line or two for a text, and a
most-read list, whose counts are not its own.  What tells it apart is that it has nothing of an article, neither a date
nor a number nor a file, and says so in a line of its own.
"""

import re

from crawler.items import Extract
from crawler.pages.dom.tree import PageTree

LONGEST_TEXT = 300
"""Characters of text above which such words are the subject of an article."""
LONGEST_LINE = 160

_SAYS = re.compile(
    r"""(?:bài\s+viết|trang|nội\s+dung|tin\s+(?:bài|tức)|đường\s+dẫn|liên\s+kết)(?:\s+\w+){0,6}?
        \s+(?:không\s+(?:tồn\s+tại|còn\s+tồn\s+tại|tìm\s+thấy|được\s+tìm\s+thấy)|đã\s+(?:bị\s+|được\s+)?(?:xóa|xoá|gỡ))
    | không\s+tìm\s+thấy\s+(?:bài\s+viết|trang|nội\s+dung|tin\s+(?:bài|tức)|đường\s+dẫn)
    | (?:页面|頁面|网页|網頁|文章|信息|内容|內容|稿件)(?:已经|已經|已)?
        (?:不存在|未找到|找不到|被?删除|被?刪除|失效|丢失|走丢)
    | (?:找不到|无法找到|無法找到)(?:您|你|该|該|此)?[^，。]{0,8}(?:页|頁|文章)
    | page\s+(?:can(?:no|')t\s+be\s+|was\s+not\s+|not\s+)found""",
    re.VERBOSE | re.IGNORECASE,
)


def says_nothing_here(tree: PageTree, extract: Extract) -> bool:
    """Whether a page without anything of an article says that there is nothing."""
    if extract.published or extract.document_number or extract.attachments:
        return False
    if len(extract.body_text or "") > LONGEST_TEXT:
        return False
    return any(len(line.text) <= LONGEST_LINE and _SAYS.search(line.text) for line in tree.lines)
