"""What a crawl did, for a person at a terminal and for a line in a log."""

from collections.abc import Sequence

from rich.table import Table

from crawler.crawling.run.outcome import Outcome

COLUMNS = ("requests", "listed", "new", "changed", "unchanged", "gone", "failed", "problems")
HEADS = {"requests": "asked", "problems": "odd"}
"""Shorter words for a terminal."""


def summary_table(outcomes: Sequence[Outcome]) -> Table:
    """Return one row an office; what needs a person is said in words."""
    # Without lines all of it fits on a terminal of eighty columns.
    table = Table(
        title="Crawl",
        title_justify="left",
        box=None,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        header_style="bold underline",
    )
    table.add_column("office", no_wrap=True)
    table.add_column("state", no_wrap=True)
    for column in COLUMNS:
        table.add_column(HEADS.get(column, column), justify="right", no_wrap=True)
    for outcome in outcomes:
        style = None if outcome.is_good else "bold red"
        numbers = (str(outcome.counts.get(column, 0)) for column in COLUMNS)
        table.add_row(outcome.site, outcome.state, *numbers, style=style)
    return table


def summary_line(outcomes: Sequence[Outcome]) -> str:
    """Return one line: totals, then each office that is not ok, or was repaired, and why."""
    totals = ", ".join(
        f"{sum(one.counts.get(name, 0) for one in outcomes)} {name}" for name in ("requests", "new", "changed", "gone")
    )
    bad = [
        f"{one.site} {one.state} ({one.sentence.rstrip('.')})" for one in outcomes if not one.is_good or one.sentence
    ]
    if len(outcomes) > 1 and all(one.state == "down" for one in outcomes):
        bad = ["no office could be reached; is this machine online?"]
    offices = f"{len(outcomes)} office{'s' if len(outcomes) != 1 else ''}"
    return f"{offices}: {totals}; " + ("; ".join(bad) if bad else "all ok")
