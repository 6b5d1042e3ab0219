"""A writer that is killed at any moment loses at most the page in flight."""

from pathlib import Path

import pytest

from tests.archive.soak import soak


@pytest.mark.slow
def test_killed_writers_lose_and_double_nothing(tmp_path: Path) -> None:
    outcome = soak(tmp_path / "archive.db", kills=4, seed=20240304)
    assert outcome.is_good, outcome
    assert outcome.interrupted >= 1
