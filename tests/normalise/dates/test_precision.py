"""Dates that tell one moment, however precisely and in whatever zone they are written."""

import pytest

from crawler.normalise.dates.precision import is_same_moment


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("2025-06", "2025-06-09", True, id="month and day"),
        pytest.param("2025-06-09", "2025-06-09T07:05+07:00", True, id="day and minute"),
        pytest.param("2025-06-09T07:05+07:00", "2025-06-09T07:05:00+07:00", True, id="minute and second"),
        pytest.param("2025-06-09T07:05+07:00", "2025-06-09T07:05:48+07:00", True, id="minute and another second"),
        pytest.param("2025-06-09T07:05+07:00", "2025-06-09T00:05:48+00:00", True, id="offsets"),
        pytest.param("2025-06-09T03:05+08:00", "2025-06-08T19:05:00Z", True, id="offsets across midnight"),
        pytest.param("2025-06-09T07:05", "2025-06-09T07:05:00+07:00", True, id="no offset"),
        pytest.param("2025-06-09T07:05:01+07:00", "2025-06-09T07:05:02+07:00", False, id="another second"),
        pytest.param("2025-06-09T07:05+07:00", "2025-06-09T07:06:00+07:00", False, id="another minute"),
        pytest.param("2025-06-09", "2025-06-10T07:05+07:00", False, id="another day"),
        pytest.param("2025-06", "2025-07-01", False, id="another month"),
        pytest.param("2025-06-09T07:05+07:00", "2025-06-09Txx", False, id="no date"),
    ],
)
def test_same_moment(one: str, other: str, *, same: bool) -> None:
    assert is_same_moment(one, other) is same
    assert is_same_moment(other, one) is same
