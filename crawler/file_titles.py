"""The title of a notice that is a file: the words of its list row, else what the file itself is headed with."""

import re
from collections.abc import Sequence

from crawler.normalise.papers.official import read_official_paper
from crawler.normalise.text.clean import clean_line
from crawler.pages.fields.attachments import EXTENSION

SAYS_NOTHING = re.compile(
    r"^\W*(?:tải(?:\s+(?:về|xuống|file|tệp))*|xem(?:\s+(?:chi\s+tiết|file|tệp|thêm|tại\s+đây))*|chi\s+tiết|tại\s+đây|download"
    r"|file(?:\s+đính\s+kèm)?|tệp(?:\s+(?:tin|đính\s+kèm))*|đính\s+kèm|pdf|docx?|xlsx?|view|点击(?:下载|查看)|下载|查看|详情|附件\d*)\W*$",
    re.IGNORECASE,
)
LETTERHEAD = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội|độc\s+lập\W+tự\s+do|^\s*số\s*:|\bngày\b.{1,12}\btháng\b|^(?:sở|bộ|ubnd|ủy\s+ban)\s",
    re.IGNORECASE,
)
MIN_LENGTH, MAX_LENGTH = 6, 250
LOOKED_AT = 30
"""Lines at the beginning of a file among which its heading is looked for."""


def title_of_file(row: str | None, text: str | None, language: str) -> tuple[str | None, str | None]:
    """Return the title, and the rule that found it; both None where neither row nor file says one."""
    words = EXTENSION.sub("", clean_line(row or "", language)).strip()
    if words and not SAYS_NOTHING.match(words):
        return words, "list:row"
    lines = (text or "").split("\n")[:LOOKED_AT]
    paper = read_official_paper((text or "").split("\n"), language) if text else None
    if paper is not None and paper.subject:
        return paper.subject, "file:subject"
    heading = _heading(lines)
    return (heading, "file:heading") if heading else (None, None)


def _heading(lines: Sequence[str]) -> str | None:
    """Return the first line that may be a heading: neither letterhead, row of a table, nor sentence."""
    for line in lines:
        words = line.strip()
        if not MIN_LENGTH <= len(words) <= MAX_LENGTH or " | " in words or LETTERHEAD.search(words):
            continue
        return None if words.endswith((".", ";", "。", "；")) else words
    return None
