"""An office that misbehaves in every known way: the crawl ends, in the documented state, and keeps what it can."""

import gzip
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from socket import socket
from urllib.parse import urlsplit

import brotli
import pytest

from replica.server import ReplicaServer
from spiders.base import MAX_FRAMES
from tests.crawling.crawls import crawl, rows, run_code, value
from tests.crawling.hostile import HostileServer, Misbehaviour, always, answer

SITE = "vn_quangninh_cdc"
HOST = "quangninhcdc.vn"
MEGABYTE = 2**20


MEASURED = """
import sys
from pathlib import Path
from scrapy.cmdline import execute
try:
    execute(["scrapy", "crawl", *sys.argv[1:]])
finally:
    print(next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""
"""`scrapy crawl`, and in the last line the height of the process's own memory."""


class Attack:
    """One crawl of the CDC's replica with one of its pages gone bad."""

    def __init__(self, archive: Path, replica: ReplicaServer) -> None:
        self.archive = archive
        self.replica = replica
        office = replica.offices[SITE]
        self.articles = sum(len(office.listed(section.id)) for section in office.sections)
        self.victim = office.address(office.listed("tin-tuc")[0]).split("://")[1]
        self.asked: dict[str, int] = {}
        self.megabytes = 0
        """Of memory that the crawl had in use at its height."""

    def run(self, page: str, misbehaviour: Misbehaviour, *settings: str) -> None:
        """Crawl with one page gone bad, as `scrapy crawl` with *settings* (``NAME=value``)."""
        self.run_all({page: misbehaviour}, *settings)

    def run_all(self, pages: Mapping[str, Misbehaviour], *settings: str) -> None:
        """Crawl with several pages gone bad."""
        with HostileServer(self.replica, pages) as server:
            words = [word for setting in settings for word in ("-s", setting)]
            done = run_code(
                MEASURED, SITE, "-s", "LOG_LEVEL=CRITICAL", *words,
                HEALTHARCHIVE_ARCHIVE=str(self.archive), HEALTHARCHIVE_REPLICA_ADDRESS=server.address,
            )  # fmt: skip
            self.megabytes = int(done.stdout.split()[-2]) // 1024
            self.asked = dict(server.asked)

    @property
    def state(self) -> str:
        state: str = value(self.archive, "SELECT state FROM runs")
        return state

    @property
    def stored(self) -> int:
        stored: int = value(self.archive, "SELECT count(*) FROM articles")
        return stored


@pytest.fixture
def attack(tmp_path: Path, replica: ReplicaServer) -> Attack:
    return Attack(tmp_path / "archive.db", replica)


def drip(connection: socket, _: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(200):
        connection.sendall(b"<p>")
        time.sleep(0.1)


def stall(connection: socket, _: int) -> None:
    connection.recv(1)  # says nothing until the crawl times out and hangs up


def torn_chunk(connection: socket, _: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n<html><body><p>cut")


def short_body(connection: socket, _: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n<html><body>cut")


def no_http(connection: socket, _: int) -> None:
    connection.sendall(b"220 mail.example.vn ESMTP\r\n")


def huge_header(connection: socket, _: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Junk: " + b"x" * 5 * MEGABYTE + b"\r\nContent-Length: 0\r\n\r\n")


def many_headers(connection: socket, _: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(200_000):
        connection.sendall(b"X-Junk-%d: y\r\n" % number * 50)


NO_ANSWER: dict[str, Misbehaviour] = {
    "slow-drip": drip,
    "stalled": stall,
    "truncated-chunk": torn_chunk,
    "wrong-length": short_body,
    "no-http": no_http,
    "huge-header": huge_header,
    "many-headers": many_headers,
}
ZEROS = gzip.compress(b"\0" * 200 * MEGABYTE, 9)
BOMBS = {
    "gzip-bomb": (ZEROS, "gzip"),
    "brotli-bomb": (brotli.compress(b"\0" * 200 * MEGABYTE, quality=1), "br"),
    "gzip-in-gzip": (gzip.compress(ZEROS, 9), "gzip, gzip"),
}
ELSEWHERE = {
    "loopback": "http://127.0.0.1:9/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "loopback-v6": "http://[::1]/",
    "mapped-v6": "http://[::ffff:10.0.0.1]/",
    "carrier-nat": "http://100.64.0.1/",
    "file": "file:///etc/passwd",
    "ftp": "ftp://example.vn/x",
    "data": "data:text/html,x",
}


@dataclass(frozen=True)
class Bombardment:
    """One crawl in which many articles of one office misbehave, each in its own way."""

    archive: Path
    asked: dict[str, int]
    victims: dict[str, str]
    """Name of the misbehaviour → ``host/path`` of the article."""
    healthy: int
    state: str
    megabytes: int


@pytest.fixture(scope="session")
def bombardment(tmp_path_factory: pytest.TempPathFactory, replica: ReplicaServer) -> Bombardment:
    office = replica.offices[SITE]
    articles = [article for section in office.sections for article in office.listed(section.id)]
    attacks: dict[str, Misbehaviour] = dict(NO_ANSWER)
    for name, (body, encoding) in BOMBS.items():
        attacks[name] = always(200, body, ("Content-Encoding", encoding), ("Content-Type", "text/html"))
    for name, target in ELSEWHERE.items():
        attacks[name] = always(302, b"", ("Location", target))
    victims = {name: office.address(one).split("://")[1] for name, one in zip(attacks, articles, strict=False)}
    attack = Attack(tmp_path_factory.mktemp("bombardment") / "archive.db", replica)
    pages = {victims[name]: misbehaviour for name, misbehaviour in attacks.items()}
    attack.run_all(pages, "DOWNLOAD_TIMEOUT=8", "BREAKER_THRESHOLD=1000")
    return Bombardment(
        archive=attack.archive,
        asked=attack.asked,
        victims=victims,
        healthy=len(articles) - len(attacks),
        state=attack.state,
        megabytes=attack.megabytes,
    )


def test_every_other_article_is_stored(bombardment: Bombardment) -> None:
    stored = {url.split("://")[1] for (url,) in rows(bombardment.archive, "SELECT url FROM articles")}
    # Two responses that were cut short show the same word, which makes neither an article.
    assert not {name for name, url in bombardment.victims.items() if url in stored}
    assert len(stored) == bombardment.healthy
    assert bombardment.state == "ok"


def test_memory_stays_small(bombardment: Bombardment) -> None:
    assert bombardment.megabytes < 400


@pytest.mark.parametrize("name", NO_ANSWER)
def test_page_that_never_comes_is_tried_a_few_times(bombardment: Bombardment, name: str) -> None:
    assert 1 <= bombardment.asked[bombardment.victims[name]] <= 3


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_kept_as_sent_but_not_unpacked(bombardment: Bombardment, name: str) -> None:
    kept = rows(bombardment.archive, "SELECT bytes FROM captures WHERE url LIKE ?", (f"%{bombardment.victims[name]}",))
    assert kept == [(len(BOMBS[name][0]),)]


@pytest.mark.parametrize("name", ELSEWHERE)
def test_redirect_out_of_the_public_web_is_not_followed(bombardment: Bombardment, name: str) -> None:
    target = ELSEWHERE[name]
    assert bombardment.asked[bombardment.victims[name]] == 1
    assert [page for page in bombardment.asked if page.startswith(urlsplit(target).netloc or "/etc")] == []
    assert rows(bombardment.archive, "SELECT url FROM captures WHERE url = ?", (target,)) == []


@dataclass(frozen=True)
class Strays:
    """One crawl in which five articles of one office misbehave in ways that take their time."""

    attack: Attack
    victims: dict[str, str]
    asked_at: list[float]
    """When the one that was too busy was asked."""


@pytest.fixture(scope="session")
def strays(tmp_path_factory: pytest.TempPathFactory, replica: ReplicaServer) -> Strays:
    attack = Attack(tmp_path_factory.mktemp("strays") / "archive.db", replica)
    office = replica.offices[SITE]
    names = ("many-headers", "large-body", "endless-redirect", "endless-frames", "busy-once")
    victims = {
        name: office.address(article).split("://")[1]
        for name, article in zip(names, office.listed("tin-tuc"), strict=False)
    }
    numbers, times = count(), list[float]()

    def redirect(connection: socket, _: int) -> None:
        connection.sendall(answer(302, b"", ("Location", f"https://{victims['endless-redirect']}?n={next(numbers)}")))

    def frame(connection: socket, _: int) -> None:
        page = f'<html><frameset rows="*"><frame src="?n={next(numbers)}"></frameset></html>'
        connection.sendall(answer(200, page.encode(), ("Content-Type", "text/html")))

    def busy_once(connection: socket, number: int) -> None:
        times.append(time.monotonic())
        if number == 1:
            connection.sendall(answer(429, b"", ("Retry-After", "2")))
        else:
            text = (
                b"<h1>Sau khi cho</h1>" + b"<p>Tram y te xa tiem chung cho tre em trong sang nay va ngay mai.</p>" * 4
            )
            connection.sendall(answer(200, b"<html><body>" + text + b"</body></html>", ("Content-Type", "text/html")))

    misbehaviours = (many_headers, always(200, b"x" * 3 * MEGABYTE), redirect, frame, busy_once)
    attack.run_all(dict(zip(victims.values(), misbehaviours, strict=True)), f"DOWNLOAD_MAXSIZE={MEGABYTE}")
    return Strays(attack, victims, times)


def test_all_but_four_strays_are_stored(strays: Strays) -> None:
    assert strays.attack.state == "ok"
    stored = {url.split("://")[1] for (url,) in rows(strays.attack.archive, "SELECT url FROM articles")}
    assert len(stored) == strays.attack.articles - 4
    assert strays.victims["busy-once"] in stored


def test_headers_without_end_take_no_memory(strays: Strays) -> None:
    assert strays.attack.asked[strays.victims["many-headers"]] >= 1
    assert strays.attack.megabytes < 250


def test_body_over_the_cap_is_not_asked_for_again(strays: Strays) -> None:
    assert strays.attack.asked[strays.victims["large-body"]] == 1


def test_endless_redirect_is_given_up(strays: Strays) -> None:
    victim = strays.victims["endless-redirect"]
    assert sum(asked for page, asked in strays.attack.asked.items() if page.startswith(victim)) == 6


def test_endless_frames_are_given_up(strays: Strays) -> None:
    victim = strays.victims["endless-frames"]
    assert sum(asked for page, asked in strays.attack.asked.items() if page.startswith(victim)) == 1 + MAX_FRAMES


def test_retry_after_is_waited_for(strays: Strays) -> None:
    first, second = strays.asked_at
    assert second - first >= 2


def test_host_that_asks_for_a_long_rest_is_left_alone(attack: Attack) -> None:
    attack.run(f"{HOST}/category", always(503, b"", ("Retry-After", "86400")))
    assert attack.state == "down"
    assert sum(attack.asked.values()) <= 4


def test_storm_of_errors_opens_the_circuit(attack: Attack) -> None:
    def broken(connection: socket, _: int) -> None:
        connection.sendall(answer(500, b"<h1>Server Error</h1>"))

    attack.run(f"{HOST}/", broken, "ROBOTSTXT_OBEY=False")
    assert attack.state == "down"
    assert sum(attack.asked.values()) <= 5 + 8


NEIGHBOURS: dict[str, tuple[str, Misbehaviour]] = {
    SITE: (f"{HOST}/robots.txt", always(200, b"User-agent: *\nDisallow: /category/tin-tuc/\n")),
    "vn_quangninh_hospital": (
        "benhviendktinhquangninh.vn/robots.txt", always(200, b"User-agent: healtharchive\nDisallow: /\n"),
    ),
    "vn_quangninh_party": ("dukcq.quangninh.gov.vn/robots.txt", always(500, b"User-agent: *\nAllow: /\n")),
    "vn_quangninh_soyte": ("", always(403, b"<h1>403</h1>")),
    "cn_ningde_news": ("www.ndwww.cn/robots.txt", always(404, b"User-agent: *\nDisallow: /\n")),
}  # fmt: skip
"""Office → start of the pages that it answers with something of its own."""


@dataclass(frozen=True)
class Neighbours:
    """One crawl of offices each of which has its own reason to be left alone, or none."""

    states: dict[str, str]
    asked: dict[str, int]
    stored: dict[str, int]
    status: int

    def asked_of(self, host: str) -> set[str]:
        return {page for page in self.asked if page.startswith(host)}


@pytest.fixture(scope="session")
def neighbours(tmp_path_factory: pytest.TempPathFactory, replica: ReplicaServer) -> Neighbours:
    archive = tmp_path_factory.mktemp("neighbours") / "archive.db"
    pages = dict(NEIGHBOURS.values())
    forbidden = pages.pop("")
    pages |= {f"{host}/": forbidden for host in ("soyte.quangninh.gov.vn", "www.quangninh.gov.vn")}
    with HostileServer(replica, pages) as server:
        result = crawl(archive, server.address, *NEIGHBOURS)
        asked = dict(server.asked)
    return Neighbours(
        states=dict(rows(archive, "SELECT site, state FROM runs")),
        asked=asked,
        stored=dict(rows(archive, "SELECT site, count(*) FROM articles GROUP BY site")),
        status=result.returncode,
    )


def test_robots_txt_is_obeyed(neighbours: Neighbours) -> None:
    assert [page for page in neighbours.asked if page.startswith(f"{HOST}/category/tin-tuc/")] == []
    assert neighbours.asked[f"{HOST}/category/phong-chong-dich/"] == 1


@pytest.mark.parametrize(
    ("site", "host", "state"),
    [
        ("vn_quangninh_hospital", "benhviendktinhquangninh.vn", "blocked"),
        ("vn_quangninh_party", "dukcq.quangninh.gov.vn", "down"),
    ],
    ids=["forbids-all", "server-cannot-give-it"],
)
def test_robots_txt_that_forbids_all(neighbours: Neighbours, site: str, host: str, state: str) -> None:
    assert neighbours.states[site] == state
    assert neighbours.asked_of(host) == {f"{host}/robots.txt"}


def test_missing_robots_txt_forbids_nothing(neighbours: Neighbours, replica: ReplicaServer) -> None:
    office = replica.offices["cn_ningde_news"]
    assert neighbours.stored[office.site] == sum(len(office.listed(section.id)) for section in office.sections)


def test_the_other_offices_finish(neighbours: Neighbours) -> None:
    assert neighbours.states["vn_quangninh_soyte"] == "blocked"
    assert neighbours.states["cn_ningde_news"] == neighbours.states[SITE] == "ok"
    assert neighbours.status == 1


LISTS = ("tin-tuc", "phong-chong-dich", "suc-khoe-cong-dong")
TITLES = ("Diệt lăng quăng ở thôn", "Tiêm phòng cho trẻ nhỏ", "Rửa tay đúng cách")


def endless(rows: Callable[[int], str], link: str = "?trang={}") -> Misbehaviour:
    """A list that always has one page more; *rows* makes what stands on page number so-and-so."""
    pages = count(1)

    def one_more(connection: socket, _: int) -> None:
        page = next(pages)
        body = f'<html><body><ul>{rows(page)}</ul><a href="{link.format(page + 1)}">Trang sau</a></body></html>'
        connection.sendall(answer(200, body.encode(), ("Content-Type", "text/html; charset=utf-8")))

    return one_more


def articles(page: str = "") -> str:
    return "".join(f'<li><a href="/bai-so-{n}-cua-trang{page}/">{title}</a></li>' for n, title in enumerate(TITLES))


def article(title: str) -> bytes:
    text = f"<p>{title}: trạm y tế xã cùng người dân làm trong sáng thứ bảy, theo kế hoạch của huyện.</p>" * 3
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>".encode()


def counting(page: int) -> str:
    return f'<li><a href="/lich-cong-tac-thang-{page}/">Lịch công tác tháng {page}</a></li>'


def days(page: int) -> str:
    return "".join(f'<li><a href="/lich-ngay-{day}-{page}/">{day}</a></li>' for day in range(1, 29))


NEXT_YEAR = datetime.now(UTC).year + 1
ENDLESS: list[dict[str, tuple[Misbehaviour, int]]] = [
    {
        "empty-calendar": (
            endless(lambda _: '<a href="/">Trang chủ</a> <a href="/lien-he/">Liên hệ</a><li>Lịch tuần</li>'),
            1,
        ),
        "last-page-for-ever": (endless(lambda _: articles()), 2),
        "same-titles-under-new-addresses": (endless(lambda page: articles(f"?p={page}")), 2),
    },
    {
        "calendar-of-days": (endless(days), 1),
        "one-address-that-counts": (endless(lambda page: articles() + counting(page)), 5),
        "months-to-come": (endless(lambda page: articles(f"-{page}"), link=f"?thang={NEXT_YEAR}-1{{}}"), 1),
    },
]


@pytest.mark.parametrize("lists", ENDLESS, ids=lambda lists: "+".join(lists))
def test_list_without_end_is_left_after_a_few_pages(attack: Attack, lists: dict[str, tuple[Misbehaviour, int]]) -> None:
    sections = dict(zip(LISTS, lists.values(), strict=True))
    pages = {
        f"{HOST}/bai-so-{n}-": always(200, article(title), ("Content-Type", "text/html; charset=utf-8"))
        for n, title in enumerate(TITLES)
    }
    attack.run_all(pages | {f"{HOST}/category/{section}/": list_ for section, (list_, _) in sections.items()})
    asked = {
        section: sum(number for page, number in attack.asked.items() if f"/category/{section}/" in page)
        for section in LISTS
    }
    # A section that names nothing is looked for anew, by a few pages that the home page names; no end of it is known.
    is_one_empty = "empty-calendar" in lists
    looks = 3 if is_one_empty else 0
    assert asked == {section: pages + looks for section, (_, pages) in sections.items()}
    assert attack.state == "ok"
    # The next run need not walk any of them to that end again.
    assert rows(attack.archive, "SELECT count(*) FROM walks WHERE ended_at IS NOT NULL") == [(3 - is_one_empty,)]


def test_live_crawl_does_not_connect_to_this_machine(tmp_path: Path, replica: ReplicaServer) -> None:
    """The names of offices in tests do not exist; one that points to loopback is not connected to either."""
    before = sum(replica.asked.values())
    code = (
        "import sys; from pathlib import Path; import crawler.settings as settings;"
        "settings.DOWNLOAD_DELAY = settings.BACKOFF_BASE = 0; settings.AUTOTHROTTLE_ENABLED = False;"
        "from crawler.crawling.run.runner import CrawlPlan, crawl;"
        "from dataclasses import replace; from spiders.vn.quangninh_cdc import QuangNinhCDCSpider as S;"
        f"S.site = replace(S.site, home='http://localhost:{replica.address.split(':')[1]}/');"
        "outcomes = crawl(CrawlPlan(names=[S.name], archive=Path(sys.argv[1]), log_level='CRITICAL'));"
        "print(outcomes[0].state)"
    )
    result = run_code(code, tmp_path / "archive.db")
    assert result.stdout.strip() == "down"
    assert sum(replica.asked.values()) == before


def test_list_that_was_left_says_nothing_of_what_it_did_not_name(tmp_path: Path, replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    crawl(archive, replica.address, SITE)
    for _ in range(2):
        with HostileServer(replica, {f"{HOST}/category/tin-tuc/": endless(days)}) as server:
            crawl(archive, server.address, SITE, "--full")
    assert rows(archive, "SELECT DISTINCT status FROM articles") == [("live",)]
