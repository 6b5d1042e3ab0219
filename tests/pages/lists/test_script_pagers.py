"""Pagers, buttons and rows that scripts make: each case is a page of its own, in the manner of one kind of system."""
# ruff: noqa: E501  # markup reads best unbroken

from urllib.parse import parse_qs

import pytest

from crawler.pages.dom.builder import parse_page
from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.scripts.pagers import find_script_pager

TITLES = [
    "Kế hoạch giám sát chất lượng nước sinh hoạt tại các xã vùng cao",
    "Thông báo tuyển dụng viên chức của trung tâm y tế huyện",
    "Hướng dẫn khám sàng lọc cho người cao tuổi trong toàn tỉnh",
    "Công bố cơ sở đủ điều kiện tiêm chủng đợt mới trong năm",
]
ROWS = (
    "<ul class='ds'>"
    + "".join(f"<li><a href='/b/{at}.html'>{title}</a> 1{at}/04/2026</li>" for at, title in enumerate(TITLES, 1))
    + "</ul>"
)


def read(body: str, url: str = "https://so.example/ds/", how: str = "GET") -> ListPage:
    html = f"<html><head><title>Danh sách</title></head><body><div class='menu'><a href='/'>Trang chủ</a></div>{body}</body></html>"
    return read_list(ListRequest(url, how), html.encode())


SCRIPTS = {
    "arguments that are names": (
        "var tongTrang = 6; var dangXem = 0; createPageHTML(tongTrang, dangXem, 'index', 'html');",
        ["index_1.html"],
    ),
    "an ending with its dot": ("createPageHTML('pg',4,1,'dslist','.shtml',61)", ["dslist_2.shtml"]),
    "a colour between": ("createPageHTML(4, 0, 'index', 'shtml', 'blue', 61);", ["index_1.shtml"]),
    "a function that adds one to the page's own number": (
        "var pageSize=15,totalCount=85; var pageIndex=1; function tiep(){ location.href = 'ds.jsp?p=' + (pageIndex+1); }",
        ["ds.jsp?p=2", "ds.jsp?p=3"],
    ),
    "a class of its own that tells nothing but its pages": (
        "new Pagination({el:'.p', total: 8, current: 1, onChange: so => location.assign(`?page=${so}`)})",
        ["?page=2", "?page=1"],
    ),
    "a loop over a letter": (
        "var dau=0; var countPage = 5; var s=''; for(var k=0;k<countPage;k++){ s += k==0 ? '<a href=\"index.html\">1</a>' : '<a href=\"index_'+k+'.html\">'+(k+1)+'</a>'; } document.write(s);",
        ["index_1.html", "index_2.html"],
    ),
    "an object": ("Pager({size:6, current:0, prefix:'index',suffix:'html'});", ["index_1.html"]),
    "stem and ending first": ("veThanhTrangPage('index','htm',6,0);", ["index_1.htm"]),
    "a call back with a getter": (
        "$('.p').pagination({totalPage:6, callBack:function(api){var so=api.getCurrent(); if(so==1){window.location.href='index.html'}else{window.location.href='index_'+so+'.html'}}});",
        ["index_2.html", "index_1.html"],
    ),
    "a template of the plugin": (
        "$('#P').pagination(52, {items_per_page:10, current_page:0, link_to:'trang__id__.html'});",
        ["trang1.html", "trang2.html"],
    ),
    "a call back that counts from zero": (
        "$('#P').pagination(52, {items_per_page:10, current_page:0, callback:function(at){ location.href = '?pn=' + (at+1); return false; }});",
        ["?pn=2", "?pn=3"],
    ),
    "a plugin of another name": (
        "$('.tc').createPage({pageCount:6,current:1,backFn:function(so){ location.href='/ds/trang-'+so+'.html'; }});",
        ["trang-2.html"],
    ),
    "former and latter part": (
        "kk.generPageHtml({ pno:1, total:6, totalRecords:58, hrefFormer:'/ds/l', hrefLatter:'.html' });",
        ["l_2.html"],
    ),
    "files counted from zero in a loop": (
        "var currentPage = 0; var countPage = 6; for(var i=0;i<countPage;i++){ document.write(\"<a href='index_\" + i + \".shtml'>\"+(i+1)+'</a>'); }",
        ["index_1.shtml"],
    ),
    "laypage of files counted from zero": (
        "laypage.render({elem:'p',count:58,limit:10,curr:1,jump:function(o,f){ if(f) return; var so=o.curr-1; if(so==0) location.href='index.html'; else location.href='index_'+so+'.html'; }});",
        ["index_1.html"],
    ),
    "the old laypage": (
        "laypage({cont:'p', pages:6, curr:function(){ return 1; }(), jump:function(e, f){ if(!f){ location.href = '?trang='+e.curr; } }});",
        ["?trang=2"],
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_tells_the_next_page(name: str) -> None:
    script, expected = SCRIPTS[name]
    found = read(f"{ROWS}<div id='p'></div><script>{script}</script>")
    assert [one.url.rpartition("/")[2] for one in found.following][: len(expected)] == expected
    assert not found.is_unread


def test_file_names_that_a_function_counts_down() -> None:
    script = (
        "<script>var tong=9; function den(n){ location.href = (n==1)?'/ds.htm':'/ds/'+(tong-n+1)+'.htm'; }</script>"
    )
    found = read(f"{ROWS}<a href='javascript:den(2)'>Trang sau</a>{script}", "https://so.example/ds.htm")
    assert [one.url for one in found.following] == ["https://so.example/ds/8.htm"]


CHOICES = {
    "addresses": (
        "<select onchange='location.href=this.value'><option value='/ds/' selected>Trang 1</option><option value='/ds/t2.html'>Trang 2</option></select>",
        "/ds/t2.html",
    ),
    "numbers": (
        "<select onchange=\"window.location='/ds/'+this.value+'.html'\"><option value='1'>1</option><option value='2'>2</option></select>",
        "/ds/2.html",
    ),
    "a picture": ("<a href='/ds/t2.html'><img src='n.gif' alt='Trang sau'></a>", "/ds/t2.html"),
    "a click": ("<a onclick=\"location.href='t2.jhtml';\">Trang sau</a>", "/ds/t2.jhtml"),
}


@pytest.mark.parametrize("name", CHOICES)
def test_boxes_and_pictures_lead_on(name: str) -> None:
    body, expected = CHOICES[name]
    assert [one.url for one in read(ROWS + body).following] == [f"https://so.example{expected}"]


def test_a_box_that_is_no_pager_leads_nowhere() -> None:
    box = "<select onchange='location.href=this.value'><option value='/so-khac/'>Sở khác</option><option value='/bo/'>Bộ Y tế</option></select>"
    assert read(ROWS + box).following == ()


BUTTONS = {
    "a button": (
        "<input type='submit' name='tr' value='Trang trước' disabled><input type='submit' name='sau' value='Trang sau'>",
        {"sau": ["Trang sau"]},
    ),
    "a picture": ("<input type='image' name='sau' src='n.gif' alt='Trang sau'>", {"sau.x": ["5"]}),
    "a box": (
        "<select name='so' onchange=\"javascript:setTimeout('__doPostBack(\\'so\\',\\'\\')', 0)\"><option value='1' selected>1</option><option value='2'>2</option></select>",
        {"so": ["2"], "__EVENTTARGET": ["so"]},
    ),
}


@pytest.mark.parametrize("name", BUTTONS)
def test_a_form_is_sent_by_its_button(name: str) -> None:
    button, expected = BUTTONS[name]
    form = f"<form method='post' action='ds.aspx'><input type='hidden' name='__VIEWSTATE' value='x=='>{ROWS}{button}</form>"
    (following,) = read(form).following
    fields = parse_qs(following.body, keep_blank_values=True)
    assert following.method == "POST"
    assert fields["__VIEWSTATE"] == ["x=="]
    assert expected.items() <= fields.items()
    assert "tr" not in fields


MORE = {
    "data in one string": (
        "var trang = 1; function them(){ trang++; $.ajax({type:'POST', url:'/ajax/them', data:'muc=3&trang=' + trang, success:ve}); }",
        "/ajax/them",
        "muc=3&trang=2",
    ),
    "the first row that is missing": (
        "var offset=4; var limit=4; x.open('GET','/api/bai?offset='+offset+'&limit='+limit);",
        "/api/bai?offset=4&limit=4",
        "",
    ),
    "the last row that was seen": (
        "$('#them').click(function(){ $.get('/ds/truoc', {last: $(this).data('last')}, ve) })",
        "/ds/truoc?last=1",
        "",
    ),
}


@pytest.mark.parametrize("name", MORE)
def test_more_is_asked_for_as_the_script_does(name: str) -> None:
    script, address, body = MORE[name]
    found = read(f"{ROWS}<button id='them' data-last='1'>Xem thêm</button><script>{script}</script>")
    assert (found.following[0].url, found.following[0].body) == (f"https://so.example{address}", body)


def test_a_piece_of_a_list_goes_on_by_what_it_was_asked_with() -> None:
    paged = read_list(ListRequest("https://so.example/ajax/ds?muc=5&trang=2"), ROWS.encode(), language="vi")
    assert [one.url for one in paged.following] == ["https://so.example/ajax/ds?muc=5&trang=3"]
    piece = ROWS + "<button data-last='77'>Xem thêm</button>"
    by_row = read_list(ListRequest("https://so.example/ds/truoc?last=90"), piece.encode(), language="vi")
    assert [one.url for one in by_row.following] == ["https://so.example/ds/truoc?last=77"]


def test_data_within_the_page_are_its_list() -> None:
    records = ",".join(
        f'{{"id": {at}, "title": "{title}", "link": "/b/{at}.html", "date": "2026-04-1{at}"}}'
        for at, title in enumerate(TITLES, 1)
    )
    for script in (f"<script>var DS = [{records}];</script>", f"<script type='application/json'>{{\"ds\": [{records}]}}</script>"):  # fmt: skip
        found = read(f"<div id='ds'></div>{script}")
        assert [row.url for row in found.rows] == [f"https://so.example/b/{at}.html" for at in range(1, 5)]
        assert found.dated == 4


CLICKS = {
    "jquery": "$('.hang').on('click', function(){ window.location.href = '/b/' + $(this).data('id') + '.html'; });",
    "jquery, delegated": "$(document).on('click', '.hang', function(){ var so = $(this).attr('data-id'); location.href = '/b/' + so + '.html'; });",
    "plain": "document.querySelectorAll('.hang').forEach(function(h){ h.addEventListener('click', function(){ location.href = '/b/' + h.dataset.id + '.html'; }) });",
}


@pytest.mark.parametrize("name", CLICKS)
def test_rows_that_a_script_makes_clickable(name: str) -> None:
    table = "".join(
        f"<tr class='hang' data-id='{at}'><td>{at}</td><td>{title}</td><td>1{at}/04/2026</td></tr>"
        for at, title in enumerate(TITLES, 1)
    )
    found = read(f"<table>{table}</table><script>{CLICKS[name]}</script>")
    assert [(row.url, row.title) for row in found.rows] == [
        (f"https://so.example/b/{at}.html", title) for at, title in enumerate(TITLES, 1)
    ]


def test_years_and_chosen_months_are_parts_of_the_list() -> None:
    years = "".join(f"<a href='/ds/{year}/'>Năm {year}</a>" for year in (2026, 2025))
    months = "<select onchange=\"location.href='/ds?t='+this.value\"><option value='202604'>Tháng 4/2026</option><option value='202603'>Tháng 3/2026</option></select>"
    assert [one.url for one in read(ROWS + years).archives] == [f"https://so.example/ds/{year}/" for year in (2026, 2025)]  # fmt: skip
    assert [one.url for one in read(ROWS + months).archives] == [f"https://so.example/ds?t=2026{m}" for m in ("04", "03")]  # fmt: skip


@pytest.mark.parametrize(
    ("script", "pages"),
    [
        ("var totalPage = 7; function di(page){location.href='?page=' + page}", 7),
        ("var TOTAL_PAGES = Number('7'); function di(page){location.href='?page=' + page}", 7),
        ("pages: 7, di: function(page){location.href='?page=' + page}", 7),
        ("var subpages = 9; var pages = 7; function di(page){location.href='?page=' + page}", 7),
        ("var Số_pages = 9, pageCount = 7; function di(page){location.href='?page=' + page}", 7),
        ("var subpages = 9; function di(page){location.href='?page=' + page}", None),
    ],
)
def test_a_count_is_named_by_a_whole_word(script: str, pages: int | None) -> None:
    tree = parse_page(f"<html><body><script>{script}</script></body></html>", "https://so.example/ds/")
    pager = find_script_pager(tree, tree.scripts, "https://so.example/ds/")
    assert (pager.pages if pager else None) == pages
