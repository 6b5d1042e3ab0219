"""Official papers: head and foot of a Vietnamese or Chinese document, read from the lines of a text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class OfficialPaper:
    """What an official paper says of itself; None means that it does not say."""

    document_number: str | None = None
    document_type: str | None = None
    issuer: str | None = None
    signer: str | None = None
    issued_on: str | None = None
    """ISO date."""
    subject: str | None = None
    published_on: str | None = None
    """Posting date, which only a disclosure table states."""
    provenance: Mapping[str, str] = field(default_factory=dict)
    """Field name → where in the paper it stands, such as ``official:head``."""


def read_official_paper(lines: Sequence[str], language: str) -> OfficialPaper | None:
    """Return what the paper says of itself, or None when the lines are no official paper."""
    return None


def read_disclosure(pairs: Iterable[tuple[str, str]], language: str) -> OfficialPaper | None:
    """Return what a disclosure table's label/value pairs say, or None when no label is known."""
    return None
