"""What discovery asks for and what it finds; both can be written down and read again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

from crawler.pages.lists.read import ListPage
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem

Purpose = Literal["home", "page", "rest", "api", "script", "site_map", "feed", "sitemap"]
BY_HAND, HOME_PAGE = "entry", "home page"
"""Values of `FoundList.found_by`: written by a person; the home page itself, which shows only some of the news."""
ONCE_BY_HAND = "earlier entry"
"""Value of `FoundList.found_by`: a person wrote the list once and writes no list any more."""
AGAINST_PATTERN = "found against the pattern"
"""Value of `FoundList.found_by`: a person's pattern fits none of the rows, so that they are read without it."""
Role = Literal["main", "extra"]
"""``main`` lists are walked; an ``extra`` one (feed, site map) is only looked at for what no main list names."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One request of discovery."""

    request: ListRequest
    purpose: Purpose
    label: str = ""
    """How the office calls what is behind it."""
    found_by: str = ""
    """Where the address was found, such as ``menu`` or ``robots.txt``."""
    score: float = 0.0
    depth: int = 0
    page: str = ""
    """For scripts and interfaces: the page that they belong to."""

    def to_data(self) -> dict[str, Any]:
        """Return plain values, for keeping."""
        return {**self.__dict__, "request": self.request.to_text()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_data` gave."""
        return cls(**{**data, "request": ListRequest.from_text(data["request"])})


@dataclass(frozen=True, kw_only=True)
class FoundList:
    """A list of articles."""

    request: ListRequest
    """For its first page."""
    name: str
    found_by: str
    kind: str
    """Form of the list: ``html``, ``json``, ``store``, ``feed`` or ``sitemap``."""
    role: Role = "main"
    order: str = "none"
    article_form: str | None = None
    """Regular expression for path and query of most of its rows."""
    row_address: str | None = None
    """Form of an article's address with ``{id}`` in it, where rows only tell an id."""
    evidence: tuple[str, ...] = ()
    rows: tuple[ListItem, ...] = field(default=(), compare=False)
    """Of its first page."""
    page: ListPage | None = field(default=None, compare=False)
    """The first page as it was read."""

    def to_data(self) -> dict[str, Any]:
        """Return plain values, for keeping; the rows go."""
        return {
            **self.__dict__,
            "request": self.request.to_text(),
            "evidence": list(self.evidence),
            "rows": [],
            "page": None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_data` gave."""
        values = {
            **data,
            "request": ListRequest.from_text(data["request"]),
            "evidence": tuple(data["evidence"]),
            "rows": (),
            "page": None,
        }
        return cls(**values)

    def without_rows(self) -> Self:
        """Return the list alone."""
        return replace(self, rows=())


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What came back for an `Ask`, its Content-Encoding undone."""

    url: str
    """The address that answered, after redirects."""
    status: int
    content: bytes
    content_type: str | None = None
