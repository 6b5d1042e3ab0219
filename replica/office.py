"""The common frame of the replica offices: addresses, answers, faults and what happens to articles over time."""

import gzip
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from replica.model import Expected, ReplicaArticle

PAGE_SIZE = 10


@dataclass(frozen=True)
class Question:
    """One request, as far as an office looks at it."""

    host: str
    path: str
    """Percent-encoded, as sent."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""


@dataclass(frozen=True)
class Answer:
    """One response."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ListPage:
    """One section of an office: its id in the spider, its own name and the address of its first page."""

    id: str
    name: str
    url: str


Fault = Literal["forbidden", "challenge", "unavailable"]

FAULT_PAGES: Mapping[Fault, tuple[int, str]] = {
    "forbidden": (403, "<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>"),
    "challenge": (
        412,
        "<html><head><meta charset='utf-8'></head><body><script>document.cookie='ck='+Date.now();location.reload();"
        "</script><noscript>Please enable JavaScript to continue.</noscript></body></html>",
    ),
    "unavailable": (
        503,
        "<html><head><title>Service Unavailable</title></head><body><h2>Service Unavailable</h2><hr>"
        "<p>HTTP Error 503. The service is unavailable.</p></body></html>",
    ),
}


class ReplicaOffice(ABC):
    """One office's web site: routes questions to pages and lets tests change what it shows."""

    site: ClassVar[str]
    language: ClassVar[str]
    offset: ClassVar[str]
    """Of the office's clock, such as ``+07:00``."""
    hosts: ClassVar[tuple[str, ...]]
    home: ClassVar[str]
    sections: tuple[ListPage, ...]
    files_base: ClassVar[str]
    """Scheme and host that attachments are served from."""
    charset: ClassVar[str] = "utf-8"
    server: ClassVar[str] = "nginx"
    gzipped: ClassVar[bool] = False
    validators: Literal["none", "honest", "stale"] = "none"
    """Whether pages carry an ETag, and whether it tells the truth: a stale one never changes."""

    def __init__(self, articles: Iterable[ReplicaArticle]) -> None:
        self.articles: dict[int, ReplicaArticle] = {article.id: article for article in articles}
        self.look: Literal["first", "second"] = "first"
        self.fault: Fault | None = None
        self.visitors = 20_480
        """Pages served so far, shown as the site's visitor counter; it moves with every page."""
        self._moved: dict[str, str] = {}
        self._index: dict[str, ReplicaArticle] | None = None

    # What happens to the office from day to day

    def add(self, article: ReplicaArticle) -> None:
        """Publish an article."""
        if article.id in self.articles:
            raise ValueError(f"{self.site} already has an article {article.id}")
        self.articles[article.id] = article
        self._index = None

    def bump(self, article_id: int, by: int) -> None:
        """Let an article's view counter rise (or, with a negative number, be reset)."""
        article = self.articles[article_id]
        if article.views is None:
            raise ValueError(f"article {article_id} shows no view count")
        article.views += by

    def swap_file(self, article_id: int, content: bytes, index: int = 0) -> None:
        """Put another file under the same address."""
        self.articles[article_id].files[index].content = content

    def remove(self, article_id: int, how: Literal["gone", "soft_page", "soft_home"] = "gone") -> None:
        """Take an article away: 404, an error page with status 200, or a redirect to the home page."""
        self.articles[article_id].fate = how

    def delist(self, article_id: int) -> None:
        """Take an article out of every list; its page stays."""
        self.articles[article_id].fate = "delisted"

    def restore(self, article_id: int) -> None:
        """Put a removed or delisted article back."""
        self.articles[article_id].fate = "live"

    def move(self, article_id: int, slug: str, *, redirects: bool = True) -> None:
        """Give an article a new address; the old one redirects there, or is simply not found any more."""
        article = self.articles[article_id]
        old = self.key_of(self.address(article))
        article.slug = slug
        new = self.address(article)
        if self.key_of(new) == old:
            raise ValueError(f"article {article_id} has an address without a slug")
        if redirects:
            self._moved[old] = new
        self._index = None

    def redesign(self) -> None:
        """Switch the whole site to its second template."""
        self.look = "second"

    # What the office shows

    def answer(self, question: Question) -> Answer:
        """Return the response to one request."""
        if self.fault:
            status, page = FAULT_PAGES[self.fault]
            return Answer(page.encode(), status, "text/html")
        answer = self._route(question)
        return self._finish(answer, question)

    def expected(self, article: ReplicaArticle) -> Expected:
        """Return what the archive must hold of an article as it stands now."""
        paper = article.paper
        return Expected(
            url=self.address(article),
            section=article.section,
            language=self.language,
            title=article.title,
            published_at=self._published(article),
            views=article.views,
            views_method=None if article.views is None else self.views_method(),
            document_number=paper.canonical_number if paper else None,
            document_type=paper.document_type if paper else None,
            issuer=paper.agency if paper else None,
            issued_on=paper.issued_on if paper else None,
            signer=paper.signer if paper else None,
            author=article.author,
            source=article.source,
            editor=article.editor,
            attachments=tuple(self.files_base + file.path for file in article.files),
            paragraphs=article.paragraphs(),
            captions=article.captions(),
        )

    def listed(self, section: str) -> list[ReplicaArticle]:
        """Return a section's articles as its list shows them: newest first, without those taken away."""
        shown = [one for one in self.articles.values() if one.section == section and one.fate == "live"]
        return sorted(shown, key=lambda article: (article.shelf, article.id), reverse=True)

    def neighbours(self, article: ReplicaArticle, count: int) -> list[ReplicaArticle]:
        """Return other articles of the same section, as a related list shows them."""
        others = [one for one in self.listed(article.section) if one.id != article.id]
        start = article.id % max(1, len(others))
        return (others[start:] + others[:start])[:count]

    def most_read(self, count: int) -> list[ReplicaArticle]:
        """Return the articles with the highest view counts."""
        shown = [one for one in self.articles.values() if one.fate == "live"]
        return sorted(shown, key=lambda article: (-(article.views or 0), article.id))[:count]

    # What each office does in its own way

    @abstractmethod
    def address(self, article: ReplicaArticle) -> str:
        """Return the article's absolute address."""

    @abstractmethod
    def list_address(self, section: ListPage, page: int) -> str:
        """Return the absolute address of a page of a section's list, counted from 1."""

    @abstractmethod
    def article_page(self, article: ReplicaArticle) -> str:
        """Return the article's page in the current look."""

    @property
    def lists_show_days(self) -> bool:
        """Whether the current look's lists give a day beside each article."""
        return True

    @abstractmethod
    def list_page(self, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]) -> str:
        """Return one page of a section's list in the current look."""

    @abstractmethod
    def home_page(self) -> str:
        """Return the home page."""

    @abstractmethod
    def error_page(self) -> str:
        """Return the page that says that there is nothing here."""

    def views_method(self) -> Literal["html", "endpoint"]:
        """Return where view counts are shown."""
        return "html"

    def special(self, question: Question) -> Answer | None:
        """Answer what only this office has, such as a counter endpoint."""
        return None

    def page_charset(self, article: ReplicaArticle | None, section: str | None) -> tuple[str, str]:
        """Return codec and declared charset of a page."""
        return self.charset, self.charset

    def key_of(self, url: str) -> str:
        """Return what makes two addresses the same page here: host and path."""
        parts = urlsplit(url)
        return self.key(parts.hostname or "", parts.path, dict(_pairs(parts.query)))

    def key(self, host: str, path: str, query: Mapping[str, str]) -> str:
        """Return the key of an address taken apart."""
        return host.removeprefix("www.") + path.rstrip("/")

    def is_home(self, question: Question) -> bool:
        """Tell whether the home page is asked for."""
        return question.path == "/"

    # How it is put together

    def _route(self, question: Question) -> Answer:
        if question.path == "/robots.txt":
            return Answer(self.robots().encode(), content_type="text/plain")
        special = self.special(question) or self._file(question)
        if special:
            return special
        key = self.key(question.host, question.path, question.query)
        if key in self._moved:
            return Answer(b"", 301, headers=(("Location", self._moved[key]),))
        article = self.index().get(key)
        if article:
            return self._article(article)
        listing = self.list_asked(question)
        if listing:
            return self._list(*listing)
        if self.is_home(question):
            return self.page(self.home_page())
        return self.page(self.error_page(), 404)

    def robots(self) -> str:
        """Return robots.txt."""
        return "User-agent: *\nDisallow: /quan-tri/\nDisallow: /tim-kiem\n"

    def index(self) -> Mapping[str, ReplicaArticle]:
        """Return every article by the key of its address."""
        if self._index is None:
            self._index = {self.key_of(self.address(one)): one for one in self.articles.values()}
        return self._index

    def page(
        self, text: str, status: int = 200, *, article: ReplicaArticle | None = None, section: str | None = None
    ) -> Answer:
        """Encode a page as the office does and count the visit."""
        self.visitors += 1
        codec, declared = self.page_charset(article, section)
        content_type = f"text/html; charset={declared}" if declared == "utf-8" else "text/html"
        return Answer(text.encode(codec, "xmlcharrefreplace"), status, content_type)

    def _article(self, article: ReplicaArticle) -> Answer:
        if article.fate == "gone":
            return self.page(self.error_page(), 404)
        if article.fate == "soft_page":
            return self.page(self.error_page())
        if article.fate == "soft_home":
            return Answer(b"", 302, headers=(("Location", self.home),))
        return self.page(self.article_page(article), article=article)

    def list_asked(self, question: Question) -> tuple[ListPage, int] | None:
        """Return the section and page of the list that is asked for, or None."""
        for section in self.sections:
            pages = self.pages_of(section)
            for number in range(1, pages + 1):
                if self._same_list(question, self.list_address(section, number)):
                    return section, number
        return None

    def _same_list(self, question: Question, address: str) -> bool:
        parts = urlsplit(address)
        wanted = {name.lower(): value for name, value in _pairs(parts.query)}
        asked = {name.lower(): value for name, value in question.query.items()}
        same_path = question.path.rstrip("/").lower() == parts.path.rstrip("/").lower()
        return (
            same_path
            and question.host.removeprefix("www.") == (parts.hostname or "").removeprefix("www.")
            and asked == wanted
        )

    def pages_of(self, section: ListPage) -> int:
        """Return the number of pages of a section's list."""
        return max(1, -(-len(self.listed(section.id)) // PAGE_SIZE))

    def shown(self, section: ListPage, number: int) -> list[ReplicaArticle]:
        """Return the articles on a page of a section's list."""
        return self.listed(section.id)[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]

    def leads_on(self, url: str) -> bool:
        """Tell whether an address redirects to where its article is now."""
        return self.key_of(url) in self._moved

    def _list(self, section: ListPage, number: int) -> Answer:
        shown = self.shown(section, number)
        return self.page(self.list_page(section, number, self.pages_of(section), shown), section=section.id)

    def _file(self, question: Question) -> Answer | None:
        wanted = question.host + question.path
        for article in self.articles.values():
            for file in article.files:
                if wanted == (urlsplit(self.files_base).hostname or "") + file.path:
                    return Answer(file.content, content_type=file.media_type)
        return None

    def _published(self, article: ReplicaArticle) -> str | None:
        posted = article.posted
        return posted + self.offset if posted and "T" in posted else posted

    def _finish(self, answer: Answer, question: Question) -> Answer:
        headers = [*answer.headers, ("Server", self.server)]
        if self.validators != "none" and answer.status == 200:
            seed = question.path.encode() if self.validators == "stale" else answer.body
            etag = f'"{sha256(seed).hexdigest()[:20]}"'
            headers.append(("ETag", etag))
            if self.validators == "honest" and question.headers.get("if-none-match") == etag:
                return Answer(b"", 304, headers=tuple(headers))
        body = answer.body
        if (
            self.gzipped
            and answer.content_type.startswith("text/")
            and "gzip" in question.headers.get("accept-encoding", "")
        ):
            body = gzip.compress(body, mtime=0)
            headers.append(("Content-Encoding", "gzip"))
        return replace(answer, body=body, headers=tuple(headers))


def _pairs(query: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (part.partition("=") for part in query.split("&") if part)]
