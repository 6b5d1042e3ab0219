"""What a replica office holds: articles with their written truth, and what can happen to them from day to day.

An office is mutable on purpose: a test edits, removes, moves or hides articles between two crawls and then compares the
archive with `ReplicaArticle.expected`, which follows every change.
"""

from dataclasses import dataclass, field
from typing import Literal

from replica.slugs import slugify

Fate = Literal["live", "gone", "soft_page", "soft_home", "delisted"]


@dataclass(frozen=True)
class Heading:
    """A heading inside the body."""

    text: str


@dataclass(frozen=True)
class Items:
    """A bulleted list."""

    entries: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of data; the first row is its head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture with a caption, which is no part of the body's text."""

    caption: str
    file: str = "anh.jpg"


Block = str | Heading | Items | Table | Picture


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Head and foot of an official paper."""

    superior: str | None
    """Line above the agency, as printed."""
    agency: str
    number: str
    """As printed, such as ``565 /TB-SYT``; `canonical_number` is the truth."""
    canonical_number: str
    place_and_date: str
    issued_on: str
    kind: str | None
    """Heading in capitals, such as ``THÔNG BÁO``; None for a letter, which has `subject` under its number."""
    subject: str
    addressee: str | None = None
    recipients: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    """Lines above the name, such as ``KT. GIÁM ĐỐC`` and ``PHÓ GIÁM ĐỐC``."""
    signer: str | None = None
    document_type: str | None = None
    """The truth, in lower case: ``thông báo``, ``công văn``, ``通知``."""


@dataclass
class ReplicaFile:
    """A file that an article offers."""

    path: str
    """On the office's file host, percent-encoded where needed."""
    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the archive must hold of an article: the page read by a careful person."""

    url: str
    section: str
    language: str
    title: str
    published_at: str | None
    views: int | None
    views_method: Literal["html", "endpoint"] | None
    document_number: str | None
    document_type: str | None
    issuer: str | None
    """As printed at the head, mostly in capitals."""
    issued_on: str | None
    signer: str | None
    author: str | None
    source: str | None
    editor: str | None
    attachments: tuple[str, ...]
    """Absolute addresses in page order."""
    paragraphs: tuple[str, ...]
    """Lines that the body must contain, in order."""
    captions: tuple[str, ...]


@dataclass(kw_only=True)
class ReplicaArticle:
    """One article and everything that the page shows of it."""

    id: int
    section: str
    title: str
    blocks: list[Block]
    slug: str = ""
    """In the address; made from the title unless given."""
    lead: str | None = None
    posted: str | None = None
    """``2018-03-12`` or ``2018-03-12T15:15`` where the page shows it; `shelf` orders the lists."""
    shelf: str = ""
    """Day on which the office put it up, shown or not."""
    views: int | None = None
    """As the page or the counter endpoint shows it; None where the page shows none."""
    author: str | None = None
    source: str | None = None
    editor: str | None = None
    paper: Paper | None = None
    files: list[ReplicaFile] = field(default_factory=list)
    trap: str | None = None
    """Name of a special rendering, such as ``mirror``."""
    fate: Fate = "live"

    def __post_init__(self) -> None:
        self.slug = self.slug or slugify(self.title)
        self.shelf = self.shelf or (self.posted or "")[:10]

    def paragraphs(self) -> tuple[str, ...]:
        """Return the lines of the body in order: paragraphs, headings, list entries and table rows, no captions."""
        lines: list[str] = [self.lead] if self.lead else []
        for block in self.blocks:
            lines.extend(block_lines(block))
        return tuple(lines)

    def captions(self) -> tuple[str, ...]:
        """Return the captions of the pictures."""
        return tuple(block.caption for block in self.blocks if isinstance(block, Picture))

    def replace_in_body(self, old: str, new: str) -> None:
        """Replace a piece of text wherever a paragraph holds it; raise ValueError where none does."""
        changed = [block.replace(old, new) if isinstance(block, str) else block for block in self.blocks]
        if changed == self.blocks:
            raise ValueError(f"no paragraph of article {self.id} holds {old!r}")
        self.blocks = changed


def block_lines(block: Block) -> list[str]:
    """Return a block's lines of text; table rows are joined with `` | ``."""
    match block:
        case str():
            return [block]
        case Heading(text):
            return [text]
        case Items(entries):
            return list(entries)
        case Table(rows):
            return [" | ".join(row) for row in rows]
        case Picture():
            return []
