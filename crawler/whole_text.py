"""Joins the pages of an article that stands on several to the one text that it is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from crawler.items import Capture, Extract, Visit

MAX_PAGES = 20
PAGER_LINE = re.compile(
    r"^(?=.*\d|.*页|.*trang)\W*(?:(?:trang(?: sau| trước| cuối| đầu| tiếp)?|tiếp|sau|trước|上一?页|下一?页|首页|尾页"
    r"|末页|第|页|共|全文|\d{1,2})[\s:：|/»«›‹\[\]<>.…]*)+$",
    re.IGNORECASE,
)
PAGER_LINES = 3
"""Lines at either end of a page's text among which its pager stands."""


def with_further_pages(first: Extract, further: Sequence[Extract]) -> Extract:
    """Return what an article says whose other pages are *further*, in order.

    What a page repeats of those before it (title, lead, date) is said once.  A page that says all that was said, and
    more, is the whole text; one that says nothing new was no further page.
    """
    lines = _lines(first)
    attachments, images = list(first.attachments), list(first.images)
    for page in further:
        said = _lines(page)
        if set(lines) <= set(said):
            lines = said
        else:
            known = set(lines)
            lines += [line for line in said if line not in known]
        attachments += [one for one in page.attachments if one.url not in {file.url for file in attachments}]
        images += [one for one in page.images if one.url not in {image.url for image in images}]
    return replace(
        first,
        body_text="\n".join(lines) or None,
        attachments=tuple(attachments),
        images=tuple(images),
    )


def _lines(page: Extract) -> list[str]:
    lines = (page.body_text or "").split("\n")
    return [
        line
        for at, line in enumerate(lines)
        if not (PAGER_LINE.match(line) and (at < PAGER_LINES or at >= len(lines) - PAGER_LINES)) and line
    ]


def read_whole(read: Callable[[Sequence[Capture]], Visit], find: Callable[[str], Capture | None]) -> Visit:
    """Read an article with its further pages as far as *find* has them; *read* reads it with those that are given."""
    pages: list[Capture] = []
    visit = read(pages)
    while visit.extract is not None and visit.extract.further_pages and len(pages) < MAX_PAGES:
        page = find(visit.extract.further_pages[0])
        if page is None:
            return visit
        pages.append(page)
        visit = read(pages)
    return visit
