"""Which links of an article lead to its own further pages."""
# ruff: noqa: E501  # markup reads best unbroken

import pytest

from crawler.pages import read_page

TEXT = "<p>Sở Y tế thông báo lịch kiểm tra các cơ sở hành nghề trên địa bàn trong quý tới, đề nghị các đơn vị chuẩn bị.</p>"
FIRST = "https://so.example/ct/12.html"

CASES = {
    "files with a number": (FIRST, "<b>1</b> <a href='12_2.html'>2</a> <a href='12_3.html'>3</a> <a href='12_2.html'>Trang sau</a>", ["ct/12_2.html", "ct/12_3.html"]),
    "files counted from zero": (FIRST, "<a href='12.html'>1</a> <a href='12_1.html'>2</a>", ["ct/12_1.html"]),
    "folders": ("https://so.example/phun-thuoc/", "Trang: <span>1</span> <a href='/phun-thuoc/2/'>2</a>", ["phun-thuoc/2/"]),
    "a parameter": ("https://so.example/xem?id=5", "<a href='xem?id=5&amp;trang=2'>Trang 2</a>", ["xem?id=5&trang=2"]),
    "next alone": (FIRST, "<a href='12_2.html'>下一页</a>", ["ct/12_2.html"]),
    "the whole text": (FIRST, "<a href='12_2.html'>2</a> <a href='12_all.html'>阅读全文</a>", ["ct/12_all.html"]),
    "a script": (FIRST, "<script>createPageHTML(3, 0, '12', 'html');</script>", ["ct/12_1.html", "ct/12_2.html"]),
    "the next article": (FIRST, "<a href='13.html'>Trang sau</a> <a href='11.html'>1</a>", []),
    "a second article of the same name": ("https://so.example/phun-thuoc/", "<a href='/phun-thuoc-2/'>2</a>", []),
    "another host": (FIRST, "<a href='https://khac.example/ct/12_2.html'>2</a>", []),
    "a headline": (FIRST, "<a href='12_2.html'>Phun thuốc diệt muỗi tại mười hai xã</a>", []),
    "another parameter": ("https://so.example/xem?id=5", "<a href='xem?id=5&amp;in=2'>2</a>", []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_further_pages(name: str) -> None:
    url, foot, expected = CASES[name]
    html = f"<html><body><h1>Lịch kiểm tra các cơ sở hành nghề</h1><div>{TEXT * 3}</div><div>{foot}</div></body></html>"
    found = read_page(url=url, content=html.encode(), language="vi").further_pages
    assert [one.removeprefix("https://so.example/") for one in found] == expected


CANONICAL = {
    "another address": ("/tin/kiem-tra", "https://so.example/tin/kiem-tra"),
    "itself": ("/ct/12.html?ref=1", None),
    "the home page": ("/", None),
    "what it stands in": ("/ct", None),
    "another host": ("https://khac.example/tin/kiem-tra", None),
    "no address": ("http://[", None),
}


@pytest.mark.parametrize("name", CANONICAL)
def test_the_address_that_a_page_says_is_its_own(name: str) -> None:
    href, expected = CANONICAL[name]
    html = f"<html><head><link rel='canonical' href='{href}'></head><body>{TEXT}</body></html>"
    assert read_page(url=FIRST, content=html.encode(), language="vi").canonical_url == expected
