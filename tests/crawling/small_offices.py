"""Small offices of our own on loopback, each known by its home address alone; a host a kind of behaviour."""
# ruff: noqa: E501  # markup reads best unbroken

import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from replica.files import make_pdf

COUNT = 7
SUBJECTS = [
    "phun hóa chất diệt muỗi",
    "khám mắt học đường",
    "kiểm tra bếp ăn tập thể",
    "tẩy giun định kỳ",
    "tiêm nhắc uốn ván",
    "giám sát nước uống",
    "cấp thẻ bảo hiểm",
]


@dataclass(frozen=True)
class Question:
    """One request."""

    path: str
    query: Mapping[str, str]
    raw_query: str
    method: str
    body: str
    cookie: str


Answer = str | bytes | tuple[int, Mapping[str, str], bytes] | None
Office = Callable[[Question], Answer]


def title(at: int) -> str:
    return f"Về việc {SUBJECTS[at % COUNT]} lần thứ {at} tại các xã, phường"


def page(body: str, *, head: str = "", menu: str = "/ds") -> str:
    links = (
        f"<a href='/'>Trang chủ</a><a href='/gt'>Giới thiệu</a><a href='{menu}'>Thông báo</a><a href='/lh'>Liên hệ</a>"
    )
    return f"<html lang='vi'><head><title>Phòng Y tế</title>{head}</head><body><div class='menu'>{links}</div><div class='than'>{body}</div></body></html>"


def article(at: int, part: str = "", *, head: str = "", foot: str = "") -> str:
    text = "".join(
        f"<p>Đoạn {line}{part} của thông báo số {at}: các trạm y tế {SUBJECTS[at % COUNT]} theo đúng hướng dẫn chuyên môn.</p>"
        for line in range(1, 5)
    )
    return page(
        f"<h1>{title(at)}</h1><div class='ngay'>Ngày đăng: {at + 1:02}/11/2026</div><div class='content'>{text}</div>{foot}",
        head=head,
    )


def rows(form: str = "/ct/{}.html", numbers: range = range(COUNT, 0, -1)) -> str:
    return "".join(
        f"<li><a href='{form.format(at)}'>{title(at)}</a><span>{at + 1:02}/11/2026</span></li>" for at in numbers
    )


def _number(path: str) -> int | None:
    name = path.removeprefix("/ct/").removesuffix(".html")
    return int(name) if path.startswith("/ct/") and name.isdigit() and 1 <= int(name) <= COUNT else None


def plain(asked: Question) -> Answer:
    """An office whose one list has one page."""
    if asked.path == "/":
        return page("<h1>Chào mừng</h1>")
    if asked.path == "/ds":
        return page(f"<h2>Thông báo</h2><ul>{rows()}</ul>")
    at = _number(asked.path)
    return article(at) if at is not None else None


def on_pages(asked: Question) -> Answer:
    """Articles that stand on three pages."""
    stem, _, part = asked.path.removesuffix(".html").partition("_")
    at = _number(f"{stem}.html")
    if at is None or not (part or "1").isdigit():
        return plain(asked)
    number = int(part or 1)
    others = " ".join(
        f"<b>{one}</b>" if one == number else f"<a href='/ct/{at}{f'_{one}' if one > 1 else ''}.html'>{one}</a>"
        for one in (1, 2, 3)
    )
    return article(at, f" trang {number}", foot=f"<div class='pg'>Trang: {others}</div>")


def with_cookie(asked: Question) -> Answer:
    """Everything is sent back to where it came from until it has a cookie."""
    if asked.path != "/robots.txt" and "xac_nhan=1" not in asked.cookie:
        return 302, {"Location": asked.path, "Set-Cookie": "xac_nhan=1; path=/"}, b""
    return plain(asked)


BLANKS = (b"", b"\xef\xbb\xbf\r\n", b"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body></body></html>")


@dataclass
class Blank:
    """An office under load: each of its pages comes empty, in one way or another, until it was asked for so often."""

    times: int = 1
    asked: Counter[str] = field(default_factory=Counter)

    def __call__(self, asked: Question) -> Answer:
        whole = plain(asked)
        self.asked[asked.path] += 1
        if not isinstance(whole, str) or self.asked[asked.path] > self.times:
            return whole
        return 200, {"Content-Type": "text/html"}, BLANKS[len(self.asked) % len(BLANKS)]


def mirrored(asked: Question) -> Answer:
    """A second list names the articles under addresses of its own; their pages say which one counts."""
    head = "<link rel='canonical' href='/ct/{}.html'>"
    if asked.path == "/":
        return page("<h1>Chào mừng</h1><ul><li><a href='/tin'>Tin tức</a></li></ul>")
    if asked.path == "/tin":
        return page(f"<h2>Tin tức</h2><ul>{rows('/tin/bai-{}.htm', range(4, 0, -1))}</ul>")
    if asked.path.startswith("/tin/bai-"):
        at = int(asked.path.removeprefix("/tin/bai-").removesuffix(".htm"))
        return article(at, head=head.format(at))
    return plain(asked)


@dataclass
class WithSessions:
    """Each answer gives its links another number of the reader; two lists name the same articles."""

    number: int = 100

    def __call__(self, asked: Question) -> Answer:
        self.number += 1
        form = f"/ct.asp?phien={self.number}&id={{}}"
        if asked.path == "/":
            return page("<h1>Chào mừng</h1><ul><li><a href='/tin'>Tin tức</a></li></ul>")
        if asked.path in {"/ds", "/tin"}:
            return page(f"<h2>Thông báo</h2><ul>{rows(form)}</ul>")
        at = asked.query.get("id", "") if asked.path == "/ct.asp" else ""
        return article(int(at)) if at.isdigit() and 1 <= int(at) <= COUNT else None


def by_script(asked: Question) -> Answer:
    """A page with menu whose list is made by its script."""
    if asked.path == "/ds":
        script = "var trang = 1; $.post('/mo/ds', {nhom: 'tb', page: trang, size: 3}, function(r){ r.rows.forEach(function(b){ $('#ds').append('<a href=\"/ct/' + b.id + '.html\">' + b.title + '</a>') }) });"
        return page(f"<h2>Thông báo</h2><div id='ds'></div><script>{script}</script>")
    if asked.path == "/mo/ds":
        fields = dict(parse_qsl(asked.body))
        first = (int(fields["page"]) - 1) * int(fields["size"])
        numbers = list(range(COUNT, 0, -1))[first : first + 3]
        records = [{"id": at, "title": title(at), "publishTime": f"2026-11-{at + 1:02}"} for at in numbers]
        return json.dumps({"total": COUNT, "rows": records}).encode()
    return plain(asked)


ELSEWHERE = {
    f"https://mp.bao-ngoai.example/s/{mark}": f"Bài đăng nơi khác: {subject} tại các xã"
    for mark, subject in (("kT3a", SUBJECTS[0]), ("Zq81", SUBJECTS[3]))
} | {"https://bo-vi-du.example/van-ban/77.html": "Công văn của Bộ về tiêm chủng mở rộng năm 2026"}
"""Rows of `pointing_out` whose pages are on hosts of others: address → title."""
PAPERS = {
    "/tep/88-tb.pdf": ("Thông báo lịch khám mắt của các trường", "Nhóm khám lưu động Cây Gạo đến từng lớp học."),
    "/tep/89-kh.pdf": ("Kế hoạch diệt bọ gậy quý bốn", "Hai mươi đội xung kích đi từng nhà vào sáng thứ bảy."),
}
"""Rows of `pointing_out` that are files: path → title of the row, and a sentence of the file."""


def pointing_out(asked: Question) -> Answer:
    """A list of articles, of files, and of pages that others publish."""
    if asked.path == "/ds":
        others = "".join(
            f"<li><a href='{url}'>{name}</a><span>09/11/2026</span></li>" for url, name in ELSEWHERE.items()
        )
        files = "".join(
            f"<li><a href='{path}'>{name}</a><span>08/11/2026</span></li>" for path, (name, _) in PAPERS.items()
        )
        return page(f"<h2>Thông báo</h2><ul>{others}{files}{rows()}</ul>")
    if asked.path in PAPERS:
        name, sentence = PAPERS[asked.path]
        return 200, {"Content-Type": "application/pdf"}, make_pdf([name.upper(), sentence])
    return plain(asked)


SCRAMBLED = (
    "(function(w){var k=['/k','ho/','lay'];function u(s){return s.split('').reverse().join('')}"
    "var x=new w.XMLHttpRequest();x.open(u('TSOP'),k.join(''),true);x.setRequestHeader('Content-Type','application/json');"
    "x.onload=function(){JSON.parse(x.responseText).ketQua.forEach(function(b){var e=document.createElement('a');"
    "e.href='/ct/'+b.ma+'.html';e.textContent=b.tieuDe;document.getElementById('ds').appendChild(e);});};"
    "x.send(JSON.stringify({trang:1,nhom:'tb'}));})(window);"
)


def scrambled(asked: Question) -> Answer:
    """A list whose script does not let its request be read: it has to be run."""
    if asked.path == "/ds":
        return page("<h2>Thông báo</h2><div id='ds'></div><script src='/js/x.js'></script>")
    if asked.path == "/js/x.js":
        return 200, {"Content-Type": "text/javascript"}, SCRAMBLED.encode()
    if asked.path == "/kho/lay" and asked.method == "POST":
        first = (json.loads(asked.body)["trang"] - 1) * 4
        numbers = list(range(COUNT, 0, -1))[first : first + 4]
        records = [{"ma": at, "tieuDe": title(at), "ngay": f"2026-11-{at + 1:02}"} for at in numbers]
        return json.dumps({"tong": COUNT, "ketQua": records}).encode()
    return plain(asked)


@dataclass
class SmallOffices:
    """The server of some offices; what was asked of each is noted."""

    offices: Mapping[str, Office]
    asked: dict[str, list[str]] = field(default_factory=dict)
    address: str = ""

    def registry(self, path: Path, more: Mapping[str, str] = MappingProxyType({})) -> Path:
        """Write the offices' entries to a file; *more* are further lines of an office's entry."""
        entries = [
            f'[[office]]\nid = "{name}"\nname = "{name}"\nlanguage = "vi"\ncountry = "VN"\nhome = "{self.home(name)}"\n'
            + more.get(name, "")
            for name in self.offices
        ]
        path.write_text("\n".join(entries), encoding="utf-8")
        return path

    @staticmethod
    def home(name: str) -> str:
        """Return the home address of an office."""
        return f"http://{name.replace('_', '-')}.example/"

    def answer(self, name: str, question: Question) -> tuple[int, Mapping[str, str], bytes]:
        """Answer one request as the office does; what it does not know is a 404."""
        self.asked.setdefault(name, []).append(question.path)
        given = self.offices[name](question) if name in self.offices else None
        if given is None:
            return 404, {}, b""
        if isinstance(given, tuple):
            return given
        kind = "text/html; charset=utf-8" if isinstance(given, str) else "application/json"
        return 200, {"Content-Type": kind}, given.encode() if isinstance(given, str) else given


@contextmanager
def serving(offices: Mapping[str, Office]) -> Any:
    """Serve *offices* (id → behaviour) while the context lasts."""
    small = SmallOffices(offices)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            name = self.headers["Host"].partition(".")[0].replace("-", "_")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            question = Question(
                parts.path, dict(parse_qsl(parts.query)), parts.query, self.command, body, self.headers.get("Cookie", "")
            )  # fmt: skip
            status, headers, content = small.answer(name, question)
            self.send_response(status)
            for header, value in headers.items():
                self.send_header(header, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815 - the server's own naming

        def log_message(self, format: str, *args: Any) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    small.address = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield small
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
