from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.dates.datelines import dateline_day


@pytest.mark.parametrize(
    ("text", "language", "published", "expected"),
    [
        ("新华社某地1月5日电", "zh", date(2022, 1, 6), "2022-01-05"),
        ("新华社某地12月31日电", "zh", date(2022, 1, 1), "2021-12-31"),
        ("新华社某地6月5日电", "zh", date(2022, 1, 6), None),
        ("新华社某地2月30日电", "zh", date(2022, 3, 6), None),
        ("新华社某地1月5日电", "zh", None, None),
        ("新华社某地2022年1月5日电", "zh", None, "2022-01-05"),
        ("(HSO) - Ngày 12/3, Sở Y tế", "vi", date(2018, 3, 13), "2018-03-12"),
        ("Ngày 12/3/2018, Sở Y tế", "vi", None, "2018-03-12"),
        ("tháng 3 năm 2018", "vi", date(2018, 3, 13), None),
    ],
)
def test_reads(text, language, published, expected):
    assert dateline_day(text, language, published) == expected


@given(st.text(max_size=60), st.dates(), st.sampled_from(["vi", "zh"]))
def test_total(text, published, language):
    day = dateline_day(text, language, published)
    assert day is None or len(day) == 10
