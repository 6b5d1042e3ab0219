"""Which comes first in an office's dates, day or month: learned from what the office has printed so far."""

import sqlite3
from dataclasses import replace

from crawler.normalise.dates.find import learn_date_order
from crawler.site import DateOrder, Site

NEWEST = 2000
"""Articles looked at; an office keeps its habit longer than that, and a run must not read its whole past first."""
MIN_ARTICLES = 5
"""Articles without which nothing is learned: one slip of the pen shows no habit."""


def learned_date_order(connection: sqlite3.Connection, site: str) -> DateOrder | None:
    """Return how the office orders day and month, or None while its stored dates do not show it."""
    rows = connection.execute(
        "SELECT published_raw FROM articles WHERE site = ? AND published_raw IS NOT NULL ORDER BY id DESC LIMIT ?",
        (site, NEWEST),
    )
    clear = [raw for (raw,) in rows if learn_date_order([raw])]
    return learn_date_order(clear) if len(clear) >= MIN_ARTICLES else None


def with_learned_order(connection: sqlite3.Connection, site: Site) -> Site:
    """Return the office with the order of its dates as the archive shows it; until then as the registry says."""
    return replace(site, date_order=learned_date_order(connection, site.id) or site.date_order)
