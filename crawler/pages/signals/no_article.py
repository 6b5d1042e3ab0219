"""Recognises the pages that a server sends, as if all were well, in the place of what was asked for.

Firewalls and captchas, maintenance, errors of databases and servers, the default page of a server, log-in forms, and
the page of an article that was taken down.  They have in common that they speak to their visitor and of themselves, in
few words, and that nothing of an article stands beside those words: no labelled date, no number, no author, no file.
An article *about* such a page has some of that, or a text of its own, or quotes the words.
"""

import re
from collections.abc import Iterator

from crawler.items import Extract
from crawler.pages.dom.tree import PageTree
from crawler.pages.signals import phrases
from crawler.pages.signals.phrases import Kind
from crawler.pages.vocabulary import folded

MAX_LINE_LENGTH = 220
"""Characters of a line that may be such a sentence; server errors print their trace in one line and are cut."""
MAX_BESIDE = 260
"""Characters of other sentences in a page that still says nothing else."""
MAX_LONE_LENGTH = 240
"""Characters of a page without links, images, dates or names; an article's page has more, or one of these."""
FEW_LINKS = 3
"""Links of a page that has no site round it, at the most."""
MAX_NOTICE_LENGTH = 300
"""Characters of text above which such words are the subject of an article."""
QUOTED = re.compile(r"“[^”]*”|«[^»]*»|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"]*\"|‘[^’]*’")
MIN_SENTENCE_LENGTH = 18
"""Characters from which an unlinked line counts as a sentence."""


def kind_of_no_article(tree: PageTree, extract: Extract) -> Kind | None:
    """Return the flag of a page that is no article, or None for one that may be."""
    if not (tree.lines or tree.images or tree.frames or tree.payloads or tree.anchors or extract.body_text):
        return "error_page"  # a page of nothing at all
    is_bare = len(tree.anchors) <= FEW_LINKS
    if _has_marks_of_article(extract, is_bare=is_bare):
        return None
    if len(extract.body_text or "") > MAX_NOTICE_LENGTH:
        # A server's own pages may be long, but then their headline says what they are.
        return _kind_of_all(list(_sentences(tree, headlines_only=True)), is_bare=True) if is_bare else None
    lines = list(_sentences(tree))
    if _asks_for_password(tree, lines):
        return "login_page"
    if _is_lone_notice(tree, extract):
        return _kind_of_all(lines, is_bare=True) or (None if extract.published else "error_page")
    return _kind_of_all(lines, is_bare=is_bare) or ("error_page" if _shows_nothing(tree) else None)


def _kind_of_all(lines: list[str], *, is_bare: bool) -> Kind | None:
    """Return the kind of the page that says *lines* and nothing else of weight."""
    found = [(kind, line) for line in lines if (kind := _kind_said(line, is_bare=is_bare))]
    if not found:
        return None
    if any(map(phrases.ANNOUNCES.search, lines)) and not any(phrases.COME_AGAIN.search(line) for _, line in found):
        return None
    said = {line for _, line in found}
    beside = sum(len(line) for line in lines if line not in said and _is_sentence(line))
    return None if beside > MAX_BESIDE else min((kind for kind, _ in found), key=phrases.ORDER.index)


def _shows_nothing(tree: PageTree) -> bool:
    """Tell whether nothing stands within the site's frame: no headline, no sentence, no picture."""
    if tree.images or tree.frames or tree.payloads:
        return False
    shown = [line for line in tree.lines if not line.hidden and line.link_share < 0.5]
    return not any(line.heading or not phrases.FURNITURE.search(folded(line.text)) for line in shown)


def _is_lone_notice(tree: PageTree, extract: Extract) -> bool:
    """Tell whether the page is a few words alone: nothing of a site stands round them, and nothing of an article."""
    if len(tree.anchors) > 1 or tree.images or tree.frames or extract.views is not None or extract.author:
        return False
    return sum(len(line.text) for line in tree.lines if not line.hidden) <= MAX_LONE_LENGTH


def _has_marks_of_article(extract: Extract, *, is_bare: bool) -> bool:
    """Tell whether the page has what only articles have; views and bylines of a most-read box are too common.

    Firewalls print the moment of their refusal, so that a bare page's date counts only where it is labelled.
    """
    is_stamp = is_bare and extract.provenance.get("published", "").startswith("structure:")
    is_dated = extract.published is not None and not is_stamp
    return bool(is_dated or extract.document_number or extract.attachments or extract.source)


def _sentences(tree: PageTree, *, headlines_only: bool = False) -> Iterator[str]:
    """Yield the titles and the unlinked lines that the page shows, ready for matching, without what they quote."""
    lines = (line for line in tree.lines if line.heading or not headlines_only)
    shown = [line.text for line in lines if not line.hidden and line.link_share < 0.5]
    for text in dict.fromkeys((*tree.page_titles, *shown)):
        yield QUOTED.sub(" ", folded(text))[:MAX_LINE_LENGTH]


def _is_sentence(line: str) -> bool:
    return len(line) >= MIN_SENTENCE_LENGTH and not phrases.FURNITURE.search(line)


def _kind_said(line: str, *, is_bare: bool) -> Kind | None:
    if phrases.FURNITURE.search(line) and not is_bare:
        return None
    for kind, pattern in phrases.SENTENCES.items():
        if pattern.search(line):
            return kind
    if is_bare:
        for kind, pattern in phrases.BARE.items():
            if pattern.search(line):
                return kind
    return None


def _asks_for_password(tree: PageTree, lines: list[str]) -> bool:
    """Tell whether the page is a log-in form: many sites have a small one on every page, but not as their headline."""
    if not any((field.get("type") or "").lower() == "password" for field in tree.root.iter("input")):
        return False
    return any(phrases.LOGIN_TITLE.search(line) for line in lines)
