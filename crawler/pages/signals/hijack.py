"""Titles that hijackers gave to a page: lists of search words that share nothing with what the page says.

A mirror that trades on an office's texts keeps the article and puts its own words into `<title>`, the meta elements and
the first lines.  Its vocabulary changes with fashion, so beside the known words (`crawler.normalise.text.spam`) the
build of the title counts: several short parts, of which none is the headline or speaks of what the text speaks of.
"""

import re
from itertools import pairwise

from crawler.normalise.text.script import to_simplified
from crawler.normalise.text.spam import is_spam_line
from crawler.pages.dom.tree import PageTree

_PARTED = re.compile(r"\s*[,，、|｜_]\s*")
_MIN_PARTS = 3
_MAX_PART_LENGTH = 24
_SENTENCE = re.compile("[！？：；。“”《》…!?:;]")
"""Search words are strung together without it."""
_HAN = re.compile("[\u4e00-\u9fff]")
_PROSE = 25
"""Characters from which a line without links counts as text."""
_ENOUGH_PROSE = 150
"""Characters of text below which a page says too little to compare with."""
_KINSHIP = 0.4
"""Share of a headline's pairs of characters that its own text uses at the least; lists of search words have some by
chance."""


def hijacked_titles(tree: PageTree) -> tuple[str, ...]:
    """Return those of the page's titles that a hijacker wrote: `<title>`, and the titles, keywords of meta elements."""
    named = dict.fromkeys((*tree.page_titles, *(content for name, content in tree.metas if name in _NAMES)))
    return tuple(title for title in named if is_hijacked(title, tree))


_NAMES = frozenset(("title", "og:title", "twitter:title", "articletitle"))


def is_hijacked(title: str, tree: PageTree) -> bool:
    """Tell whether a title is spam: by its words, or as a list that has nothing to do with the page."""
    if is_spam_line(title):
        return True
    parts = [part for part in _PARTED.split(title.strip()) if part]
    if len(parts) < _MIN_PARTS or max(map(len, parts)) > _MAX_PART_LENGTH:
        return False
    if _SENTENCE.search(title) or not _HAN.search(title):
        return False
    lines = [line.text for line in tree.lines if line.link_share < 0.3 and title not in line.text]
    if any(text in parts for text in lines):
        return False
    prose = "\n".join(text for text in lines if len(text) >= _PROSE)
    return len(prose) >= _ENOUGH_PROSE and not (
        _speaks_of(parts, prose) or _speaks_of([to_simplified(part) for part in parts], to_simplified(prose))
    )


def _speaks_of(parts: list[str], prose: str) -> bool:
    """Tell whether the text uses the words of one of the parts."""
    for part in parts:
        pairs = {pair for pair in map("".join, pairwise(part)) if _HAN.match(pair)}
        if len(pairs) > 1 and sum(pair in prose for pair in pairs) >= _KINSHIP * len(pairs):
            return True
    return False
