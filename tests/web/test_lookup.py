"""What readers paste into the search box and write behind `/web/`: odd, copied from elsewhere, in another spelling."""

import base64
import hashlib
from pathlib import Path

import pytest

from crawler.web.messages import translate
from tests.archive.importing.pages import page, run_import
from tests.archive.importing.warcs import HTML, http, record, write_warc
from tests.web.conftest import MakeReader, Reader

LETTERS = "bệnhviện-mẫu.test"
HOST = f"http://{LETTERS.encode('idna').decode()}"
PORT = "http://soyte-mau.test:8080"
CHINESE = "http://yiyuan-yangben.test/gg/%E9%80%9A%E7%9F%A5/tiem-12.html"
PAPER = b"%PDF-1.4 a paper"
FILE = f"{HOST}/files/b%C3%A1o%20c%C3%A1o.pdf"
DAYS = ("2024-03-06T05:06:07Z", "2025-05-06T01:02:03Z")
FIRST = page("Kiểm tra bếp ăn", extra='<p><a href="/files/báo cáo.pdf">Báo cáo</a></p>')


def digest(name: str, content: bytes) -> str:
    return base64.b32encode(hashlib.new(name, content, usedforsecurity=False).digest()).decode()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lookup")
    payload = {"WARC-Payload-Digest": f"sha1:{digest('sha1', FIRST)}"}
    records = [
        record(f"{HOST}/tin/bep-an-1.html?id=7", DAYS[0], http(FIRST), headers=payload),
        record(f"{PORT}/tin/nuoc-2.html", DAYS[0], http(page("Nước sạch"))),
        record(f"{PORT}/tin/nuoc-2.html", DAYS[1], http(page("Nước sạch", views=4))),
        record(CHINESE, DAYS[0], http(page("Tiêm chủng"))),
        record(FILE, DAYS[0], http(PAPER, headers={**HTML, "Content-Type": "application/pdf"})),
    ]
    result = run_import(folder / "archive.db", write_warc(folder / "x.warc.gz", records), "--new-office")
    assert result.exit_code == 0, result.output
    return folder / "archive.db"


@pytest.fixture
def reader(archive: Path, make_reader: MakeReader) -> Reader:
    return make_reader(archive)


def number_of(reader: Reader, title: str) -> int:
    [row] = [one for one in reader.rows("SELECT id, title FROM articles") if one["title"] == title]
    return int(row["id"])


ASKED = {
    "in the letters of its name": (f"http://{LETTERS}/tin/bep-an-1.html?id=7", "Kiểm tra bếp ăn"),
    "without scheme, in letters": (f"{LETTERS}/tin/bep-an-1.html?id=7", "Kiểm tra bếp ăn"),
    "over https, with a fragment": (
        f"{HOST}/tin/bep-an-1.html?id=7#noi-dung".replace("http:", "https:"),
        "Kiểm tra bếp ăn",
    ),
    "with a session": (
        f"{HOST}/tin/bep-an-1.html;jsessionid=0A1B2C?id=7&PHPSESSID=44&utm_source=zalo",
        "Kiểm tra bếp ăn",
    ),
    "with one slash": (f"{HOST}/tin/bep-an-1.html?id=7".replace("://", ":/"), "Kiểm tra bếp ăn"),
    "in capital letters": (f"{HOST}/Tin/Bep-an-1.HTML?ID=7".replace("http", "HTTP"), "Kiểm tra bếp ăn"),
    "with a dot behind the host": (f"{HOST}./tin/bep-an-1.html?id=7", "Kiểm tra bếp ăn"),
    "with marks around it": (f"  “<{HOST}/tin/bep-an-1.html?id=7>”\u200b ", "Kiểm tra bếp ăn"),
    "broken over two lines": (f"{HOST}/tin/\r\nbep-an-1.html?id=7", "Kiểm tra bếp ăn"),
    "with a port": (f"{PORT}/tin/nuoc-2.html", "Nước sạch"),
    "with a port, without scheme": (f"{PORT}/tin/nuoc-2.html".removeprefix("http://"), "Nước sạch"),
    "Chinese letters": ("yiyuan-yangben.test/gg/通知/tiem-12.html", "Tiêm chủng"),
    "Chinese letters, escaped in small letters": (CHINESE.lower(), "Tiêm chủng"),
    "its file's": (FILE, "Kiểm tra bếp ăn"),
    "its file's, with spaces": (f"{HOST}/files/báo cáo.pdf", "Kiểm tra bếp ăn"),
    "its file's, over https": (FILE.replace("http:", "https:"), "Kiểm tra bếp ăn"),
    "in the Internet Archive": (
        f"https://web.archive.org/web/20190304050607id_/{HOST}/tin/bep-an-1.html?id=7",
        "Kiểm tra bếp ăn",
    ),
    "in another web archive": (f"https://archive.test/kept/2019/{CHINESE}", "Tiêm chủng"),
    "a page's SHA-256": (hashlib.sha256(FIRST).hexdigest().upper(), "Kiểm tra bếp ăn"),
    "a file's SHA-256, named": (f"sha-256: {hashlib.sha256(PAPER).hexdigest()}", "Kiểm tra bếp ăn"),
    "a SHA-256 as WARC files write it": (f"sha256:{digest('sha256', PAPER)}", "Kiểm tra bếp ăn"),
    "a SHA-256 without its padding": (digest("sha256", PAPER).rstrip("="), "Kiểm tra bếp ăn"),
    "a SHA-1 as WARC files write it": (f"sha1:{digest('sha1', FIRST)}", "Kiểm tra bếp ăn"),
}


@pytest.mark.parametrize("how", ASKED)
def test_what_names_an_article_leads_to_it(reader: Reader, how: str) -> None:
    asked, title = ASKED[how]
    answer = reader.get("/lookup", params={"q": asked})
    assert answer.headers["location"] == f"/archive/articles/{number_of(reader, title)}"


def test_a_citation_s_name_and_its_whole_address_lead_to_the_article(reader: Reader) -> None:
    number = number_of(reader, "Nước sạch")
    for asked in (f"{number}@1", f"{number}@20250506T010203Z", f"https://a.test/archive/articles/{number}@1?lang=vi"):
        assert reader.get("/lookup", params={"q": asked}).headers["location"] == f"/archive/articles/{number}"


@pytest.mark.parametrize(
    "asked",
    [
        "http://",
        "http://a b.test/",
        "http://[::1/",
        "http://soyte-mau.test:port/",
        "http://soyte-mau.test:99999999/",
        f"http://{'x' * 80}.test/",
        "http://xn--\u00e0.test/",
        "sha256:" + "a" * 63,
        "sha1:" + "A" * 32,
        "https://web.archive.org/web/2019/http://web.archive.org/web/2019/http://nowhere.test/",
        "công văn 12.2024/SYT",
        "\u200b",
        "a@b",
    ],
)
def test_anything_else_becomes_a_search(reader: Reader, asked: str) -> None:
    assert reader.get("/lookup", params={"q": asked}).headers["location"].split("?")[0] == "/search"


@pytest.mark.parametrize(
    ("path", "moment"),
    [
        (f"/web/{PORT}/tin/nuoc-2.html", DAYS[1]),
        (f"/web/2999/{PORT}/tin/nuoc-2.html", DAYS[1]),
        (f"/web/1/{PORT}/tin/nuoc-2.html", DAYS[0]),
        (f"/web/20240399999999im_/{PORT}/tin/nuoc-2.html", DAYS[0]),
        (f"/web/2025/{PORT.removeprefix('http://')}/tin/nuoc-2.html", DAYS[1]),
        (f"/web/2025/{PORT.replace('http', 'https')}/tin/nuoc-2.html", DAYS[1]),
        (f"/web/2024/http://{LETTERS}/tin/bep-an-1.html?id=7", DAYS[0]),
        ("/web/2024/http://yiyuan-yangben.test/gg/通知/tiem-12.html", DAYS[0]),
        (f"/web/2024/{FILE}", DAYS[0]),
    ],
)
def test_addresses_with_a_moment(reader: Reader, path: str, moment: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 302, answer.text
    capture = int(answer.headers["location"].rpartition("/")[2])
    assert [row["id"] for row in reader.rows(f"SELECT id FROM captures WHERE fetched_at = '{moment}'")].count(
        capture
    ) == 1


@pytest.mark.parametrize("stamp", ["*", "2024*", "2024-2025*"])
def test_all_moments_of_an_address(reader: Reader, stamp: str) -> None:
    answer = reader.get(f"/web/{stamp}/{PORT}/tin/nuoc-2.html")
    is_read = stamp != "2024-2025*"
    path = f"/archive/articles/{number_of(reader, 'Nước sạch')}/timeline"
    assert (answer.status_code, answer.headers.get("location")) == ((302, path) if is_read else (404, None))


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("Wed, 01 Jan 2098 00:00:00 GMT", 302),
        ("Mon, 01 Jan 1900 00:00:00 GMT", 302),
        ("2024-05-06T01:02:03Z", 400),
        ("tomorrow", 400),
        ("", 302),
    ],
)
def test_moments_that_a_memento_client_may_ask_for(reader: Reader, asked: str, status: int) -> None:
    answer = reader.get(f"/timegate/{PORT}/tin/nuoc-2.html", headers={"accept-datetime": asked})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "message", "values"),
    [
        ("/web/2026/http://khong-co.test/x", "error.no_capture", {"address": "http://khong-co.test/x"}),
        ("/web/*/khong-co.test/a?b=1", "error.no_capture", {"address": "http://khong-co.test/a?b=1"}),
        ("/papers/khong-so", "error.no_paper", {}),
        ("/archive/articles/1@19990101T000000Z", "error.no_cited", {"name": "1@19990101T000000Z"}),
        ("/archive/articles/999999@20240305T010000Z", "error.no_cited", {"name": "999999@20240305T010000Z"}),
        ("/no-such-page", "error.not_found_hint", {}),
    ],
)
@pytest.mark.parametrize("language", ["en", "vi", "zh"])
def test_what_is_not_held_is_no_mistyped_page(
    reader: Reader, path: str, message: str, values: dict[str, str], language: str
) -> None:
    answer = reader.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert f'<p class="notice">{translate(language, message, **values)}</p>' in answer.text


def test_an_address_that_is_not_held_is_shown_as_text(reader: Reader) -> None:
    page = reader.get("/web/*/http://khong-co.test/%3Cscript%3Ex").text
    assert "khong-co.test/&lt;script&gt;x" in page
