"""What became of one run of one office, in a word for the archive and a sentence for a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["ok", "empty", "drift", "blocked", "down", "interrupted"]

STOPPED = frozenset({"shutdown", "cancelled", "archive_broken"})
"""Scrapy's reasons for closing that mean that the crawl did not reach its own end."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One office's run when it is over."""

    site: str
    state: State
    counts: Mapping[str, int]
    sentence: str
    """Why it is in that state."""

    @property
    def is_good(self) -> bool:
        """Whether nobody has to look at it."""
        return self.state == "ok"


def decide(
    site: str, *, reason: str, counts: Mapping[str, int], stats: Mapping[str, Any], broken: str | None
) -> Outcome:
    """Judge a run by what it met: *reason* is Scrapy's for closing, *stats* its statistics."""
    state, sentence = _judge(reason, counts, stats, broken)
    return Outcome(site=site, state=state, counts=counts, sentence=sentence)


def _judge(reason: str, counts: Mapping[str, int], stats: Mapping[str, Any], broken: str | None) -> tuple[State, str]:
    if broken:
        return "interrupted", broken
    if reason in STOPPED:
        return "interrupted", "The run was stopped before it reached its end."
    if counts["listed"]:
        return "ok", f"{counts['listed']} articles listed."
    if stats.get("archive/blocked"):
        return "blocked", "The office refused the crawler."
    if not counts["requests"] or stats.get("archive/unreachable"):
        return "down", "The office could not be reached."
    return "empty", "No list named an article."
