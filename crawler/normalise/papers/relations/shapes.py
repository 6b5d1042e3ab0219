"""What is read of a paper: which documents it names, how it relates to each, and what it says of its own force."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

RelationType = Literal[
    "based_on", "amends", "replaces", "repeals", "guides", "forwards", "replies_to", "attached_to", "cites"
]
State = Literal["in_force", "replaced", "repealed", "expired", "draft"]


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One place at which a document is named, in unwrapped text (see `unwrapping`)."""

    start: int
    end: int
    """The whole group: kind, number, date, issuer, title and article."""
    raw_start: int
    raw_end: int
    """The number; or the title where there is no number."""
    number: str | None = None
    title: str | None = None
    date: str | None = None
    article: str | None = None
    issuer: str | None = None
    nested: bool = False
    """Named in the title, or in the history, of another document."""
    listed: bool = False
    """The date was given once, after a list."""


@dataclass(frozen=True, kw_only=True)
class Relation:
    """How the paper relates to one document that it names."""

    type: RelationType
    number: str | None
    """In canonical spelling; None where the document is named by its title alone."""
    title: str | None
    raw: str
    """The number, or the title, as it stands in the text."""
    date: str | None = None
    """ISO day of the named document."""
    article: str | None = None
    """The article or clause meant, as written; None where the whole document is meant."""
    issuer: str | None = None
    """As written, where the number does not name its office."""
    sentence: str = ""
    rule: str = "default"
    """The words that told the type; ``default`` where none did."""
    confidence: float = 0.5
    """0 to 1: high where words of the relation stand beside the document, low where it is only named."""

    def as_dict(self) -> dict[str, Any]:
        """Return the relation as JSON knows it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class PaperStatus:
    """What a paper says of its own force; None means that it does not say."""

    effective_from: str | None = None
    """ISO date, ``signed``, ``published``, or with days after it: ``published+30d``."""
    expires: str | None = None
    """ISO date of the last day of force."""
    state: State | None = None


@dataclass(frozen=True, kw_only=True)
class PaperRelations:
    """Everything that a text says about documents."""

    own_number: str | None
    relations: tuple[Relation, ...]
    status: PaperStatus | None
    """None where the text says nothing of its own force."""
