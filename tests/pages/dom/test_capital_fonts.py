"""Capitals that only a font of the TCVN3 family shows."""

import pytest

from crawler.pages import read_page
from crawler.pages.dom.capital_fonts import with_capitals
from tests.normalise.legacy_codecs import to_bytes
from tests.pages.article import STORY, TITLE, article


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<font face='.VnTimeH'>sở y tế</font> tỉnh", "<font face='.VnTimeH'>SỞ Y TẾ</font> tỉnh"),
        ('<p style="font-family: .VnArialH">kế hoạch</p>', '<p style="font-family: .VnArialH">KẾ HOẠCH</p>'),
        ("<font face=.VnTimeH>a&nbsp;b</font>", "<font face=.VnTimeH>A&nbsp;B</font>"),
        (
            "<font face='.VnTimeH'>a<b>b</b><font face='.VnTime'>c</font>d</font>",
            "<font face='.VnTimeH'>A<b>B</b><font face='.VnTime'>c</font>D</font>",
        ),
        ("<font face='.VnTimeH'><p>a<p>b</font>c", "<font face='.VnTimeH'><p>A<p>B</font>c"),
        ("<font face='.VnTimeH'>a<br>b<!-- c --></font>", "<font face='.VnTimeH'>A<br>B<!-- c --></font>"),
        (
            "<font face='.VnTimeH'><script>var a</script>b</font>",
            "<font face='.VnTimeH'><script>var a</script>B</font>",
        ),
        ("<font face='.VnTime'>a</font>", "<font face='.VnTime'>a</font>"),
        ("<p>.VnTimeH a</p></font>", "<p>.VnTimeH a</p></font>"),
        ("<font face='.VnTimeH'>a", "<font face='.VnTimeH'>A"),
    ],
)
def test_text_in_capital_fonts(markup: str, expected: str) -> None:
    assert with_capitals(markup) == expected


def test_only_pages_in_tcvn3_are_touched() -> None:
    heading = f"<font face='.VnTimeH'>{TITLE.lower()}</font>"
    markup = article(title=heading, document_title="Y tế huyện")
    legacy = read_page(url="", content=to_bytes(markup, "tcvn3"), language="vi")
    assert legacy.encoding == "tcvn3"
    assert legacy.title == TITLE.upper()
    assert legacy.body_text == "\n".join(STORY)
    assert read_page(url="", content=markup.encode(), language="vi").title == TITLE.lower()
