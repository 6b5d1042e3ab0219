"""Pages saved from a web archive's playback: recognised, dated, and read as they were before it."""

from datetime import UTC, datetime

import pytest

from crawler.items import Capture
from crawler.pages.signals.wayback import is_playback, playback_of, without_playback
from crawler.reading import read_article

URL = "http://ttyt-mau.example.test/tin/bep-an-17.html"
BODY = "<p>Trung tâm y tế huyện đã kiểm tra bếp ăn của mười hai trường học trong tuần qua.</p>" * 3


def original(prefix: str = "", before: str = "", after: str = "") -> str:
    return (
        f'<html><head>{before}<link rel="canonical" href="{prefix}{URL}"><title>Bếp ăn</title></head><body>'
        f"<h1>Kiểm tra bếp ăn</h1><p>Ngày đăng: 05/03/2018</p>{BODY}"
        f'<p><a href="{prefix}http://ttyt-mau.example.test/tep/bao-cao.pdf">Báo cáo</a></p>{after}</body></html>'
    )


SCRIPTS = (
    '<script type="text/javascript" src="https://web-static.archive.org/_static/js/bundle-playback.js"></script>'
    "<script>__wm.init('https://web.archive.org/web'); __wm.wombat('http://ttyt-mau.example.test/tin/bep-an-17.html',"
    "'20180312094532','https://web.archive.org/','web','/_static/',\"1520847932\");</script>"
    "<!-- End Wayback Rewrite JS Include -->"
)
BANNER = (
    "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp'><p>Ngày đăng: 01/01/2020 14 captures</p></div>"
    "<!-- END WAYBACK TOOLBAR INSERT -->"
)
NOTE = (
    "<!-- FILE ARCHIVED ON 09:45:32 Mar 12, 2018 AND RETRIEVED FROM THE INTERNET ARCHIVE ON 01:00:00 Jan 02, 2020. -->"
)
PYWB = (
    "<!-- WB Insert --><script>wbinfo = {}; wbinfo.url = 'http://ttyt-mau.example.test/tin/bep-an-17.html';"
    'wbinfo.timestamp = "20180312094532";</script><!-- End WB Insert -->'
)
MOMENT = datetime(2018, 3, 12, 9, 45, 32, tzinfo=UTC)

SAVED = {
    "the Wayback Machine today": original("https://web.archive.org/web/20180312094532/", SCRIPTS, BANNER + NOTE),
    "its short links": original("/web/20180312094532/", SCRIPTS, NOTE),
    "an older one": original("http://web.archive.org/web/20180312094532/", "", BANNER + NOTE),
    "pywb": original("http://localhost:8080/coll/20180312094532mp_/", PYWB),
}


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_playback_says_where_and_when(name: str) -> None:
    playback = playback_of(SAVED[name].encode())
    assert playback is not None
    assert (playback.url, playback.captured_at) == (URL, MOMENT)


@pytest.mark.parametrize("name", SAVED)
def test_it_is_read_as_the_page_that_it_shows(name: str) -> None:
    assert without_playback(SAVED[name].encode()).decode() == original()
    body = SAVED[name].encode()
    capture = Capture(
        site="", kind="article", url=URL, requested_url=URL, status=200, headers=(), body=body, fetched_at=MOMENT
    )
    document = read_article(capture).document
    assert document is not None
    assert document.published_at == "2018-03-05"
    assert [file.url for file in document.attachments] == ["http://ttyt-mau.example.test/tep/bao-cao.pdf"]


@pytest.mark.parametrize(
    "page",
    [
        original(),
        original(after="<p>Xem <a href='https://web.archive.org/web/2018/http://a.test/'>bản cũ</a></p>"),
        original(after="<p>FILE ARCHIVED ON the shelf</p>"),
    ],
    ids=["a plain page", "a page that links to the Wayback Machine", "a page that speaks of files"],
)
def test_other_pages_stay_as_they_are(page: str) -> None:
    assert not is_playback(page.encode())
    assert without_playback(page.encode()) == page.encode()
