"""Where a list goes on."""

import pytest

from crawler.pages.dom.builder import parse_page
from crawler.pages.lists.pagers import find_next, page_number
from crawler.pages.lists.paging import find_paging
from crawler.pages.lists.request import ListRequest

LIST = "https://soyte.example.vn/tin-tuc"

NEXT = {
    "rel-in-head": (LIST, '<head><link rel="next" href="/tin-tuc?trang=2"></head>', f"{LIST}?trang=2"),
    "vietnamese-label": (LIST, '<a href="?page=2">Trang sau »</a>', f"{LIST}?page=2"),
    "chinese-label": (
        "https://wjw.example.cn/tz/",
        '<a href="list_2.html">下一页</a>',
        "https://wjw.example.cn/tz/list_2.html",
    ),
    "label-in-the-title": (LIST, '<a href="?page=2" title="Trang tiếp theo"><i></i></a>', f"{LIST}?page=2"),
    "numbers-only": (LIST + "?page=2", '<a href="?page=1">1</a><b>2</b><a href="?page=3">3</a>', f"{LIST}?page=3"),
    "first-page-without-number": (
        LIST,
        '<b>1</b><a href="/tin-tuc?page=2">2</a><a href="/tin-tuc?page=9">9</a>',
        f"{LIST}?page=2",
    ),
    "number-in-the-path": (LIST + "/page/2/", f'<a href="{LIST}/page/3/">3</a>', f"{LIST}/page/3/"),
    "nukeviet-path": (LIST + "/", '<a href="/tin-tuc/page-2/">2</a>', f"{LIST}/page-2/"),
    "liferay-query": (LIST + "?x_cur=1", '<a href="?x_cur=2">2</a>', f"{LIST}?x_cur=2"),
    "arrow": (LIST, '<a href="?p=1">‹</a><a href="?start=10">›</a><a href="?start=90">»</a>', f"{LIST}?start=10"),
    "double-arrow-alone": (LIST, '<a href="?start=10">»</a>', f"{LIST}?start=10"),
    "script-link": (
        LIST,
        """<a href="javascript:goto('/tin-tuc?Paged=TRUE&amp;p=20')">Trang sau</a>""",
        f"{LIST}?Paged=TRUE&p=20",
    ),
    "trs-first-page": (
        "https://wjw.example.cn/tz/",
        '<script>createPageHTML(3, 0, "index", "html");</script>',
        "https://wjw.example.cn/tz/index_1.html",
    ),
    "trs-counted-from-one": (
        "https://wjw.example.cn/tz/",
        '<script>createPageHTML(3, 1, "index", "shtml");</script>',
        "https://wjw.example.cn/tz/index_2.shtml",
    ),
    "trs-middle": (
        "https://wjw.example.cn/tz/index_1.html",
        '<script>createPageHTML(3, 1, "index", "html");</script>',
        "https://wjw.example.cn/tz/index_2.html",
    ),
    "label-before-number": (
        LIST,
        '<a href="?page=2&amp;sort=x">Trang sau</a><a href="?page=2">2</a>',
        f"{LIST}?page=2&sort=x",
    ),
}


@pytest.mark.parametrize(("url", "body", "expected"), NEXT.values(), ids=NEXT.keys())
def test_next_page_is_found(url: str, body: str, expected: str) -> None:
    assert find_next(parse_page(f"<html><body>{body}</body></html>", url)) == expected


END = {
    "nothing": "",
    "disabled-label": '<li class="disabled"><a href="?page=9">Trang sau</a></li>',
    "label-to-itself": f'<a href="{LIST}#">Trang sau</a>',
    "only-earlier-pages": '<a href="?page=1">1</a>',
    "postback": """<a href="javascript:__doPostBack('ctl00$Pager','2')">2</a>""",
    "mail": '<a href="mailto:a@example.vn">Trang sau</a>',
    "trs-one-page": '<script>createPageHTML(1, 0, "index", "html");</script>',
    "words-that-hold-the-label": '<a href="/tin-tuc/trang-sau-cua-bao-7">Trang sau của tờ báo</a>',
}


@pytest.mark.parametrize("body", END.values(), ids=END.keys())
def test_end_of_the_list(body: str) -> None:
    assert find_next(parse_page(f"<html><body>{body}</body></html>", LIST)) is None


NUMBERS = {
    "none": ("https://a.vn/tin", "https://a.vn/tin", 1),
    "query": ("https://a.vn/tin?cm=3&trang=4", "https://a.vn/tin?cm=3", 4),
    "path": ("https://a.vn/tin/page/4/", "https://a.vn/tin", 4),
    "file": ("https://a.cn/tz/index_4.html", "https://a.cn/tz/index.html", 4),
    "id-is-no-page": ("https://a.vn/tin?id=4", "https://a.vn/tin?id=4", 1),
    "word-is-no-page": ("https://a.vn/tin?page=cuoi", "https://a.vn/tin?page=cuoi", 1),
}


@pytest.mark.parametrize(("url", "stem", "number"), NUMBERS.values(), ids=NUMBERS.keys())
def test_page_number_is_split_off(url: str, stem: str, number: int) -> None:
    assert page_number(url) == (stem, number)


def office_pages(numbers: str, form: str) -> str:
    links = " ".join(f"<a href='{form.format(number)}'>{number}</a>" for number in numbers.split())
    return f"<ul><li><a href='/a/1.html'>Kế hoạch phun thuốc muỗi</a></li></ul><div class='trang'>{links}</div>"


LEFT_OUT = {
    "the first of five": ("", "2 3 4 5", "?p={}", "?p=2"),
    "the third of five": ("?p=3", "1 2 4 5", "?p={}", "?p=4"),
    "the last but one": ("?p=4", "1 2 3 5", "?p={}", "?p=5"),
    "the last of five": ("?p=5", "1 2 3 4", "?p={}", None),
    "in a window of numbers": ("?p=9", "1 7 8 10 11 40", "?p={}", "?p=10"),
    "counted in rows": ("?start=30", "1 2 4 5", "?start={}0", "?start=40"),
    "every number is a link, the first without its own": ("", "1 2 3", "?p={}", "?p=2"),
    "every number is a link": ("?p=2", "1 2 3", "?p={}", "?p=3"),
}


@pytest.mark.parametrize(("own", "numbers", "form", "expected"), LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_a_pager_that_does_not_name_the_page_that_is_shown(
    own: str, numbers: str, form: str, expected: str | None
) -> None:
    tree = parse_page(f"<html><body>{office_pages(numbers, form)}</body></html>", LIST + own)
    following = find_paging(tree, ListRequest(LIST + own)).following
    assert [one.url for one in following] == ([LIST + expected] if expected else [])
