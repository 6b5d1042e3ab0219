from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.url_dates import date_in_url

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://wjw.example.gov.cn/xwdt/202211/t20221117_1688203.htm", "2022-11-17"),
        ("http://example.gov.cn/art/2022/11/7/art_12_345.html", "2022-11-07"),
        ("https://example.cn/xw/2022/1117/238817.shtml", "2022-11-17"),
        ("https://example.cn/html/2022-11/17/content_1.htm", "2022-11-17"),
        ("https://example.cn/xwfb/20221117/abcdef.html", "2022-11-17"),
        ("https://example.cn/20221117_33.html", "2022-11-17"),
        ("https://soyte.example.vn/tiem-chung-284925071618440178.htm", "2025-07-16"),
        ("https://example.vn/tin-20250716184401123.htm", "2025-07-16"),
        ("https://example.vn/tin-tuc/bai-viet-d1846.html", None),
        ("https://example.vn/?ngay=2022/11/17", None),
        ("https://example.cn/2022/1317/1.shtml", None),
        ("https://example.cn/2031/1117/1.shtml", None),
        ("https://example.cn/1991/1117/1.shtml", None),
        ("https://example.cn/a-284925991618440178.htm", None),
        ("https://[bad", None),
        ("https://example.cn/" + "2022/" * 1000, None),
    ],
)
def test_reads(url, expected):
    assert date_in_url(url, TODAY) == expected


@given(st.text(max_size=100))
def test_total(url):
    date_in_url(url, TODAY)
    date_in_url("http://h/" + url, TODAY)
