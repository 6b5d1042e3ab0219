"""The three shapes that say how far a page has come: Capture, Extract, Document.

A type, not a convention, tells what was done: a `Capture` is the bytes as fetched, an `Extract` is the page's own
words, a `Document` is their meaning.  All are frozen; everything right of `Capture` is a pure function of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Literal

CaptureKind = Literal["list", "article", "attachment", "picture", "counter", "robots", "discovery", "page"]
"""A ``page`` is a further page of an article that stands on several."""
ResponseKind = Literal["page", "unchanged", "gone", "blocked", "unreachable", "elsewhere"]
"""What an HTTP response means before anything is read.

``page`` is worth reading; ``unchanged`` is a 304; ``gone`` a 404 or 410; ``elsewhere`` another page of the office in
the place of the one asked for; ``blocked`` and ``unreachable`` say nothing about the article.
"""
Precision = Literal["year", "month", "day", "minute", "second"]
DateBasis = Literal["published", "listed", "document", "dateline", "url", "event", "first_seen"]


@dataclass(frozen=True, kw_only=True)
class Capture:
    """One HTTP response exactly as the server sent it, and why it was asked for."""

    site: str
    """Id of the office, such as ``vn_quangninh_cdc``."""
    kind: CaptureKind
    url: str
    """The address that answered; `requested_url` is the one asked for, before redirects."""
    requested_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    """Response headers in the order received, names as sent."""
    body: bytes
    """The payload as sent, before any Content-Encoding is undone."""
    fetched_at: datetime
    """Aware, UTC."""
    section: str | None = None
    article_url: str | None = None
    """For attachments and counters: the canonical address of the article that they belong to."""

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the payload as sent."""
        return sha256(self.body).hexdigest()

    def header(self, name: str) -> str | None:
        """Return the first header of that name, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that an article offers."""

    url: str
    """Absolute address."""
    name: str
    """The link's own words, or the file name where it has none."""


@dataclass(frozen=True, kw_only=True)
class Image:
    """A picture of the article's body."""

    url: str
    caption: str | None = None


@dataclass(frozen=True, kw_only=True)
class Extract:
    """What a page says, in its own words: nothing here is interpreted yet.

    Texts are decoded and legible, but not cleaned: injected pinyin, traditional characters and decomposed letters are
    still there.  None means that the page does not say.
    """

    url: str
    language: str
    """``vi`` or ``zh``."""
    family: str
    """The CMS family whose rules read the page, or ``generic``."""
    encoding: str = "utf-8"
    """The charset that the bytes were in, such as ``gb18030`` or ``tcvn3``."""
    title: str | None = None
    lead: str | None = None
    body_text: str | None = None
    """Block-aware text: one line per block, table rows as ``cell | cell``, no captions, no bylines."""
    published: str | None = None
    updated: str | None = None
    dateline: str | None = None
    issued: str | None = None
    views: str | None = None
    views_endpoint: str | None = None
    author: str | None = None
    source: str | None = None
    editor: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    document_type: str | None = None
    subject: str | None = None
    issuer: str | None = None
    signer: str | None = None
    validity: str | None = None
    """What a table beside the paper says of its force, "label: value; …"."""
    attachments: tuple[Attachment, ...] = ()
    images: tuple[Image, ...] = ()
    date_order: Literal["dmy", "mdy"] | None = None
    """How the page orders day and month, where its other dates can be read in one way only."""
    frame_url: str | None = None
    """Address of the page whose text this one only shows in a frame."""
    further_pages: tuple[str, ...] = ()
    """Addresses of the article's other pages that were not read with it, in order."""
    canonical_url: str | None = None
    """The address that the page says is its own (``rel=canonical``), where that is another one on its host."""
    provenance: Mapping[str, str] = field(default_factory=dict)
    """Field name → the rule that found it, such as ``meta:PubDate`` or ``label:Lượt đọc``."""
    disagreements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field name → what other trusted places of the same page said instead."""
    flags: tuple[str, ...] = ()
    """What reading noticed, such as ``legacy_encoding`` or ``body_duplicated``."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a page means: clean text, ISO dates, integers.  Unknown is None, never a guess."""

    url: str
    language: str
    family: str
    encoding: str
    title: str | None
    title_raw: str | None
    """The title as the page wrote it, where cleaning changed it; else equal to `title`."""
    body_text: str | None
    body_raw: str | None = None
    """The body as the page wrote it, only where cleaning changed its characters (pinyin, script, mojibake)."""
    lead: str | None = None
    published_at: str | None = None
    """ISO 8601 cut to its precision: ``2013``, ``2013-04``, ``2013-04-11`` or ``2022-11-17T06:38+08:00``."""
    published_at_utc: str | None = None
    """Start of `published_at` in UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    published_precision: Precision | None = None
    published_raw: str | None = None
    updated_at: str | None = None
    dateline: str | None = None
    """ISO date that the text itself opens with, such as 新华社北京1月5日电."""
    sort_date: str | None = None
    """The best known day, ``YYYY-MM-DD``, for ordering only; `date_basis` says where it is from."""
    date_basis: DateBasis | None = None
    views: int | None = None
    views_raw: str | None = None
    views_endpoint: str | None = None
    author: str | None = None
    source: str | None = None
    editor: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    """索引号, the number under which a Chinese office catalogues what it discloses."""
    document_type: str | None = None
    subject: str | None = None
    """What an official paper says that it is about: trích yếu, "V/v …", or the title of a Chinese paper."""
    issuer: str | None = None
    signer: str | None = None
    validity: str | None = None
    """What a table beside the paper says of its force, "label: value; label: value"."""
    issued_on: str | None = None
    """ISO date of the official paper itself."""
    attachments: tuple[Attachment, ...] = ()
    images: tuple[Image, ...] = ()
    flags: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """Plain sentences for a person; each begins with its stable name and a colon."""
    provenance: Mapping[str, str] = field(default_factory=dict)


FileStatus = Literal["text", "none", "damaged", "error_page", "encrypted", "too_large", "too_heavy"]
FileMethod = Literal["text layer", "document", "converted", "listing", "plain", "ocr", "none"]


@dataclass(frozen=True, kw_only=True)
class FileText:
    """What a file says.  It can be sent from one process to another."""

    kind: str
    """What the content is, whatever the file is called: a `FileKind` of `crawler.filetext`."""
    status: FileStatus
    """``text``; ``none`` where there is none to be had; ``error_page`` for a web page in place of the file."""
    method: FileMethod = "none"
    """How the text was read: ``converted`` is by a program of this machine, ``listing`` the members of an archive."""
    text: str | None = None
    note: str | None = None
    """What a reader should know of the text, in a sentence that begins with its stable name and a colon."""
    media_type: str | None = None
    """The media type that the content proves; of other kinds what the server said."""
    document_number: str | None = None
    """The number that a signing stamp tells, where the text leaves it blank."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One captured article page and what it says, on its way through the pipelines."""

    capture: Capture
    response: ResponseKind = "page"
    extract: Extract | None = None
    """None where the response was no page."""
    document: Document | None = None
    """None where the response was no page, or a page that only shows another one in a frame."""
    file: FileText | None = None
    """What the payload says where the article is a file itself."""
    capture_id: int | None = None
    """The capture's row in the archive; None outside a crawl."""
    signature: tuple[int, ...] = ()
    """Sketch of the page's markup (`crawler.pages.signals.fingerprint`); empty where the response was no page."""
