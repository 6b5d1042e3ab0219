"""The glossary of health terms: one meaning a row, its names in Vietnamese, Chinese and English, and where it is from.

Each file is tab-separated with the columns `COLUMNS`; names of one meaning stand between ``|``, the usual one first.
Abbreviations stand among the names.  A name behind ``>`` is looked for, too, where another name of the row was typed,
and does not stand for it: who asks for 三高 means 高血压, not the other way round.  A new row needs nothing but itself.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from crawler.normalise.search.vietnamese import other_spellings
from crawler.normalise.search.words import folded_words, marked_words

COLUMNS = ("kind", "vi", "zh", "en", "source")
LANGUAGES = ("vi", "zh", "en")
KINDS = ("disease", "vaccine", "measure", "organ", "document", "care", "word", "title", "plain")

_MIN_PLURAL_LENGTH = 5
_SHORT = (("bệnh viện", "BV"), ("trung tâm y tế", "TTYT"), ("trạm y tế", "TYT"), ("sở y tế", "SYT"))
"""Beginnings of names of offices, and how they are abbreviated."""


@dataclass(frozen=True)
class Name:
    """One name of a meaning; the words of `folded` and `marked` stand between single spaces."""

    text: str
    language: str
    folded: str
    marked: str
    one_way: bool = False
    """It is only looked for, and does not stand for the meaning."""


@dataclass(frozen=True)
class Entry:
    """One meaning."""

    kind: str
    names: tuple[Name, ...]
    source: str


@dataclass(frozen=True)
class Glossary:
    """All rows, and the names to look them up by."""

    entries: tuple[Entry, ...]

    @cached_property
    def by_name(self) -> Mapping[str, tuple[tuple[Entry, Name], ...]]:
        """Folded name → the meanings that have it."""
        found: dict[str, list[tuple[Entry, Name]]] = {}
        for entry in self.entries:
            for name in (name for name in entry.names if not name.one_way):
                found.setdefault(name.folded, []).append((entry, name))
        return {folded: tuple(pairs) for folded, pairs in found.items()}

    def load(self) -> None:
        """Compute what is looked up, which is else computed when it is asked for first."""
        _ = (self.by_name, self.longest, self.chinese_terms)

    def find(self, folded: str) -> tuple[tuple[Entry, Name], ...]:
        """Return the meanings of a folded name; an English one may be typed in the plural."""
        found = self.by_name.get(folded, ())
        if found or len(folded) < _MIN_PLURAL_LENGTH or not folded.endswith("s"):
            return found
        return tuple(pair for pair in self.by_name.get(folded[:-1], ()) if pair[1].language == "en")

    @cached_property
    def longest(self) -> int:
        """Words of the longest name."""
        return max(len(folded.split()) for folded in self.by_name)

    @cached_property
    def chinese_terms(self) -> tuple[str, ...]:
        """Every Chinese name of two characters or more that is Chinese throughout."""
        names = (name for entry in self.entries for name in entry.names if name.language == "zh")
        compact = (name.folded.replace(" ", "") for name in names)
        return tuple(dict.fromkeys(term for term in compact if len(term) > 1 and not term.isascii()))


@cache
def load_glossary() -> Glossary:
    """Read the tables of this folder."""
    tables = sorted(path.name for path in files(__package__).iterdir() if path.name.endswith(".tsv"))
    return Glossary(tuple(entry for name in tables for entry in _read(name)))


def _read(table: str) -> list[Entry]:
    text = files(__package__).joinpath(table).read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Entry(kind=row["kind"], names=_names(row), source=row["source"]) for row in rows]


def _names(row: Mapping[str, str]) -> tuple[Name, ...]:
    texts = [(text, language) for language in LANGUAGES for text in row[language].split("|") if text]
    listed = dict.fromkeys(texts)
    # bác sĩ is bác sỹ, and bệnh viện phổi is BV phổi, too
    vietnamese = [text for text, language in texts if language == "vi"]
    listed |= {(other, "vi"): None for text in vietnamese for other in (*other_spellings(text), *shortened(text))}
    return tuple(_name(text, language) for text, language in listed)


def _name(text: str, language: str) -> Name:
    plain = text.removeprefix(">")
    return Name(plain, language, folded_words(plain).strip(), marked_words(plain).strip(), one_way=plain != text)


def shortened(text: str) -> list[str]:
    """Return a name with its first words abbreviated, as in BV phổi; none where they are never."""
    return [f"{short}{text[len(long) :]}" for long, short in _SHORT if text.lower().startswith(f"{long} ")]
