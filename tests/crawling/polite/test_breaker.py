"""The circuit breaker and the waits between attempts."""

from datetime import UTC, datetime

import pytest

from crawler.crawling.polite.backoff import backoff, retry_after
from crawler.crawling.polite.breaker import CircuitBreaker

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


def test_failures_in_a_row_open_the_circuit() -> None:
    breaker = CircuitBreaker(threshold=3, cooldown=10)
    assert [breaker.failed("a.vn", 0.0) for _ in range(3)] == [False, False, True]
    assert breaker.is_open("a.vn")
    assert not breaker.allows("a.vn", 9.9)
    assert breaker.allows("b.vn", 0.0)


def test_success_between_failures_starts_the_count_again() -> None:
    breaker = CircuitBreaker(threshold=2)
    breaker.failed("a.vn", 0.0)
    breaker.succeeded("a.vn")
    assert not breaker.failed("a.vn", 1.0)


def test_one_trial_after_each_cooldown_which_grows() -> None:
    breaker = CircuitBreaker(threshold=1, cooldown=10, longest=25)
    breaker.failed("a.vn", 0.0)
    assert breaker.allows("a.vn", 10.0)
    assert not breaker.allows("a.vn", 11.0)
    assert not breaker.allows("a.vn", 29.0)
    assert breaker.allows("a.vn", 30.0)
    assert not breaker.allows("a.vn", 54.0)
    assert breaker.allows("a.vn", 55.0)


def test_successful_trial_closes_the_circuit() -> None:
    breaker = CircuitBreaker(threshold=1, cooldown=10)
    breaker.failed("a.vn", 0.0)
    assert breaker.allows("a.vn", 10.0)
    breaker.succeeded("a.vn")
    assert breaker.allows("a.vn", 10.1)
    assert not breaker.is_open("a.vn")


def test_host_that_asks_for_rest_is_left_alone_at_once() -> None:
    breaker = CircuitBreaker(threshold=5, cooldown=10)
    breaker.open_now("a.vn", 0.0)
    assert not breaker.allows("a.vn", 1.0)


@pytest.mark.parametrize(("attempt", "expected"), [(1, 2.0), (2, 4.0), (3, 8.0), (9, 60.0)])
def test_backoff_doubles_up_to_its_bound(attempt: int, expected: float) -> None:
    assert backoff(attempt, base=2, longest=60, chance=1.0) == expected
    assert expected / 2 <= backoff(attempt, base=2, longest=60) <= expected


WAITS = {
    "seconds": ("120", 120.0),
    "date": ("Thu, 05 Mar 2026 12:02:00 GMT", 120.0),
    "date-in-the-past": ("Thu, 05 Mar 2026 11:00:00 GMT", 0.0),
    "spaces": (" 7 ", 7.0),
    "missing": (None, None),
    "empty": ("", None),
    "words": ("soon", None),
    "negative": ("-5", None),
    "absurd": ("9" * 40, None),
}


@pytest.mark.parametrize(("value", "expected"), WAITS.values(), ids=WAITS.keys())
def test_retry_after_is_read(value: str | None, expected: float | None) -> None:
    assert retry_after(value, NOW) == expected
