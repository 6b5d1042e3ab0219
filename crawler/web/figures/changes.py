"""What an edit changed, in the reader's language: from the changes that a version keeps in kinds."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crawler.web.messages import translate

Change = Mapping[str, str | None]
_FILE_TEXT = "attachment_text"
"""Field of the changes in the text of a file that was replaced."""
_MAX_NAMED = 5
"""Numbers that are named one by one."""
_MAX_VALUE_LENGTH = 120
"""Characters of a value; the page of the version has all of it."""


def change_words(language: str, changes: str | None, changed_fields: str | None) -> str:
    """Return a line that says what changed; both arguments are JSON, as a version keeps them.

    A version from before changes were kept in kinds names its changed fields only.
    """

    def say(key: str, **values: Any) -> str:
        return translate(language, key, **values)

    found: list[Change] = json.loads(changes or "[]")
    if not found:
        return ", ".join(say(f"field.{name}") for name in json.loads(changed_fields or "[]"))
    parts = [_field(change, say) for change in found if change["kind"] in {"title", "date", "document_number", "field"}]
    parts += _text([change for change in found if change.get("field") != _FILE_TEXT], say)
    parts += _text([change for change in found if change.get("field") == _FILE_TEXT], say, of="attachment_")
    parts += [
        say(f"change.{change['kind']}", name=change["after"] or change["before"] or "?")
        for change in found
        if str(change["kind"]).startswith("attachment_")
    ]
    return say("change.join").join(parts)


def _text(changes: Sequence[Change], say: Callable[..., str], of: str = "") -> list[str]:
    """Return what changed in one kind of text: the article's own, or, with *of*, that of its files."""
    parts = []
    numerals = [
        f"{change['before'] or '–'} → {change['after'] or '–'}" for change in changes if change["kind"] == "numeral"
    ]
    if numerals:
        more = len(numerals) - _MAX_NAMED
        parts.append(
            say(f"change.{of}numerals", list=", ".join(numerals[:_MAX_NAMED]))
            + (" " + say("change.more", count=more) if more > 0 else "")
        )
    for kind in ("paragraph_added", "paragraph_removed", "paragraph_edited"):
        count = sum(change["kind"] == kind for change in changes)
        if count:
            parts.append(say(f"change.{of}{kind}", count=count))
    return parts


def _field(change: Change, say: Callable[..., str]) -> str:
    if change["kind"] == "title":
        return say("change.title")  # the new one is the heading that these words stand under
    name = say(f"field.{change['field']}")
    if change["before"] is None:
        return say("change.added", field=name, after=_short(change["after"]))
    if change["after"] is None:
        return say("change.removed", field=name, before=_short(change["before"]))
    return say("change.altered", field=name, before=_short(change["before"]), after=_short(change["after"]))


def _short(value: str | None) -> str:
    text = " ".join((value or "").split())
    return text if len(text) <= _MAX_VALUE_LENGTH else text[:_MAX_VALUE_LENGTH].rstrip() + "…"
