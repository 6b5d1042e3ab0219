"""The shape of what an official paper says of itself, and how it is gathered."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class OfficialPaper:
    """What an official paper says of itself; None means that it does not say."""

    document_number: str | None = None
    """In canonical spelling."""
    index_number: str | None = None
    """索引号, under which a Chinese office catalogues what it discloses; only a disclosure table states it."""
    document_type: str | None = None
    issuer: str | None = None
    """The issuing organ as it is written in running text: "Sở Y tế Hải Sơn"."""
    signer: str | None = None
    issued_on: str | None = None
    """ISO date; the month only where the day was left blank for the signing system."""
    subject: str | None = None
    """Trích yếu, or the Chinese title."""
    published_on: str | None = None
    """Posting date, which only a disclosure table states."""
    provenance: Mapping[str, str] = field(default_factory=dict)
    """Field name → where in the paper it stands, such as ``official:head``."""


class PaperFields:
    """The fields found so far in one paper; the first reading of each stays."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.provenance: dict[str, str] = {}

    def take(self, field: str, value: str | None, place: str) -> None:
        """Keep a value that was read at *place*, such as ``head``, if the field has none yet."""
        if value and field not in self.values:
            self.values[field] = value
            self.provenance[field] = f"official:{place}"

    def paper(self) -> OfficialPaper:
        """Return what was found."""
        return OfficialPaper(**self.values, provenance=self.provenance)
