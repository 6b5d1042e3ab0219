"""What makes a document doubtful: each check is a small function that returns one sentence, or None."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from crawler.items import Document

Check = Callable[[Document, datetime], str | None]

FLAGS: Mapping[str, str] = {}


def no_title(document: Document, _now: datetime) -> str | None:
    """The page has no headline."""
    return None if document.title else "no headline was found on the page"


CHECKS: Mapping[str, Check] = {"no_title": no_title}


def check(document: Document, *, now: datetime) -> Document:
    """Return the document with a problem sentence and a flag for each check that finds something."""
    found = {name: sentence for name, rule in CHECKS.items() if (sentence := rule(document, now))}
    problems = (*document.problems, *(f"{name}: {sentence}" for name, sentence in found.items()))
    return replace(
        document, problems=tuple(dict.fromkeys(problems)), flags=tuple(dict.fromkeys((*document.flags, *found)))
    )
