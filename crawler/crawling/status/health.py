"""The health of an office, judged from what one run saw and from the office's own past.  Pure: facts in, verdict out.

What hurts most is a crawl that is green but wrong: a redesign after which lists are empty, dates are missing or texts
are menus.  What must not happen is an alarm in every quiet week.  So nothing is judged by how much is *new*;
everything is judged by what the office's own runs used to show, with the median of the past, which a few odd runs
cannot move, and with the chance that what was seen is an accident.  Since the median moves at last, a change that
stays is accepted as the new normal after about half a window of runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from math import comb, log, sqrt
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
SERIOUS = ("field:title", "field:text")
"""What is told as long as it lasts: without it nothing is archived."""
SAME_FINGERPRINT = 0.4
"""Share of the markup that must be as in the run before."""
LENGTHS = 4.0
"""Factor by which the median of many texts may be shorter or longer than it used to be."""
FEW = 5
"""Articles below which medians and shares of one run mean nothing."""
STEADY = 9
"""Articles beyond which a median gets no surer: those of one run have too much in common."""
LONG_SILENCE = 21
"""Days without a new article that every office may have: a new year's holiday and its bridges."""
PAUSES = 3
"""Times its longest pause of a year that an office may be silent."""
AFTERMATH = 7
"""Runs after a redesign was told, or its lists were repaired, in which further pages show their new look."""
LOOKS = ("look:", "rule:")
"""What only says that pages look different."""
SILENCE_TOLD = 30
"""Days for which a silence is told; by then it is how the office is."""


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
    cause: str = ""
    """What kept lists from being read, where it is known, as sentences."""
    unreached: str = ""
    """What happened when hosts were asked and did not answer, as sentences."""
    warning: str = ""
    """What an operator should know although the run went well, as sentences."""
    untrusted: str = ""
    """Why a host was not trusted, as a sentence; empty where all were, or are excepted."""
    forbidden: int = 0
    """Requests that robots.txt forbade."""
    read: int = 0
    raised: int = 0
    """Pages on which extraction failed."""
    soft_errors: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    """Field → articles read that have it."""
    text_length: float | None = None
    """Median characters of the texts read."""
    rules: Mapping[str, int] = field(default_factory=dict)
    """Rule of the reader → articles whose text it found."""
    walked: Mapping[str, int] = field(default_factory=dict)
    """Section → articles that all pages of its list named as far as it was walked."""
    relisted: Mapping[str, int] = field(default_factory=dict)
    """Section → of those, the ones that an earlier run was shown as well."""
    silence: int | None = None
    """Days since the day of the newest article."""
    longest_pause: int | None = None
    """Most days between two of the office's articles in a year; None where it writes too seldom to tell."""
    lists_lost: int = 0
    """Main lists that vanished, emptied or whose rows changed their form, so that they were looked for again."""
    lists_found: int = 0
    """Of the lists found by that, those that are new or were lost."""
    lists_tried: int = 0
    """Requests that looking for them took."""
    needs_browser: int = 0
    """Pages whose list only a browser would show."""
    likeness: Mapping[str, float] = field(default_factory=dict)
    """Kind of page → share of its fingerprint that is as before; kinds without a past are missing."""

    @property
    def is_repaired(self) -> bool:
        """Whether lists were lost, and lists were found in their place."""
        return self.lists_lost > 0 and self.lists_found > 0

    @property
    def is_redesigned(self) -> bool:
        """Whether some kind of page has lost its fingerprint."""
        return any(share < SAME_FINGERPRINT for share in self.likeness.values())

    def numbers(self) -> dict[str, float]:
        """Return what the next runs need to know of this one, as names and numbers."""
        numbers: dict[str, float] = {f"listed:{section}": count for section, count in self.listed.items()}
        if self.is_redesigned:
            numbers["redesigned"] = 1.0
        if self.is_repaired:
            numbers["repaired"] = 1.0
        numbers |= {"listed": sum(self.listed.values()), "known": self.known, "read": self.read}
        if self.read:
            numbers |= {f"filled:{name}": count / self.read for name, count in self.filled.items()}
            numbers |= {f"rule:{name}": count / self.read for name, count in self.rules.items()}
        numbers |= {
            f"relisted:{section}": self.relisted.get(section, 0) / count
            for section, count in self.walked.items()
            if count
        }
        if self.text_length:
            numbers["text_length"] = self.text_length
        return numbers


@dataclass(frozen=True)
class Verdict:
    """The state of an office and the reasons, each a sentence."""

    state: State
    reasons: tuple[str, ...]
    told: tuple[str, ...] = ()
    """Names of what is told once and then taken for how the office is; for the next runs to know of."""
    is_passing: bool = False
    """Whether all reasons are of that kind, so that nothing has to heal."""

    def numbers(self) -> dict[str, float]:
        """Return what the next runs need to know of what was told."""
        return {f"told:{name}": 1.0 for name in self.told}


def judge(facts: Facts, past: Sequence[Mapping[str, float]]) -> Verdict:
    """Judge one run; *past* holds the `Facts.numbers` of earlier runs, the newest first."""
    refused = _unseen(facts)
    if refused is not None:
        return refused
    # That lists are others is what a redesign is; where they were found again, it is repaired.
    lasting = [*_raised(facts), *_lost_lists(facts), *(() if facts.is_repaired else _lost_sections(facts, past))]
    once = {
        name: sentence
        for name, sentence in _told_once(facts, past).items()
        if name in SERIOUS or not _is_known(name, past, is_back=_is_back(name, past))
    }
    lasting += [once.pop(name) for name in SERIOUS if name in once]
    warnings = tuple(filter(None, [facts.warning]))
    if not lasting and not once:
        return Verdict("ok", (*_repaired(facts), *warnings))
    return Verdict("drift", (*lasting, *once.values(), *warnings), told=tuple(once), is_passing=not lasting)


def _told_once(facts: Facts, past: Sequence[Mapping[str, float]]) -> dict[str, str]:
    """Return name → sentence of what an operator is told once: the office has changed and goes on so."""
    window = past[:WINDOW]
    redesign = {
        **_new_template(facts),
        **_other_rules(facts, window),
        **_all_new(facts, window),
        **_no_overlap(facts, window),
    }
    if _is_told_redesign(past):
        redesign = {name: sentence for name, sentence in redesign.items() if not name.startswith(LOOKS)}
    return {
        **({} if facts.is_repaired else redesign),
        **_lost_fields(facts, window),
        **_other_length(facts, window),
        **_silent(facts),
    }


def _is_told_redesign(past: Sequence[Mapping[str, float]]) -> bool:
    """Tell whether an operator was told of late that the office has another look, or that its lists were repaired."""
    signs = tuple(f"told:{name}" for name in (*LOOKS, "overlap:", "all_new"))
    return any(name == "repaired" or name.startswith(signs) for run in past[:AFTERMATH] for name in run)


def _is_known(name: str, past: Sequence[Mapping[str, float]], *, is_back: bool) -> bool:
    """Tell whether an operator was told of *name* of late, and nothing was mended since."""
    return not is_back and any(f"told:{name}" in run for run in past[:WINDOW])


def _is_back(name: str, past: Sequence[Mapping[str, float]]) -> bool:
    """Tell whether a field that was lost has been back since it was told, so that losing it again is news."""
    kind, _, field_name = name.partition(":")
    if kind != "field":
        return False
    since = list(takewhile(lambda run: f"told:{name}" not in run, past))
    return any(run.get("read", 0) >= FEW and run.get(f"filled:{field_name}", 0.0) >= COMMON for run in since)


def _unseen(facts: Facts) -> Verdict | None:
    """Whether the office was not seen at all, or not enough to be judged."""
    seen = sum(facts.listed.values())
    asked = facts.read + facts.blocked + facts.unreachable
    if facts.blocked and (not seen or facts.blocked > max(2, asked / 5)):
        return Verdict("blocked", (f"The office refused {facts.blocked} requests.",))
    if not seen and facts.cause:
        return Verdict("down" if facts.unreachable else "drift", (facts.cause,))
    if not seen and (facts.unreachable or not facts.requests):
        reasons = (facts.untrusted,) if facts.untrusted else ("The office could not be reached.", facts.unreached)
        return Verdict("down", tuple(filter(None, reasons)))
    if not seen and facts.forbidden:
        return Verdict("blocked", ("robots.txt forbids the lists.",))
    if facts.unreachable > max(2, asked / 2):
        return Verdict("down", (f"{facts.unreachable} requests got no good answer.",))
    if seen:
        return None
    lost = tuple(_lost_lists(facts))
    if lost:
        return Verdict("drift", lost)
    sentence = "No list named an article." if facts.listed else "No list of articles was found."
    return Verdict("empty", (sentence, *_scripted(facts)))


def _scripted(facts: Facts) -> tuple[str, ...]:
    if not facts.needs_browser:
        return ()
    lists = "1 list is" if facts.needs_browser == 1 else f"{facts.needs_browser} lists are"
    return (f"needs_browser: {lists} shown by a script only.",)


def _lost_lists(facts: Facts) -> list[str]:
    if not facts.lists_lost or facts.is_repaired:
        return []
    tried = f"; {facts.lists_tried} pages were tried" if facts.lists_tried else ""
    return [f"{_lists(facts.lists_lost)} gone and could not be found again{tried}."]


def _repaired(facts: Facts) -> tuple[str, ...]:
    if not facts.is_repaired:
        return ()
    found = facts.lists_found
    return (f"repaired: {_lists(facts.lists_lost)} gone; {found} {'was' if found == 1 else 'were'} found instead",)


def _lists(count: int) -> str:
    return "1 list is" if count == 1 else f"{count} lists are"


def _raised(facts: Facts) -> list[str]:
    if facts.raised >= 2 and facts.raised > (facts.read + facts.raised) / 5:
        return [f"Extraction failed on {facts.raised} of {facts.read + facts.raised} pages."]
    if facts.soft_errors >= 3 and facts.soft_errors > facts.read:
        return [f"{facts.soft_errors} of {facts.soft_errors + facts.read} pages showed an error and no article."]
    return []


def _lost_sections(facts: Facts, past: Sequence[Mapping[str, float]]) -> list[str]:
    """A section that used to list articles and now lists none."""
    reasons = []
    for section, count in facts.listed.items():
        before = [run[f"listed:{section}"] for run in past[:WINDOW] if f"listed:{section}" in run]
        if count == 0 and before and median(before) > 0:
            reasons.append(f"The section {section} lists nothing any more.")
    return reasons


def _new_template(facts: Facts) -> dict[str, str]:
    return {
        f"look:{kind}": f"The {kind} pages look different: {share:.0%} of their markup is as before."
        for kind, share in facts.likeness.items()
        if share < SAME_FINGERPRINT
    }


def _lost_fields(facts: Facts, past: Sequence[Mapping[str, float]]) -> dict[str, str]:
    reasons = {}
    for name, count in facts.filled.items():
        expected = _expected(name, past)
        if expected is not None and count < facts.read and chance_of_so_few(count, facts.read, expected) < ACCIDENT:
            reasons[f"field:{name}"] = f"Only {count} of {facts.read} articles have a {name}; {expected:.0%} used to."
    return reasons


def _other_rules(facts: Facts, past: Sequence[Mapping[str, float]]) -> dict[str, str]:
    """Texts that the rule of nearly all the office's pages does not find any more, so that others have to serve.

    Told by the first run only: the texts are there, and whether they are the right ones is looked at once.  After a
    redesign, which was told, other rules are to be expected.
    """
    since = takewhile(lambda run: "redesigned" not in run, past)
    told = [run for run in since if any(name.startswith("rule:") for name in run)]
    reasons = {}
    for name in sorted({name for run in told for name in run if name.startswith("rule:")}):
        rule, count = name.removeprefix("rule:"), facts.rules.get(name.removeprefix("rule:"), 0)
        expected = _expected(rule, [{"read": run["read"], f"filled:{rule}": run.get(name, 0.0)} for run in told])
        is_lost = expected is not None and chance_of_so_few(count, facts.read, expected) < ACCIDENT
        if is_lost and told[0].get(name, 0.0) >= COMMON / 2:
            reasons[name] = (
                f"Only {count} of {facts.read} texts were found by the rule {rule}; {expected:.0%} used to be."
            )
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
            filled = sum(run["read"] * run[f"filled:{name}"] for run in runs if f"filled:{name}" in run)
            # Two articles without the field are added, so that a short past does not look surer than it is.
            return min(filled / (read + 2), SURE) if filled >= COMMON * read else None
    return None


def chance_of_so_few(count: int, number: int, share: float) -> float:
    """Return the chance that at most *count* of *number* articles have what a *share* of all have.

    >>> round(chance_of_so_few(0, 3, 0.9), 6)
    0.001
    """
    return sum(comb(number, k) * share**k * (1 - share) ** (number - k) for k in range(count + 1))


def _other_length(facts: Facts, past: Sequence[Mapping[str, float]]) -> dict[str, str]:
    runs = [run for run in past if run.get("text_length") and run.get("read")]
    if not facts.text_length or facts.read < 3 or len(runs) < 3:
        return {}
    usual = median(run["text_length"] for run in runs)
    # The office's own spread widens the bounds.  A median of few texts strays further than one of many, so that each
    # run tells of the spread of single texts; 1.4826 makes the median deviation a standard one.
    spread = 1.4826 * median(abs(log(run["text_length"] / usual)) * _sureness(run["read"]) for run in runs)
    if abs(log(facts.text_length / usual)) > max(sqrt(STEADY) * log(LENGTHS), 6 * spread) / _sureness(facts.read):
        return {"length": f"The median text has {facts.text_length:.0f} characters; {usual:.0f} was usual."}
    return {}


def _sureness(texts: float) -> float:
    return sqrt(min(texts, STEADY))


def _all_new(facts: Facts, past: Sequence[Mapping[str, float]]) -> dict[str, str]:
    """Lists on which nothing is known: the addresses have changed, and everything would be archived twice.

    After a busy day the first pages are all new as well, but then the walk goes on until it meets what is known.
    """
    listed = sum(facts.listed.values())
    shares = [run["known"] / run["listed"] for run in past if run.get("listed")]
    if facts.known == 0 and listed >= 2 * FEW and len(shares) >= 3 and median(shares) > 0.5:
        return {"all_new": f"None of {listed} listed articles is known; addresses may have changed."}
    return {}


def _no_overlap(facts: Facts, past: Sequence[Mapping[str, float]]) -> dict[str, str]:
    """A section whose list, walked as far as it goes, names nothing that it named before."""
    reasons = {}
    for section, count in facts.walked.items():
        before = [run[f"relisted:{section}"] for run in past if f"relisted:{section}" in run]
        if count >= FEW and not facts.relisted.get(section) and len(before) >= 3 and median(before) > 0.5:
            reasons[f"overlap:{section}"] = (
                f"The section {section} lists {count} articles, none of which it listed before."
            )
    return reasons


def _silent(facts: Facts) -> dict[str, str]:
    """Nothing new for far longer than the office ever paused: its news may appear somewhere else by now."""
    if facts.silence is None or facts.longest_pause is None:
        return {}
    patience = max(LONG_SILENCE, PAUSES * facts.longest_pause)
    if not patience < facts.silence <= patience + SILENCE_TOLD:
        return {}
    return {
        "silent": f"The newest article is {facts.silence} days old; "
        f"the longest pause of a year was {facts.longest_pause}."
    }
