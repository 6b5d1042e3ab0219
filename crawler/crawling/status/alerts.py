"""What an operator is told of an office, and when: once, again every week, and when all is well.  Pure."""

from datetime import datetime, timedelta

from crawler.archive.history.alerts import LastAlert
from crawler.crawling.run.outcome import Outcome

REMIND = timedelta(days=7)
TO_DO = {
    "blocked": "Nothing is to be done if it passes; if it stays, ask the office to let the crawler in.",
    "down": "Nothing is to be done if it passes; if it stays, look whether the address is still the office's.",
    "empty": "Open its list in a browser: its address or form may have changed; see what `healtharchive probe` reads.",
    "drift": "Compare a page with what `healtharchive probe` reads of it; what the pages still show should be read.",
}
"""What an operator may do about each state."""
UNTOLD = frozenset({"interrupted"})
"""States that say nothing of the office: somebody stopped the crawl, and knows."""


def alert_of(outcome: Outcome, told: LastAlert | None, now: datetime) -> str | None:
    """Return the sentence that the operator is to be told, or None.

    *told* is what the operator was told last and has not been healed since.
    """
    if outcome.state in UNTOLD:
        return None
    if outcome.is_good and outcome.sentence:
        return f"{outcome.site} is ok ({outcome.sentence})"
    if outcome.is_good:
        return f"{outcome.site} recovered (was: {told.state})." if told else None
    sentence = " ".join((f"{outcome.site} is {outcome.state}: {outcome.sentence}", TO_DO[outcome.state]))
    if outcome.is_passing or told is None or told.state != outcome.state:
        return sentence
    return f"Still, {sentence}" if now - told.at >= REMIND else None
