"""Whether HTML under a file's name is the file, or the page with which a site says that there is none."""

import json
import re

from bs4 import BeautifulSoup, Tag

from crawler.normalise.text.charset import decode_page

LOOKED_AT = 2**19
"""Bytes of the page that are looked at."""
MIN_ROWS = 2
SITE = ("form", "nav", "iframe", "frame", "button", "header", "footer")
"""Elements of a site that no exported table has."""
MAX_LINKS = 5
SAYS_ERROR = re.compile(
    r"\b(?:404|403|500|502|503)\b|not found|error|exception|forbidden|access denied|không tìm thấy|không tồn tại|bị lỗi"
    r"|đăng nhập|页面不存在|无法找到|不存在|错误|出错|拒绝访问|请登录|访问被",
    re.IGNORECASE,
)


MAX_MESSAGE = 4096
MESSAGE_KEYS = frozenset(("code", "errcode", "error", "errors", "msg", "message", "errmsg", "success"))


def is_exported_table(body: bytes, language: str | None) -> bool:
    """Tell whether HTML without Office's marks is a table that a system gave out, rather than a site's message."""
    soup = BeautifulSoup(decode_page(body[:LOOKED_AT], language=language).text, "lxml")
    rows = [row for table in soup.find_all("table") for row in table.find_all("tr") if _cells(row) >= 2]
    if len(rows) < MIN_ROWS or soup.find(list(SITE)) or len(soup.find_all("a", href=True)) > MAX_LINKS:
        return False
    title = soup.find("title")
    heading = soup.find(["h1", "h2"])
    said = " ".join(part.get_text(" ") for part in (title, heading) if isinstance(part, Tag))
    in_tables = sum(len(row.get_text()) for row in rows)
    return not SAYS_ERROR.search(said) and 2 * in_tables > len(soup.get_text())


def is_error_message(body: bytes) -> bool:
    """Tell whether a text is an interface's own message, a small JSON object with a code or a message, and no file."""
    if len(body) > MAX_MESSAGE or not body.lstrip().startswith(b"{"):
        return False
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and bool(MESSAGE_KEYS.intersection(map(str.lower, said)))


def _cells(row: Tag) -> int:
    return sum(bool(cell.get_text().strip()) for cell in row.find_all(["td", "th"], recursive=False))
