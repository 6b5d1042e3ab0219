"""A page class: what one CMS family's article pages look like, and how any article page is read.

A page class knows bytes and an address, nothing else.  A family differs from the generic reader only in class
attributes: ordered candidate selectors that are tried before the shared ones, and the marks by which its pages are
recognised.  The rule that found a value is recorded in `Extract.provenance`, what other trusted places of the same page
said instead in `Extract.disagreements`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from crawler.document_fields import IN_TABLE
from crawler.items import Attachment, Extract
from crawler.normalise.papers.document_numbers import find_document_number
from crawler.normalise.papers.official import OfficialPaper, disclosure_words, read_disclosure
from crawler.normalise.text.charset import TWICE_ENCODED, Decoded
from crawler.normalise.text.spam import is_spam_line
from crawler.pages.body.find import Body, find_body
from crawler.pages.body.pictures import pictures_without_text
from crawler.pages.dom.elements import block_around
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.attachments import find_attachments
from crawler.pages.fields.bylines import find_bylines
from crawler.pages.fields.counters import Endpoint, find_endpoint
from crawler.pages.fields.dates.find import find_page_dates, page_date_order
from crawler.pages.fields.disclosure import label_pairs, line_pieces
from crawler.pages.fields.embedded import embedded_files
from crawler.pages.fields.headline.features import is_document_number
from crawler.pages.fields.headline.find import Title, find_title
from crawler.pages.fields.metadata import Metadata, MetaFinding, read_metadata
from crawler.pages.fields.placeholders import is_placeholder
from crawler.pages.fields.region import Region, find_region
from crawler.pages.fields.views import find_page_views
from crawler.pages.signals.hijack import hijacked_titles
from crawler.pages.vocabulary import DUMMY_TITLE, folded

BODY_CSS = (
    "#UCAP-CONTENT",
    ".TRS_Editor",
    ".TRS_UEDITOR",
    ".trs_editor_view",
    "#vsb_content",
    "[id^=vsb_content_]",
    ".v_news_content",
    ".wp_articlecontent",
    "#ivs_content",
    "#zoom",
    "#Zoom",
    "founder-content",
    "#ozoom",
    "[itemprop=articleBody]",
    "#news-bodyhtml",
    ".journal-content-article",
    ".entry-content",
)
"""Containers that are named alike on many sites of several systems."""


class Reading:
    """The values found so far on one page, each with the rule that found it."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.rules: dict[str, str] = {}
        self.others: dict[str, tuple[str, ...]] = {}

    def take(self, name: str, value: str | None, rule: str) -> None:
        """Keep a value; the first one of a field stays, a different later one is a disagreement."""
        if not value:
            return
        if name not in self.values:
            self.values[name] = value
            self.rules[name] = rule
        elif self.values[name] != value and value not in self.others.get(name, ()):
            self.others[name] = (*self.others.get(name, ()), value)

    def differ(self, name: str, values: tuple[str, ...]) -> None:
        """Note what other trusted places say of a field."""
        if values:
            self.others[name] = (*self.others.get(name, ()), *values)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the marks that only one system makes tell of a page."""

    counter: Endpoint | None = None
    stated: Mapping[str, MetaFinding] = field(default_factory=dict)
    """Field → value and rule."""


class ArticlePage:
    """One family's article pages; this class itself is the family-free reader."""

    family: ClassVar[str] = "generic"
    title_css: ClassVar[tuple[str, ...]] = ()
    body_css: ClassVar[tuple[str, ...]] = ()
    files_css: ClassVar[tuple[str, ...]] = ()
    """Containers of the article's files where they stand apart from the text."""
    generator: ClassVar[re.Pattern[str] | None] = None
    """Searched in the generator meta element."""
    address: ClassVar[re.Pattern[str] | None] = None
    """Searched in path and query."""
    marks: ClassVar[tuple[str, ...]] = ()
    """Ids and classes, as selectors; an element that one of them names shows the family."""
    script_names: ClassVar[tuple[str, ...]] = ()
    """Names that only the system's own scripts use; they outweigh marks that editors paste from elsewhere."""
    traces: ClassVar[tuple[str, ...]] = ()
    """Parts of the addresses that the page links to or loads from, of comments, of pictures' alternative texts, or of
    the names of meta elements, which show it."""

    @classmethod
    def read(cls, tree: PageTree, decoded: Decoded, language: str, known: Known | None = None) -> Extract:
        """Read an article page that was decoded and parsed; *known* is what any family's own marks tell of it."""
        known = known or Known()
        metadata = read_metadata(tree, known.stated)
        spam = hijacked_titles(tree)
        title = find_title(tree, metadata, language, cls.title_css, spam)
        body = find_body(tree, title=title.text if title else None, containers=(*cls.body_css, *BODY_CSS))
        region = find_region(tree, title, body, language)
        reading = Reading()
        pairs = label_pairs(tree, region)
        words = disclosure_words(pairs, language)
        paper = _paper(pairs, words, language, reading)
        _title(reading, title, paper)
        _number(reading, title, region, language)
        _dates(reading, tree, region, metadata, language, words.get("published_on"))
        _views(reading, tree, region, metadata, known.counter or cls.find_counter(tree))
        _bylines(reading, tree, region, body, metadata, language)
        return Extract(
            url=tree.url,
            language=language,
            family=cls.family,
            encoding=decoded.encoding,
            body_text=_without_meta(body.text, reading, spam) if body else None,
            lead=body.lead if body else None,
            attachments=cls.find_files(tree, region),
            images=body.images if body else pictures_without_text(tree, region.start, region.end),
            date_order=page_date_order(tree, reading.values.get("published"), language),
            flags=_flags(tree, decoded, body, spam),
            provenance=reading.rules | ({"body_text": body.rule} if body else {}),
            disagreements=reading.others,
            further_pages=(),
            **reading.values,
        )

    @classmethod
    def known(cls, _tree: PageTree) -> Known:
        """Return what the family's own calls and data tell of a page; every page is asked, whatever its family."""
        return Known()

    @classmethod
    def find_counter(cls, tree: PageTree) -> Endpoint | None:
        """Return the address of the article's own view counter, or None."""
        return find_endpoint(tree)

    @classmethod
    def find_files(cls, tree: PageTree, region: Region) -> tuple[Attachment, ...]:
        """Return the article's files: those linked from its own lines and from the family's file boxes."""
        boxes = [block_around(tree, element) for css in cls.files_css for element in tree.select(css)]
        linked = find_attachments(tree, [(region.start, region.end), *((box.first, box.last) for box in boxes)])
        addresses = {file.url for file in linked}
        return (*linked, *(file for file in embedded_files(tree) if file.url not in addresses))


def _paper(
    pairs: Sequence[tuple[str, str]], words: Mapping[str, str], language: str, reading: Reading
) -> OfficialPaper | None:
    paper = read_disclosure(pairs, language)
    if paper is None:
        return None
    for name in ("document_number", "index_number", "document_type", "issuer", "signer"):
        reading.take(name, getattr(paper, name), f"disclosure:{name}")
    reading.take("issued", words.get("issued_on"), "disclosure:issued_on")
    for name in IN_TABLE:
        reading.take(name, words.get(name), f"disclosure:{name}")
    if paper.document_number or paper.index_number or paper.issuer or paper.issued_on:
        reading.take("subject", paper.subject, "disclosure:subject")  # a search form has a field for the title, too
    return paper


def _title(reading: Reading, title: Title | None, paper: OfficialPaper | None) -> None:
    subject = paper.subject if paper else None
    if title is None or (subject and (is_document_number(title.text) or DUMMY_TITLE.fullmatch(folded(title.text)))):
        reading.take("title", subject, "disclosure:subject")
    if title is not None and "title" not in reading.values:
        reading.take("title", title.text, title.rule)
        reading.differ("title", title.others)


def _number(reading: Reading, title: Title | None, region: Region, language: str) -> None:
    """Take a number that stands alone: as the title, under it, or in the head of a paper."""
    around = (*region.head, *region.above)
    pieces = [piece for line in around if "/" in line.text or "号" in line.text for piece in line_pieces(line)]
    lines = [line.text for line in (*region.head, *region.opening, *region.above)]
    for text in [*(_numbers_of(title.text) if title else ()), *lines, *pieces]:
        if is_document_number(text):
            reading.take("document_number", find_document_number(text, language), "structure:number")


def _numbers_of(title: str) -> tuple[str, ...]:
    """Return the title, and the number in brackets at its end, unless the title speaks of another paper."""
    opening = PAPER_AT_START.match(title)
    if opening is not None:
        return (title, opening["number"])
    behind = BRACKETS_AT_END.search(title)
    return (title,) if behind is None or OF_ANOTHER.search(title) else (title, behind[1])


def _dates(
    reading: Reading,
    tree: PageTree,
    region: Region,
    metadata: Metadata,
    language: str,
    stated: str | None,
) -> None:
    """Take the dates; *stated* is the posting date in a disclosure table's words."""
    dates = find_page_dates(tree, region, metadata, language, stated)
    if dates.published is not None:
        reading.take("published", dates.published.raw, dates.published.rule)
    if dates.updated is not None:
        reading.take("updated", dates.updated.raw, dates.updated.rule)
    reading.take("dateline", dates.dateline, "text:dateline")
    reading.differ("published", dates.disagreeing)


def _views(reading: Reading, tree: PageTree, region: Region, metadata: Metadata, endpoint: Endpoint | None) -> None:
    views = find_page_views(tree, region, metadata)
    if views is not None and not is_placeholder(tree, views.raw, has_endpoint=endpoint is not None):
        reading.take("views", views.raw, views.rule)
    if endpoint is not None:
        reading.take("views_endpoint", endpoint.url, endpoint.rule)


def _bylines(
    reading: Reading, tree: PageTree, region: Region, body: Body | None, metadata: Metadata, language: str
) -> None:
    bylines = find_bylines(tree, region, body, metadata, language)
    for name, found in bylines.values.items():
        reading.take(name, found.value, found.rule)
    for name, others in bylines.others.items():
        reading.differ(name, others)


def _without_meta(text: str, reading: Reading, spam: tuple[str, ...]) -> str | None:
    """Return the text without lines at its edges that are spam, or short and gave a date or a count."""
    raws = [reading.values[name] for name in ("published", "updated", "views") if name in reading.values]
    lines = text.split("\n")
    while lines and _is_no_text(lines[-1], raws, spam):
        lines.pop()
    while lines and _is_no_text(lines[0], raws, spam):
        lines.pop(0)
    return "\n".join(lines) or None


def _is_no_text(line: str, raws: list[str], spam: tuple[str, ...]) -> bool:
    if len(line) < MAX_META_LENGTH and any(raw in line and len(raw) > 5 for raw in raws):
        return True
    return line in spam or is_spam_line(line)


def _flags(tree: PageTree, decoded: Decoded, body: Body | None, spam: tuple[str, ...]) -> tuple[str, ...]:
    flags = list(body.flags) if body else []
    edges = (*tree.lines[:EDGE_LINES], *tree.lines[-EDGE_LINES:])
    if spam or any(is_spam_line(line.text) for line in edges):
        flags.append("seo_spam")
    if decoded.encoding not in MODERN | TWICE_ENCODED:
        flags.append("legacy_encoding")
    return tuple(dict.fromkeys(flags))


BRACKETS_AT_END = re.compile(r"[(（]\s*([^()（）]{4,40})\s*[)）]\s*$")
PAPER_AT_START = re.compile(
    r"\s*(?:thông báo|kế hoạch|quyết định|công văn|báo cáo|tờ trình|giấy mời|công điện|chương trình)\s+(?:số\s*:?\s*)?"
    r"(?P<number>\d{1,5}\s?/\s?\S{3,20})(?=\s+(?:về|v/v|của|ngày)\s|\s*$)",
    re.IGNORECASE,
)
"""A headline that begins with kind and number of the paper; of laws and decrees the news speak so, too."""
OF_ANOTHER = re.compile(r"解读|转发|轉發|问答|答记者问|图解|[《》]|hướng dẫn thực hiện|triển khai|góp ý", re.IGNORECASE)
"""Words of a title that names the paper of somebody else in brackets."""
MAX_META_LENGTH = 80
EDGE_LINES = 8
"""Lines at the top and the bottom of a page, where a hijacker puts its words."""
MODERN = frozenset({"utf-8", "utf-8-nfd", "ascii", "utf-16"})
"""Encodings that need no remark."""
