"""Where lists that come as data go on: cursors, numbers from 0, windows of a store."""
# ruff: noqa: E501  # markup reads best unbroken

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.pages.dom.builder import parse_page
from crawler.pages.families.cn.hanweb import read_datastore
from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import ListRequest, json_request
from crawler.pages.lists.scripts.requests import find_endpoints, find_script_requests

SUBJECTS = ["vệ sinh môi trường", "kiểm dịch cửa khẩu", "sức khỏe học đường", "phục hồi chức năng"]
RECORDS = [
    {"id": 40 - at, "slug": f"bai-{at}", "tieuDe": f"Thông báo về {name} trong quý này", "ngay": f"2026-05-1{at}"}
    for at, name in enumerate(SUBJECTS)
]


def answered(request: ListRequest, row_address: str = "/b/{id}", **more: object) -> ListPage:
    content = json.dumps({"duLieu": RECORDS, **more}).encode()
    return read_list(request, content, "application/json", row_address=row_address)


def following(request: ListRequest, **more: object) -> list[str]:
    return [one.url.partition("example")[2] for one in answered(request, **more).following]


CURSORS = {
    "a cursor": ("/kho?n=4&cursor=", {"nextCursor": "k8"}, ["/kho?n=4&cursor=k8"]),
    "a number": ("/kho?max_id=0", {"next_max_id": 37}, ["/kho?max_id=37"]),
    "within": ("/kho?after=x1", {"pageInfo": {"endCursor": "x9"}}, ["/kho?after=x9"]),
    "the last one": ("/kho?n=4&cursor=k8", {"nextCursor": None}, []),
    "an address": ("/kho?page=1", {"next": "https://so.example/kho?page=2&k=7"}, ["/kho?page=2&k=7"]),
    "an address without host": ("/kho", {"links": {"next": "/kho?tu=4"}}, ["/kho?tu=4"]),
    "a cursor of something else": ("/kho?page=1", {"cursor": "k8"}, ["/kho?page=2"]),
}


@pytest.mark.parametrize(("path", "more", "expected"), CURSORS.values(), ids=CURSORS)
def test_an_answer_names_what_follows(path: str, more: dict[str, object], expected: list[str]) -> None:
    assert following(ListRequest(f"https://so.example{path}"), **more) == expected


def test_a_cursor_in_what_is_posted() -> None:
    url = "https://so.example/kho"
    form = ListRequest.form(url, [("muc", "tb"), ("cursor", "")])
    (moved,) = answered(form, nextCursor="k8").following
    assert parse_qs(moved.body) == {"muc": ["tb"], "cursor": ["k8"]}
    (moved,) = answered(json_request(url, {"muc": "tb", "cursor": ""}), nextCursor="k8").following
    assert json.loads(moved.body) == {"muc": "tb", "cursor": "k8"}


def test_rows_whose_address_takes_two_members() -> None:
    found = answered(ListRequest("https://so.example/kho"), "/b/{slug}-{id}.html")
    assert [row.url for row in found.rows] == [f"https://so.example/b/bai-{at}-{40 - at}.html" for at in range(4)]
    assert answered(ListRequest("https://so.example/kho"), "/b/{chuyenMuc}-{maId}.html").rows == ()


FIRST = {
    "counted from 0": ("var trang = 0; function lay(){ $.get('/kho/list?page=' + trang, ve); } lay();", ["0"]),
    "counted up before it asks": ("var trang = 0; function lay(){ trang++; $.get('/kho/list?page=' + trang, ve); }", ["1"]),
    "counted from 1": ("var trang = 1; function lay(){ $.get('/kho/list?page=' + trang, ve); }", ["1"]),
}  # fmt: skip


@pytest.mark.parametrize(("script", "numbers"), FIRST.values(), ids=FIRST)
def test_the_number_of_the_first_page(script: str, numbers: list[str]) -> None:
    tree = parse_page(f"<html><body><div id='v'></div><script>{script}</script></body></html>", "https://so.example/ds")
    asked = [urlsplit(one.request.url).query for one in find_endpoints(tree, "")]
    assert asked == [f"page={number}" for number in numbers]


def test_behind_a_shown_page_that_is_counted_from_0_there_are_two_ways() -> None:
    script = "var trang = 0; $('#them').click(function(){ $.get('/them?page=' + trang, ve); });"
    tree = parse_page(
        f"<html><body><a id='them'>Xem thêm</a><script>{script}</script></body></html>", "https://so.example/ds"
    )
    asked = find_script_requests(tree, ListRequest("https://so.example/ds"))
    assert [urlsplit(one.url).query for one in asked] == ["page=1", "page=2"]


def store(count: int) -> str:
    return "<datastore><recordset>" + "<record><![CDATA[<li>x</li>]]></record>" * count + "</recordset></datastore>"


PROXY = (
    "<a href='/module/web/jpage/dataproxy.jsp?page=1&amp;columnid=5'></a><script>$('#9').jpage({perpage:5})</script>"
)
WINDOWS = {
    "a whole window in the page": (15, ("16", "30")),
    "a part of it in the page": (5, ("1", "15")),
    "nothing in the page": (0, ("1", "15")),
}


@pytest.mark.parametrize(("count", "window"), WINDOWS.values(), ids=WINDOWS)
def test_the_first_window_of_a_store(count: int, window: tuple[str, str]) -> None:
    found = read_datastore(PROXY + store(count), ListRequest("http://a.example/col/5/index.html"))
    assert found is not None
    assert found.following is not None
    asked = parse_qs(urlsplit(found.following.url).query)
    assert (asked["startrecord"][0], asked["endrecord"][0]) == window


@pytest.mark.parametrize(("count", "goes_on"), [(15, True), (14, False), (0, False)])
def test_a_window_without_a_total_goes_on_while_it_is_full(count: int, goes_on: bool) -> None:
    url = "http://a.example/module/web/jpage/dataproxy.jsp?startrecord=16&endrecord=30&perpage=5"
    found = read_datastore(store(count), ListRequest.form(url, [("columnid", "5")]))
    assert found is not None
    assert (found.following is not None) == goes_on


REQUESTS = {
    "parameters of a URL": ("fetch('/kho/list', {method:'POST', body: new URLSearchParams({page: 1, muc: 'tb'})})", "page=1&muc=tb"),
    "form data": ("var f = new FormData(); f.append('page', 1); f.append('muc', 'tb'); fetch('/kho/list', {method:'POST', body: f})", "page=1&muc=tb"),
    "axios sends JSON": ("axios({url:'/kho/list', method:'post', data:{page:1, muc:'tb'}})", '{"page": 1, "muc": "tb"}'),
    "a service of the page": ("this.$http.post('/kho/list', {page: this.trang, muc: this.muc})", "page=1&muc=tb"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "body"), REQUESTS.values(), ids=REQUESTS)
def test_what_a_script_posts(call: str, body: str) -> None:
    script = f"new Vue({{data: {{trang: 1, muc: 'tb'}}, methods: {{lay() {{ {call} }} }} }})"
    tree = parse_page(f"<html><body><div id='v'></div><script>{script}</script></body></html>", "https://so.example/ds")
    (asked,) = find_endpoints(tree, "")
    assert (asked.request.method, asked.request.url, asked.request.body) == (
        "POST",
        "https://so.example/kho/list",
        body,
    )


def test_a_request_with_its_parameters_beside_it() -> None:
    script = "request({url: '/kho/list', method: 'get', params: {pageNum: 1, size: 5}})"
    tree = parse_page(f"<html><body><script>{script}</script></body></html>", "https://so.example/ds")
    assert [one.request.url for one in find_endpoints(tree, "")] == ["https://so.example/kho/list?pageNum=1&size=5"]


ROWS = (
    "<ul>"
    + "".join(
        f"<li><a href='/b/{at}.html'>Thông báo về {name} trong quý này</a> 1{at}/05/2026</li>"
        for at, name in enumerate(SUBJECTS)
    )
    + "</ul>"
)
BOX = "<select onchange='location.href=this.options[this.selectedIndex].value;'>{}</select>".format(
    "".join(f"<option value='ds_4_{at}.html'>{at}</option>" for at in range(1, 5))
)
LEADS = {
    "a picture named for it": ("ds.html", "<a href='ds_2.html'><img src='/anh/next.gif'></a>", ["ds_2.html"]),
    "a picture of something else": ("ds.html", "<a href='lien-he.html'><img src='/anh/context.gif'></a>", []),
    "data behind an arrow": ("ds.html", "<a class='p' data-url='/x/ds.html?page=2'>›</a>", ["ds.html?page=2"]),
    "a box that marks nothing, first page": ("ds_4_1.html", BOX, ["ds_4_2.html"]),
    "a box that marks nothing, third page": ("ds_4_3.html", BOX, ["ds_4_4.html"]),
    "a box that marks nothing, last page": ("ds_4_4.html", BOX, []),
}


@pytest.mark.parametrize(("path", "pager", "expected"), LEADS.values(), ids=LEADS)
def test_what_leads_to_the_next_page(path: str, pager: str, expected: list[str]) -> None:
    url = f"https://so.example/x/{path}"
    found = read_list(ListRequest(url), f"<html><body>{ROWS}{pager}</body></html>".encode(), language="vi")
    assert [one.url.rpartition("/")[2] for one in found.following] == expected
