"""Hostile captured pages in a real browser: whatever they hold, nothing runs, loads, sends or leads away."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

from crawler.publish.evidence.archived_page import sanitise
from tests.archive.importing.pages import BODY, run_import
from tests.archive.importing.warcs import http as http_answer
from tests.archive.importing.warcs import record, write_warc
from tests.web.browsing import BROWSER_MARKS, browser, serving
from tests.web.hostile import ATTACKS, FILES, MARK, RAW, SCRIPT

HOST = "https://ttyt-mau.example.test"


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
    attack = ATTACKS[name].format(do=MARK, spy=spy)
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY)
    heading = f"<h1>Bài {name}</h1><p class=date>Ngày đăng: 05/03/2024</p>"
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{heading}{paragraphs}{attack}</body></html>"


def filled(content: bytes, spy: str) -> bytes:
    """Return bytes with the page, the script and the listening host in them, in the encoding that they are in."""
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY)
    page = f"<html><head><title>x</title></head><body><h1>Bài thô</h1><p>Ngày đăng: 05/03/2024</p>{paragraphs}{SCRIPT}"
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        for mark, text in (("{page}", page), ("{do}", MARK), ("{spy}", spy)):
            inside = "utf-8" if encoding == "ascii" else encoding
            content = content.replace(mark.encode(encoding), text.encode(inside))
    return content


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
    records += [
        record(
            f"{HOST}/tin/raw-{number}.html", "2024-05-06T02:02:03Z", http_answer(filled(content, source), headers=type_)
        )
        for number, (type_, content) in enumerate(
            ({"Content-Type": declared}, content) for declared, content in RAW.values()
        )
    ]
    records += [
        record(
            f"{HOST}/{name}",
            "2024-05-06T03:02:03Z",
            http_answer(filled(content, source), headers={"Content-Type": declared}),
        )
        for declared, content, name in FILES.values()
    ]
    run_import(folder / "archive.db", write_warc(folder / "x.warc.gz", records), "--new-office")
    with serving(folder / "archive.db") as served:
        yield served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


def opened_or_kept(page: Any, address: str) -> Any:
    """Open *address* and return the answer, None where the browser keeps it as a file instead of showing it."""
    try:
        return page.goto(address, wait_until="load")
    except Error as error:
        if "Download is starting" not in str(error):
            raise
    return None


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

    def test_no_charset_or_file_acts_however_it_is_opened(self, chromium: Any, address: str, spy: Any) -> None:
        """Each part of each capture, opened as an address of its own, as a reader who follows a link opens it."""
        context = chromium.new_context(locale="en-GB")
        page = context.new_page()
        captures = [len(ATTACKS) + number for number in range(1, len(RAW) + len(FILES) + 1)]
        opened = 0
        for number in captures:
            for part in ("", "/page", "/source", "/file", "/bytes", "/record"):
                answer = opened_or_kept(page, f"{address}/captures/{number}{part}")
                if answer is None:
                    continue
                opened += answer.status == 200
                assert page.title() != "owned", (number, part)
                assert page.evaluate("window.name") == "", (number, part)
                page.evaluate("window.name = ''")
        context.close()
        assert opened > len(RAW) * 2
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
