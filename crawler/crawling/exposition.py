"""The states of offices in Prometheus's text format, for node_exporter's textfile collector.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import get_args

from crawler.crawling.health import State
from crawler.crawling.office_status import OfficeStatus

STATES = (*get_args(State), "never")


def exposition(statuses: Sequence[OfficeStatus]) -> str:
    """Return one gauge after another, each with a sample an office; what is not known has no sample."""
    gauges: tuple[tuple[str, str, Callable[[OfficeStatus], float | None]], ...] = (
        ("last_run_timestamp_seconds", "When the last run ended.", lambda one: _seconds(one.last_run)),
        ("last_good_run_timestamp_seconds", "When the last good run ended.", lambda one: _seconds(one.last_good_run)),
        ("due_timestamp_seconds", "When the next run is due.", lambda one: _seconds(one.due)),
        ("newest_article_timestamp_seconds", "Day of the newest article.", lambda one: _seconds(one.newest_article)),
        ("new_articles", "New articles of the last run.", lambda one: one.new[-1] if one.new else None),
        ("certificate_excepted", "1 where the certificate is not insisted on.", lambda one: int(bool(one.certificate))),
        (
            "key_exchange_excepted",
            "1 where a weak key exchange is put up with.",
            lambda one: int(bool(one.key_exchange)),
        ),
    )
    lines = ["# HELP healtharchive_state 1 for the state of the office's last run.", "# TYPE healtharchive_state gauge"]
    for status in statuses:
        lines += [
            f'healtharchive_state{{office="{status.site}",state="{state}"}} {int(status.state == state)}'
            for state in STATES
        ]
    for name, meaning, value in gauges:
        lines += [f"# HELP healtharchive_{name} {meaning}", f"# TYPE healtharchive_{name} gauge"]
        values = ((status.site, value(status)) for status in statuses)
        lines += [f'healtharchive_{name}{{office="{site}"}} {number}' for site, number in values if number is not None]
    return "\n".join(lines) + "\n"


def _seconds(moment: str | None) -> float | None:
    """Seconds since 1970 of a UTC moment or, at its midnight in UTC, of a day; years and months alone name no day."""
    if moment is None or len(moment) < len("2024-03-05"):
        return None
    text = moment if "T" in moment else f"{moment}T00:00:00Z"
    return datetime.fromisoformat(text).timestamp()
