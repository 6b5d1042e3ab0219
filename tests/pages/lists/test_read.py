"""Every form in which a list goes on; each case is a page of its own, in the manner of one kind of system."""
# ruff: noqa: E501  # markup reads best unbroken

import json
from urllib.parse import parse_qs

import pytest

from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import FORM, JSON, ListRequest

TITLES = [
    "Thông báo lịch tiêm chủng mở rộng quý hai cho trẻ dưới năm tuổi",
    "Sở ban hành kế hoạch phòng chống sốt xuất huyết mùa mưa",
    "Hội nghị tổng kết công tác y tế cơ sở toàn tỉnh năm vừa qua",
    "Tập huấn sử dụng phần mềm giám sát bệnh truyền nhiễm cho các trạm",
]


def rows(form: str = "/tin/{}.html", *, first: int = 41) -> str:
    return (
        "<ul class='list'>"
        + "".join(
            f"<li><a href='{form.format(first + at)}'>{title}</a> <span>{9 - at:02}/03/2026</span></li>"
            for at, title in enumerate(TITLES)
        )
        + "</ul>"
    )


def page(*parts: str, charset: str = "utf-8") -> bytes:
    html = f"<html><head><meta charset='{charset}'><title>Tin</title></head><body><div class='nav'><a href='/'>Trang chủ</a>"
    return (html + "<a href='/gt'>Giới thiệu</a></div>" + "".join(parts) + "</body></html>").encode(charset)


def read(content: bytes, url: str = "https://so.example/tin/", **how: str) -> ListPage:
    return read_list(ListRequest(url), content, **how)


NEXT = {
    "four arguments, counted from zero": (
        "<script>createPageHTML(7, 0, 'index', 'html');</script>",
        "tin/index_1.html",
    ),
    "four arguments, in between": ("<script>createPageHTML(7, 3, 'index', 'shtml')</script>", "tin/index_4.shtml"),
    "six arguments": ("<script>createPageHTML('pager',12,1,'dslist','shtml',171);</script>", "tin/dslist_2.shtml"),
    "a plugin with a call back": (
        "<script>$('.pagination').pagination({totalPage:9, nowPage:1, callBack:function(i){ if(i==1){location.href='index.html'}"
        "else{location.href='index_'+i+'.html'} }});</script>",
        "tin/index_2.html",
    ),
    "laypage": (
        "<div id='p'></div><script>laypage.render({elem:'p', count: 149, limit: 15, curr: 1, jump:function(obj, first)"
        "{ if(!first){ window.location.href = '?trang=' + obj.curr; } }});</script>",
        "tin/?trang=2",
    ),
    "a count and pieces": (
        "<script>var countPage = 6; var currentPage = 0; function next(){ var p = currentPage + 1;"
        'document.write("<a href=\'list_" + p + ".htm\'>"); }</script>',
        "tin/list_",
    ),
    "numbers alone": (
        "<div><span class='current'>1</span><a href='/tin/p_2.shtml'>2</a><a href='/tin/p_3.shtml'>3</a></div>",
        "tin/p_2.shtml",
    ),
    "file names that go down": (
        "<div class='pb'><span>1</span> <a href='tin/17.htm'>2</a> <a href='tin/16.htm'>3</a> <a href='tin/1.htm'>尾页</a></div>",
        "tin/tin/17.htm",
    ),
    "next, counted from zero": (
        "<ul><li class='pager__item'><a href='?page=1' rel='next'>Tiếp</a></li></ul>",
        "tin/?page=1",
    ),
    "endless scrolling": (
        '<script>var scroll = {"type":"infinite","path":"\\/tin\\/page\\/%d\\/"};</script>',
        "tin/page/2/",
    ),
    "a button with its address": (
        "<button class='load-more' data-url='/ajax/tin?muc=4' data-page='2'>Xem thêm</button>",
        "ajax/tin?muc=4&page=2",
    ),
    "a button and jQuery": (
        "<a id='more'>Xem thêm</a><script>var page = 1; var muc = 4; $('#more').click(function(){ page++;"
        "$.get('/ajax/them', {page: page, muc: muc}, function(d){ $('.list').append(d) }) });</script>",
        "ajax/them?page=2&muc=4",
    ),
    "fetch with a template": (
        "<button onclick='more()'>Xem thêm</button><script>let page = 1; function more(){ page += 1;"
        "fetch(`/api/tin?p=${page}&size=10`).then(show) }</script>",
        "api/tin?p=2&size=10",
    ),
}


@pytest.mark.parametrize("name", NEXT)
def test_a_list_goes_on(name: str) -> None:
    pager, expected = NEXT[name]
    found = read(page(rows(), pager))
    assert [row.title for row in found.rows] == TITLES
    assert found.following, name
    assert found.following[0].url.startswith(f"https://so.example/{expected}")
    assert not found.is_unread


def test_of_two_guesses_the_lower_one_is_tried_first() -> None:
    pager = "<script>var totalPages = 5; function go(i){ location.href = 'index_' + i + '.html' }</script>"
    assert [one.url.rpartition("/")[2] for one in read(page(rows(), pager)).following] == [
        "index_1.html",
        "index_2.html",
    ]


def test_the_last_page_goes_nowhere() -> None:
    pager = "<script>createPageHTML('pager',12,12,'dslist','shtml',171);</script>"
    found = read(page(rows(), pager), "https://so.example/tin/dslist_12.shtml")
    assert found.following == ()
    assert (found.pages, found.total) == (12, 171)


def test_a_pager_that_is_not_understood_is_known() -> None:
    found = read(page(rows(), "<div id='pg'></div><script>myPager.paginate('#pg', opts.totalPages, draw);</script>"))
    assert found.following == ()
    assert found.is_unread


def test_more_under_each_row_is_not_the_next_page() -> None:
    items = "".join(
        f"<div class='item'><h3><a href='/tin/{at}.html'>{title}</a></h3><p>0{at}/03/2026</p><a href='/tin/{at}.html'>Xem tiếp</a></div>"
        for at, title in enumerate(TITLES, 1)
    )
    found = read(page(f"<div class='col'>{items}</div>"))
    assert len(found.rows) == len(TITLES)
    assert found.following == ()


def test_a_post_back_sends_the_form_with_its_hidden_fields() -> None:
    pager = (
        "<table><tr><td><span>1</span></td><td><a href=\"javascript:__doPostBack('ctl00$grid','Page$2')\">2</a></td>"
        "<td><a href=\"javascript:__doPostBack('ctl00$grid','Page$3')\">3</a></td></tr></table>"
    )
    form = f"<form method='post' action='./ds.aspx?m=3'><input type='hidden' name='__VIEWSTATE' value='a+b/='>{rows()}{pager}</form>"
    (following,) = read(page(form), "https://so.example/vb/ds.aspx?m=3").following
    assert (following.url, following.method, following.headers) == ("https://so.example/vb/ds.aspx?m=3", "POST", FORM)
    fields = parse_qs(following.body, keep_blank_values=True)
    assert fields["__VIEWSTATE"] == ["a+b/="]
    assert (fields["__EVENTTARGET"], fields["__EVENTARGUMENT"]) == (["ctl00$grid"], ["Page$2"])


def test_a_post_back_by_its_word() -> None:
    pager = "<a id='n' href=\"javascript:__doPostBack('ctl00$pager$next','')\">Trang sau</a>"
    (following,) = read(page(f"<form method='post' action='ds.aspx'>{rows()}{pager}</form>")).following
    assert parse_qs(following.body)["__EVENTTARGET"] == ["ctl00$pager$next"]


def test_a_form_that_a_script_sends() -> None:
    form = (
        "<form id='f' name='f' method='post' action='/ds'><input type='hidden' name='trang' id='trang' value='1'>"
        "<input type='hidden' name='muc' value='8'></form><div class='pg'><b>1</b> <a href='javascript:goPage(2)'>2</a></div>"
        "<script>function goPage(n){ document.getElementById('trang').value = n; document.getElementById('f').submit(); }</script>"
    )
    (following,) = read(page(rows(), form)).following
    assert (following.method, parse_qs(following.body)) == ("POST", {"trang": ["2"], "muc": ["8"]})


def test_months_are_parts_of_the_list() -> None:
    months = "<div class='thang'><a href='?t=2026-02'>Tháng 2/2026</a> <a href='?t=2026-01'>Tháng 1/2026</a></div>"
    found = read(page(rows(), months))
    assert [one.url.partition("?")[2] for one in found.archives] == ["t=2026-02", "t=2026-01"]


ROWS = {
    "a row that is clicked": "<tr onclick=\"window.location='/tin/{}.html'\"><td>{}</td><td>{}</td></tr>",
    "a link without address": "<tr><td><a href='javascript:void(0)' onclick=\"location.href='/tin/{}.html'\">{}</a></td><td>{}</td></tr>",
    "data": "<tr data-href='/tin/{}.html'><td>{}</td><td>{}</td></tr>",
    "a script's address": "<tr><td><a href=\"javascript:window.open('/tin/{}.html')\">{}</a></td><td>{}</td></tr>",
    "a function of the page": "<tr><td><a href='javascript:xem({})'>{}</a></td><td>{}</td></tr>",
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_that_are_no_links(name: str) -> None:
    body = "".join(ROWS[name].format(at, title, f"0{at}/03/2026") for at, title in enumerate(TITLES, 1))
    script = "<script>function xem(id){ window.location.href = '/tin/' + id + '.html'; }</script>"
    found = read(page(f"<table>{body}</table>", script))
    assert [row.url for row in found.rows] == [f"https://so.example/tin/{at}.html" for at in range(1, 5)]
    assert [row.title for row in found.rows] == TITLES
    assert [row.date_raw for row in found.rows] == [f"0{at}/03/2026" for at in range(1, 5)]


FILES = {
    "a file": ("<a href='/u/{}.pdf'>{}</a>", "/u/{}.pdf"),
    "a call with name and path": ("<a href=\"javascript:downloadfile('v.pdf','/TW/{}')\">{}</a>", "/TW/{}"),
    "a servlet": ("<a href='/DownloadServlet?file=/v/{}.doc'>{}</a>", "/DownloadServlet?file=/v/{}.doc"),
    "a name in the link's words": ("<a href='/Down.ashx?fileid={}'>{}</a>", "/Down.ashx?fileid={}"),
    "backslashes": ("<a href='\\upload\\{}.doc'>{}</a>", "/upload/{}.doc"),
    "a window that opens": ("<a href='#' onclick=\"window.open('/u/{}.pdf')\">{}</a>", "/u/{}.pdf"),
    "any call": ("<a href='javascript:void(0)' onclick=\"xem('/u/{}.pdf')\">{}</a>", "/u/{}.pdf"),
    "data-pdf": ("<a href='#' data-pdf='/u/{}.pdf'>{}</a>", "/u/{}.pdf"),
    "data-file": ("<a href='javascript:;' data-file='/u/{}.pdf'>{}</a>", "/u/{}.pdf"),
    "data-src": ("<a href='#' data-src='/u/{}.pdf'>{}</a>", "/u/{}.pdf"),
    "data-url": ("<a data-url='/u/{}.pdf'>{}</a>", "/u/{}.pdf"),
    "a frame": ("<iframe src='/u/{}.pdf'></iframe><h4>{}</h4>", "/u/{}.pdf"),
    "an object": ("<h4>{1}</h4><object data='/u/{0}.pdf'></object>", "/u/{}.pdf"),
    "embedded": ("<h4>{1}</h4><embed src='/u/{0}.pdf'>", "/u/{}.pdf"),
    "a player": ("<h4>{1}</h4><div class='wp_pdf_player' pdfsrc='/u/{0}.pdf'></div>", "/u/{}.pdf"),
    "a picture as link beside the words": ("<b>{1}</b> <a href='/u/{0}.pdf'><img src='/i.png'></a>", "/u/{}.pdf"),
    "another host": ("<a href='https://luu.example.org/{}.pdf'>{}</a>", "https://luu.example.org/{}.pdf"),
}


@pytest.mark.parametrize(("row", "address"), FILES.values(), ids=FILES.keys())
def test_rows_that_are_files(row: str, address: str) -> None:
    items = "".join(
        f"<li>{row.format(at, title)} <span>0{at}/03/2026</span></li>" for at, title in enumerate(TITLES, 1)
    )
    found = read(page(f"<ul>{items}</ul>"))
    whole = address if "://" in address else f"https://so.example{address}"
    assert [(row.url, row.title, row.date_raw) for row in found.rows] == [
        (whole.format(at), title, f"0{at}/03/2026") for at, title in enumerate(TITLES, 1)
    ]


@pytest.mark.parametrize(
    "wrapper", ["no-nav", "has-sidebar", "content-sidebar-wrap", "elementor-widget-container", "main-header-wrap"]
)
def test_wrappers_are_no_boxes(wrapper: str) -> None:
    assert len(read(page(f"<div class='{wrapper}'>{rows()}</div>")).rows) == len(TITLES)


def test_a_side_box_is_not_the_list() -> None:
    side = (
        "<aside><ul>"
        + "".join(f"<li><a href='/khac/{at}'>{title} khác</a> 01/03/2026</li>" for at, title in enumerate(TITLES))
        + "</ul></aside>"
    )
    assert {row.url.split("/")[3] for row in read(page(side, rows())).rows} == {"tin"}


def test_letters_of_a_query_go_in_the_charset_of_the_page() -> None:
    items = "".join(
        f"<li><a href='show.asp?lm=公告&id={at}'>关于开展第{at}轮督导检查工作的通知</a> 2026-03-0{at}</li>"
        for at in range(1, 5)
    )
    found = read(
        page(f"<ul>{items}</ul><a href='list.asp?lm=公告&page=2'>下一页</a>", charset="gb18030"), language="zh"
    )
    assert found.rows[0].url == "https://so.example/tin/show.asp?lm=%B9%AB%B8%E6&id=1"
    assert found.following[0].url == "https://so.example/tin/list.asp?lm=%B9%AB%B8%E6&page=2"


def answer(**more: object) -> dict[str, object]:
    records = [
        {"id": 70 + at, "title": title, "publishTime": f"2026-03-0{9 - at} 08:00:00", "summary": "…"}
        for at, title in enumerate(TITLES)
    ]
    return {"code": 0, "data": {"records": [record | {"url": f"/d/{record['id']}"} for record in records], **more}}


def test_a_json_list_says_how_long_it_is() -> None:
    found = read(json.dumps(answer(total=19, pages=5, current=1)).encode(), "https://so.example/api/l?cid=3&page=1")
    assert [row.url for row in found.rows] == [f"https://so.example/d/{70 + at}" for at in range(4)]
    assert (found.total, found.pages, found.order) == (19, 5, "newest")
    assert found.following[0].url == "https://so.example/api/l?cid=3&page=2"


def test_the_last_json_page_goes_nowhere() -> None:
    assert (
        read(json.dumps(answer(total=19, pages=5, current=5)).encode(), "https://so.example/api/l?page=5").following
        == ()
    )


def test_json_with_a_callback() -> None:
    assert len(read(f"cb_1({json.dumps(answer())});".encode()).rows) == 4


def test_json_that_is_asked_for_by_post() -> None:
    request = ListRequest("https://so.example/api/l", "POST", json.dumps({"pageNo": 1, "cid": "3"}), JSON)
    (following,) = read_list(request, json.dumps(answer(total=19)).encode()).following
    assert json.loads(following.body) == {"pageNo": 2, "cid": "3"}


def test_json_by_offset() -> None:
    found = read(json.dumps(answer(total=19)).encode(), "https://so.example/api/l?offset=0&limit=4")
    assert found.following[0].url == "https://so.example/api/l?offset=4&limit=4"


def test_json_rows_with_an_id_only() -> None:
    bare = {
        "list": [
            {"newsId": 5, "tieuDe": TITLES[0], "ngayDang": 1772352000000},
            {"newsId": 6, "tieuDe": TITLES[1], "ngayDang": 1772265600000},
        ]
    }
    content = json.dumps(bare).encode()
    assert read(content).rows == ()
    found = read(content, row_address="/chi-tiet/{id}.html")
    assert [row.url for row in found.rows] == [
        "https://so.example/chi-tiet/5.html",
        "https://so.example/chi-tiet/6.html",
    ]


def test_markup_within_json() -> None:
    found = read(json.dumps({"ok": True, "html": rows(), "total": 30}).encode(), "https://so.example/ajax?page=2")
    assert len(found.rows) == 4
    assert found.following[0].url == "https://so.example/ajax?page=3"


def test_a_store_of_records() -> None:
    records = "".join(
        f"<record><![CDATA[<li><a href='/art/2026/3/{at}/art_9_{at}.html' title='{title}'>{title}</a><b>2026-03-0{at}</b></li>]]></record>"
        for at, title in enumerate(TITLES, 1)
    )
    store = f"<?xml version='1.0' encoding='utf-8'?><datastore><totalrecord>9</totalrecord><recordset>{records}</recordset></datastore>"
    request = ListRequest.form(
        "https://so.example/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=4&perpage=4", [("columnid", "9")]
    )
    found = read_list(request, store.encode())
    assert len(found.rows) == 4
    assert "startrecord=5&endrecord=16" in found.following[0].url


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff" * 50, b"{", b"[1, 2]", b"<?xml version='1.0'?><a/>", b"\x1f\x8b\x08broken"]
)
def test_anything_gives_a_page(content: bytes) -> None:
    assert read(content).rows == ()


def test_a_last_row_without_a_date_is_not_lost() -> None:
    rows = f"<article><h2><a href='/a/'>{TITLES[0]}</a></h2><p>Từ ngày 9/3/2026</p></article><article><h2><a href='/b/'>{TITLES[1]}</a></h2></article>"
    assert [row.url[-3:] for row in read(page(rows)).rows] == ["/a/", "/b/"]


def test_a_short_last_page_is_known_by_the_form_of_its_addresses() -> None:
    content = page(f"<div class='muc'><h2><a href='/tin/9.html'>{TITLES[0]}</a></h2></div>")
    assert read(content).rows == ()
    (row,) = read(content, article_form=r"^/tin/\d+\.html$").rows
    assert row.url.endswith("/tin/9.html")


@pytest.mark.parametrize(("shown", "following"), [("", "2"), ("?trang=2", "3"), ("?trang=3", None)])
def test_numbers_without_a_mark_of_the_page_that_is_shown(shown: str, following: str | None) -> None:
    links = "".join(f"<a href='?trang={number}'>{number}</a>" for number in (1, 2, 3))
    found = read(page(rows(), f"<p class='so'>{links}</p>"), f"https://so.example/tin/{shown}")
    expected = [f"https://so.example/tin/?trang={following}"] if following else []
    assert [one.url for one in found.following] == expected


@pytest.mark.parametrize("mark", ["[置顶]", "【Mới】 ", "（HOT）", "[ Ghim ]"])
def test_rows_that_are_kept_on_top_are_rows(mark: str) -> None:
    top = f"<li class='dau'><a href='/tin/9.html'>{mark}{TITLES[0]}</a><i>01/01/2026</i></li>"
    plain = rows(first=41).removeprefix("<ul class='list'>")
    found = read(page(f"<ul class='list'>{top}{plain}"))
    assert [row.url for row in found.rows][:2] == ["https://so.example/tin/9.html", "https://so.example/tin/41.html"]
    assert found.rows[0].title == TITLES[0]


def test_a_row_that_can_be_clicked_as_a_whole_ends_in_its_date() -> None:
    items = "".join(
        f"<div class='o' onclick=\"location.href='/tin/{at}.html'\"><b>{title} đợt 1</b><i>{9 - at:02}/03/2026</i></div>"
        for at, title in enumerate(TITLES)
    )
    found = read(page(f"<div>{items}</div>"))
    assert [(row.title, row.date_raw) for row in found.rows] == [
        (f"{title} đợt 1", f"{9 - at:02}/03/2026") for at, title in enumerate(TITLES)
    ]


def test_rows_without_a_page_around_them_are_a_piece() -> None:
    url = "https://so.example/them?offset=4"
    found = read(rows().encode(), url)
    assert (found.kind, [one.url for one in found.following]) == ("fragment", ["https://so.example/them?offset=8"])


@pytest.mark.parametrize(
    ("form", "url"),
    [("/doc/{id}.html", "https://so.example/doc/7.html"), ("/bai/{slug}", "https://so.example/bai/lich-tiem")],
)
def test_json_rows_by_a_member(form: str, url: str) -> None:
    answer = [{"id": 7, "slug": "lich-tiem", "title": TITLES[0], "ngay": "2026-03-01"}]
    assert [row.url for row in read(json.dumps(answer).encode(), row_address=form).rows] == [url]
    assert read(json.dumps(answer).encode(), row_address="/bai/{alias}").rows == ()
