"""Simple CSS selectors answered from the page's index."""

import pytest

from crawler.pages.dom.builder import parse_page

PAGE = parse_page(
    "<div id='wrap' class='x main'><div class='inner'><p id='p1' itemprop='name'>a</p></div>"
    "<p id='p2' class='x'>b</p></div>"
    "<span id='ctl00_lblNoiDung'>c</span><p data-a='one two'>d</p>",
    "http://a.example/",
)


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("#p1", ["a"]),
        (".x", [None, "b"]),
        ("p.x", ["b"]),
        ("#wrap p", ["a", "b"]),
        ("#wrap > p", ["b"]),
        ("div > div p", ["a"]),
        (".inner > p, .x > p", ["a", "b"]),
        ("#wrap > .nothing p", []),
        ("#other p", []),
        ("[id$=NoiDung]", ["c"]),
        ("[id^='ctl00_']", ["c"]),
        ('[id*="lblNoi"]', ["c"]),
        ("[data-a~=two]", ["d"]),
        ("[data-a]", ["d"]),
        ("*[itemprop=name]", ["a"]),
        ("#p1, .inner p", ["a"]),
    ],
)
def test_select(css: str, expected: list[str | None]) -> None:
    assert [element.text for element in PAGE.select(css)] == expected


@pytest.mark.parametrize("css", ["", "p:first-child", "a + b", "p,"])
def test_other_css_is_refused(css: str) -> None:
    with pytest.raises(ValueError, match="not a simple selector"):
        PAGE.select(css)
