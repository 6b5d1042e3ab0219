"""Numbers in Prometheus's text format, for the `status` command and the published site alike.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OFFICE_STATES = ("ok", "empty", "drift", "blocked", "down", "interrupted", "never")
"""States that an office's last run can have ended in; ``never`` where there was none."""

Sample = tuple[Mapping[str, str], float | None]
"""Labels and value; what is not known (None) is left out."""


@dataclass(frozen=True)
class Gauge:
    """One number that goes up and down, with a sample for each office or for all."""

    name: str
    meaning: str
    samples: Sequence[Sample]


def state_gauge(states: Iterable[tuple[str, str]]) -> Gauge:
    """Return the gauge of (office, state) pairs: 1 for the state that an office is in, 0 for the others."""
    samples: list[Sample] = [
        ({"office": office, "state": state}, int(state == current))
        for office, current in states
        for state in OFFICE_STATES
    ]
    return Gauge("state", "1 for the state of the office's last run.", samples)


def exposition(gauges: Iterable[Gauge]) -> str:
    """Return the gauges as text, their names beginning with ``healtharchive_``."""
    lines = []
    for gauge in gauges:
        name = f"healtharchive_{gauge.name}"
        lines += [f"# HELP {name} {gauge.meaning}", f"# TYPE {name} gauge"]
        lines += [f"{name}{_labels(labels)} {value}" for labels, value in gauge.samples if value is not None]
    return "\n".join(lines) + "\n"


def seconds(moment: str | None) -> float | None:
    """Return the seconds since 1970 of a UTC moment or, at its midnight, of a day; a year or month names no day."""
    if moment is None or len(moment) < len("2024-03-05"):
        return None
    text = moment if "T" in moment else f"{moment}T00:00:00Z"
    return datetime.fromisoformat(text).timestamp()


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
