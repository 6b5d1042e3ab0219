"""Fills an office's lists with believable articles made from hand-written parts: same office, same articles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from replica.model import ReplicaArticle


@dataclass(frozen=True)
class Theme:
    """Sentences with slots in braces for one kind of article."""

    section: str
    titles: tuple[str, ...]
    opening: str
    middle: tuple[str, ...]
    """Of these, two to four are used, in order."""
    closing: str


Slots = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How many articles to make, and from what."""

    themes: tuple[Theme, ...]
    slots: Slots
    count: int
    first_id: int
    id_step: int
    newest: date
    days_apart: int
    timed: bool = False
    """Whether the office shows the minute."""
    dated: bool = True
    counted: bool = True


def make_articles(plan: Plan, seed: int) -> Iterator[ReplicaArticle]:
    """Yield articles from oldest to newest, ids rising, no two with one title."""
    rng = Random(seed)
    titles: set[str] = set()
    for number in range(plan.count):
        theme = plan.themes[number % len(plan.themes)]
        shelf = plan.newest - timedelta(days=plan.days_apart * (plan.count - 1 - number))
        title, sentences = _write(theme, plan.slots, shelf, rng, titles)
        article_id = plan.first_id + plan.id_step * number
        yield ReplicaArticle(
            id=article_id,
            section=theme.section,
            title=title,
            blocks=list(sentences),
            posted=_posted(shelf, rng, plan.timed) if plan.dated else None,
            shelf=shelf.isoformat(),
            views=rng.randint(37, 6200) if plan.counted else None,
        )


def _write(theme: Theme, slots: Slots, shelf: date, rng: Random, titles: set[str]) -> tuple[str, list[str]]:
    for _ in range(60):
        chosen = {name: rng.choice(values) for name, values in slots.items()}
        chosen |= _numbers(shelf, rng)
        title = rng.choice(theme.titles).format(**chosen)
        title = title[0].upper() + title[1:]
        if title not in titles:
            titles.add(title)
            middle = sorted(rng.sample(range(len(theme.middle)), k=rng.randint(2, min(4, len(theme.middle)))))
            parts = [theme.opening, *(theme.middle[index] for index in middle), theme.closing]
            return title, [part.format(**chosen) for part in parts]
    raise ValueError(f"the theme {theme.titles[0]!r} has too few titles")


def _numbers(shelf: date, rng: Random) -> dict[str, str]:
    event = shelf - timedelta(days=rng.randint(1, 3))
    return {
        "day": f"{event.day}/{event.month}/{event.year}",
        "day_zh": f"{event.month}月{event.day}日",
        "month": str(event.month),
        "year": str(event.year),
        "few": str(rng.randint(3, 9)),
        "some": str(rng.randint(12, 48)),
        "many": str(rng.randint(110, 890)),
        "percent": f"{rng.randint(71, 98)},{rng.randint(1, 9)}",
        "percent_zh": f"{rng.randint(71, 98)}.{rng.randint(1, 9)}",
    }


def _posted(shelf: date, rng: Random, timed: bool) -> str:
    return f"{shelf.isoformat()}T{rng.randint(7, 17):02}:{rng.randint(0, 59):02}" if timed else shelf.isoformat()
