"""Traditional or simplified Chinese: which of the two a text is in, and the way from one to the other.

Decided by majority over a page's body; a title inherits the answer of its body, since `to_simplified` would harm
simplified text (乾县 is a place, 干县 is not).  Remove injected readings first: they mix both scripts.
"""

import re
from collections.abc import Callable
from functools import cache

from crawler.normalise.tables.han_scripts import SIMPLIFIED_FROM, TRADITIONAL_FROM

SAMPLE = 3000
"""Characters of a body that decide."""

LONE_SURROGATES = re.compile("([\ud800-\udfff]+)")
"""Halves of characters, as a careless script of a page writes them; OpenCC takes UTF-8 only."""


def is_traditional(text: str) -> bool | None:
    """Return whether the text has more characters of traditional script only than of simplified only; None at a tie."""
    sample = text[:SAMPLE]
    if sample.isascii():
        return None
    difference = len(_any_of(TRADITIONAL_FROM).findall(sample)) - len(_any_of(SIMPLIFIED_FROM).findall(sample))
    return None if difference == 0 else difference > 0


def to_simplified(text: str) -> str:
    """Return a traditional text, or a line of a traditional page, in simplified characters.

    A text that is simplified already comes back unchanged.
    """
    return text if is_traditional(text) is False else convert_traditional(text)


def convert_traditional(text: str) -> str:
    """Return a text that is known to be traditional in simplified characters."""
    pieces = LONE_SURROGATES.split(text)
    converted = "".join(piece if index % 2 else _converter()(piece) for index, piece in enumerate(pieces))
    # OpenCC leaves this Hong Kong form alone.
    return converted.replace("衞", "卫")


@cache
def _any_of(characters: str) -> re.Pattern[str]:
    # Compiled at the first page that is not plain ASCII: a class of thousands takes its time.
    return re.compile(f"[{characters}]")


@cache
def _converter() -> Callable[[str], str]:
    # Loaded at the first traditional page: most runs never see one.
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
