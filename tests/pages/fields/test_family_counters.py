"""View counters that only one family's pages have."""

import pytest

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
