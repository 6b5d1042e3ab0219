"""A reader's question, and what was found."""

from dataclasses import dataclass, field
from typing import Any, Literal

Row = dict[str, Any]
Sort = Literal["relevance", "newest", "oldest"]
PAGE_SIZE = 20


@dataclass(frozen=True, kw_only=True)
class Search:
    """The words typed and the filters chosen; an empty filter lets everything through."""

    text: str = ""
    site: str = ""
    province: str = ""
    language: str = ""
    section: str = ""
    year: str = ""
    since: str = ""
    """First day, ISO 8601."""
    until: str = ""
    """Last day, ISO 8601."""
    type: str = ""
    """Kind of paper, as the archive spells it."""
    issuer: str = ""
    signer: str = ""
    status: str = ""
    attachment: bool = False
    changed: bool = False
    removed: bool = False
    exact: bool = False
    """Marks as typed, and no other names."""
    synonyms: bool = True
    sort: Sort = "relevance"
    page: int = 1
    size: int = PAGE_SIZE

    @property
    def filtered(self) -> bool:
        """Tell whether anything but words narrows the search."""
        chosen = (self.site, self.province, self.language, self.section, self.year, self.since, self.until, self.type,
                  self.issuer, self.signer, self.status)  # fmt: skip
        return any(chosen) or self.attachment or self.changed or self.removed


HintKind = Literal["only_exclusions", "unknown_number", "spelling", "missing", "not_all"]


@dataclass(frozen=True)
class Hint:
    """Why little or nothing was found, and what may have been meant."""

    kind: HintKind
    missing: tuple[str, ...] = ()
    """Words of the question that no article holds, or the number that none bears."""
    suggestion: str = ""
    """The question with the nearest spelling."""


@dataclass(frozen=True)
class Expansion:
    """A word of the question and the other names that were looked for, too."""

    typed: str
    synonyms: tuple[str, ...]
    translations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    """What a search found."""

    hits: list[Row] = field(default_factory=list)
    total: int = 0
    capped: bool = False
    """There are more than `total`."""
    more: bool = False
    """Another page follows."""
    interrupted: bool = False
    """The time limit ended the search."""
    redirect: int | None = None
    """The one article that is meant."""
    office: str = ""
    """Id of the office whose home was typed."""
    hint: Hint | None = None
    expansions: tuple[Expansion, ...] = ()
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    facets_of: int = 0
    """How many hits the facets count, where these are not all."""
    bearers: int = 0
    """How many articles bear the number that was typed; they stand first."""
