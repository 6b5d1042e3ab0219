"""What became of one run of one office, in a word for the archive and a sentence for a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.crawling.status.health import State, Verdict

STOPPED = frozenset({"shutdown", "cancelled", "archive_broken"})
"""Scrapy's reasons for closing that mean that the crawl did not reach its own end."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One office's run when it is over."""

    site: str
    state: State
    counts: Mapping[str, int]
    sentence: str = ""
    """Why it is in that state; empty where all is well."""
    is_passing: bool = False
    """Whether it is a change of the office that is told once, and not a fault that has to heal."""

    is_broken: bool = False
    """Whether the archive could not be written, which every office of the crawl suffers alike."""

    @property
    def is_good(self) -> bool:
        """Whether nobody has to look at it."""
        return self.state == "ok"


def outcome_of(site: str, *, reason: str, counts: Mapping[str, int], verdict: Verdict, broken: str | None) -> Outcome:
    """Join what Scrapy, the archive and the health rules say of a run; *reason* is Scrapy's for closing."""
    if broken:
        return Outcome(site=site, state="interrupted", counts=counts, sentence=broken, is_broken=True)
    if reason in STOPPED:
        sentence = "The run was stopped before it reached its end."
        return Outcome(site=site, state="interrupted", counts=counts, sentence=sentence)
    if reason.startswith("closespider") and verdict.state in {"down", "empty"}:
        sentence = "Its time or requests were used up before a list came."
        return Outcome(site=site, state="interrupted", counts=counts, sentence=sentence)
    return Outcome(
        site=site,
        state=verdict.state,
        counts=counts,
        sentence=" ".join(verdict.reasons),
        is_passing=verdict.is_passing,
    )
