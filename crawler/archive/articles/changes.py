"""What changed from one version of an article to the next, in kinds that matter to a reader of official papers.

The text is compared by sentences, whatever its line breaks: a numeral that was altered in silence, a paragraph that was
added or taken out, a sentence that was reworded.  The cost grows with the number of sentences, not of characters.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from crawler.archive.articles.attachments import ListedFile
from crawler.normalise.file_addresses import same_files
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

END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？；])")
AFTER_CHINESE_STOP = re.compile(r"(?<=[。！？；]) ")
NUMERAL = re.compile(r"\d+(?:[.,/]\d+)*|[〇零一二三四五六七八九十百千万萬亿億两兩]+")
ALIKE = 0.5
"""Share of words that two sentences must have in common to be one sentence, edited."""
LONGEST_LIST = 5
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
) -> list[Change]:
    """Return the changes of *fields* (names) from *before* to *after*, and those of the files that they offer."""
    changes: list[Change] = []
    for name in fields:
        if name in {"body_text", "lead"}:
            changes += text_changes(name, before[name] or "", after[name] or "")
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


@dataclass(frozen=True)
class _Sentence:
    text: str
    paragraph: int


def text_changes(field: str, before: str, after: str) -> list[Change]:
    """Return the changes between two texts, sentence by sentence."""
    old, new = _sentences(before), _sentences(after)
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    changes: list[Change] = []
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind != "equal":
            changes += _block_changes(field, (old, old_from, old_to), (new, new_from, new_to))
    return changes


def _sentences(text: str) -> list[_Sentence]:
    paragraphs = [" ".join(line.split()) for line in text.split("\n")]
    return [
        _Sentence(sentence.strip(), number)
        for number, paragraph in enumerate(paragraphs)
        for sentence in END_OF_SENTENCE.split(paragraph)
        if sentence.strip()
    ]


_Block = tuple[list[_Sentence], int, int]


def _block_changes(field: str, old: _Block, new: _Block) -> Iterator[Change]:
    """Yield what became of a block of sentences: pairs that are alike were edited, the others came or went."""
    gone, come = old[0][old[1] : old[2]], new[0][new[1] : new[2]]
    pairs = _pair(gone, come)
    for was, now in pairs:
        yield from _edit(field, was.text, now.text)
    paired_old = {id(was) for was, _ in pairs}
    paired_new = {id(now) for _, now in pairs}
    yield from _lone(field, old[0], [one for one in gone if id(one) not in paired_old], is_new=False)
    yield from _lone(field, new[0], [one for one in come if id(one) not in paired_new], is_new=True)


def _pair(gone: Sequence[_Sentence], come: Sequence[_Sentence]) -> list[tuple[_Sentence, _Sentence]]:
    """Pair sentences in their order; each takes the first later one that it is alike."""
    pairs = []
    next_free = 0
    for was in gone:
        for position in range(next_free, len(come)):
            if _alike(was.text, come[position].text):
                pairs.append((was, come[position]))
                next_free = position + 1
                break
    return pairs


def _alike(one: str, other: str) -> bool:
    if NUMERAL.sub("#", one) == NUMERAL.sub("#", other):
        return True
    first, second = _pieces(one), _pieces(other)
    return 2 * len(first & second) >= ALIKE * (len(first) + len(second)) if first and second else False


def _pieces(text: str) -> set[str]:
    """Return a sentence's words, or its pairs of characters where it is written without spaces."""
    words = text.lower().split()
    return set(words) if len(words) > 3 else {text[at : at + 2] for at in range(len(text) - 1)}


def _edit(field: str, was: str, now: str) -> Iterator[Change]:
    if masked(was) == masked(now):
        return
    if NUMERAL.sub("#", was) != NUMERAL.sub("#", now):
        yield Change("paragraph_edited", field, was, now)
        return
    for old, new in zip_longest(NUMERAL.findall(was), NUMERAL.findall(now)):
        if old != new:
            yield Change("numeral", field, old, new)


def _lone(field: str, text: list[_Sentence], lone: Sequence[_Sentence], *, is_new: bool) -> Iterator[Change]:
    """Yield sentences without a partner: whole paragraphs where all their sentences are, else edits."""
    paragraphs: dict[int, list[str]] = {}
    for sentence in lone:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence.text)
    sizes: dict[int, int] = {}
    for sentence in text if paragraphs else ():
        sizes[sentence.paragraph] = sizes.get(sentence.paragraph, 0) + 1
    for number, sentences in paragraphs.items():
        words = AFTER_CHINESE_STOP.sub("", " ".join(sentences))
        whole = len(sentences) == sizes[number]
        if is_new:
            yield Change("paragraph_added" if whole else "paragraph_edited", field, None, words)
        else:
            yield Change("paragraph_removed" if whole else "paragraph_edited", field, words, None)


def summary(changes: Sequence[Change]) -> str:
    """Say in a line what changed, the weightiest first; texts are counted, not repeated."""
    parts = [_told(change) for change in changes if change.kind in {"title", "date", "document_number", "field"}]
    numerals = [f"{change.before} → {change.after}" for change in changes if change.kind == "numeral"]
    if numerals:
        more = f" and {len(numerals) - LONGEST_LIST} more" if len(numerals) > LONGEST_LIST else ""
        parts.append(f"{_plural(len(numerals), 'number')} in the text: {', '.join(numerals[:LONGEST_LIST])}{more}")
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
