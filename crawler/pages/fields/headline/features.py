"""What speaks for a line being the headline, as named features with a weight each.

`Judge.features` says of one line which features it has and how much of each; `WEIGHTS` says what each counts for;
`benchmarks/fit.py` fits the weights to the development sets and shows what the ranking loses without each feature.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import add

from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.headline.claims import Claims, bare, names_site
from crawler.pages.vocabulary import (
    CRUMB_ARROWS,
    DATE_LABEL,
    META_WORD,
    PAPER_NAME,
    SECTION_NAME,
    TITLE_CELL,
    TITLE_FIELD,
    TITLE_LABEL,
    folded,
)

WEIGHTS: Mapping[str, float] = {
    "claimed": 1.0,
    "selected": 6.0,
    "labelled": 4.0,
    "headline_property": 6.0,
    "heading_1": 4.0,
    "heading_2": 2.5,
    "heading_3": 1.5,
    "heading_lower": 1.0,
    "title_name": 3.0,
    "other_name": -3.0,
    "emphasised": 1.0,
    "centred": 0.5,
    "large": 1.5,
    "linked": -3.5,
    "linked_home": -7.0,
    "crumb_end": 3.0,
    "names_paper": 4.0,
    "in_crumbs": -10.0,
    "above_text": 1.5,
    "spoken_of": 1.5,
    "date_below": 2.0,
    "bare_date_below": 1.5,
    "very_short": -3.0,
    "sentence": -3.0,
    "site_name": -4.0,
    "section_name": -3.0,
    "repeated": -1.0,
    "number_or_label": -2.0,
    "after_text": -3.0,
    "distance": -0.08,
    "hidden": -5.0,
}
"""Feature → weight.  `claimed` is 0 to 10 by how well metadata agree, `distance` is lines up to the text, at most 37;
all others are 0 or 1."""
MAX_DISTANT = 37.5
LINKED = 0.8
"""Share of a line in links from which it is one."""
PHRASE = 24
KINSHIP = 0.5
"""Share of a line's pairs of letters that the text below must use to speak of the same."""
KIN_LINES = 8
UNCLAIMED = 5.0
"""Agreement with metadata below which the text is asked whether it speaks of a line."""
_WORD = re.compile(r"[^\W_]+")
TITLE_NAME = re.compile(
    r"title|tieu-?de|headline|biaoti|(?:^|[\s_-])(?:tit|bt|ten-?(?:bai|tin)|trich-?yeu|subject)(?:$|[\s_-])"
)
OTHER_NAME = re.compile(
    r"site|logo|banner|menu|navbar|(?:^|[\s_-])nav(?:$|[\s_-])|crumb|widget|module-|mod-|portlet-(?:title|topper)|side|foot|sub-?title|sapo|related|other|"
    r"recommend|(?:^|[\s_-])(?:hot|rank|lead|path|tabs?|block|box)(?:$|[\s_-])|copyright|comment|weizhi"
)
CRUMBS_NAME = re.compile(r"(?:^|[\s_-])(?:bread-?crumbs?|crumbs?|weizhi|dangqianweizhi|duong-?dan)(?=$|[\s_-])")
DATE_FIGURES = re.compile(
    r"[\dtT](?:(?<=\d)(?:\d?\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4}|\d{3}\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}|月))"
    r"|(?<=[tT])(?:háng|HÁNG)\s+\d{1,2})"
)
LARGE_SIZES = frozenset("4567")
LARGE_STYLE = re.compile(
    r"font-size\s*:\s*(?:x-large|xx-large|1[89]px|[2-4]\dpx|1[5-9](?:\.\d)?pt|[2-3]\dpt|1\.[5-9]\d*r?em|2(?:\.\d+)?r?em)",
    re.IGNORECASE,
)
NUMBER_ONLY = re.compile(
    r"^\s*(?:số\s*:?\s*)?\d{1,5}[a-z]?\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\wĐđ&-]*\s*$|^[\u4e00-\u9fff]{1,12}[〔\[(（【]\d{4}[〕\])）】]\s*第?\d+\s*号$",
    re.IGNORECASE,
)
HOME = re.compile(r"^(?:https?://[^/]+)?/?(?:#|index\.\w+|default\.\w+|home/?)?$", re.IGNORECASE)


MAX_LABEL_LENGTH = 20
"""Characters of the longest label of a field."""
FIELD = re.compile(rf"\W*(?:{META_WORD.pattern}|{DATE_LABEL.pattern})")


class Judge:
    """Weighs each line of one page."""

    def __init__(self, tree: PageTree, claims: Claims, named: frozenset[int], start: int) -> None:
        self.tree = tree
        self.claims = claims
        self.named = named
        self.start = start
        self.seen = Counter([line.text for line in tree.lines])
        self.trusted = frozenset(claim for claim, _ in claims.trusted)
        self.steps = {line.index for line in tree.lines[:start] if line.text[-1] in CRUMB_ARROWS}
        """Lines that end in an arrow: steps of the path to the page."""
        self.dated: dict[int, bool] = {}
        """Whether a line, by its index, holds the figures of a date: neighbours ask for the same ones."""

    def may_win(self, line: Line) -> bool:
        """Tell cheaply whether a line is worth weighing: no link and before the text, or known to metadata."""
        if (self.claims.spam and bare(line.text) in self.claims.spam) or line.index in self.fields:
            return False
        if line.index <= self.start and (line.link_share <= LINKED or line.heading == 1 or self.stands_alone(line)):
            return True
        return line.text[:3] in self.claims.raw

    def stands_alone(self, line: Line) -> bool:
        """Tell whether a linked line may be the headline all the same.

        It stands right above the text and is no menu's last entry, ends the path to the page, or leads to the page.
        """
        if line.index == self.start - 1 and not self.ends_menu(line):
            return True
        return self.ends_crumbs(line) or line.index in self.own_links

    def ends_menu(self, line: Line) -> bool:
        """Tell whether the line is the last of several links in one list."""
        before = self.tree.lines[max(0, line.index - 2) : line.index]
        home = line.block.parent
        return len(before) > 1 and all(one.link_share > LINKED and one.block.parent is home for one in before)

    @cached_property
    def own_links(self) -> frozenset[int]:
        """Indices of the lines with a link to the page itself, as some systems set the headline."""
        here = self.tree.url.partition("#")[0].partition("://")[2]
        name = here.rstrip("/").rpartition("/")[2]
        if name not in self.tree.source:
            return frozenset()
        links = ((anchor.line, anchor.element.get("href") or "#") for anchor in self.tree.anchors)
        near = [(line, self.tree.absolute(href)) for line, href in links if href.rstrip("/").endswith(name)]
        return frozenset(line for line, link in near if link.partition("://")[2] == here)

    def score(self, line: Line) -> float:
        """Return how much speaks for this line; only lines before the text can win without a claim."""
        claimed = self.claimed(line)
        if line.index > self.start and claimed < 6:
            return 0.0
        value = WEIGHTS["claimed"] * claimed + sum([WEIGHTS[name] for name in self.names(line, claimed)])
        return value + WEIGHTS["distance"] * self.distance(line)

    def features(self, line: Line, claimed: float) -> dict[str, float]:
        """Return the features that a line has, each with its amount."""
        return {"claimed": claimed, "distance": self.distance(line), **dict.fromkeys(self.names(line, claimed), 1.0)}

    def distance(self, line: Line) -> float:
        """Return the lines up to the text; a line behind its beginning is as near as can be."""
        return max(0.0, min(MAX_DISTANT, self.start - line.index))

    def names(self, line: Line, claimed: float) -> list[str]:
        """Return the features that a line has or has not."""
        names = [*self.markup(line), *self.place(line)]
        if claimed < UNCLAIMED and "above_text" in names and self.is_spoken_of(line):
            names.append("spoken_of")
        return names

    def claimed(self, line: Line) -> float:
        """Agreement with metadata: 0 to 10, or less than nothing for the name of the site."""
        text = bare(TITLE_LABEL.sub("", line.text))
        if not text:
            return 0.0
        if text in self.trusted:
            return 10.0
        if text in self.claims.sites:
            return -6.0
        if text in self.claims.cut:
            return 9.5
        return max(_overlap(text, claim) for claim in (self.claims.document, *self.trusted))

    def markup(self, line: Line) -> Iterator[str]:
        """Yield what the elements around the line say it is."""
        if line.heading:
            yield _HEADINGS[line.heading]
        names = " ".join([block.ident for block in _near(line.block) if block.ident])
        if names:  # the end of the path to the page stands in a block that is named for the path
            yield from (name for name in _named(names) if name != "other_name" or not self.ends_crumbs(line))
        if line.block.element.get("itemprop") == "headline":
            yield "headline_property"
        if line.emphasised:
            yield "emphasised"
        if line.centred:
            yield "centred"
        if self.tree.sets_type and _large(line):
            yield "large"
        if line.link_share > LINKED and not self.stands_alone(line):
            yield "linked_home" if self.leads_home(line) else "linked"
        if line.hidden:
            yield "hidden"
        if line.index in self.named:
            yield "selected"

    def place(self, line: Line) -> Iterator[str]:
        """Yield what speaks of where the line stands: near the text, above a date, not repeated all over the page."""
        yield from self.below(line)
        yield from self.words(line)
        if self.ends_crumbs(line):
            yield "crumb_end"
            if PAPER_NAME.match(folded(line.text)):
                yield "names_paper"
        elif self.is_in_crumbs(line):
            yield "in_crumbs"
        if self.seen[line.text] > 2:
            yield "repeated"
        if is_document_number(line.text) or self.labels_a_cell(line):
            yield "number_or_label"
        if line.index > self.start:
            yield "after_text"

    def below(self, line: Line) -> Iterator[str]:
        """Yield what stands below the line."""
        if self.dated_below(line):
            yield "date_below"
        if self.bare_date_below(line):
            yield "bare_date_below"
        if self.leads_to_text(line):
            yield "above_text"

    def words(self, line: Line) -> Iterator[str]:
        """Yield what the line's own words speak of."""
        text = line.text
        size = len(text)
        if TITLE_LABEL.match(text) or self.is_in_labelled_cell(line):
            yield "labelled"
        if size < 4:
            yield "very_short"
        if size > 150 or text.endswith(("。", "；", ";")) or text[0] in "，。；：、,.;:)）":
            yield "sentence"
        if names_site(text, self.claims.sites):
            yield "site_name"
        if size < PHRASE and SECTION_NAME.fullmatch(folded(text)):
            yield "section_name"

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of neighbouring letters, or of words, that the beginning of the text uses."""
        return frozenset().union(*(_pairs(line.text) for line in self.tree.lines[self.start : self.start + KIN_LINES]))

    def is_spoken_of(self, line: Line) -> bool:
        """Tell whether the text below, in a block of its own, speaks of what the line names."""
        if self.start < len(self.tree.lines) and self.tree.lines[self.start].block.parent is line.block.parent:
            return False
        pairs = _pairs(line.text)
        return len(pairs) > 2 and len(pairs & self.pairs) >= KINSHIP * len(pairs)

    def ends_crumbs(self, line: Line) -> bool:
        """Tell whether the line is the last step of the path to the page: the steps before it end in an arrow."""
        index, steps = line.index, self.steps
        return index - 1 in steps and index - 2 in steps and index not in steps and len(line.text) > 3

    def is_in_crumbs(self, line: Line) -> bool:
        """Tell whether the line stands in one small block with the path to the page, behind its last arrow."""
        if line.index == 0 or len(line.text) > PHRASE:
            return False
        if any(CRUMBS_NAME.search(block.ident) for block in _near(line.block)):
            return True
        before = self.tree.lines[line.index - 1]
        return before.block is line.block.parent and before.index in self.steps

    def leads_home(self, line: Line) -> bool:
        """Tell whether the line is a link to the front page, as a site's name is."""
        anchors = (anchor.element for anchor in self.tree.anchors if anchor.line == line.index)
        return any(HOME.match(anchor.get("href") or "") for anchor in anchors)

    def labels_a_cell(self, line: Line) -> bool:
        """Tell whether the next line stands in the cell to the right: then this is a row of a table."""
        cell, below = line.block.cell, self.tree.lines[line.index + 1 : line.index + 2]
        beside = below[0].block.cell if below else None
        return cell is not None and beside is not None and cell is not beside and cell.parent is beside.parent

    def is_in_labelled_cell(self, line: Line) -> bool:
        """Tell whether the cell to the left says that the line is the title, as in the table of a letter."""
        label = self.label_of(line)
        return label is not None and TITLE_CELL.fullmatch(folded(label.text)) is not None

    @cached_property
    def fields(self) -> frozenset[int]:
        """Indices of the lines that are the label or the value of a field that is not the title's."""
        values = [line.index for line in self.tree.lines[1:] if line.block.cell or line.block.tag == "dd"]
        values = [index for index in values if self.is_value(self.tree.lines[index])]
        return frozenset((*values, *(index - 1 for index in values)))

    def is_value(self, line: Line) -> bool:
        """Tell whether the line is what a labelled field of the page says, and not its title."""
        label = self.label_of(line)
        if label is None or len(label.text) > MAX_LABEL_LENGTH:
            return False
        words = folded(label.text)
        is_field = label.block.tag in ("th", "dt") or words.endswith(":") or FIELD.match(words) is not None
        return is_field and not TITLE_FIELD.search(words)

    def label_of(self, line: Line) -> Line | None:
        """Return the line before, where it stands in the cell to the left or is the term that this line describes."""
        if line.index == 0:
            return None
        before, cell = self.tree.lines[line.index - 1], line.block.cell
        if cell is None:
            return before if (before.block.tag, line.block.tag) == ("dt", "dd") and _is_one_of_several(before) else None
        left = before.block.cell
        return before if left is not None and left is not cell and left.parent is cell.parent else None

    def leads_to_text(self, line: Line) -> bool:
        """Tell whether only short lines without links stand between the line and the text."""
        between = self.tree.lines[line.index + 1 : self.start]
        return (
            line.index < self.start
            and len(between) <= 5
            and all(len(other.text) < 100 and other.link_share < 0.5 for other in between)
        )

    def bare_date_below(self, line: Line) -> bool:
        """Tell whether the very next line is a date and nothing else."""
        if not self.is_dated(line.index + 1):
            return False
        return not any(map(str.isalpha, self.tree.lines[line.index + 1].text))

    def dated_below(self, line: Line) -> bool:
        """Tell whether one of the next lines is the date line of an article."""
        following = range(line.index + 1, min(line.index + 4, len(self.tree.lines)))
        if not any(len(self.tree.lines[index].text) < 120 and self.is_dated(index) for index in following):
            return False
        return len(line.text) > 30 or not self.is_dated(line.index)

    def is_dated(self, index: int) -> bool:
        """Tell whether the line of that index holds the figures of a date."""
        found = self.dated.get(index)
        if found is None:
            found = index < len(self.tree.lines) and DATE_FIGURES.search(self.tree.lines[index].text) is not None
            self.dated[index] = found
        return found


_HEADINGS = ("", "heading_1", "heading_2", "heading_3", "heading_lower", "heading_lower", "heading_lower")
"""By level."""


def _is_one_of_several(term: Line) -> bool:
    """Tell whether a list of terms and descriptions has more than this term."""
    around = term.element.getparent()
    return around is not None and len(around.findall("dt")) > 1


def is_document_number(text: str) -> bool:
    """Tell whether a line is only the number of a paper, such as 12/KH-SYT."""
    return ("/" in text or "号" in text) and NUMBER_ONLY.match(text) is not None


@lru_cache(maxsize=2048)
def _named(names: str) -> tuple[str, ...]:
    """What the ids and classes around a line say; the lines and pages of a site share them."""
    found = (("title_name", TITLE_NAME), ("other_name", OTHER_NAME))
    return tuple(name for name, pattern in found if pattern.search(names))


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring Han characters; of Vietnamese text the pairs of its syllables."""
    words = _WORD.findall(text.lower())
    pairs = set(map(" ".join, pairwise(words))) if len(words) > 2 else set()
    for word in words:
        if word[0] >= "\u3400":
            pairs.update(map(add, word, word[1:]))
    return pairs


def _overlap(text: str, claim: str) -> float:
    """Return 0 to 9 for a line that is part of a claimed title; a part at its start counts most."""
    if len(text) < 3 or not claim:
        return 0.0
    if text == claim:
        return 9.0
    share = len(text) / len(claim)
    if claim.startswith(text):
        return 5.0 + 3.0 * share
    if text in claim:
        return 3.0 + 3.0 * share
    if claim in text and (len(claim) >= 8 or (len(claim) >= 4 and text.startswith(claim))):
        return 4.0
    return 0.0


def _near(block: Block) -> Iterator[Block]:
    """Yield the block and the two around it, as long as they hold little else than this line."""
    yield block
    for _ in range(2):
        if block.parent is None or block.parent.last - block.parent.first > 4:
            return
        block = block.parent
        yield block


def _large(line: Line) -> bool:
    """Tell whether the line is set in large type."""
    element = line.block.element
    around = [element, *element.iter("font", "span", "big")][:4]
    above = element.getparent()
    if above is not None:
        around.append(above)
    for near in around:
        style = near.get("style")
        if style and LARGE_STYLE.search(style):
            return True
        if near.tag == "font" and near.get("size", "").strip().lstrip("+") in LARGE_SIZES:
            return True
    return False
