"""Small offices of our own, each known by its home address alone; what the machine asks for and what it finds."""
# ruff: noqa: E501  # markup reads best unbroken

import json
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import pytest

from crawler.commands.discover import warnings
from crawler.discovery.found import HOME_PAGE, Ask, Fetched
from crawler.discovery.machine import MAX_REQUESTS, Discovery
from crawler.discovery.questions import MAX_FRUITLESS

HOME = "https://syt.tinh.example/"
WORDS = [
    "sốt xuất huyết",
    "tay chân miệng",
    "an toàn thực phẩm",
    "tiêm chủng mở rộng",
    "khám sức khỏe",
    "phòng chống lao",
    "dân số",
    "y học cổ truyền",
]


def title(at: int) -> str:
    return f"Triển khai công tác {WORDS[at % len(WORDS)]} đợt {at} trên địa bàn tỉnh"


def rows(form: str, numbers: range, *, dated: bool = True) -> str:
    return (
        "<ul class='ds'>"
        + "".join(
            f"<li><a href='{form.format(at)}'>{title(at)}</a>"
            + (f"<span>{at % 27 + 1:02}/02/2026</span>" if dated else "")
            + "</li>"
            for at in numbers
        )
        + "</ul>"
    )


def page(*parts: str, menu: str = "", head: str = "") -> str:
    foot = "<footer><ul><li><a href='https://boyte.example/'>Bộ Y tế</a></li><li><a href='https://syt.tinhkhac.example/tin/3'>Sở Y tế tỉnh khác mở lớp tập huấn công tác phòng dịch</a></li></ul></footer>"
    return f"<html><head><title>Sở</title>{head}</head><body><nav><ul>{menu}</ul></nav><div class='than'>{''.join(parts)}</div>{foot}</body></html>"


def entries(**labels: str) -> str:
    return "".join(f"<li><a href='{address}'>{label.replace('_', ' ')}</a></li>" for label, address in labels.items())


@dataclass
class Office:
    """Answers by path (and query); whatever else is asked for is noted and is a 404."""

    pages: dict[str, str | bytes | dict[str, object]]
    home: str = HOME
    asked: list[str] = field(default_factory=list)

    def discover(self, language: str = "vi", **how: int) -> Discovery:
        machine = Discovery(self.home, language=language, **how)
        while (ask := machine.next()) is not None:
            machine.feed(ask, self.answer(ask))
        return machine

    def answer(self, ask: Ask) -> Fetched:
        parts = urlsplit(ask.request.url)
        self.asked.append(ask.request.url)
        assert parts.netloc == urlsplit(self.home).netloc, ask.request.url
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        key = f"POST {path}" if ask.request.method == "POST" else path
        found = self.pages.get(key, self.pages.get(key.partition("?")[0]))
        if callable(found):
            found = found(dict(parse_qsl(parts.query)), ask.request.body)
        if found is None:
            return Fetched(url=ask.request.url, status=404, content=b"")
        if isinstance(found, (dict, list)):
            return Fetched(
                url=ask.request.url, status=200, content=json.dumps(found).encode(), content_type="application/json"
            )
        content = found if isinstance(found, bytes) else found.encode()
        return Fetched(url=ask.request.url, status=200, content=content, content_type="text/html; charset=utf-8")


MENU = entries(
    Trang_chủ="/",
    Giới_thiệu="/gioi-thieu-chung",
    Tin_hoạt_động="/tin",
    Thông_báo="/tb",
    Liên_hệ="/lien-he",
    Thư_viện_ảnh="/anh",
    Hỏi_đáp="/hoi",
    Lịch_công_tác="/lich",
)
TWO_LISTS = {
    "/tin": page(
        "<h1>Tin hoạt động</h1>", rows("/tin/{}.html", range(20, 30)), "<a href='/tin?trang=2'>Trang sau</a>", menu=MENU
    ),
    "/tb": page("<h1>Thông báo</h1>", rows("/tb/{}.html", range(40, 46)), menu=MENU),
}


def names(machine: Discovery) -> dict[str, str]:
    return {one.name: urlsplit(one.request.url).path for one in machine.lists if one.role == "main"}


def test_a_menu_names_the_lists() -> None:
    office = Office({"/": page(rows("/tin/{}.html", range(20, 25)), menu=MENU), **TWO_LISTS})
    found = office.discover()
    assert names(found) == {"Tin hoạt động": "/tin", "Thông báo": "/tb"}
    assert [one.order for one in found.lists] == ["oldest", "oldest"]
    assert found.lists[0].page is not None
    assert found.lists[0].page.following
    assert len(office.asked) < 8


@pytest.mark.parametrize(
    "entry",
    [
        "<html><head><meta http-equiv='refresh' content='0;url=/trangchu.html'></head><body></body></html>",
        "<html><body><script>if(/iPhone/.test(navigator.userAgent)){location.href='/m/'}else{window.location.replace('/trangchu.html')}</script></body></html>",
        "<html><frameset rows='80,*'><frame src='/trangchu.html' name='main'></frameset></html>",
        "<html><body><a href='/trangchu.html'><img src='a.jpg' alt='Vào trang'></a></body></html>",
    ],
)
def test_entry_pages_lead_on(entry: str) -> None:
    home = page(rows("/tin/{}.html", range(20, 25)), menu=MENU)
    assert names(Office({"/": entry, "/trangchu.html": home, "/m/": "x", **TWO_LISTS}).discover()) == {
        "Tin hoạt động": "/tin",
        "Thông báo": "/tb",
    }


def test_boxes_and_landing_pages_lead_to_lists() -> None:
    box = f"<div class='hop'><h2><a href='/tin'>Tin hoạt động</a></h2>{rows('/tin/{}.html', range(20, 25))}<a href='/tin'>Xem thêm »</a></div>"
    landing = page(
        "<div><h3><a href='/tb'>Thông báo</a></h3></div><div><h3><a href='/tin'>Tin hoạt động</a></h3></div>",
        menu=entries(Chuyên_mục="/muc"),
    )
    office = Office({"/": page(box, menu=entries(Chuyên_mục="/muc")), "/muc": landing, **TWO_LISTS})
    assert set(names(office.discover()).values()) == {"/tin", "/tb"}


def test_pages_of_the_office_itself_are_no_list() -> None:
    """A list of such pages has rows and dates as a list of news has."""
    about = page(
        "<h1>Giới thiệu</h1>",
        "<ul>"
        + "".join(
            f"<li><a href='/gt/{at}'>{label}</a><span>1{at}/01/2024</span></li>"
            for at, label in enumerate(["Chức năng, nhiệm vụ", "Cơ cấu tổ chức", "Quá trình phát triển"])
        )
        + "</ul>",
        menu=MENU,
    )
    photos = page(
        "<h1>Thư viện ảnh</h1>",
        "<ul>"
        + "".join(
            f"<li><a href='/anh/{at}'><img src='{at}.jpg'> Hội thao ngành y tế lần thứ {at}</a> 0{at}/06/2025</li>"
            for at in range(1, 9)
        )
        + "</ul>",
        menu=MENU,
    )
    office = Office({"/": page(menu=MENU), "/gioi-thieu-chung": about, "/anh": photos, "/hoi": photos, **TWO_LISTS})
    assert set(names(office.discover()).values()) == {"/tin", "/tb"}


def test_neighbours_and_copies_are_left_alone() -> None:
    """`Office.answer` fails for any other host; one that is below the office's own is another one as well."""
    menu = MENU + entries(Phiên_bản_cũ="https://cu.syt.tinh.example/", Tin_các_đơn_vị="https://bv.tinh.example/tin")
    assert set(names(Office({"/": page(menu=menu), **TWO_LISTS}).discover()).values()) == {"/tin", "/tb"}


def records(form: str, numbers: range) -> list[dict[str, object]]:
    return [
        {"newsId": at, "newsTitle": title(at), "publishDate": f"2026-02-{at % 27 + 1:02}"}
        | ({"url": form.format(at)} if form else {})
        for at in numbers
    ]


SHELL = "<html><head><title>Sở</title></head><body><div id='app'></div>{}<script src='/js/main.8a1.js'></script></body></html>"


def test_a_list_of_a_script_is_asked_for_as_the_script_does() -> None:
    script = "function load(p){axios.post('/api/news/page',{pageNo:p,pageSize:10,cat:3}).then(function(r){r.data.list.forEach(function(x){add('/xem/'+x.newsId+'.html',x.newsTitle)})})}load(1);"

    def answer(_: object, body: str) -> dict[str, object]:
        asked = json.loads(body)
        assert asked["cat"] == 3
        return {"total": 14, "list": records("", range(asked["pageNo"] * 10, asked["pageNo"] * 10 + 10))}

    found = Office({"/": SHELL.format(""), "/js/main.8a1.js": script, "POST /api/news/page": answer}).discover()  # type: ignore[dict-item]
    (only,) = found.lists
    assert only.kind == "json"
    assert only.rows[0].url == "https://syt.tinh.example/xem/10.html"
    assert only.page is not None
    assert json.loads(only.page.following[0].body)["pageNo"] == 2


def test_channels_of_a_configuration_are_lists() -> None:
    config = (
        "<script>window.CFG = "
        + json.dumps({"list": "/api/bai", "channels": [{"id": 4, "name": "Tin tức"}, {"id": 5, "name": "Thông báo"}]})
        + ";</script>"
    )
    script = "CFG.channels.forEach(function(c){fetch(CFG.list+'?kenh='+c.id+'&trang='+1).then(show)});"
    script = "function get(k,p){return fetch(CFG.list+'?kenh='+k+'&page='+p)}"

    def answer(query: dict[str, str], _: str) -> dict[str, object]:
        first = int(query["kenh"]) * 100
        return {"data": {"rows": records("/bai/{}", range(first, first + 6)), "total": 6}}

    found = Office({"/": SHELL.format(config), "/js/main.8a1.js": script, "/api/bai": answer}).discover()  # type: ignore[dict-item]
    assert {one.name for one in found.lists} == {"Tin tức", "Thông báo"}


def test_a_table_of_layui() -> None:
    script = "layui.use('table',function(){layui.table.render({elem:'#t',url:'/ds/json',where:{muc:9},page:true,limit:15})});"

    def answer(query: dict[str, str], _: str) -> dict[str, object]:
        assert query["muc"] == "9"
        return {"code": 0, "count": 40, "data": records("/bai/{}", range(15))}

    found = Office({"/": SHELL.format(f"<script>{script}</script>"), "/ds/json": answer}).discover()  # type: ignore[dict-item]
    (only,) = found.lists
    assert only.page is not None
    assert "page=2" in only.page.following[0].url


def test_wordpress_is_asked_for_all_posts() -> None:
    posts = [
        {
            "id": at,
            "date": f"2026-02-{at % 27 + 1:02}T08:00:00",
            "link": f"{HOME}bai-{at}/",
            "title": {"rendered": title(at)},
        }
        for at in range(30)
    ]
    head = "<link rel='https://api.w.org/' href='https://syt.tinh.example/wp-json/'>"
    found = Office({"/": page(menu=MENU, head=head), "/wp-json/wp/v2/posts": posts, **TWO_LISTS}).discover()  # type: ignore[dict-item]
    assert found.lists[0].found_by == "WordPress REST"
    assert len(found.lists[0].rows) == 30


def test_feeds_and_site_maps_are_looked_at_beside_the_lists() -> None:
    feed = (
        "<?xml version='1.0'?><rss><channel><title>Sở</title>"
        + "".join(f"<item><title>{title(at)}</title><link>{HOME}tin/{at}.html</link></item>" for at in range(20, 24))
        + "</channel></rss>"
    )
    locations = [f"{HOME}tin/{at}.html" for at in range(10, 30)] + [f"{HOME}gioi-thieu-chung", f"{HOME}tag/1", HOME]
    sitemap = (
        "<?xml version='1.0'?><urlset>" + "".join(f"<url><loc>{one}</loc></url>" for one in locations) + "</urlset>"
    )
    head = "<link rel='alternate' type='application/rss+xml' href='/rss.xml'>"
    office = Office({"/": page(menu=MENU, head=head), "/rss.xml": feed, "/so-do.xml": sitemap, **TWO_LISTS})
    machine = Discovery(HOME, language="vi")
    machine.robots("User-agent: *\nSitemap: https://syt.tinh.example/so-do.xml\n", HOME)
    while (ask := machine.next()) is not None:
        machine.feed(ask, office.answer(ask))
    extra = {one.kind: len(one.rows) for one in machine.lists if one.role == "extra"}
    assert extra == {"feed": 4, "sitemap": 20}


def test_a_home_page_that_is_the_only_list() -> None:
    found = Office({"/": page(rows("/n/{}.html", range(12)), "<a href='/?p=2' rel='next'>2</a>")}).discover()
    assert [(one.found_by, len(one.rows)) for one in found.lists] == [("home page", 12)]


def test_nothing_is_found_where_nothing_is() -> None:
    found = Office({"/": page("<p>Trang đang được nâng cấp.</p>")}).discover()
    assert found.lists == []


def test_discovery_ends() -> None:
    """Every page names ten new ones."""

    class Endless(dict[str, str]):
        def get(self, key: str, default: object = None) -> str:  # type: ignore[override]
            return page("".join(f"<p><a href='{key.rstrip('/')}/muc-{at}'>Tin mục {at}</a></p>" for at in range(10)))

    office = Office(Endless())  # type: ignore[arg-type]
    office.discover()
    assert len(office.asked) <= MAX_REQUESTS


def test_discovery_is_taken_up_where_it_stood() -> None:
    office = Office({"/": page(menu=MENU), **TWO_LISTS})
    machine = Discovery(HOME, language="vi")
    for _ in range(2):
        ask = machine.next()
        assert ask is not None
        machine.feed(ask, office.answer(ask))
    taken = Discovery.from_text(machine.to_text(), HOME)
    while (ask := taken.next()) is not None:
        taken.feed(ask, office.answer(ask))
    assert set(names(taken).values()) == {"/tin", "/tb"}
    assert len(office.asked) == len(set(office.asked))


def test_a_new_entry_of_the_menu_is_found_later() -> None:
    office = Office({"/": page(menu=MENU), **TWO_LISTS})
    text = office.discover().to_text()
    office.asked.clear()
    office.pages |= {
        "/": page(menu=MENU + entries(Công_khai_giá="/ck")),
        "/ck": page(rows("/ck/{}.html", range(70, 76))),
    }
    later = Discovery.from_text(text, HOME)
    later.look_again()
    while (ask := later.next()) is not None:
        later.feed(ask, office.answer(ask))
    assert office.asked == [HOME, f"{HOME}ck"]
    assert set(names(later).values()) == {"/ck"}


WRITTEN = {
    "markup": "<script>document.write('<a href=\"/tin\">Tin hoạt động</a>'); document.write('<a href=\"/tb\">Thông báo</a>');</script>",
    "objects": "<script>var m = [{name:'Tin hoạt động',url:'/tin'},{name:'Thông báo',url:'/tb'}]; draw(m);</script>",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_menu_that_a_script_writes(name: str) -> None:
    office = Office({"/": f"<html><body><div id='m'></div>{WRITTEN[name]}</body></html>", **TWO_LISTS})
    assert set(names(office.discover()).values()) == {"/tin", "/tb"}


def test_a_menu_in_a_file_of_its_own() -> None:
    home = "<html><body><div id='m'></div><script src='/js/menu.js'></script></body></html>"
    script = "var m = [{title: 'Tin hoạt động', link: '/tin'}, {title: 'Thông báo', link: '/tb'}];"
    office = Office({"/": home, "/js/menu.js": script, **TWO_LISTS})
    assert set(names(office.discover()).values()) == {"/tin", "/tb"}


def test_a_list_in_a_frame() -> None:
    inner = f"<html><body>{rows('/tb/{}.html', range(40, 46))}</body></html>"
    frame = page("<h1>Thông báo</h1><iframe src='/khung/ds.jsp?c=3'></iframe>", menu=MENU)
    office = Office({"/": page(menu=MENU), "/tin": TWO_LISTS["/tin"], "/tb": frame, "/khung/ds.jsp": inner})
    assert names(office.discover()) == {"Tin hoạt động": "/tin", "Thông báo": "/khung/ds.jsp"}


def test_a_page_of_several_frames() -> None:
    frames = "<html><frameset rows='90,*'><frame src='dau.htm'><frameset cols='200,*'><frame src='trai.htm'><frame src='giua.htm'></frameset></frameset></html>"
    left = "<html><body><a href='/tin' target='giua'>Tin hoạt động</a><br><a href='/tb' target='giua'>Thông báo</a></body></html>"
    office = Office({"/": frames, "/dau.htm": "<img src='x.gif'>", "/trai.htm": left, "/giua.htm": "<p>Chào mừng</p>", **TWO_LISTS})  # fmt: skip
    assert set(names(office.discover()).values()) == {"/tin", "/tb"}


@pytest.mark.parametrize(
    "body",
    [
        "<map name='m'><area href='/tin' alt='Tin hoạt động'><area href='/tb' alt='Thông báo'></map><img usemap='#m'>",
        "<div class='ten'><h2>Sở Y tế tỉnh Thanh Bình</h2></div><div class='giua'>"
        "<div><b>Tin hoạt động</b><a href='/tin'><img alt='Xem thêm'></a></div>"
        "<div><table><tr><td>Thông báo</td><td><a href='/tb'>Xem thêm</a></td></tr></table></div></div>",
    ],
    ids=["a map of a picture", "more beside words that are no heading"],
)
def test_a_menu_without_words_or_headings(body: str) -> None:
    office = Office({"/": page(body, rows("/tin/{}.html", range(20, 25))), **TWO_LISTS})
    assert names(office.discover()) == {"Tin hoạt động": "/tin", "Thông báo": "/tb"}


def test_more_under_each_row_leads_to_no_list() -> None:
    items = "".join(
        f"<dl><dt>{at:02}/02/2026</dt><dd><a href='/tb/{at}.html'>{title(at)}</a> <a class='more' href='/tb/{at}.html'>Xem tiếp</a></dd></dl>"
        for at in range(10, 18)
    )
    office = Office({"/": page(menu=MENU), "/tin": TWO_LISTS["/tin"], "/tb": page("<h1>Thông báo</h1>", items, menu=MENU)})  # fmt: skip
    found = office.discover()
    assert [len(one.rows) for one in found.lists if one.name == "Thông báo"] == [8]
    assert not [one for one in office.asked if one.endswith(".html")]


def test_a_log_in_page_is_no_home_page() -> None:
    machine = Discovery(HOME, language="vi")
    ask = machine.next()
    assert ask is not None
    machine.feed(ask, Fetched(url=f"{HOME}dang-nhap?return=/", status=200, content=b"<html><body><form></form></body></html>"))  # fmt: skip
    assert machine.front == ""
    assert machine.scripted == {}


def test_a_page_whose_scripts_cannot_be_read_needs_a_browser() -> None:
    shell = page("<h1>Thông báo</h1><div id='ds'></div><script src='/js/x.js'></script>", menu=MENU)
    script = (
        "(function(w){var k=['/k','ho'];var x=new w.XMLHttpRequest();x.open(u('TEG'),k.join(''));x.send()})(window)"
    )
    office = Office({"/": page(menu=MENU), "/tin": TWO_LISTS["/tin"], "/tb": shell, "/js/x.js": script})
    found = office.discover()
    assert found.scripted == {f"{HOME}tb": "Thông báo"}
    assert any("needs_browser" in note for note in found.notes)
    assert Discovery.from_text(found.to_text(), HOME).scripted == found.scripted


def test_of_a_hundred_departments_a_few_are_looked_at() -> None:
    many = "".join(f"<li><a href='/khoa/{at}'>Khoa số {at}</a></li>" for at in range(100))
    home = page(menu=MENU + many)
    empty = page("<h1>Khoa</h1><p>Khoa điều trị bệnh nhân nội trú.</p>", menu=MENU + many)
    pages = TWO_LISTS | {"/": home} | {f"/khoa/{at}": empty for at in range(100)}
    office = Office(pages)
    assert names(office.discover()) == {"Tin hoạt động": "/tin", "Thông báo": "/tb"}
    assert sum("/khoa/" in one for one in office.asked) == MAX_FRUITLESS


def test_a_page_without_scripts_needs_no_browser() -> None:
    empty = page("<h1>Bản đồ dịch</h1><p>Đang cập nhật.</p>", menu=MENU)
    office = Office({"/": page(menu=MENU + entries(Bản_đồ_dịch="/ban-do")), "/ban-do": empty, **TWO_LISTS})
    assert office.discover().scripted == {}


@pytest.mark.parametrize("label", ["Sở Nội vụ", "UBND huyện Thanh Bình", "教育局", "县人民政府"])
def test_a_neighbour_on_the_same_host_is_no_list(label: str) -> None:
    menu = MENU + f"<li><a href='/khac/'>{label}</a></li>"
    office = Office({"/": page(menu=menu), "/khac/": TWO_LISTS["/tb"], **TWO_LISTS})
    office.discover()
    assert f"{HOME}khac/" not in office.asked


@pytest.mark.parametrize(
    ("address", "label", "own"),
    [
        ("https://tin.syt.tinh.example/moi", "Tin tức", True),
        ("https://cu.syt.tinh.example/", "Tin tức", False),
        ("https://mail.syt.tinh.example/", "Thư điện tử", False),
        ("https://tin.sotaichinh.example/moi", "Tin tức", False),
    ],
    ids=["a column", "an older copy", "a tool", "another office"],
)
def test_a_column_with_a_host_of_its_own(address: str, label: str, own: bool) -> None:
    machine = Discovery(HOME, language="vi")
    ask = machine.next()
    assert ask is not None
    home = page(menu=MENU + f"<li><a href='{address}'>{label}</a></li>")
    machine.feed(ask, Fetched(url=HOME, status=200, content=home.encode(), content_type="text/html; charset=utf-8"))
    assert machine.hosts.has(address) is own


def test_a_page_of_one_script_whose_addresses_have_slugs() -> None:
    script = (
        "fetch('/api/muc').then(r => r.json()).then(m => m.forEach(x => nav(`<a href=\"/muc/${x.slug}\">`)));"
        "fetch('/api/bai?muc=tin&page=1&size=5').then(r => r.json()).then(d => d.items.forEach(b => w(`/bai/${b.slug}`)));"
    )
    items = [{"id": 900 + at, "slug": f"dot-{at}", "title": title(at), "publishedAt": f"2026-02-{at:02}"} for at in range(1, 6)]  # fmt: skip
    office = Office(
        {
            "/": "<html><body><div id='app'></div><script src='/a.js'></script></body></html>",
            "/a.js": script,
            "/api/muc": [
                {"id": at, "slug": slug, "name": name}
                for at, slug, name in ((1, "tin", "Tin tức"), (2, "tb", "Thông báo"))
            ],
            "/api/bai": {"items": items, "total": 9},
        }
    )
    [found] = office.discover().lists
    assert [row.url for row in found.rows] == [f"{HOME}bai/dot-{at}" for at in range(1, 6)]
    assert found.row_address == "/bai/{slug}"


def test_a_heading_of_a_side_box_says_nothing_of_the_list() -> None:
    facets = "<aside><h2>Cơ cấu tổ chức</h2><ul><li><a href='/bo?khoa=1'>Khoa một</a></li></ul></aside>"
    data = page(facets, "<h1>12 bộ</h1>", rows("/bo/dot-{}", range(20, 30), dated=False), menu=MENU)
    office = Office({"/": page(menu=entries(Kho="/bo")), "/bo": data})
    assert names(office.discover()) == {"Kho": "/bo"}


def test_a_home_page_says_that_it_shows_only_some_of_the_news() -> None:
    (only,) = Office({"/": page(rows("/n/{}.html", range(12)))}).discover().lists
    assert only.found_by == HOME_PAGE
    assert "it is the home page, which shows only some of the news" in only.evidence
    assert warnings(only)[0].startswith("It is the home page")


def test_a_parked_domain_is_called_one() -> None:
    found = Office({"/": page("<h1>Tên miền này đang được rao bán</h1>", rows("/n/{}.html", range(5)))}).discover()
    assert found.lists == []
    assert found.notes == [found.parked]
    assert found.parked.startswith(f"{HOME} is a parked domain (“Tên miền này đang được rao bán”)")
