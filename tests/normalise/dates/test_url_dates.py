from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.dates.url_dates import date_in_url

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://wjw.example.gov.cn/xwdt/202112/t20211223_4070915.htm", "2021-12-23"),
        ("http://example.gov.cn/art/2022/11/7/art_12_345.html", "2022-11-07"),
        ("https://example.cn/xw/2021/1223/506142.shtml", "2021-12-23"),
        ("https://example.cn/html/2021-12/23/content_1.htm", "2021-12-23"),
        ("https://example.cn/xwfb/20211223/abcdef.html", "2021-12-23"),
        ("https://example.cn/20211223_33.html", "2021-12-23"),
        ("https://soyte.example.vn/tiem-chung-284924090315220736.htm", "2024-09-03"),
        ("https://example.vn/tin-20240903152207415.htm", "2024-09-03"),
        ("https://example.vn/tin-tuc/bai-viet-d1846.html", None),
        ("https://example.vn/?ngay=2021/12/23", None),
        ("https://example.cn/2022/1317/1.shtml", None),
        ("https://example.cn/2031/1117/1.shtml", None),
        ("https://example.cn/1991/1117/1.shtml", None),
        ("https://example.cn/a-284924990315220736.htm", None),
        ("https://[bad", None),
        ("https://example.cn/" + "2022/" * 1000, None),
    ],
)
def test_reads(url, expected):
    assert date_in_url(url, TODAY) == expected


@given(st.text(max_size=100))
def test_total(url):
    for address in (url, "http://h/" + url):
        found = date_in_url(address, TODAY)
        assert found is None or date.fromisoformat(found) <= TODAY
