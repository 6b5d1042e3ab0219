"""Menus, entry pages and interfaces in further forms; each case is an office of its own."""
# ruff: noqa: E501  # markup reads best unbroken

from urllib.parse import urlsplit

import pytest

from crawler.discovery.found import Ask, Fetched
from crawler.discovery.scripts import row_addresses
from crawler.discovery.splash import sent_to
from crawler.pages.dom.builder import parse_page
from crawler.pages.families.cn.nfcms import MAX_CATEGORIES, disclosure_lists
from tests.discovery.test_machine import MENU, TWO_LISTS, Office, names, page, rows, title

PAIRS = {
    "name first": "var m = [['Tin hoạt động','/tin'],['Thông báo','/tb']]; draw(m);",
    "with a number behind": 'var m = [["Tin hoạt động", "/tin", 1], ["Thông báo", "/tb", 0]];',
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_menu_that_is_a_list_of_pairs(name: str) -> None:
    home = f"<html><body><script>{PAIRS[name]}</script>{rows('/tin/{}.html', range(20, 25))}</body></html>"
    assert names(Office({"/": home, **TWO_LISTS}).discover()) == {"Tin hoạt động": "/tin", "Thông báo": "/tb"}


def test_a_menu_of_pictures_without_words() -> None:
    icons = "<div class='o'><a href='/'><img src='/i0.png'></a><a href='/tin'><img src='/i1.png' alt=''></a><a href='/tb'><i class='ic'></i></a><a href='/anh'><img src='/i2.png'></a></div>"
    pictured = f"<li><a href='/tin/20.html'><img src='/20.jpg'></a><a href='/tin/20.html'>{title(20)}</a></li>"
    office = Office({"/": page(icons, f"<ul>{pictured}</ul>"), "/anh": page("<h1>Thư viện ảnh</h1>"), **TWO_LISTS})
    assert names(office.discover()) == {"Tin hoạt động": "/tin", "Thông báo": "/tb"}
    assert "/tin/20.html" not in {urlsplit(url).path for url in office.asked}


def test_pictures_beside_a_menu_of_words_are_not_asked_for() -> None:
    banner = "<a href='/chien-dich'><img src='/b.png'></a>"
    office = Office({"/": page(banner, rows("/tin/{}.html", range(20, 25)), menu=MENU), **TWO_LISTS})
    office.discover()
    assert "/chien-dich" not in {urlsplit(url).path for url in office.asked}


STAYS = {
    "an address in markup that a script writes": (
        "<a href='/a'>A</a><script>$.getJSON('/ds', function(d){ box.append(\"<p onclick=\\\"window.open('/xem?id=\" + d.id + \"')\\\">\"); });</script>"
    ),
    "a link to the page itself beside another": "<a href='/ds'>Danh sách</a><a href='/khac'>Khác</a>",
}


@pytest.mark.parametrize("name", STAYS)
def test_pages_that_send_their_reader_nowhere(name: str) -> None:
    tree = parse_page(f"<html><body>{STAYS[name]}</body></html>", "https://syt.tinh.example/ds")
    assert sent_to(tree, by_link="<script" not in STAYS[name]) is None


def test_the_one_link_of_an_inner_page_is_not_followed() -> None:
    tree = parse_page("<html><body><a href='/'>Về trang chủ</a></body></html>", "https://syt.tinh.example/ds")
    assert sent_to(tree) == "https://syt.tinh.example/"
    assert sent_to(tree, by_link=False) is None


def test_a_scripted_page_whose_menu_is_not_marked_as_one() -> None:
    """The front page links to the lists in a plain box, which each page repeats."""
    box = "<div class='thanh'><a href='/dau'>Đầu trang</a><a href='/tin'>Tin hoạt động</a><a href='/gg'>Thông báo mới</a></div>"
    script = "<ul id='u'></ul><script>var dau = 0; $.getJSON('/kho/lay', {muc: 4, start: dau, rows: 6}, function(d){ d.ds.forEach(function(b){ $('#u').append('<li onclick=\"window.open(\\'/xem?ma=' + b.id + '\\')\">' + b.tieude) }) });</script>"
    records = [
        {"id": at, "tieuDe": title(at), "ngayDang": f"2026-02-{at % 27 + 1:02}", "url": f"/xem?ma={at}"}
        for at in range(60, 66)
    ]
    lists = {
        "/tin": page(box, rows("/tin/{}.html", range(20, 30))),
        "/gg": page(box, script),
        "/kho/lay": {"total": 40, "ds": records},
    }
    found = Office({"/": page(box, rows("/tin/{}.html", range(20, 25))), **lists}).discover()
    assert {urlsplit(one.request.url).path for one in found.lists} == {"/tin", "/kho/lay"}


ROW_FORMS = {
    "two members in a template": ("w(`/tin/${b.slug}-${b.id}.html`)", "/tin/{slug}-{id}.html"),
    "two members between strings": ("w('<a href=\"/tin/' + b.slug + '-' + b.id + '.html\">')", "/tin/{slug}-{id}.html"),
    "a day and an id": ("u = '/' + b.ngay + '/' + b.newsId + '.shtml'", "/{ngay}/{newsId}.shtml"),
    "one member": ("u = '/xem/' + b.id", "/xem/{id}"),
}


@pytest.mark.parametrize(("source", "form"), ROW_FORMS.values(), ids=ROW_FORMS)
def test_addresses_that_a_script_puts_together(source: str, form: str) -> None:
    assert row_addresses(source)[0] == form


def test_two_members_of_which_none_names_an_article_make_no_address() -> None:
    assert row_addresses("u = `/anh/${b.nam}/${b.thang}.jpg`") == []


TREES = {
    "a tree": ("TREE:[{\"id\":4171,\"name\":\"通知\"},{\"id\":52,\"name\":\"计划\"}]", ["4171", "52"]),
    "where it begins": ("INDEX: { NAV_ID: 880 }", ["880"]),
    "addresses": ("<a href='/gkmlpt/index#77'>目录</a>", ["77"]),
    "its own number is no category": ("<a href='/gkmlpt/index#90'>x</a> <a href='/gkmlpt/index#755'>y</a>", ["90"]),
}  # fmt: skip


@pytest.mark.parametrize(("source", "categories"), TREES.values(), ids=TREES)
def test_categories_of_a_disclosure_page(source: str, categories: list[str]) -> None:
    asked = disclosure_lists(f"var _CONFIG = {{SID: '755'}}; {source}", "http://a.example/gkmlpt/index")
    assert [one.url for one in asked] == [f"http://a.example/gkmlpt/api/all/{one}?page=1&sid=755" for one in categories]


def test_of_many_categories_some_are_asked_for() -> None:
    tree = ",".join(f'{{"id":{at},"name":"x"}}' for at in range(100, 160))
    assert len(disclosure_lists(f"SID: '7', TREE: [{tree}]", "http://a.example/gkmlpt/index")) == MAX_CATEGORIES


@pytest.mark.parametrize("front", ["/Default.aspx", "/index.html"])
def test_an_entry_page_that_leads_to_the_index_page(front: str) -> None:
    entry = f"<html><head><script>top.location.replace('{front.lstrip('/')}');</script></head><body></body></html>"
    home = page(rows("/tin/{}.html", range(20, 25)), menu=MENU.replace("href='/'", f"href='{front}'"))
    office = Office({"/": entry, front: home, **TWO_LISTS})
    assert names(office.discover()) == {"Tin hoạt động": "/tin", "Thông báo": "/tb"}
    assert [urlsplit(url).path for url in office.asked].count(front) == 1


class SeveralHosts(Office):
    """An office with pages on several hosts; all are known by their path."""

    def answer(self, ask: Ask) -> Fetched:
        host = urlsplit(ask.request.url).netloc
        self.hosts_asked.add(host)
        self.home = f"https://{host}/"
        return super().answer(ask)

    hosts_asked: set[str]


def test_a_menu_of_pictures_in_a_frame_leads_to_a_host_of_its_own() -> None:
    frames = "<html><frameset cols='20,80'><frame src='/trai'><frame src='/phai'></frameset></html>"
    left = "<a href='https://tin.syt.tinh.example/moi'><img src='1.gif'></a><a href='/tb'><img src='2.gif'></a><a href='https://thu.syt.tinh.example/'><img src='3.gif'></a>"
    news = page("<h1>Tin mới</h1>", rows("/moi/{}.html", range(70, 78)))
    office = SeveralHosts({"/": frames, "/trai": page(left), "/phai": page("<p>Chào</p>"), "/moi": news, **TWO_LISTS})
    office.hosts_asked = set()
    found = office.discover()
    assert {urlsplit(one.request.url).path for one in found.lists} == {"/tb", "/moi"}
    assert office.hosts_asked == {"syt.tinh.example", "tin.syt.tinh.example"}
