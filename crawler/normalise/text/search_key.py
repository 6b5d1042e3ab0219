"""One fold for the search index and for what is typed into the search box.

Vietnamese marks and đ, letter case, full-width forms and the two Chinese scripts all disappear; every Han character
becomes a token of its own.  The index, the snippets and the queries are made here and nowhere else: should they
differ, whole words of the archive could no longer be found.
"""

import re
from collections.abc import Iterator
from unicodedata import normalize

from crawler.normalise.tables.folding import FOLDED_FROM, FOLDED_TO
from crawler.normalise.text.tones import place_tones

SEPARATOR = "\u200b"
"""A zero-width space, which SQLite's unicode61 tokenizer splits at; strip it from snippets before display."""

NOTHING = '""'
"""An FTS5 query that matches no row and is no error."""

ALONE = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\ufaff\U00010000-\U0010ffff"
"""Han characters, each a token; also private-use bullets and emoji, which the tokenizer would join to the next word."""

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
FOLD = str.maketrans(FOLDED_FROM, FOLDED_TO)
RADICALS = {code: FOLD[code] for code in range(0x2F00, 0x2FD6)}
"""Kangxi radicals are signs to the tokenizer, and no tokens, until they are the Han characters that they look like."""

NUMERALS = {first + n: numeral for first in (0x2160, 0x2170) for n, numeral in enumerate(ROMAN)}
"""One sign for a Roman numeral is the numeral: Ⅲ is III."""

ALONE_RUN = re.compile(f"[{ALONE}]+")
TERM = re.compile(r'"([^"]*)"|\S+')
QUOTES = str.maketrans("“”„‟«»＂", '"""""""')
WORD = re.compile(r"[^\W_]")
NO_WORD = re.compile(f"[\x00-/:-@\\[-`{{-\x7f\ud800-\udfff{SEPARATOR}]+")
"""ASCII signs, which include all that FTS5 reads as syntax, and what cannot be stored."""


def search_key(text: str) -> str:
    """Return the text folded for searching: NFC, and then as many characters as that has."""
    return normalize("NFC", text).translate(FOLD)


def index_text(text: str) -> str:
    """Return what is indexed: the key, with a separator on both sides of every Han character.

    Private-use characters and emoji are set apart too, and a Roman numeral in one sign is spelled out.
    """
    return _separate(search_key(text).translate(NUMERALS))


def show_text(text: str) -> str:
    """Return what snippets are cut from: the original glyphs in the tokens of `index_text`, one for one."""
    return _separate(normalize("NFC", text).translate(RADICALS))


def _separate(text: str) -> str:
    # By run and not by character: a long Chinese text has thousands of them.
    return ALONE_RUN.sub(lambda run: f"{SEPARATOR}{f'{SEPARATOR}{SEPARATOR}'.join(run[0])}{SEPARATOR}", text)


def match_query(query: str) -> str:
    """Return the FTS5 expression that requires every term of the query; quoted text is one phrase.

    Whatever is typed is plain text: operators, brackets and column names are words.  A query without any word gives
    `NOTHING`.
    """
    return " ".join(_phrases(query)) or NOTHING


def _phrases(query: str) -> Iterator[str]:
    for term in TERM.finditer(query.translate(QUOTES)):
        tokens = NO_WORD.sub(" ", index_text(term[1] or term[0])).split()
        if any(map(WORD.search, tokens)):
            yield f'"{" ".join(tokens)}"'


def exact_key(text: str) -> str:
    """Return the text for comparing with its marks: NFC, one tone placement, lower case, white space folded."""
    return " ".join(place_tones(text).lower().split())
