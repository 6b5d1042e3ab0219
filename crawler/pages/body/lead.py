"""The standfirst: the sentence or two that stand between headline and text, or open the text in bold type."""

import re
from dataclasses import dataclass

from crawler.pages.body.boilerplate import ends_article, heads_article, is_furniture_name
from crawler.pages.body.cleaning import fold
from crawler.pages.body.density import Prose
from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.vocabulary import is_meta_line

_LEAD_NAME = re.compile(
    r"sapo|hometext|summary|abstract|daodu|daoyu|zhaiyao|chapeau|chapo|teaser|tom-?tat|"
    r"(?:^|[\s_-])(?:lead|intro|introtext|desc|description|brief|digest|guide|standfirst)(?=$|[\s_\d-])"
)
_MIN_LENGTH = 12.0
_PROSE = 20.0
"""Score from which a line without a name is a standfirst."""
_LOOK_BACK = 8
"""So many lines before the text are looked at, those of a table of contents not counted."""
_ALL_LINK = 0.8
_BELOW_HEADLINE = 3
"""So near the headline a line with a lead's name counts whatever stands between it and the text."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The standfirst's words, and the lines of it that stand before the text's own block."""

    text: str | None
    before: tuple[int, ...]


def find_lead(tree: PageTree, prose: Prose, kept: list[int], title_line: int | None, captions: frozenset[int]) -> Lead:
    """Find the standfirst of a text that consists of the lines `kept`; it is none of the captions."""
    first = kept[0]
    titled = title_line is not None and title_line < first
    start = title_line + 1 if title_line is not None and titled else 0
    headline = fold(tree.lines[title_line].text) if title_line is not None else ""
    contents = _contents(tree, start, first) if titled else frozenset()
    visible = [i for i in range(start, first) if prose.mass[i] and i not in captions and i not in contents]
    near = visible[-_LOOK_BACK:]
    far = [
        i for i in visible[:-_LOOK_BACK] if titled and i <= start + _BELOW_HEADLINE and _has_lead_name(tree.lines[i])
    ]
    before = tuple(
        i
        for i in (*far, *near)
        if _is_lead(tree.lines[i], prose, titled, first) and fold(tree.lines[i].text) != headline
    )
    if before:
        text = " ".join(tree.lines[i].text for i in before)
        opening = fold("".join(tree.lines[i].text for i in kept[:3]))
        return Lead(text, () if fold(text) in opening else before)
    line = tree.lines[first]
    if prose.mass[first] >= _MIN_LENGTH and len(kept) > 1 and _opens_in_bold(line, tree.lines[kept[1]]):
        return Lead(line.text, ())
    return Lead(None, ())


def _contents(tree: PageTree, start: int, end: int) -> frozenset[int]:
    """Return the lines from `start` to before `end` that lead to places of the page itself."""
    return frozenset(
        anchor.line
        for anchor in tree.anchors
        if start <= anchor.line < end
        and tree.lines[anchor.line].link_share > _ALL_LINK
        and (anchor.element.get("href") or "").startswith("#")
    )


def _is_lead(line: Line, prose: Prose, titled: bool, text: int) -> bool:
    """Whether a line before the text is its standfirst: by its block's name, or as prose right below the headline.

    *text* is the index of the text's first line.
    """
    if prose.mass[line.index] < _MIN_LENGTH or line.link_share > 0.3:
        return False
    if prose.mass[line.index] < 60 and (heads_article(line.text) or ends_article(line.text)):
        return False
    if is_meta_line(line.text) or any(_is_apart(block, text) for block in _around(line)):
        return False
    return _has_lead_name(line) or (titled and prose.plain[line.index] >= _PROSE and not _has_label(line))


def _is_apart(block: Block, text: int) -> bool:
    """Whether a block that does not hold the text as well is named like furniture."""
    return block.last <= text and is_furniture_name(block.tag, block.ident)


def _has_label(line: Line) -> bool:
    """Whether the line stands beside another cell, as a value stands beside its label."""
    cell = line.block.cell
    row = cell.parent if cell is not None else None
    return cell is not None and row is not None and (row.first, row.last) != (cell.first, cell.last)


def _opens_in_bold(line: Line, following: Line) -> bool:
    return _has_lead_name(line) or (line.emphasised and not following.emphasised and not line.heading)


def _has_lead_name(line: Line) -> bool:
    return any(_LEAD_NAME.search(block.ident) for block in _around(line) if block.ident)


def _around(line: Line) -> list[Block]:
    """The line's block and the two around it."""
    blocks = [line.block]
    while len(blocks) < 3 and blocks[-1].parent is not None:
        blocks.append(blocks[-1].parent)
    return blocks
