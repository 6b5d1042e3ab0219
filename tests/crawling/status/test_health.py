"""When an office needs a person, and when it does not."""

import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from crawler.crawling.status.health import Facts, chance_of_so_few, judge

GOOD = Facts(
    requests=40,
    listed={"tin": 10, "van-ban": 10},
    known=18,
    read=10,
    filled={"title": 10, "text": 10, "date": 10, "view count": 3},
    text_length=1500.0,
    likeness={"list:tin": 0.97, "article:tin": 0.95},
    rules={"container": 9, "density": 1},
    walked={"tin": 10, "van-ban": 10},
    relisted={"tin": 9, "van-ban": 9},
    silence=2,
    longest_pause=9,
)
PAST = [GOOD.numbers()] * 10

CASES: Mapping[str, tuple[Facts, list[dict[str, float]], str]] = {
    "as-ever": (GOOD, PAST, "ok"),
    "first-run": (replace(GOOD, likeness={}), [], "ok"),
    "quiet-week": (replace(GOOD, known=20, read=0, filled={}, text_length=None), PAST, "ok"),
    "nothing-listed": (replace(GOOD, listed={"tin": 0, "van-ban": 0}, read=0, filled={}), PAST, "empty"),
    "nothing-listed-on-the-first-run": (Facts(requests=3, listed={"tin": 0}), [], "empty"),
    "one-section-silent": (replace(GOOD, listed={"tin": 10, "van-ban": 0}), PAST, "drift"),
    "section-that-was-always-silent": (
        replace(GOOD, listed={"tin": 10, "moi": 0}), [dict(PAST[0]) | {"listed:moi": 0}] * 5, "ok",
    ),
    "challenge-on-all": (Facts(requests=4, blocked=4), PAST, "blocked"),
    "challenge-on-half-the-articles": (replace(GOOD, blocked=9), PAST, "blocked"),
    "one-article-refused": (replace(GOOD, blocked=1), PAST, "ok"),
    "robots-forbids": (Facts(requests=1, forbidden=2), PAST, "blocked"),
    "no-answer": (Facts(requests=3, unreachable=3), PAST, "down"),
    "no-request-went-out": (Facts(), PAST, "down"),
    "most-articles-time-out": (replace(GOOD, unreachable=30), PAST, "down"),
    "a-few-articles-time-out": (replace(GOOD, unreachable=2), PAST, "ok"),
    "new-look-of-lists": (replace(GOOD, likeness={"list:tin": 0.1}), PAST, "drift"),
    "new-banner": (replace(GOOD, likeness={"list:tin": 0.8}), PAST, "ok"),
    "dates-lost": (replace(GOOD, filled=GOOD.filled | {"date": 0}), PAST, "drift"),
    "dates-lost-on-few": (
        replace(GOOD, read=3, filled={"title": 3, "text": 3, "date": 0}, text_length=None), PAST, "drift",
    ),
    "one-date-missing": (replace(GOOD, filled=GOOD.filled | {"date": 9}), PAST, "ok"),
    "only-article-without-date": (
        replace(GOOD, read=1, filled={"title": 1, "text": 1, "date": 0, "view count": 0}, text_length=None), PAST, "ok",
    ),
    "rare-field-missing": (replace(GOOD, filled=GOOD.filled | {"view count": 0}), PAST, "ok"),
    "no-texts-on-the-first-run": (replace(GOOD, filled=GOOD.filled | {"text": 0}, likeness={}), [], "drift"),
    "no-dates-on-the-first-run": (replace(GOOD, filled=GOOD.filled | {"date": 0}, likeness={}), [], "ok"),
    "texts-are-menus": (replace(GOOD, text_length=90.0), PAST, "drift"),
    "texts-swallow-the-page": (replace(GOOD, text_length=20_000.0), PAST, "drift"),
    "texts-a-little-shorter": (replace(GOOD, text_length=800.0), PAST, "ok"),
    "lengths-without-a-past": (replace(GOOD, text_length=90.0), PAST[:2], "ok"),
    "all-addresses-new": (replace(GOOD, known=0), PAST, "drift"),
    "extraction-fails": (replace(GOOD, raised=5), PAST, "drift"),
    "extraction-fails-once": (replace(GOOD, raised=1), PAST, "ok"),
    "other-rule-finds-the-texts": (replace(GOOD, rules={"density": 10}), PAST, "drift"),
    "other-rule-finds-one-text-more": (replace(GOOD, rules={"container": 8, "density": 2}), PAST, "ok"),
    "other-rule-since-the-run-before": (
        replace(GOOD, rules={"density": 10}), [replace(GOOD, rules={"density": 10}).numbers(), *PAST], "ok",
    ),
    "other-rule-after-a-redesign": (
        replace(GOOD, rules={"density": 10}),
        [replace(GOOD, read=0, rules={}, filled={}, likeness={"list:tin": 0.1}).numbers(), *PAST], "ok",
    ),
    "other-rule-without-a-past": (replace(GOOD, rules={"density": 10}), [], "ok"),
    "section-with-all-new-addresses": (replace(GOOD, relisted={"tin": 9, "van-ban": 0}), PAST, "drift"),
    "new-section": (replace(GOOD, walked=GOOD.walked | {"moi": 8}), PAST, "ok"),
    "short-list-all-new": (replace(GOOD, walked={"tin": 3}, relisted={}), PAST, "ok"),
    "silent-for-three-of-its-longest-pauses": (replace(GOOD, silence=28), PAST, "drift"),
    "silent-over-a-holiday": (replace(GOOD, silence=20, longest_pause=3), PAST, "ok"),
    "silent-for-a-quarter-as-is-told": (replace(GOOD, silence=90), PAST, "ok"),
    "silent-without-a-cadence": (replace(GOOD, silence=40, longest_pause=None), PAST, "ok"),
    "lists-gone": (replace(GOOD, lists_lost=2, lists_tried=9), PAST, "drift"),
    "all-lists-gone": (Facts(requests=9, lists_lost=2, lists_tried=9), PAST, "drift"),
    "dates-lost-with-the-lists-repaired": (
        replace(GOOD, filled=GOOD.filled | {"date": 0}, lists_lost=2, lists_found=2), PAST, "drift",
    ),
    "error-pages-with-status-200": (
        replace(GOOD, read=4, filled=dict.fromkeys(GOOD.filled, 4), rules={"container": 4}, soft_errors=8),
        PAST,
        "drift",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "past", "state"), CASES.values(), ids=CASES.keys())
def test_state(facts: Facts, past: list[dict[str, float]], state: str) -> None:
    verdict = judge(facts, past)
    assert verdict.state == state
    assert bool(verdict.reasons) == (state != "ok")


def test_repaired_lists_explain_what_a_redesign_changes() -> None:
    facts = replace(
        GOOD, known=0, relisted={}, likeness={"list:tin": 0.1}, rules={"density": 10}, lists_lost=2, lists_found=1
    )
    assert judge(replace(facts, lists_lost=0, lists_found=0), PAST).state == "drift"
    verdict = judge(facts, PAST)
    assert verdict.state == "ok"
    assert verdict.reasons == ("repaired: 2 lists are gone; 1 was found instead",)


def states_of(days: list[Facts]) -> list[str]:
    past = [GOOD.numbers()] * 20
    states = []
    for facts in days:
        verdict = judge(facts, past)
        states.append(verdict.state)
        past.insert(0, facts.numbers() | verdict.numbers())
    return states


def test_a_redesign_is_told_once_whenever_its_pages_are_seen() -> None:
    repaired = replace(GOOD, lists_lost=2, lists_found=2)
    articles, lists = (replace(GOOD, likeness={kind: 0.1}) for kind in ("article:tin", "list:tin"))
    assert states_of([repaired, GOOD, articles, lists]) == ["ok"] * 4
    assert states_of([articles, GOOD, lists]) == ["drift", "ok", "ok"]
    assert states_of([repaired, *[GOOD] * 9, lists]) == [*["ok"] * 10, "drift"]
    no_dates = replace(articles, filled=GOOD.filled | {"date": 0})
    assert states_of([repaired, GOOD, no_dates]) == ["ok", "ok", "drift"]


def test_a_field_that_stays_lost_is_told_once() -> None:
    changed = replace(GOOD, filled=GOOD.filled | {"date": 0})
    assert states_of([changed] * 20) == ["drift", *["ok"] * 19]


def test_a_field_that_comes_and_goes_is_told_when_it_was_really_back() -> None:
    lost = replace(GOOD, filled=GOOD.filled | {"date": 0})
    quiet = replace(GOOD, read=1, filled=dict.fromkeys(GOOD.filled, 1))
    assert states_of([lost, quiet, lost, quiet, lost]) == ["drift", "ok", "ok", "ok", "ok"]
    assert states_of([lost, *[GOOD] * 3, lost]) == ["drift", "ok", "ok", "ok", "drift"]


def test_articles_without_texts_are_told_as_long_as_they_come() -> None:
    changed = replace(GOOD, filled=GOOD.filled | {"text": 0})
    assert states_of([changed] * 6) == ["drift"] * 6


def test_chance_of_so_few() -> None:
    assert chance_of_so_few(10, 10, 0.5) == pytest.approx(1.0)
    assert chance_of_so_few(0, 10, 0.5) == pytest.approx(0.5**10)


KINDS = ("look", "lists", "fields", "menus", "rules", "addresses")


class SimulatedOffice:
    """An office whose days are drawn at random: how much it publishes, how full its pages are, how long."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.pace = chance.choice([0.2, 1, 4, 12])
        self.shares = {
            "title": 1.0,
            "text": 0.99,
            "date": chance.choice([0.9, 0.97, 1.0]),
            "view count": chance.random(),
        }
        self.length = chance.choice([300, 900, 3000])
        self.spread = chance.choice([0.2, 0.6, 1.0])
        self.past: list[dict[str, float]] = []
        self.rule_share = chance.choice([0.95, 0.99, 1.0])
        # The archive of a year before the first day.
        self.days = [day for day in range(-365, 0) if self._publishes(day)]

    def _publishes(self, day: int) -> int:
        """Articles of a day; ten days in sixty are quiet."""
        return 0 if day % 60 in range(40, 50) else min(40, int(self.chance.expovariate(1 / self.pace)))

    def _cadence(self, today: int) -> tuple[int | None, int | None]:
        days = [day for day in self.days if day > today - 365]
        pauses = [later - earlier for earlier, later in pairwise(days)]
        return (today - days[-1] if days else None), (max(pauses) if len(days) >= 20 else None)

    def day(self, number: int, *, redesign: str | None = None) -> str:
        new = self._publishes(number)
        if new:
            self.days.append(number)
        silence, longest_pause = self._cadence(number)
        rule_share = self.rule_share
        # After a busy day the walk goes on, so that most of what it meets is known.
        walked, relisted = {"tin": 20 + new, "van-ban": 15}, {"tin": 20, "van-ban": 15}
        read = new + self.chance.randrange(0, 4)
        shares = dict(self.shares)
        likeness = {"list:tin": self.chance.uniform(0.85, 1.0)}
        listed = {"tin": 20, "van-ban": 15}
        length = self.length
        if redesign == "look":
            likeness["list:tin"] = self.chance.uniform(0.0, 0.25)
        elif redesign == "lists":
            listed["tin"] = 0
        elif redesign == "fields":
            shares |= {"date": 0.0, "text": 0.0}
            read = max(read, 4)
        elif redesign == "menus":
            length = self.length // 30
            read = max(read, 8)
        elif redesign == "rules":
            rule_share, read = 0.0, max(read, 12)
        elif redesign == "addresses":
            relisted["tin"] = 0
        by_rule = sum(self.chance.random() < rule_share for _ in range(read))
        lengths = sorted(length * 2.718 ** self.chance.gauss(0, self.spread) for _ in range(read))
        facts = Facts(
            requests=2 + read,
            listed=listed,
            # After a busy day the walk goes on to a page that is known.
            known=35 - new if new < 35 else 10,
            read=read,
            filled={name: sum(self.chance.random() < share for _ in range(read)) for name, share in shares.items()},
            text_length=lengths[len(lengths) // 2] if lengths else None,
            likeness=likeness,
            rules={"container": by_rule, "density": read - by_rule},
            walked=walked,
            relisted=relisted,
            silence=silence,
            longest_pause=longest_pause,
        )
        verdict = judge(facts, self.past)
        self.reasons = verdict.reasons
        self.past.insert(0, facts.numbers())
        return verdict.state


def test_half_a_year_of_twenty_offices() -> None:
    """Every redesign is seen in its first run, and nothing else is an alarm."""
    false_alarms = []
    for seed in range(20):
        office = SimulatedOffice(random.Random(seed))
        for number in range(180):
            redesign = KINDS[(seed + number // 10) % len(KINDS)] if number in {60, 130} else None
            state = office.day(number, redesign=redesign)
            if redesign:
                assert state == "drift", (seed, number, redesign)
            elif state != "ok":
                false_alarms.append((seed, number // 90))
    assert false_alarms == []
