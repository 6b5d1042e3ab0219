"""One state of an article as reference managers read it: BibTeX, RIS, CSL-JSON, and GB/T 7714 for Chinese papers."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_BIBTEX_SPECIAL = re.compile(r"[\\{}%&$#_~^]")
_BIBTEX_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What a reference says; what is not known is None.

    Dates are ISO 8601, of publication cut to what is known; `archived_at` is UTC.
    """

    key: str
    """A lasting name, such as ``12@20240305T010000Z``."""
    office: str
    title: str | None
    url: str
    archive_url: str
    archived_at: str | None
    published_at: str | None = None
    document_number: str | None = None
    author: str | None = None
    language: str | None = None

    @property
    def day(self) -> str | None:
        """The date of publication without a time."""
        return self.published_at[:10] if self.published_at else None

    @property
    def named(self) -> str:
        """The title, or what stands for one."""
        return self.title or self.document_number or self.url


def bibtex(reference: Reference) -> str:
    """Return a BibTeX entry; its braces keep capitals and other scripts as they are."""
    day = reference.day or ""
    fields = {
        "title": f"{{{_escape(reference.named)}}}",
        "author": f"{{{_escape(reference.author or reference.office)}}}",
        "institution": _escape(reference.office),
        "number": _escape(reference.document_number) if reference.document_number else None,
        "year": day[:4] or None,
        "date": day or None,
        "url": reference.url,
        "urldate": (reference.archived_at or "")[:10] or None,
        "language": reference.language,
        "note": f"Archived at {reference.archive_url}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{healtharchive:{re.sub('[^0-9A-Za-z]', '-', reference.key)},", *lines, "}"]) + "\n"


def _escape(text: str) -> str:
    plain = " ".join(text.split())
    return _BIBTEX_SPECIAL.sub(lambda found: _BIBTEX_ESCAPES.get(found[0], f"\\{found[0]}"), plain)


def ris(reference: Reference) -> str:
    """Return a RIS record."""
    day = reference.day or ""
    tags = [
        ("TY", "GOVDOC" if reference.document_number else "ELEC"),
        ("TI", reference.named),
        ("AU", reference.author or reference.office),
        ("PB", reference.office),
        ("PY", day[:4]),
        ("DA", "/".join([*day.split("-"), "", "", ""][:3]) + "/" if day else ""),
        ("M1", reference.document_number or ""),
        ("UR", reference.url),
        ("L2", reference.archive_url),
        ("Y2", (reference.archived_at or "")[:10].replace("-", "/")),
        ("LA", reference.language or ""),
        ("ID", reference.key),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(reference: Reference) -> str:
    """Return a CSL-JSON list with the one item."""
    item: dict[str, object] = {
        "id": reference.key,
        "type": "report" if reference.document_number else "webpage",
        "title": reference.named,
        "author": [{"literal": reference.author or reference.office}],
        "publisher": reference.office,
        "URL": reference.url,
        "archive_location": reference.archive_url,
        "note": f"Archived at {reference.archive_url}",
    }
    optional = {
        "number": reference.document_number,
        "language": reference.language,
        "issued": _date_parts(reference.day),
        "accessed": _date_parts((reference.archived_at or "")[:10]),
    }
    item |= {name: value for name, value in optional.items() if value}
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _date_parts(day: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None


def gbt7714(reference: Reference) -> str:
    """Return the reference as GB/T 7714—2015 prints an electronic announcement ([EB/OL])."""
    number = f"：{reference.document_number}" if reference.document_number else ""
    published = f"({reference.day})" if reference.day else ""
    cited = f"[{reference.archived_at[:10]}]" if reference.archived_at else ""
    dates = f"{published}{cited}. " if published or cited else ""
    main = f"{reference.author or reference.office}. {reference.named}{number}[EB/OL]. {dates}"
    return f"{main}{reference.url}. {reference.archive_url}.\n"


FORMATS: Mapping[str, tuple[str, Callable[[Reference], str]]] = MappingProxyType(
    {
        "bib": ("application/x-bibtex; charset=utf-8", bibtex),
        "ris": ("application/x-research-info-systems; charset=utf-8", ris),
        "csl.json": ("application/vnd.citationstyles.csl+json; charset=utf-8", csl_json),
        "gbt7714.txt": ("text/plain; charset=utf-8", gbt7714),
    }
)
"""Ending → content type and writer."""
