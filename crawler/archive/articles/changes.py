"""What changed from one version of an article to the next, in kinds that matter to a reader of official papers.

The text is compared by sentences, whatever its line breaks: a numeral that was altered in silence, a paragraph that was
added or taken out, a sentence that was reworded.  The cost grows with the number of sentences, not of characters.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Literal

from crawler.archive.articles.files.attachments import ListedFile
from crawler.normalise.file_addresses import same_files
from crawler.normalise.text.differences import NUMERAL, Sentence, compare_sentences, split_sentences
from crawler.normalise.text.noise import masked

Kind = Literal[
    "title",
    "date",
    "document_number",
    "numeral",
    "paragraph_added",
    "paragraph_removed",
    "paragraph_edited",
    "attachment_added",
    "attachment_removed",
    "attachment_renamed",
    "attachment_replaced",
    "field",
]

AFTER_CHINESE_STOP = re.compile(r"(?<=[。！？；]) ")
MAX_NAMED = 5
"""Details named one by one in a summary."""

DATES = {"published_at": "published date", "issued_on": "date of issue"}


@dataclass(frozen=True)
class Change:
    """One change; `before` or `after` is None where something was added or taken away."""

    kind: Kind
    field: str
    before: str | None
    after: str | None


def find_changes(
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
    fields: Sequence[str],
    *,
    files: tuple[Sequence[ListedFile], Sequence[ListedFile]] = ((), ()),
    moving: Collection[str] = (),
) -> list[Change]:
    """Return the changes of *fields* (names) from *before* to *after*, and those of the files that they offer.

    Sentences that are *moving* by themselves are left out.
    """
    changes: list[Change] = []
    for name in fields:
        if name in {"body_text", "lead"}:
            changes += text_changes(name, before[name] or "", after[name] or "", moving)
        elif name != "attachments":
            changes.append(Change(_kind_of(name), name, before[name], after[name]))
    return [*changes, *file_changes(*files)]


def _kind_of(name: str) -> Kind:
    if name in DATES:
        return "date"
    if name == "title":
        return "title"
    return "document_number" if name == "document_number" else "field"


def file_changes(before: Sequence[ListedFile], after: Sequence[ListedFile]) -> list[Change]:
    """Return which files came, went, were renamed, or hold something else than they did."""
    pairs = same_files(
        [(file["url"], file["name"]) for file in before], [(file["url"], file["name"]) for file in after]
    )
    changes = [
        Change("attachment_removed", "attachments", file["name"], None)
        for at, file in enumerate(before)
        if at not in pairs.values()
    ]
    for at, file in enumerate(after):
        was = before[pairs[at]] if at in pairs else None
        if was is None:
            changes.append(Change("attachment_added", "attachments", None, file["name"]))
        elif None not in (was["sha256"], file["sha256"]) and was["sha256"] != file["sha256"]:
            changes.append(Change("attachment_replaced", "attachments", was["name"], file["name"]))
        elif masked(was["name"]) != masked(file["name"]):
            changes.append(Change("attachment_renamed", "attachments", was["name"], file["name"]))
    return changes


def text_changes(field: str, before: str, after: str, moving: Collection[str] = ()) -> list[Change]:
    """Return the changes between two texts, sentence by sentence, without sentences that are *moving* by themselves."""
    old, new = split_sentences(before), split_sentences(after)
    changes: list[Change] = []
    for block in compare_sentences(old, new):
        steps = [(was, now) for was, now in block.steps if (now or was).text not in moving]  # type: ignore[union-attr]  # one of both is there
        for was, now in steps:
            changes += _edit(field, was.text, now.text) if was and now else []
        gone = [was for was, now in steps if was and now is None]
        come = [now for was, now in steps if now and was is None]
        changes += _lone(field, (old, gone), (new, come))
    return changes


def _edit(field: str, was: str, now: str) -> Iterator[Change]:
    if masked(was) == masked(now):
        return
    if NUMERAL.sub("#", was) != NUMERAL.sub("#", now):
        yield Change("paragraph_edited", field, was, now)
        return
    for old, new in zip_longest(NUMERAL.findall(was), NUMERAL.findall(now)):
        if old != new:
            yield Change("numeral", field, old, new)


_Lone = tuple[Sequence[Sentence], Sequence[Sentence]]
"""A whole text, and those of its sentences in one place that have no partner in the other text."""


def _lone(field: str, old: _Lone, new: _Lone) -> Iterator[Change]:
    """Yield sentences without a partner: paragraphs that came or went whole, else edits of what is around them."""
    gone, cut = _by_paragraph(*old)
    come, put = _by_paragraph(*new)
    for words in gone:
        yield Change("paragraph_removed", field, words, None)
    for was, now in zip_longest(cut, put):
        yield Change("paragraph_edited", field, was, now)
    for words in come:
        yield Change("paragraph_added", field, None, words)


def _by_paragraph(text: Sequence[Sentence], lone: Sequence[Sentence]) -> tuple[list[str], list[str]]:
    """Return the words of whole paragraphs among the lone sentences, and those of parts of paragraphs."""
    paragraphs: dict[int, list[str]] = {}
    for sentence in lone:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence.text)
    sizes = Counter(sentence.paragraph for sentence in text) if lone else Counter()
    whole: list[str] = []
    parts: list[str] = []
    for number, sentences in paragraphs.items():
        words = AFTER_CHINESE_STOP.sub("", " ".join(sentences))
        (whole if len(sentences) == sizes[number] else parts).append(words)
    return whole, parts


def summary(changes: Sequence[Change]) -> str:
    """Say in a line what changed, the weightiest first; texts are counted, not repeated."""
    parts = [_told(change) for change in changes if change.kind in {"title", "date", "document_number", "field"}]
    numerals = [f"{change.before} → {change.after}" for change in changes if change.kind == "numeral"]
    if numerals:
        more = f" and {len(numerals) - MAX_NAMED} more" if len(numerals) > MAX_NAMED else ""
        parts.append(f"{_plural(len(numerals), 'number')} in the text: {', '.join(numerals[:MAX_NAMED])}{more}")
    for what in ("added", "removed", "edited"):
        count = sum(change.kind == f"paragraph_{what}" for change in changes)
        if count:
            parts.append(f"{count} {_plural(count, 'paragraph')} {what}")
    parts += [_told_file(change) for change in changes if change.kind.startswith("attachment_")]
    return "; ".join(parts)


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def _told(change: Change) -> str:
    name = DATES.get(change.field) or change.field.replace("_", " ")
    if change.kind == "title":
        return "title"
    if change.before is None:
        return f"{name} added: {change.after}"
    if change.after is None:
        return f"{name} removed: {change.before}"
    return f"{name}: {change.before} → {change.after}"


def _told_file(change: Change) -> str:
    what = change.kind.removeprefix("attachment_")
    return f"attachment {what}: {change.after or change.before}"


def as_json(changes: Sequence[Change]) -> str:
    """Return the changes as the archive keeps them."""
    return json.dumps([asdict(change) for change in changes], ensure_ascii=False)
