"""The article's text on a page: `find_body`.

The steps, each in a module of its own: weigh the lines (`prose`), choose the block that holds the article
(`container`), leave out what in it is no text (`cleaning`), set captions apart (`captions`), write the rest as lines
of text (`blocks`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.items import Image
from crawler.pages.body.boilerplate import ends_article
from crawler.pages.body.captions import find_captions
from crawler.pages.body.cleaning import Cleaned, clean_blocks, fold, without_meta_below_lead
from crawler.pages.body.closing import back_link
from crawler.pages.body.container import choose_container
from crawler.pages.body.density import Prose
from crawler.pages.body.lead import find_lead
from crawler.pages.body.thin import common_block, data_table, lines_below_title, list_beside
from crawler.pages.dom.blocks import block_text
from crawler.pages.dom.duplicates import first_copy, has_copy
from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.vocabulary import FOOTER, folded

_MIN_HEADLINE_LENGTH = 8
"""Characters of the shortest line that is taken for the headline because the page's title holds it."""
_THIN = 60.0
"""Score of running text under which a page is looked at as a thin article."""


@dataclass(frozen=True, eq=False)
class Body:
    """The article's text and where it stands."""

    text: str
    """One line per block or `<br>`, table rows as ``cell | cell``; no headline, captions or bylines."""
    kept: tuple[int, ...]
    """Indices into ``tree.lines`` of the lines that are in `text`, in order."""
    block: Block
    """The block that holds it."""
    lead: str | None
    """The standfirst; it is the first line of `text` too."""
    images: tuple[Image, ...]
    """Pictures inside the text with their captions, absolute addresses."""
    byline_lines: tuple[str, ...]
    """Lines at the edges of the block that are no text: dates, sources, editors, labels."""
    rule: str
    """``structure``, ``below title``, ``table``, or ``container:`` and the selector that named the block."""
    flags: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """Index of the first line of the text."""
        return self.kept[0]

    @property
    def last(self) -> int:
        """Index of the last line of the text."""
        return self.kept[-1]


def find_body(tree: PageTree, *, title: str | None, containers: Sequence[str] = ()) -> Body | None:
    """Find the article's text.

    `title` is the headline as the page shows it, if known; `containers` are selectors to try first.  None where the
    page has no text at all.
    """
    title_line = _title_line(tree, title)
    prose = Prose(tree, title_line)
    chosen = _choose(tree, prose, title, title_line, containers)
    if chosen is None:
        return None
    block, rule, cleaned = chosen
    single = first_copy(tree, prose, cleaned.kept)
    captions = find_captions(tree, prose, block, single)
    kept = [i for i in single if i not in captions.lines]
    if not kept:
        return None
    while len(kept) > 1 and title_line is not None and fold(tree.lines[kept[-1]].text) == fold(title or ""):
        kept.pop()  # the headline of a further copy
    lead = find_lead(tree, prose, kept, title_line, captions.lines)
    kept = [*lead.before, *kept]
    duplicated = len(single) < len(cleaned.kept) or has_copy(tree, prose, kept)
    text = block_text(tree, block, kept)
    hanging = back_link(tree, kept[-1])
    return Body(
        text=text.removesuffix(hanging).rstrip() if hanging else text,
        kept=tuple(kept),
        block=block,
        lead=lead.text,
        images=captions.images,
        byline_lines=tuple(tree.lines[i].text for i in cleaned.edges if i not in lead.before),
        rule=rule,
        flags=("body_duplicated",) if duplicated else (),
    )


def _choose(
    tree: PageTree, prose: Prose, title: str | None, title_line: int | None, containers: Sequence[str]
) -> tuple[Block, str, Cleaned] | None:
    """Choose the article's block and its lines; a thin article is what stands below its headline."""
    chosen = choose_container(tree, prose, title_line, containers)
    if chosen is None:
        return None
    block, rule = chosen
    beside = list_beside(tree, prose, block, title_line) if title_line is not None else []
    if beside:
        return common_block(tree, beside), "below title", Cleaned(beside, [])
    cleaned = clean_blocks(tree, prose, block, title, title_line)
    if prose.positive(block) < _THIN:
        told = (i for i in cleaned.kept if not _is_foot(tree.lines[i].text))
        found = sum(prose.mass[i] for i in told if title_line is None or i > title_line)
        below = lines_below_title(tree, prose, title_line) if title_line is not None else []
        if below and sum(prose.mass[i] for i in below) > 1.5 * found:
            kept = without_meta_below_lead(tree, prose, below)
            return common_block(tree, kept), "below title", Cleaned(kept, [i for i in below if i not in kept])
        table = data_table(tree, prose)
        if table is not None and prose.mass_of(table) > _THIN + found:
            return table, "table", clean_blocks(tree, prose, table, title, title_line)
    tells = any(not ends_article(tree.lines[i].text) for i in cleaned.kept)
    return (block, rule, cleaned) if tells else None


def _is_foot(text: str) -> bool:
    """Whether a line of a page with next to no running text is a label behind articles, or the page's foot."""
    return ends_article(text) or FOOTER.search(folded(text)) is not None


def _title_line(tree: PageTree, title: str | None) -> int | None:
    """Index of the line that shows the headline; lists and crumbs repeat it as a link."""
    wanted, most = fold(title or ""), 2 * len(title or "")
    least = len(wanted) or most + 1
    near = [line for line in tree.lines if least <= len(line.text) <= most and not line.hidden]
    shown = [line for line in near if _first_letter(line.text) == wanted[0] and fold(line.text) == wanted]
    shown = [line for line in shown if line.link_share < 0.5 or line.heading in (1, 2)]
    line = min(shown, key=_headline_rank) if shown else _named_in_page_title(tree)
    return line.index if line is not None else None


def _first_letter(text: str) -> str:
    return next(filter(str.isalnum, text), "").lower()[:1]


def _headline_rank(line: Line) -> tuple[int, int]:
    """Order of lines that repeat the headline: main headings, other headings, plain lines, linked lower headings."""
    if line.heading == 1:
        return (0, line.index)
    if line.link_share >= 0.5:
        return (3, line.index)
    return (1 if line.heading else 2, line.index)


def _named_in_page_title(tree: PageTree) -> Line | None:
    """The longest line that the page's own title begins with or holds."""
    named = fold(" ".join(tree.page_titles))
    lines = [
        line
        for line in tree.lines
        if _MIN_HEADLINE_LENGTH <= len(line.text) <= 2 * len(named) and not line.hidden and line.link_share < 0.5
    ]
    return max((line for line in lines if fold(line.text) in named), key=lambda line: len(line.text), default=None)
