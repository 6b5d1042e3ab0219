"""Which addresses are one page, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.addresses import address_key, canonical_address

CANONICAL = {
    "host-and-scheme-in-lower-case": ("HTTP://Soyte.Vidu.EXAMPLE/Tin", "http://soyte.vidu.example/Tin"),
    "default-port": ("https://a.example:443/1", "https://a.example/1"),
    "other-port-stays": ("http://a.example:8080/1", "http://a.example:8080/1"),
    "fragment": ("http://a.example/1#binh-luan", "http://a.example/1"),
    "no-path": ("http://a.example", "http://a.example/"),
    "tracking": ("http://a.example/1?utm_source=zalo&id=7&fbclid=x", "http://a.example/1?id=7"),
    "session-in-path": ("http://a.example/x;jsessionid=0A1B?nid=3", "http://a.example/x?nid=3"),
    "asp-net-session": ("http://a.example/(S(abc123))/tin.aspx", "http://a.example/tin.aspx"),
    "session-by-its-value": ("http://a.example/1?id=7&sid=9f0c2b7d41aa83e6", "http://a.example/1?id=7"),
    "number-of-a-site": ("http://a.example/1?sid=1234567890123456", "http://a.example/1?sid=1234567890123456"),
    "word-of-a-section": ("http://a.example/1?s=phong-chong-dich-benh", "http://a.example/1?s=phong-chong-dich-benh"),
    "way-that-led-here": (
        "http://a.example/c/id/9?redirect=%2Fweb%2Ftin&inheritRedirect=true",
        "http://a.example/c/id/9",
    ),
    "escapes-alike": ("http://a.example/%c3%a0/%7Etin", "http://a.example/%C3%A0/~tin"),
    "letters-escaped": ("http://a.example/à", "http://a.example/%C3%A0"),
    "escaped-slash-stays": ("http://a.example/a%2fb", "http://a.example/a%2Fb"),
    "lone-percent": ("http://a.example/100%/x", "http://a.example/100%/x"),
    "ipv6": ("http://[::1]:80/", "http://[::1]/"),
    "bad-port-is-left": ("http://a.example:port/", "http://a.example:port/"),
    "no-address-is-left": (" javascript:void(0) ", "javascript:void(0)"),
}

ONE = {
    "http-https": ("http://a.example/1.html", "https://a.example/1.html"),
    "www": ("http://www.a.example/1", "http://a.example/1"),
    "mobile-host": ("http://m.a.example/1", "http://a.example/1"),
    "case-of-words": ("http://a.example/So/Trang/ChiTiet.aspx?nid=1", "http://a.example/so/trang/chitiet.aspx?NID=1"),
    "trailing-slash": ("http://a.example/tin/", "http://a.example/tin"),
    "index-page": ("http://a.example/tin/index.shtml", "http://a.example/tin/"),
    "parameter-order": ("http://a.example/x?a=1&b=2", "http://a.example/x?b=2&a=1"),
    "print-parameter": ("http://a.example/1.html?print=1", "http://a.example/1.html"),
    "print-path": ("http://a.example/vi/news/print/tin/bai-7.html", "http://a.example/vi/news/tin/bai-7.html"),
    "print-op": ("http://a.example/op=print/tin/bai-7.html", "http://a.example/tin/bai-7.html"),
    "mobile-slug": ("http://a.example/tin/bai-cmobile12-3456.aspx", "http://a.example/tin/bai-c12-3456.aspx"),
    "session": ("http://a.example/x?nid=1&PHPSESSID=aa", "http://a.example/x?nid=1"),
}

OTHER = {
    "subsite": ("http://a.example/So/soyte/ChiTiet.aspx?nid=1", "http://a.example/So/soxd/ChiTiet.aspx?nid=1"),
    "number": ("http://a.example/x?nid=1", "http://a.example/x?nid=2"),
    "opaque-identifier": ("http://a.example/a/Xk3bQ", "http://a.example/a/xK3bQ"),
    "host": ("http://cdc.a.example/1", "http://soyte.a.example/1"),
    "port": ("http://a.example:8080/1", "http://a.example/1"),
    "escaped-slash": ("http://a.example/a%2Fb", "http://a.example/a/b"),
}


@pytest.mark.parametrize(("url", "expected"), CANONICAL.values(), ids=CANONICAL.keys())
def test_canonical_address(url: str, expected: str) -> None:
    assert canonical_address(url) == expected


@pytest.mark.parametrize(("one", "other"), ONE.values(), ids=ONE.keys())
def test_one_article(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER.keys())
def test_two_articles(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


def test_what_is_no_address_is_its_own_key() -> None:
    assert address_key(" http://[ ") == "http://["


@given(st.text() | st.text().map(lambda tail: f"http://a.example/{tail}"))
def test_canonical_address_is_total_and_idempotent(url: str) -> None:
    once = canonical_address(url)
    assert canonical_address(once) == once
    assert address_key(once) == address_key(url)
