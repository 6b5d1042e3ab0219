"""Which lines speak of the article: those between its title and its text, and those right after the text.

Dates, counts and bylines are believed only there.  What lies further off belongs to other items, to the site, or to
the text itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from crawler.normalise.numbers.counts import find_views
from crawler.normalise.people.bylines import read_byline
from crawler.pages.body.boilerplate import comment_heads, is_labelled_stamp, is_sentence
from crawler.pages.body.find import Body
from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.attachments import is_file_link
from crawler.pages.fields.headline.find import Title
from crawler.pages.vocabulary import DATE_LABEL, FOOTER, SIDE_HEADING, folded, is_meta_line

ABOVE = 4
"""So many lines right above the title may date the article."""
SIBLING_HEAD = 3
"""Lines of a block that stands beside the one of title and text, and dates them."""
HEAD_LIMIT = 40
LEAD_LIMIT = 7
"""So many of the text's first lines may be its standfirst, with the date line below them."""
OPENING_LIMIT = 24
CLOSING_LIMIT = 3
PROSE = {"zh": 30, "vi": 60}
"""Characters from which a line is a sentence rather than a label, a name or a date."""
SMALLEST_BOX = 3
"""Lines of a box of other items that may stand between the text and the article's foot."""
TAIL_INSIDE, TAIL_OUTSIDE = 30, 8
"""Lines after the text that are looked at, inside and outside the container of title and text."""
LINK_TEXT = {"zh": 8, "vi": 18}
"""From so many characters on a line that is all link is another item, not a tool such as "print"."""


@dataclass(frozen=True, kw_only=True)
class Region:
    """The article's surroundings, each a list of lines in document order."""

    above: tuple[Line, ...]
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    tail: tuple[Line, ...]
    start: int
    """Index of the first line of the article: its title where it has a line."""
    end: int
    """Index after the last line that belongs to it."""
    container: Block
    """The smallest block around title and text."""
    language: str
    titled: bool = True
    """Whether the title has a line; without one the lines of `head` may as well be the site's."""

    @property
    def opening(self) -> tuple[Line, ...]:
        """The text's first lines as long as they are no prose: head of a paper, a table that describes it."""
        for count, line in enumerate(self.body[:OPENING_LIMIT]):
            if _is_prose(line.text, self.language):
                return self.body[:count]
        return ()

    @property
    def closing(self) -> tuple[Line, ...]:
        """The text's last lines as long as they are short: labels and names that were not told from it."""
        lines = self.body[-CLOSING_LIMIT:]
        for count, line in enumerate(reversed(lines)):
            if len(line.text) > PROSE[self.language] * 2:
                return lines[len(lines) - count :]
        return lines

    def meta_lines(self) -> Iterator[Line]:
        """Yield the lines around the text, the nearest to a reader's eye first."""
        yield from self.head
        yield from self.tail


def find_region(tree: PageTree, title: Title | None, body: Body | None, language: str) -> Region:
    """Return the lines around the text; without a text, those below the title."""
    lines = tree.lines
    if body is not None and title is not None and title.first is not None and body.last < title.first:
        body = None  # some other text of a page whose article has next to none
    first_body, last_body = (body.first, body.last) if body else _no_body(tree, title)
    if title is None or title.first is None or title.last is None:
        top = below = max(0, first_body - 10)
        above = []
    else:
        top, below = title.first, title.last + 1
        above = [line for line in lines[max(0, top - ABOVE) : top] if line.link_share < 0.8]
    if below >= first_body:  # the text's container holds the title as well
        first_body = _first_prose(tree, below, body, language)
    container = _container(tree, top, last_body)
    head = [line for line in lines[max(below, first_body - HEAD_LIMIT) : first_body] if line.link_share < 0.8]
    if body:
        head += [*_stamps(tree, first_body, body, language), *_below_lead(tree, body, language)]
    tail = list(_tail(tree, last_body + 1, container, language))
    kept = set(body.kept) if body else set()
    return Region(
        above=tuple(line for line in above if _around_head(container).first <= line.index),
        head=tuple(head),
        body=tuple(line for line in lines[first_body : last_body + 1] if line.index in kept),
        tail=tuple(line for line in tail if line.link_share < 0.8),
        start=top,
        end=tail[-1].index + 1 if tail else last_body + 1,
        container=container,
        language=language,
        titled=title is not None and title.first is not None,
    )


def _stamps(tree: PageTree, first: int, body: Body, language: str) -> Iterator[Line]:
    """Yield the date lines that the text's container holds above the first line of running text."""
    for index in (index for index in body.kept[:LEAD_LIMIT] if index >= first):
        line = tree.lines[index]
        if _is_prose(line.text, language):
            return
        if is_labelled_stamp(line.text) and DATE_LABEL.match(folded(line.text)):
            yield line


def _below_lead(tree: PageTree, body: Body, language: str) -> list[Line]:
    """Return the lines that stand between the text's first lines and are no part of it: a date line below the lead."""
    found: list[Line] = []
    for former, later in pairwise(body.kept[:LEAD_LIMIT]):
        between = tree.lines[former + 1 : later]
        if len(between) <= HEAD_LIMIT and _is_prose(tree.lines[former].text, language):
            found += [line for line in between if line.link_share < 0.8]
    return found


def _no_body(tree: PageTree, title: Title | None) -> tuple[int, int]:
    below = title.last + 1 if title is not None and title.last is not None else 0
    first = min(len(tree.lines), below + 12)
    return first, first - 1


def _first_prose(tree: PageTree, below: int, body: Body | None, language: str) -> int:
    """Return the first line of the text that lies below the title."""
    if body is None:
        return below
    later = [index for index in body.kept if index >= below]
    for index in later[:12]:
        if _is_prose(tree.lines[index].text, language):
            return index
    return later[0] if later else below


def _is_prose(text: str, language: str) -> bool:
    """Tell whether a line is running text: long, or a sentence however short, and no line of fields."""
    return (len(text) > PROSE[language] or is_sentence(text)) and not is_meta_line(text)


def _container(tree: PageTree, first: int, last: int) -> Block:
    """Return the smallest block around title and text."""
    if first >= len(tree.lines):
        return tree.blocks[0]
    inner = tree.lines[first].block
    return next((block for block in (inner, *inner.ancestors()) if block.last > last), tree.blocks[0])


def _around_head(container: Block) -> Block:
    """Return the block around the container where it holds a line or two above it: the head in a block of its own."""
    for block in container.ancestors():
        if block.tag in ("html", "body"):
            return container
        if block.first < container.first:
            return block if container.first - block.first <= SIBLING_HEAD else container
    return container


def _tail(tree: PageTree, start: int, container: Block, language: str) -> Iterator[Line]:
    """Yield the lines after the text until other matter begins."""
    files = {
        placed.line
        for placed in tree.anchors
        if start <= placed.line <= start + TAIL_INSIDE and is_file_link(placed.element)
    }
    dated = {placed.line for placed in tree.dated}
    comments = comment_heads(tree)
    index = start
    past_box = False
    while index < min(len(tree.lines), start + TAIL_INSIDE):
        line = tree.lines[index]
        index += 1
        if line.index in comments:
            return
        if line.index >= container.last and line.index - start >= TAIL_OUTSIDE:
            return
        if line.index not in files and _begins_other_matter(line, language):
            box = _box_of(line, start)
            if box.last - box.first < SMALLEST_BOX or box.last >= container.last or container.tag in ("html", "body"):
                return
            index, past_box = box.last, True
        elif not past_box or line.index in dated or _is_foot_of_article(line, language):
            yield line


def _box_of(line: Line, start: int) -> Block:
    """Return the largest block around a line that begins behind the text."""
    box = line.block
    while box.parent is not None and box.parent.first >= start:
        box = box.parent
    return box


def _is_foot_of_article(line: Line, language: str) -> bool:
    """Tell whether a line behind a box of other items still speaks of the article: a date, a count, or its makers."""
    if line.link_share > 0:
        return False
    return is_labelled_stamp(line.text) or find_views(line.text) is not None or bool(read_byline(line.text, language))


def _begins_other_matter(line: Line, language: str) -> bool:
    words = folded(line.text)
    if len(words) < 60 and SIDE_HEADING.match(words):
        return True
    if FOOTER.search(words):
        return True
    return line.link_share > 0.8 and len(line.text) >= LINK_TEXT[language]
