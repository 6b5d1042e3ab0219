"""The health of an office, judged from what one run saw and from the office's own past.  Pure: facts in, verdict out.

What hurts most is a crawl that is green but wrong: a redesign after which lists are empty, dates are missing or texts
are menus.  What must not happen is an alarm in every quiet week.  So nothing is judged by how much is *new*;
everything is judged by what the office's own runs used to show, with the median of the past, which a few odd runs
cannot move, and with the chance that what was seen is an accident.  Since the median moves at last, a change that
stays is accepted as the new normal after about half a window of runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import comb, log
from statistics import median
from typing import Literal

State = Literal["ok", "empty", "drift", "blocked", "down", "interrupted"]

WINDOW = 20
"""Past runs that are looked at."""
ACCIDENT = 2e-4
"""Chance below which a drop is no accident: at ninety runs a quarter, one false alarm in decades for each field."""
COMMON = 0.8
"""Share of the articles that must have had a field for its absence to mean anything."""
SURE = 0.95
"""No field is expected more surely than this, however good the past was."""
ALWAYS = frozenset({"title", "text"})
"""What an article without is none, so that no past is needed to expect it."""
SAME_LOOK = 0.4
"""Share of the markup that must be as in the run before."""
LENGTHS = 4.0
"""Factor by which the median text may be shorter or longer than it used to be."""
FEW = 5
"""Articles below which medians and shares of one run mean nothing."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What one run saw."""

    requests: int = 0
    listed: Mapping[str, int] = field(default_factory=dict)
    """Section → articles that its first list page named; a section whose list did not come is missing."""
    known: int = 0
    """Of all listed, those that were stored before."""
    blocked: int = 0
    unreachable: int = 0
    certificate: str = ""
    """What is wrong with the certificate of a host, as a sentence; empty where all hold or are excepted."""
    forbidden: int = 0
    """Requests that robots.txt forbade."""
    read: int = 0
    raised: int = 0
    """Pages that the reader stumbled over."""
    soft_errors: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    """Field → articles read that have it."""
    text_length: float | None = None
    """Median characters of the texts read."""
    looks: Mapping[str, float] = field(default_factory=dict)
    """Kind of page → share of its look that is as before; kinds without a past are missing."""

    @property
    def is_redesigned(self) -> bool:
        """Whether some kind of page has lost its look."""
        return any(share < SAME_LOOK for share in self.looks.values())

    def numbers(self) -> dict[str, float]:
        """Return what the next runs need to know of this one, as names and numbers."""
        numbers: dict[str, float] = {f"listed:{section}": count for section, count in self.listed.items()}
        numbers |= {"listed": sum(self.listed.values()), "known": self.known, "read": self.read}
        if self.read:
            numbers |= {f"filled:{name}": count / self.read for name, count in self.filled.items()}
        if self.text_length:
            numbers["text_length"] = self.text_length
        return numbers


@dataclass(frozen=True)
class Verdict:
    """The state of an office and the reasons, each a sentence."""

    state: State
    reasons: tuple[str, ...]


def judge(facts: Facts, past: Sequence[Mapping[str, float]]) -> Verdict:
    """Judge one run; *past* holds the `Facts.numbers` of earlier runs, the newest first."""
    refused = _unseen(facts)
    if refused is not None:
        return refused
    reasons = (
        *_raised(facts),
        *_lost_sections(facts, past),
        *_new_look(facts),
        *_lost_fields(facts, past[:WINDOW]),
        *_other_length(facts, past[:WINDOW]),
        *_all_new(facts, past[:WINDOW]),
    )
    return Verdict("drift", reasons) if reasons else Verdict("ok", ())


def _unseen(facts: Facts) -> Verdict | None:
    """Whether the office was not seen at all, or not enough to be judged."""
    seen = sum(facts.listed.values())
    asked = facts.read + facts.blocked + facts.unreachable
    if facts.blocked and (not seen or facts.blocked > max(2, asked / 5)):
        return Verdict("blocked", (f"The office refused {facts.blocked} requests.",))
    if not seen and (facts.unreachable or not facts.requests):
        return Verdict("down", (facts.certificate or "The office could not be reached.",))
    if not seen and facts.forbidden:
        return Verdict("blocked", ("robots.txt forbids the lists.",))
    if facts.unreachable > max(2, asked / 2):
        return Verdict("down", (f"{facts.unreachable} requests got no good answer.",))
    return None if seen else Verdict("empty", ("No list named an article.",))


def _raised(facts: Facts) -> list[str]:
    if facts.raised >= 2 and facts.raised > (facts.read + facts.raised) / 5:
        return [f"The reader stumbled over {facts.raised} of {facts.read + facts.raised} pages."]
    if facts.soft_errors >= 3 and facts.soft_errors > facts.read / 2:
        return [f"{facts.soft_errors} of {facts.read} articles were error pages."]
    return []


def _lost_sections(facts: Facts, past: Sequence[Mapping[str, float]]) -> list[str]:
    """A section that used to list articles and now lists none."""
    reasons = []
    for section, count in facts.listed.items():
        before = [run[f"listed:{section}"] for run in past[:WINDOW] if f"listed:{section}" in run]
        if count == 0 and before and median(before) > 0:
            reasons.append(f"The section {section} lists nothing any more.")
    return reasons


def _new_look(facts: Facts) -> list[str]:
    return [
        f"The {kind} pages look different: {share:.0%} of their markup is as before."
        for kind, share in facts.looks.items()
        if share < SAME_LOOK
    ]


def _lost_fields(facts: Facts, past: Sequence[Mapping[str, float]]) -> list[str]:
    reasons = []
    for name, count in facts.filled.items():
        expected = _expected(name, past)
        if expected is not None and count < facts.read and chance_of_so_few(count, facts.read, expected) < ACCIDENT:
            reasons.append(f"Only {count} of {facts.read} articles have a {name}; {expected:.0%} used to.")
    return reasons


def _expected(name: str, past: Sequence[Mapping[str, float]]) -> float | None:
    """The share of articles that should have a field: of the past, or what every article has.

    The older half of the past is asked first, so that a change is not taken for normal while it is new.
    """
    if name in ALWAYS:
        return SURE
    for runs in (past[WINDOW // 2 :], past):
        read = sum(run["read"] for run in runs if f"filled:{name}" in run)
        if read >= 2 * FEW:
            # Two articles without the field are added, so that a short past does not look surer than it is.
            share = sum(run["read"] * run[f"filled:{name}"] for run in runs if f"filled:{name}" in run) / (read + 2)
            return min(share, SURE) if share >= COMMON else None
    return None


def chance_of_so_few(count: int, number: int, share: float) -> float:
    """Return the chance that at most *count* of *number* articles have what a *share* of all have.

    >>> round(chance_of_so_few(0, 3, 0.9), 6)
    0.001
    """
    return sum(comb(number, k) * share**k * (1 - share) ** (number - k) for k in range(count + 1))


def _other_length(facts: Facts, past: Sequence[Mapping[str, float]]) -> list[str]:
    lengths = [run["text_length"] for run in past if run.get("text_length")]
    if not facts.text_length or facts.read < 3 or len(lengths) < 3:
        return []
    usual = median(lengths)
    # The office's own spread widens the bounds, and with it the noise of runs that read one article only: 1.4826 makes
    # the median deviation a standard one.
    spread = 1.4826 * median(abs(log(length / usual)) for length in lengths)
    if abs(log(facts.text_length / usual)) > max(log(LENGTHS), 5 * spread):
        return [f"The median text has {facts.text_length:.0f} characters; {usual:.0f} was usual."]
    return []


def _all_new(facts: Facts, past: Sequence[Mapping[str, float]]) -> list[str]:
    """Lists on which nothing is known: the addresses have changed, and everything would be archived twice.

    After a busy day the first pages are all new as well, but then the walk goes on until it meets what is known.
    """
    listed = sum(facts.listed.values())
    shares = [run["known"] / run["listed"] for run in past if run.get("listed")]
    if facts.known == 0 and listed >= 2 * FEW and len(shares) >= 3 and median(shares) > 0.5:
        return [f"None of {listed} listed articles is known; addresses may have changed."]
    return []
