"""What can be told of a list page without knowing the office."""
# ruff: noqa: E501  # markup reads best unbroken

import re

import pytest

from crawler.pages.lists.survey import address_form, survey

FORMS = {
    "vnpt": "https://a.vn/tin-tuc/tiem-chung-dot-hai-31064",
    "folder-with-dates": "https://a.cn/xw/bd/2024/0305/252261.shtml",
    "trs": "https://a.cn/zwgk/202403/t20240305_98123.html",
    "query-id": "https://a.vn/So/soyte/Trang/ChiTietTinTuc.aspx?nid=71",
    "slug-only": "https://a.vn/bon-dieu-can-biet-khi-tiem-chung/",
    "letter-before-the-id": "https://a.vn/tin-tuc/mot-bai-viet-d2121.html",
    "vccorp": "https://a.vn/mot-bai-viet-284924090315220736.htm",
}


@pytest.mark.parametrize("url", FORMS.values(), ids=FORMS.keys())
def test_form_matches_its_own_address(url: str) -> None:
    asked = re.sub(r"^https://[^/]+", "", url)
    assert re.search(address_form(url), asked)


def test_form_tells_articles_from_lists() -> None:
    form = address_form("https://a.vn/tin-tuc/tiem-chung-dot-hai-31064")
    assert re.search(form, "/thong-bao/kham-suc-khoe-7")
    assert not re.search(form, "/tin-tuc")
    assert not re.search(form, "/tin-tuc/gioi-thieu")


ROWS = "".join(
    f'<li><a href="/tin/bai-viet-so-{n}-{n}00">Bài viết dài về y tế cơ sở số {n}</a><i>0{n}/03/2024</i></li>'
    for n in range(1, 6)
)
PAGE = (
    '<html lang="vi"><head><meta charset="utf-8"><title>Tin tức</title></head><body>'
    f'<nav><a href="/gioi-thieu">Giới thiệu</a></nav><ul>{ROWS}</ul><a href="?page=2">Trang sau</a></body></html>'
)


def test_list_is_found_by_its_headlines() -> None:
    seen = survey(url="https://a.vn/tin", content=PAGE.encode())
    assert (seen.language, seen.title, seen.encoding) == ("vi", "Tin tức", "utf-8")
    assert seen.article_url == address_form("https://a.vn/tin/bai-viet-so-1-100")
    assert len(seen.articles) == 5
    assert seen.articles[0].date_raw == "01/03/2024"
    assert seen.next_url == "https://a.vn/tin?page=2"


@pytest.mark.parametrize("content", [b"", b"<html><body><a href='/x'>Ngan</a></body></html>"], ids=["empty", "no-list"])
def test_page_without_a_list(content: bytes) -> None:
    seen = survey(url="https://a.vn/", content=content)
    assert (seen.article_url, seen.articles) == (None, ())


DOUBTS = {
    "https://a.vn/": ["It is the home page", "12 rows, no next page"],
    "https://a.vn/tin": ["12 rows, no next page"],
}


@pytest.mark.parametrize("url", DOUBTS)
def test_what_a_person_should_look_at_is_said(url: str) -> None:
    rows = "".join(
        f"<li><a href='/tin/bai-{at}'>Trạm y tế xã số {at} tiếp nhận tủ bảo quản vắc xin mới</a> 0{at % 9 + 1}/05/2026</li>"
        for at in range(12)
    )
    seen = survey(url=url, content=f"<html lang='vi'><body><ul>{rows}</ul></body></html>".encode())
    assert len(seen.warnings) == len(DOUBTS[url])
    assert all(told.startswith(start) for told, start in zip(seen.warnings, DOUBTS[url], strict=True))
