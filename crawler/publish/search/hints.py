"""What to say where little or nothing was found: which word is missing, and the nearest spelling that is not."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence

from crawler.normalise.search.concepts import Concept, Variant, concepts
from crawler.normalise.search.glossary import Name
from crawler.normalise.search.spelling import confusions, edits, misspelled_names
from crawler.normalise.search.words import folded_words, is_han, marked_words
from crawler.publish.search.asked import Hint
from crawler.publish.search.expressions import of_concept, of_variant, phrase
from crawler.publish.search.index import Index

_MAX_LENGTH = 12
"""Words of a question in which a slip of the pen is looked for."""
_MIN_ALONE_LENGTH = 4
_TRIED = 400
_VOWEL = re.compile("[aeiouy]")


def nearest_spelling(index: Index, text: str, missing: Sequence[Concept]) -> str:
    """Return the question with the nearest spelling that the archive knows, or ""."""
    if len(folded_words(text).split()) > _MAX_LENGTH:
        return ""
    for piece, name in misspelled_names(text):
        typed = Variant(folded_words(piece).strip(), piece)
        if not _is_there(index, typed) and not _is_without_marks(index, typed) and _is_meant(index, typed, name):
            return _replaced(text, piece, name)
    for concept in missing:
        word = concept.literal.folded
        # what has no vowel is an abbreviation, and no word of another spelling
        if " " not in word and not is_han(word) and word.isalpha() and _VOWEL.search(word):
            better = _nearest_word(index.connection, text, word)
            if better:
                return better
    return ""


def _is_there(index: Index, written: Variant) -> bool:
    return index.documents(of_variant(written, exact=True)) > 0


def _is_without_marks(index: Index, typed: Variant) -> bool:
    """Tell whether the words are typed without marks and each of them is known: they are not misspelled."""
    words = typed.folded.split()
    plain = typed.folded == typed.marked and not any(is_han(word) for word in words)
    return plain and len(words) > 1 and all(index.documents(phrase(word)) for word in words)


def _is_meant(index: Index, typed: Variant, name: Name) -> bool:
    """Tell whether the archive has a name; where a word typed is in no article, another name of the same will do."""
    if _is_there(index, Variant(name.folded, name.marked)):
        return True
    if all(index.documents(phrase(word)) for word in typed.folded.split()):
        return False
    known = [concept for concept in concepts(name.text) if concept.known]
    return len(known) == 1 and index.documents(of_concept(known[0], exact=True)) > 0


def _replaced(text: str, piece: str, name: Name) -> str:
    words, wrong = marked_words(text).split(), piece.split()
    at = next(at for at in range(len(words)) if words[at : at + len(wrong)] == wrong)
    return _written([*words[:at], name.text, *words[at + len(wrong) :]])


def _written(words: Sequence[str]) -> str:
    """Join words, Chinese without spaces."""
    text = ""
    for word in words:
        apart = text and not (is_han(text[-1]) and is_han(word[0]))
        text += f" {word}" if apart else word
    return text


def _nearest_word(connection: sqlite3.Connection, text: str, word: str) -> str:
    """Return the question with a word of the archive that is one letter off, best beside the same neighbours."""
    folded, marked = folded_words(text).split(), marked_words(text).split()
    if word not in folded:
        return ""
    at = folded.index(word)
    alike = [Variant(folded_words(other).strip(), other) for other in dict.fromkeys(confusions(marked[at])) if other]
    best = _most_frequent(connection, [of_variant(variant, exact=True) for variant in alike])
    if best is not None:
        return _written([*marked[:at], alike[best].marked, *marked[at + 1 :]])
    candidates = list(dict.fromkeys(edits(word)))[:_TRIED]
    for before, after in _neighbourhoods(folded, at):
        queries = [phrase(" ".join((*before, candidate, *after))) for candidate in candidates]
        best = _most_frequent(connection, queries)
        if best is not None:
            right = _as_written(connection, queries[best], candidates[best])
            return _written([*marked[:at], right, *marked[at + 1 :]])
    return ""


def _most_frequent(connection: sqlite3.Connection, queries: Sequence[str]) -> int | None:
    """Return the place of the expression that finds most, None where none finds anything."""
    row = connection.execute(
        "SELECT j.key, (SELECT count(*) FROM (SELECT 1 FROM article_search WHERE article_search MATCH j.value "
        "LIMIT 100)) AS n FROM json_each(:queries) AS j ORDER BY n DESC, j.key LIMIT 1",
        {"queries": json.dumps(list(queries))},
    ).fetchone()
    return int(row[0]) if row is not None and row[1] else None


def _neighbourhoods(folded: Sequence[str], at: int) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    before, after = folded[max(at - 1, 0) : at], folded[at + 1 : at + 2]
    if before and after:
        yield before, after
    if after:
        yield (), after
    if before:
        yield before, ()
    if len(folded[at]) >= _MIN_ALONE_LENGTH or len(folded) == 1:
        yield (), ()


def _as_written(connection: sqlite3.Connection, query: str, folded: str) -> str:
    """Return the word with the marks that an article writes it with."""
    row = connection.execute(
        "SELECT title, body_text FROM articles WHERE id = "
        "(SELECT rowid FROM article_search WHERE article_search MATCH ? ORDER BY rowid DESC LIMIT 1)",
        (query,),
    ).fetchone()
    if row is None:
        return folded
    needle = query.strip(chr(34))
    # a neighbour without letters is not in the phrase
    offset = needle.split().index(folded)
    for text in (row["title"], row["body_text"]):
        words = folded_words(text or "")
        place = words.find(f" {needle} ")
        if place >= 0:
            return marked_words(text).split()[words.count(" ", 0, place) + offset]
    return folded


def hint_of_miss(index: Index, text: str, missing: Sequence[Concept], *, found: int) -> Hint | None:
    """Return what to say of a question of which no article holds all."""
    suggestion = nearest_spelling(index, text, missing)
    named = tuple(concept.literal.text for concept in missing)
    if suggestion:
        return Hint("spelling", named, suggestion)
    if named:
        return Hint("missing", named)
    return Hint("not_all") if found else None
