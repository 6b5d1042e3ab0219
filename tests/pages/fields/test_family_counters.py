"""View counters and data that only one family's pages have, whatever family a page is taken for."""

import pytest

from crawler.pages import read_page
from crawler.pages.dom.builder import parse_page
from crawler.pages.families.cn.nfcms import NfcmsArticle

SITE = "http://wsjk.example.cn"


def asks(kind: str, number: int) -> str:
    address = f"//tj.example.cn/jsonp/{kind}/sum?{kind}={number}&site=20&callback=CB_{number}&t="
    return f"<script>s.src = '{address}' + now;</script>"


@pytest.mark.parametrize(
    ("path", "markup", "expected"),
    [
        ("/zx/content/post_31.html", asks("page", 7) + asks("post", 31), 31),
        ("/zx/content/post_31.html", asks("post", 30) + asks("post", 31), 31),
        ("/zx/content/post_31.html", asks("post", 30), None),
        ("/gkmlpt/content/9/9/mpost.htm", asks("post", 30), 30),
        ("/gkmlpt/content/9/9/mpost.htm", asks("post", 30) + asks("post", 31), None),
        ("/zx/content/post_31.html", asks("site", 31), None),
    ],
    ids=["own", "own among others", "of another", "address without number", "one of several", "site"],
)
def test_nfcms(path: str, markup: str, expected: int | None) -> None:
    found = NfcmsArticle.find_counter(parse_page(f"<html><body><p>x</p>{markup}</body></html>", SITE + path))
    assert (found.url if found else None) == (
        f"http://tj.example.cn/jsonp/post/sum?post={expected}&site=20&callback=CB_{expected}" if expected else None
    )


CALLS = {
    "vsb": (
        '<script>_showDynClicks("wbnews", 1234, 5678)</script>',
        f"{SITE}/system/resource/code/news/click/dynclicks.jsp?clickid=5678&owner=1234&clicktype=wbnews",
    ),
    "jeecms": ('<script>Cms.viewCount("", "99")</script>', f"{SITE}/content_view.jspx?contentId=99"),
    "webplus": (
        '<span class="WP_VisitCount" url="/_visitcountdisplay?siteId=5&type=3&articleId=7">12</span>',
        f"{SITE}/_visitcountdisplay?siteId=5&type=3&articleId=7",
    ),
}


@pytest.mark.parametrize("family", [None, "trs", "generic"])
@pytest.mark.parametrize(("system", "markup", "expected"), [(name, *case) for name, case in CALLS.items()], ids=CALLS)
def test_a_call_is_known_on_any_page(system: str, markup: str, expected: str, family: str | None) -> None:
    page = f"<html><body><h1>x</h1><p>x</p>{markup}</body></html>".encode()
    found = read_page(url=f"{SITE}/a.htm", content=page, family=family, language="zh")
    assert (found.views_endpoint, found.provenance["views_endpoint"]) == (expected, f"counter:{system}")


@pytest.mark.parametrize("family", [None, "generic"])
@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><!-- menu --><!--enpproperty <date>2016-10-31 09:28:27.0</date><author>王一</author>"
        "<title>报题</title><subtitle></subtitle>/enpproperty--><p>x</p></body></html>",
        "<!--enpproperty <founder-title>报题</founder-title><date>2016-10-31 09:28:27.0</date>/enpproperty-->"
        "<html><body><p>x</p></body></html>",
    ],
    ids=["in the page", "before the document"],
)
def test_founders_comment(markup: str, family: str | None) -> None:
    found = read_page(url=f"{SITE}/a.htm", content=markup.encode(), family=family, language="zh")
    assert (found.published, found.provenance["published"]) == ("2016-10-31 09:28:27.0", "founder:date")
