"""The life of an article on one strip: captures, versions, states and view counts, as inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

WIDTH, HEIGHT, LEFT, RIGHT = 720, 132, 8, 712
ROWS = {"state": 20, "capture": 56, "version": 86}
VIEWS_TOP, VIEWS_BOTTOM = 96, 112
LABEL = HEIGHT - 4


@dataclass(frozen=True)
class Event:
    """One thing that happened at a moment (UTC, ISO 8601); `link` is where its mark leads."""

    at: str
    row: str
    """A key of `ROWS`."""
    label: str
    link: str
    kind: str = ""
    """A class of the mark, such as ``missed``."""


@dataclass(frozen=True)
class Span:
    """A state and its interval; `until` is None while it lasts."""

    status: str
    since: str
    until: str | None
    label: str


def strip(
    events: Sequence[Event],
    spans: Sequence[Span],
    views: Sequence[tuple[str, int]],
    *,
    title: str,
    labels: tuple[str, str],
) -> Markup:
    """Draw the strip; nothing where fewer than two moments are known.  *labels* stand under its ends."""
    moments = [_seconds(event.at) for event in events] + [_seconds(span.since) for span in spans]
    moments += [_seconds(at) for at, _ in views]
    if len(set(moments)) < 2:
        return Markup()
    first, last = min(moments), max(moments)

    def place(at: str) -> float:
        return round(LEFT + (_seconds(at) - first) / (last - first) * (RIGHT - LEFT), 1)

    parts = [_span(span, place(span.since), place(span.until) if span.until else RIGHT) for span in spans]
    parts += [_line([(place(at), count) for at, count in views])]
    parts += [_mark(event, place(event.at)) for event in events]
    return Markup(
        '<svg class="chart timeline" viewBox="0 0 {w} {h}" role="group" aria-label="{title}">{parts}'
        '<text x="{left}" y="{label}">{first}</text><text x="{right}" y="{label}" text-anchor="end">{last}</text></svg>'
    ).format(
        w=WIDTH, h=HEIGHT, title=title, parts=Markup("".join(parts)), left=LEFT, right=RIGHT, label=LABEL,
        first=labels[0], last=labels[1],
    )  # fmt: skip


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def _span(span: Span, begin: float, end: float) -> str:
    width = max(end - begin, 2)
    y = ROWS["state"] - 8
    return (
        f'<rect class="state {escape(span.status)}" x="{begin}" y="{y}" width="{width:.1f}" height="16">'
        f"<title>{escape(span.label)}</title></rect>"
    )


def _mark(event: Event, x: float) -> str:
    y = ROWS[event.row]
    shape = f'<circle cx="{x}" cy="{y}" r="5"/>' if event.row == "capture" else f'<path d="M{x} {y - 8}l6 10h-12z"/>'
    return (
        f'<a class="mark {escape(event.row)} {escape(event.kind)}" href="{escape(event.link)}" '
        f'aria-label="{escape(event.label)}"><title>{escape(event.label)}</title>{shape}</a>'
    )


def _line(places: Sequence[tuple[float, int]]) -> str:
    if len(places) < 2:
        return ""
    low, high = min(count for _, count in places), max(count for _, count in places)
    scale = (VIEWS_BOTTOM - VIEWS_TOP) / max(high - low, 1)
    points = " ".join(f"{x},{VIEWS_BOTTOM - (count - low) * scale:.1f}" for x, count in places)
    return f'<polyline class="views" points="{points}"/>'
