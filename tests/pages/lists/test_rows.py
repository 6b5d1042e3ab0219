"""List pages: rows, dates and what is left out of them."""

import json

import pytest

from crawler.pages.lists.chosen import RowRule
from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem

URL = "https://soyte.example.vn/tin-tuc"


HOSTS = frozenset(("soyte.example.vn", "kho.example.vn"))
ARTICLE = r"^/tin-tuc/[\w-]+-\d+$"


def rule(pattern: str = ARTICLE) -> RowRule:
    return RowRule(pattern, HOSTS)


def read(body: str, chosen: RowRule | None = None) -> ListPage:
    page = f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>"
    kind = "text/html; charset=utf-8"
    return read_list(ListRequest(URL), page.encode(), kind, language="vi", rule=chosen or rule())


ROWS = {
    "list-with-date-in-a-span": (
        '<ul><li><a href="/tin-tuc/tiem-chung-dot-hai-71">Tiêm chủng đợt hai</a><span>(5/3/2024)</span></li>'
        '<li><a href="/tin-tuc/kham-suc-khoe-72">Khám sức khỏe</a></li></ul>',
        ListItem(url=f"{URL}/tiem-chung-dot-hai-71", title="Tiêm chủng đợt hai", date_raw="5/3/2024"),
    ),
    "title-attribute-beats-a-cut-text": (
        '<p><a href="/tin-tuc/tiem-chung-71" title="Tiêm chủng cho trẻ dưới một tuổi">Tiêm chủng cho…</a></p>',
        ListItem(url=f"{URL}/tiem-chung-71", title="Tiêm chủng cho trẻ dưới một tuổi"),
    ),
    "picture-link-first-words-second": (
        '<div class="muc"><a href="/tin-tuc/bai-71"><img src="a.jpg" alt=""></a>'
        '<h3><a href="/tin-tuc/bai-71">Bài có ảnh</a></h3><i>2024-03-05 07:30</i></div>',
        ListItem(url=f"{URL}/bai-71", title="Bài có ảnh", date_raw="2024-03-05 07:30"),
    ),
    "chinese-row-that-is-one-link": (
        '<table><tr><td><a href="/tin-tuc/x-71">关于流感的通知 2024年3月5日</a></td></tr></table>',
        ListItem(url=f"{URL}/x-71", title="关于流感的通知", date_raw="2024年3月5日"),
    ),
    "days-in-an-excerpt-are-not-the-row's": (
        '<article><h2><a href="/tin-tuc/bai-71">Truyền thông tại chợ</a></h2><p>Sáng 4/12/2026, đoàn cán bộ của '
        "trung tâm đã phát hơn bốn trăm tờ rơi cho tiểu thương và khách hàng tại chợ huyện.</p></article>",
        ListItem(url=f"{URL}/bai-71", title="Truyền thông tại chợ"),
    ),
    "date-in-pieces-beside-an-excerpt": (
        '<article><h2><a href="/tin-tuc/bai-71">Truyền thông tại chợ</a></h2><p>Sáng 4/12/2026, đoàn cán bộ của '
        "trung tâm đã phát hơn bốn trăm tờ rơi cho tiểu thương và khách hàng tại chợ huyện.</p>"
        "<div><b>07</b>/12/2026</div></article>",
        ListItem(url=f"{URL}/bai-71", title="Truyền thông tại chợ", date_raw="07/12/2026"),
    ),
    "link-made-by-a-script": (
        """<div><a href="javascript:;" onclick="location.href='/tin-tuc/bai-71'">Bài mở bằng mã</a></div>""",
        ListItem(url=f"{URL}/bai-71", title="Bài mở bằng mã"),
    ),
    "rows-in-a-data-store": (
        '<script type="text/xml"><datastore><recordset><record><![CDATA[<li><a href="/tin-tuc/bai-71">健康讲座</a>'
        "<span>2024-03-05</span></li>]]></record></recordset></datastore></script>",
        ListItem(url=f"{URL}/bai-71", title="健康讲座", date_raw="2024-03-05"),
    ),
    "address-in-a-script-variable": (
        "<script>var str_1 = './tin-tuc/bai-71';</script>",
        ListItem(url=f"{URL}/bai-71"),
    ),
    "fragment-is-no-part-of-the-address": (
        '<a href="/tin-tuc/bai-71#binhluan">Bài</a>',
        ListItem(url=f"{URL}/bai-71", title="Bài"),
    ),
}


@pytest.mark.parametrize(("body", "expected"), ROWS.values(), ids=ROWS.keys())
def test_a_row_gives_address_title_and_date(body: str, expected: ListItem) -> None:
    assert read(body).rows[0] == expected


LEFT_OUT = {
    "navigation": '<nav><a href="/tin-tuc/bai-1">Một</a></nav>',
    "side-box-by-class": '<div class="col-right sidebar"><a href="/tin-tuc/bai-1">Một</a></div>',
    "most-read-by-id": '<div id="tin-doc-nhieu"><a href="/tin-tuc/bai-1">Một</a></div>',
    "foreign-host": '<a href="https://other.example.com/tin-tuc/bai-1">Một</a>',
    "not-an-article": '<a href="/tin-tuc/">Tất cả</a><a href="/gioi-thieu">Giới thiệu</a>',
    "mail": '<a href="mailto:a@example.vn">Thư</a>',
    "no-address": '<a href="http://[tin-tuc/bai-1">Một</a>',
}


@pytest.mark.parametrize("body", LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_what_is_no_row_is_left_out(body: str) -> None:
    page = body + '<main><a href="/tin-tuc/bai-2">Hai</a></main>'
    assert [item.url for item in read(page).rows] == [f"{URL}/bai-2"]


def test_head_of_a_row_is_no_page_header() -> None:
    body = '<article><header><h2><a href="/tin-tuc/bai-1">Một</a></h2></header></article>'
    assert [item.title for item in read(body).rows] == ["Một"]


def test_other_hosts_of_the_office_and_www_count_as_its_own() -> None:
    body = '<a href="https://www.soyte.example.vn/tin-tuc/a-1">A</a><a href="http://kho.example.vn/tin-tuc/b-2">B</a>'
    assert len(read(body).rows) == 2


def test_pattern_sees_the_query() -> None:
    body = '<a href="/tin.aspx?cm=1&amp;id=7">Bảy</a><a href="/tin.aspx?cm=1">Mục</a>'
    assert [item.title for item in read(body, rule(r"^/tin\.aspx\?(?:.*&)?id=\d+")).rows] == ["Bảy"]


def test_each_article_once_and_in_order() -> None:
    body = "".join(f'<li><a href="/tin-tuc/bai-{n}">Bài {n}</a></li>' for n in (3, 1, 3, 2))
    assert [item.title for item in read(body).rows] == ["Bài 3", "Bài 1", "Bài 2"]


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"<", b"%PDF-1.4"], ids=["empty", "noise", "torn", "pdf"])
def test_bytes_that_are_no_list_give_an_empty_listing(content: bytes) -> None:
    read = read_list(ListRequest(URL), content, language="vi", rule=rule())
    assert (read.rows, read.following) == ((), ())


def test_a_section_may_be_the_data_that_its_page_asks_for() -> None:
    asked = "https://soyte.example.vn/api/bai?nhom=3&page=2"
    rows = [
        {"id": n, "title": f"Thông báo số {n}", "publishTime": f"2026-11-0{n}", "url": f"/bai/{n}.html"}
        for n in (3, 2, 1)
    ]
    rows.append(
        {"id": 9, "title": "Tin của nơi khác", "publishTime": "2026-11-09", "url": "https://khac.example/bai/9.html"}
    )
    answer = json.dumps({"code": 0, "data": {"total": 43, "pages": 5, "current": 2, "records": rows}}).encode()
    read = read_list(ListRequest(asked), answer, "application/json", language="vi", rule=rule(r"^/bai/\d+\.html$"))
    assert [(item.url[-6:], item.title, item.date_raw) for item in read.rows] == [
        (f"{n}.html", f"Thông báo số {n}", f"2026-11-0{n}") for n in (3, 2, 1)
    ]
    assert read.following[0].url == "https://soyte.example.vn/api/bai?nhom=3&page=3"


def test_a_section_may_be_a_feed() -> None:
    items = "".join(
        f"<item><title>Bản tin số {n}</title><link>https://soyte.example.vn/bai/{n}.html</link></item>" for n in (2, 1)
    )
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Tin</title>{items}</channel></rss>".encode()
    read = read_list(ListRequest(f"{URL}/rss"), feed, "application/rss+xml", language="vi", rule=rule(r"^/bai/\d"))
    assert [item.title for item in read.rows] == ["Bản tin số 2", "Bản tin số 1"]
