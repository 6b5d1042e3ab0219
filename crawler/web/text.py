"""An article's text made ready for a page: paragraphs, tables, highlighted excerpts."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from markupsafe import Markup, escape

from crawler.publish.search.cards import MARK_END, MARK_START

_SEPARATOR = "\u200b"
_CELLS = " | "


@dataclass(frozen=True)
class TextBlock:
    """One paragraph (`text`) or one table (`rows`)."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(text: str | None) -> list[TextBlock]:
    """Split stored text, one block a line and table rows as ``cell | cell``, into paragraphs and tables."""
    lines = [line for line in (text or "").split("\n") if line.strip()]
    found: list[TextBlock] = []
    for is_row, group in groupby(lines, key=lambda line: _CELLS in line):
        members = list(group)
        if is_row and len(members) > 1:
            found.append(TextBlock(rows=tuple(tuple(line.split(_CELLS)) for line in members)))
        else:
            found.extend(TextBlock(text=line) for line in members)
    return found


def excerpt(marked: str | None) -> Markup:
    """Escape an excerpt that SQLite marked, and turn its marks into ``<mark>``."""
    plain = str(escape((marked or "").replace(_SEPARATOR, "")))
    # one element for neighbouring hits: each syllable and each Han character is a token of its own
    plain = re.sub(f"{MARK_END}([ \u00a0]?){MARK_START}", r"\1", plain)
    plain = re.sub(f"{MARK_START}([^{MARK_END}]*){MARK_END}", r"<mark>\1</mark>", plain)
    return Markup(plain.replace(MARK_START, "").replace(MARK_END, ""))


_FILE_KINDS = {
    "application/pdf": "PDF",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.ms-powerpoint": "PowerPoint",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/zip": "ZIP",
}


def file_kind(media_type: str | None) -> str:
    """Return what people call files of that type, in any language; a type without such a name stays as it is."""
    return _FILE_KINDS.get(media_type or "", media_type or "")


def has_mark(marked: str | None) -> bool:
    """Tell whether an excerpt holds a hit."""
    return MARK_START in (marked or "")


def content_language(language: str | None, *, raw: bool = False) -> str:
    """Return the ``lang`` attribute of stored text; Chinese is kept simplified, and as written where that is not."""
    if language == "zh":
        return "zh-Hant" if raw else "zh-Hans"
    return language or ""


def in_zone(moment: str, zone: str | None) -> str:
    """Return a moment (ISO 8601, UTC) in a time zone, to the minute; as it is where the zone is unknown."""
    try:
        return datetime.fromisoformat(moment).astimezone(ZoneInfo(zone or "")).isoformat(timespec="minutes")
    except (ValueError, ZoneInfoNotFoundError):
        return moment
