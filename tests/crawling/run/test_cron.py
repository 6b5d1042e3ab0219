"""Weeks of cron: crawls that end, are stopped, killed or started twice, by a clock that jumps."""

from pathlib import Path

import pytest

from tests.crawling.soak_cron import FATES, soak


@pytest.mark.slow
def test_what_cron_does_over_weeks_loses_and_doubles_nothing(tmp_path: Path) -> None:
    done = soak(tmp_path / "archive.db", rounds=len(FATES), seed=20261201)
    assert done.faults == []
