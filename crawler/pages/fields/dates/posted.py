"""The sentence that says who posted a text and when: 本文由张三于 2021-06-18 发布。"""

from dataclasses import dataclass
from typing import Literal

from crawler.normalise.people.names import is_person_name
from crawler.pages.vocabulary import POSTED, plain_figures

_MAX_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Posted:
    """Who posted, in which role, and the words of the date."""

    date: str
    name: str | None
    role: Literal["author", "editor"]


def read_posted(text: str, language: str) -> Posted | None:
    """Return what such a sentence says; None for any other line.

    Who wrote or sent in a text is its author, who put it on the site its editor.
    """
    match = POSTED[language].match(plain_figures(text.strip())) if len(text) <= _MAX_LENGTH else None
    if match is None:
        return None
    who = match["who"].strip(" “”\"'")
    return Posted(
        match["date"], who if is_person_name(who, language) else None, "author" if match["wrote"] else "editor"
    )
