"""Which offices a question names, by their names or by their hosts: who types "TTYT Cô Tô" means ttyt-coto."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.normalise.search.chinese import spellings
from crawler.normalise.search.concepts import Concept, concepts
from crawler.normalise.search.words import folded_words, is_han, marked_words

_MAX_LENGTH = 4
_READ = 12
"""Words of a question that may name an office."""
_SAME = ("typed", "same", "phrase")
_COMMON = 0.5
_MIN_IN_HOST_LENGTH = 4
_HOSPITAL = "benh vien "


@dataclass(frozen=True)
class Office:
    """An office as searching sees it."""

    site: str
    text: str
    """Its name, the parts of its host, and the words of the question that its host spells without spaces."""


def load_offices(connection: sqlite3.Connection, question: str) -> list[Office]:
    """Return every office, told in the words of the question where its host is."""
    told, hospitals = _spelled_in_hosts(question), _hospitals(question)
    rows = connection.execute("SELECT id, name, name_en, home FROM sites").fetchall()
    return [_office(row, told, hospitals) for row in rows]


def _spelled_in_hosts(question: str) -> dict[str, str]:
    """Return pieces of a question by how a host name spells them: Cô Tô as ``coto``, 东屿 as ``dongyu``."""
    folded, marked = folded_words(question).split(), marked_words(question).split()
    told: dict[str, str] = {}
    for length in range(2, _MAX_LENGTH + 1):
        for at in range(min(len(folded), _READ) - length + 1):
            piece = folded[at : at + length]
            han = sum(is_han(word) for word in piece)
            if han not in (0, length):
                continue
            spelled = spellings("".join(piece)) if han else {"".join(piece)}
            told |= dict.fromkeys(spelled, " ".join(marked[at : at + length]))
    return {spelling: piece for spelling, piece in told.items() if len(spelling) >= _MIN_IN_HOST_LENGTH}


def _hospitals(question: str) -> list[str]:
    """Return the kinds of hospital that a question names, as typed: of each, the host says ``bv`` alone."""
    return [
        concept.literal.marked
        for concept in concepts(question)
        if any(variant.kind in _SAME and variant.folded.startswith(_HOSPITAL) for variant in concept.variants)
    ]


def _office(row: sqlite3.Row, told: dict[str, str], hospitals: Sequence[str]) -> Office:
    parts = set(re.split(r"[^a-z0-9]+", (urlsplit(row["home"] or "").hostname or "").lower()))
    spelled = [told[part] for part in sorted(parts) if part in told]
    # an office without a name is known by its host alone
    if "bv" in parts and " " not in (row["name"] or ""):
        spelled += hospitals
    return Office(row["id"], "\n".join([row["name"] or "", row["name_en"] or "", *sorted(parts), *spelled]))


def named_by(offices: Sequence[Office], asked: Sequence[Concept]) -> dict[int, set[str]]:
    """Return for each concept, by its place, the offices whose names hold it."""
    told = [(office.site, folded_words(office.text)) for office in offices]
    return {
        place: {
            site
            for site, words in told
            if any(f" {variant.folded} " in words for variant in concept.variants if variant.kind in _SAME)
        }
        for place, concept in enumerate(asked)
        if concept.weight > _COMMON
    }


def sites_named(connection: sqlite3.Connection, text: str) -> list[str]:
    """Return the offices whose name or host holds all the words, for ``office:``."""
    words = folded_words(text).split()
    return [
        office.site
        for office in load_offices(connection, text)
        if all(f" {word} " in folded_words(office.text) for word in words)
    ]
