"""Offices crawled on half a year of simulated days, as cron does it: what is held is exact, and alarms have cause."""

import os
from collections.abc import Callable

import pytest

from replica.days import REDESIGN, fault_days
from tests.stories import (
    SITES,
    Story,
    assert_articles,
    assert_statuses,
    assert_versions,
    assert_views,
    day_of,
    tell,
)
from tests.truth import rows

pytestmark = pytest.mark.soak

DAYS = 180
COMPARED = (assert_articles, assert_versions, assert_statuses, assert_views)


@pytest.fixture(params=SITES)
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Story:
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return tell(request.param, folder / "half-year", DAYS)


@pytest.mark.parametrize("compare", COMPARED, ids=["articles", "versions", "statuses", "views"])
def test_archive_holds_what_could_be_seen(story: Story, compare: Callable[[Story], None]) -> None:
    compare(story)


def test_alarms_have_cause(story: Story) -> None:
    states = {
        day_of(row["started_at"]): f"{row['state']}: {row['note']}" for row in rows(story.archive, "SELECT * FROM runs")
    }
    assert len(states) == DAYS
    alarms = {day for day, state in states.items() if not state.startswith("ok")}
    causes = fault_days(DAYS) | {REDESIGN}
    assert fault_days(DAYS) <= alarms
    assert [f"day {day}: {states[day]}" for day in sorted(alarms - causes)] == []
