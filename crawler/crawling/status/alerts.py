"""What an operator is told of an office, and when: once, again every week, and when all is well.  Pure."""

from datetime import datetime, timedelta

from crawler.archive.history.alerts import Told
from crawler.crawling.run.outcome import Outcome

REMIND = timedelta(days=7)
UNTOLD = frozenset({"interrupted"})
"""States that say nothing of the office: somebody stopped the crawl, and knows."""


def notice_of(outcome: Outcome, told: Told | None, now: datetime) -> str | None:
    """Return the sentence that the operator is to be told, or None.

    *told* is what the operator was told last and has not been healed since.
    """
    if outcome.state in UNTOLD:
        return None
    if outcome.is_good and outcome.sentence:
        return f"{outcome.site} is ok ({outcome.sentence})"
    if outcome.is_good:
        return f"{outcome.site} is well again; it was {told.state}." if told else None
    sentence = f"{outcome.site} is {outcome.state}: {outcome.sentence}"
    if told is None or told.state != outcome.state:
        return sentence
    return f"Still, {sentence}" if now - told.at >= REMIND else None
