"""Addresses of counters that come by script."""

import pytest

from crawler.pages.dom.builder import parse_page
from crawler.pages.fields.counters import counter_method, find_endpoint

PAGE = "http://yte.example.vn/tin/bai-15514.html"


def endpoint(markup: str, url: str = PAGE) -> tuple[str, str] | None:
    found = find_endpoint(parse_page(f"<html><body><p>x</p>{markup}</body></html>", url))
    return (found.url, found.rule) if found else None


@pytest.mark.parametrize(
    ("markup", "url", "rule"),
    [
        ('<script src="/Count.aspx?ma=15514"></script>', "http://yte.example.vn/Count.aspx?ma=15514", "counter:script"),
        (
            "<script>$.get('/dem/so_nguoi_doc.ashx?id=31',function(d){$('#n').html(d);});</script>",
            "http://yte.example.vn/dem/so_nguoi_doc.ashx?id=31",
            "counter:request",
        ),
        (
            "<script>var contentid = '238', APP = 'http://app.example.vn/';</script><script>$.getJSON(APP+"
            "'?app=system&controller=content&action=stat&jsoncallback=?&contentid='+contentid, f);</script>",
            "http://app.example.vn/?app=system&controller=content&action=stat&jsoncallback=cb&contentid=238",
            "counter:request",
        ),
        (
            '<script src="/api.php?op=count&id=31&modelid=1"></script>',
            "http://yte.example.vn/api.php?op=count&id=31&modelid=1",
            "counter:script",
        ),
        (
            '<script src="/plus/count.php?view=yes&aid=31&mid=1"></script>',
            "http://yte.example.vn/plus/count.php?view=yes&aid=31&mid=1",
            "counter:script",
        ),
        (
            '<script src="/e/public/ViewClick/?classid=2&id=31&addclick=1"></script>',
            "http://yte.example.vn/e/public/ViewClick/?classid=2&id=31",
            "counter:script",
        ),
        (
            '<script src="/module/visitcount/articlehits.jsp?colid=3&artid=31"></script>',
            "http://yte.example.vn/module/visitcount/articlehits.jsp?colid=3&artid=31",
            "counter:script",
        ),
        (
            "<script>\nfetch(`x`);\nfetch('/api/views/15514')\n</script>",
            "http://yte.example.vn/api/views/15514",
            "counter:request",
        ),
        (
            "<script>$.get('/cms-access-service/access/views?manuscriptId=8812&ChannelId=77', show)</script>",
            "http://yte.example.vn/cms-access-service/access/views?manuscriptId=8812&ChannelId=77",
            "counter:request",
        ),
        (
            "<script>$.ajax({type: 'POST', url: '/eportal/ui?pageId=41&moduleId=7&columnId=9&articleKey=88"
            "&struts.portlet.action=/app/counting-front!saveInfo.action', success: show})</script>",
            "http://yte.example.vn/eportal/ui?pageId=41&moduleId=7&columnId=9&articleKey=88"
            "&struts.portlet.action=/app/counting-front!saveInfo.action",
            "counter:request",
        ),
        (
            '<script src="/Common/GetHits.aspx?id=31"></script>',
            "http://yte.example.vn/Common/GetHits.aspx?id=31",
            "counter:script",
        ),
    ],
    ids=[
        "source",
        "request",
        "cmstop",
        "phpcms",
        "dedecms",
        "empire",
        "hanweb",
        "path id",
        "access service",
        "portlet action",
        "hits of an item",
    ],
)
def test_counters_are_recognised(markup: str, url: str, rule: str) -> None:
    assert endpoint(markup) == (url, rule)


@pytest.mark.parametrize(
    "markup",
    [
        "",
        '<script src="/js/count.js"></script>',
        '<script src="/count.js?id=1"></script>',
        '<script src="/count.aspx?siteid=3"></script>',
        '<script src="http://stats.example.com/count.php?id=31"></script>',
        '<script src="/comment/count.php?id=31"></script>',
        '<script src="/online/count.aspx?id=31"></script>',
        "<script>$.get('/download/count.ashx?id=702')</script>",
        "<script>$.get('/luotxem.ashx?trang='+x)</script>",
        "<script>$.get('/luotxem.ashx?id='+unknown)</script>",
        "<script>var viewport = 'a/b'; var discount = 3;</script>",
        "<script>$.get('<b>count</b>/?id=3')</script>",
        '<span class="WP_VisitCount">12</span>',
        "<script>load('/html/js/languages.jsp?browserId=other&themeId=31&t=1700000000')</script>",
        '<script src="/html/js/available_languages.jsp?browserId=firefox&themeId=31&t=1700000000"></script>',
        '<script src="/html/js/barebone.jsp?browserId=other&themeId=4&minifierType=js&t=1700000000"></script>',
        "<script>$.get('/api/getEvaluateCount?articleId=31', show)</script>",
        "<script>" + "x = 1; " * 10_000 + "$.get('/luotdoc.ashx?id=702')</script>",
    ],
    ids=[
        "none",
        "static",
        "static with id",
        "site",
        "statistics service",
        "comments",
        "online",
        "downloads",
        "no id",
        "unknown variable",
        "other words",
        "markup",
        "no address",
        "script for a browser",
        "languages for a browser",
        "bare script for a browser",
        "satisfaction",
        "library",
    ],
)
def test_other_requests_are_no_counter(markup: str) -> None:
    assert endpoint(markup) is None


def test_hosts_of_one_office_share_their_domain() -> None:
    source = '<script src="http://app.yte.gov.vn/count?id=31"></script>'
    assert endpoint(source, "http://www.yte.gov.vn/a") == ("http://app.yte.gov.vn/count?id=31", "counter:script")
    assert endpoint(source, "http://khac.gov.vn/a") is None
    assert endpoint(source, "") == ("http://app.yte.gov.vn/count?id=31", "counter:script")


@pytest.mark.parametrize(
    ("url", "method"),
    [
        ("http://a.cn/eportal/ui?articleKey=88&struts.portlet.action=/app/counting-front!saveInfo.action", "POST"),
        ("http://a.cn/eportal/ui?pageId=88", "GET"),
        ("http://a.cn/count?id=88&action=/save", "GET"),
    ],
)
def test_a_portlets_action_is_asked_by_post(url: str, method: str) -> None:
    assert counter_method(url) == method
