"""Small charts as inline SVG: no script, no style attribute, readable by a screen reader through title and table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from markupsafe import Markup, escape

WIDTH, HEIGHT, PAD = 640, 160, 8
_LABEL_WIDTH, _LABEL_HEIGHT = 64, 20
_MAX_BAR_WIDTH = 28


@dataclass(frozen=True)
class Point:
    """One observation: a UTC time (ISO 8601) and a count."""

    at: str
    value: int
    restarts: bool = False
    """The counter began anew here."""


def line_chart(points: Sequence[Point], *, title: str, first_label: str, last_label: str, restart_label: str) -> Markup:
    """Draw a count over time; fewer than two points have no line and give an empty chart.

    Where the counter began anew the line is broken, and a vertical line says so in its tooltip.
    """
    if len(points) < 2:
        return Markup()
    times = [_seconds(point.at) for point in points]
    low, high = min(point.value for point in points), max(point.value for point in points)
    span_time, span_value = max(times[-1] - times[0], 1.0), high - low
    right, bottom = WIDTH - PAD, HEIGHT - _LABEL_HEIGHT

    def place(time: float, value: int) -> tuple[float, float]:
        x = _LABEL_WIDTH + (time - times[0]) / span_time * (right - _LABEL_WIDTH)
        # a count that never changed stands in the middle: on the axis it would look like zero
        share = (value - low) / span_value if span_value else 0.5
        return round(x, 1), round(bottom - PAD - share * (bottom - 2 * PAD), 1)

    places = [place(time, point.value) for time, point in zip(times, points, strict=True)]
    starts = [index for index, point in enumerate(points) if point.restarts or index == 0]
    lines = "".join(
        f'<polyline points="{" ".join(f"{x},{y}" for x, y in places[start:end])}"/>'
        for start, end in zip(starts, [*starts[1:], len(places)], strict=True)
    )
    lines += "".join(
        f'<line class="restart" x1="{x}" x2="{x}" y1="{PAD}" y2="{bottom}">'
        f"<title>{escape(restart_label)}: {escape(point.at[:10])}</title></line>"
        for (x, _), point in zip(places, points, strict=True)
        if point.restarts
    )
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2.5"/>' for x, y in places) if len(places) <= 60 else ""
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="img" aria-label="{title}"><title>{title}</title>'
        '<line class="axis" x1="{left}" x2="{right}" y1="{bottom}" y2="{bottom}"/>'
        '<text x="{label}" y="{high_y}" text-anchor="end">{high}</text>'
        '<text x="{label}" y="{low_y}" text-anchor="end">{low}</text>'
        '<text x="{left}" y="{h}">{first}</text><text x="{right}" y="{h}" text-anchor="end">{last}</text>'
        "{lines}{dots}</svg>"
    ).format(
        w=WIDTH, h=HEIGHT - 4, title=title, left=_LABEL_WIDTH, right=right, bottom=bottom, label=_LABEL_WIDTH - 6,
        high_y=PAD + 9 if span_value else (bottom + 9) // 2, high=f"{high:,}",
        low_y=bottom - 4, low=f"{low:,}" if span_value else "",
        first=first_label, last=last_label, lines=Markup(lines), dots=Markup(dots),
    )  # fmt: skip


def bar_chart(bars: Sequence[tuple[str, int]], *, title: str, ticks: Mapping[int, str] | None = None) -> Markup:
    """Draw one bar per (label, count); the highest carries its number, and all of them as tooltips.

    *ticks* label some bars, by their index, instead of the first and the last one.
    """
    if not bars:
        return Markup()
    top = max(count for _, count in bars) or 1
    step = (WIDTH - 2 * PAD) / len(bars)
    height = HEIGHT - _LABEL_HEIGHT - PAD
    highest = max(range(len(bars)), key=lambda index: bars[index][1])
    parts = []
    for index, (label, count) in enumerate(bars):
        tall = round(count / top * (height - _LABEL_HEIGHT), 1)
        wide = min(max(step * 0.8, 0.8), _MAX_BAR_WIDTH)
        parts.append(
            f'<rect x="{PAD + index * step:.1f}" y="{height - tall:.1f}" width="{wide:.1f}" '
            f'height="{tall}"><title>{escape(label)}: {count:,}</title></rect>'
        )
    for index, label in (ticks or {}).items():
        x = PAD + index * step
        parts.append(f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" y1="{height}" y2="{height + 4}"/>')
        parts.append(f'<text x="{x + 2:.1f}" y="{height + 16}">{escape(label)}</text>')
    middle = min(max(PAD + highest * step + min(step * 0.8, _MAX_BAR_WIDTH) / 2, PAD + 20), WIDTH - PAD - 20)
    parts.append(f'<text x="{middle:.1f}" y="{_LABEL_HEIGHT - 5}" text-anchor="middle">{top:,}</text>')
    return Markup(
        '<svg class="chart bars" viewBox="0 0 {w} {h}" role="img" aria-label="{title}"><title>{title}</title>{bars}'
        '<text x="{pad}" y="{base}">{first}</text><text x="{right}" y="{base}" text-anchor="end">{last}</text></svg>'
    ).format(
        w=WIDTH, h=HEIGHT - PAD, title=title, bars=Markup("".join(parts)),
        pad=PAD, right=WIDTH - PAD, base=height + 16,
        first="" if ticks else bars[0][0], last="" if ticks else bars[-1][0],
    )  # fmt: skip


_SHADES = 6
_MAX_YEAR_LABELS = 18
"""Years whose labels stand beside each other without touching."""


def year_chart(rows: Sequence[Mapping[str, Any]], offices: Sequence[Mapping[str, Any]], *, title: str) -> Markup:
    """Draw articles by year as bars stacked by office; *rows* have ``site``, ``year`` and ``articles``.

    Every bar says its year and count, every part its office; a year without articles keeps its place.
    """
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row["year"], {})[row["site"]] = row["articles"]
    if not counts:
        return Markup()
    years = [str(year) for year in range(int(min(counts)), int(max(counts)) + 1)]
    top = max(sum(parts.values()) for parts in counts.values())
    step, height = (WIDTH - 2 * PAD) / len(years), HEIGHT - 2 * _LABEL_HEIGHT
    every = max(1, -(-len(years) // _MAX_YEAR_LABELS))
    drawn = []
    for index, year in enumerate(years):
        x, wide, y = PAD + index * step, min(step * 0.8, _MAX_BAR_WIDTH), float(HEIGHT - _LABEL_HEIGHT)
        for number, office in enumerate(offices):
            count = counts.get(year, {}).get(office["id"], 0)
            tall = count / top * height
            y -= tall
            if count:
                drawn.append(
                    f'<rect class="shade-{number % _SHADES}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" '
                    f'height="{max(tall, 0.5):.1f}"><title>{escape(office["name"])}, {year}: {count:,}</title></rect>'
                )
        if index % every == 0:
            drawn.append(f'<text x="{x + wide / 2:.1f}" y="{HEIGHT - 4}" text-anchor="middle">{year}</text>')
    return Markup(
        '<svg class="chart bars years" viewBox="0 0 {w} {h}" role="img" aria-label="{title}"><title>{title}</title>'
        '<text x="{pad}" y="12">{top}</text>{bars}</svg>'
    ).format(w=WIDTH, h=HEIGHT, title=title, pad=PAD, top=f"{top:,}", bars=Markup("".join(drawn)))


def spark_bars(counts: Sequence[int], *, title: str) -> Markup:
    """Draw a few counts as bars in a line of text; fewer than two show no trend and give an empty chart."""
    if len(counts) < 2:
        return Markup()
    top, step, height = max(counts) or 1, 6, 18
    bars = "".join(
        f'<rect x="{index * step}" y="{height - max(round(count / top * height), 1)}" width="4" '
        f'height="{max(round(count / top * height), 1)}"><title>{count:,}</title></rect>'
        for index, count in enumerate(counts)
    )
    label = f"{title}: {', '.join(map(str, counts))}"
    return Markup(
        '<svg class="spark" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">{bars}</svg>'
    ).format(w=len(counts) * step, h=height, label=label, bars=Markup(bars))


@dataclass(frozen=True)
class Day:
    """What could have been seen of an office on one day."""

    day: str
    attempts: int
    successes: int

    @property
    def state(self) -> str:
        """Return ``none``, ``failed``, ``partial`` or ``full``."""
        if not self.attempts:
            return "none"
        if not self.successes:
            return "failed"
        return "full" if self.successes >= 0.9 * self.attempts else "partial"


def calendar(days: Sequence[Day], *, last_day: date, title: str, weeks: int = 53) -> Markup:
    """Draw a year of days, a column a week and Monday on top, shaded by how much of the office answered."""
    by_day = {day.day: day for day in days}
    cell = 12
    first = last_day - timedelta(days=last_day.weekday() + 7 * (weeks - 1))
    parts = []
    for offset in range((last_day - first).days + 1):
        day = first + timedelta(days=offset)
        seen = by_day.get(day.isoformat(), Day(day.isoformat(), 0, 0))
        parts.append(
            f'<rect class="day-{seen.state}" x="{offset // 7 * cell}" y="{offset % 7 * cell}" width="10" height="10">'
            f"<title>{seen.day}: {seen.successes}/{seen.attempts}</title></rect>"
        )
    return Markup(
        '<svg class="chart calendar" viewBox="0 0 {w} {h}" role="img" aria-label="{title}"><title>{title}</title>'
        "{cells}</svg>"
    ).format(w=weeks * cell, h=7 * cell, title=title, cells=Markup("".join(parts)))


def _seconds(iso: str) -> float:
    moment = datetime.fromisoformat(iso)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
