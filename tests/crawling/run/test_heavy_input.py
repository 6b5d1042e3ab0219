"""Heavy pages, lists and files of five offices in one crawl: each is kept and named, and all that is light is read."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from replica.office import ReplicaOffice
from replica.server import ReplicaServer
from tests.crawling import heavy
from tests.crawling.crawls import rows, run_code, value
from tests.crawling.hostile import HostileServer, Misbehaviour, always

MEGABYTE = 2**20
PROBED = """
import sys
from pathlib import Path
from crawler.crawling.run import runner

plain = runner.project_settings

def probed(*arguments):
    settings = plain(*arguments)
    settings.set("EXTENSIONS", {**settings.getdict("EXTENSIONS"), "tests.crawling.lag.LagProbe": 1})
    settings.set("LAG_FILE", sys.argv[3])
    settings.set("READER_PROCESSOR_SECONDS", 2)
    return settings

runner.project_settings = probed
names = sys.argv[4:]
plan = runner.CrawlPlan(names=names, archive=Path(sys.argv[1]), replica=sys.argv[2], log_level="CRITICAL")
print(*(f"{outcome.site}={outcome.state}" for outcome in runner.crawl(plan)))
"""
PAGES = {
    "vn_quangninh_cdc": lambda: heavy.paragraphs(21 * MEGABYTE),
    "vn_quangninh_hospital": lambda: heavy.attributes(200_000),
    "vn_quangninh_soyte": lambda: heavy.nested(1_000_000),
    "vn_quangninh_party": lambda: heavy.line(30 * MEGABYTE),
    "cn_ningde_news": lambda: heavy.links(500_000),
}
"""Office → what stands in the place of its first article."""
FILES = {
    "long-stream": lambda: heavy.long_stream(3_000_000),
    "vector-map": lambda: heavy.vector_map(5_000_000),
    "shared-strings": lambda: heavy.shared_strings(5_000_000),
    "paragraphs": lambda: heavy.word_paragraphs(2_000_000),
    "zip-bomb": lambda: heavy.zip_bomb(300 * MEGABYTE),
    "page-tree": lambda: heavy.page_tree(100_000),
    "many-sheets": lambda: heavy.many_sheets(20, 60_000),
    "entities": lambda: heavy.entities(9),
}
HUGE = 200 * MEGABYTE


@dataclass(frozen=True)
class Crawled:
    archive: Path
    states: dict[str, str]
    victims: dict[str, str]
    files: dict[str, str]
    """Name of the attack → address."""
    huge: tuple[str, int]
    """Address of the file that is too large to be fetched, and how often it was asked for."""
    sizes: dict[str, int]
    expected: int
    lag: dict[str, float]


def _articles(office: ReplicaOffice) -> int:
    return len({office.address(article) for section in office.sections for article in office.listed(section.id)})


def _attachments(office: ReplicaOffice, but: str) -> list[str]:
    articles = [article for section in office.sections for article in office.listed(section.id)]
    return [
        office.files_base + file.path
        for article in articles
        if office.address(article) != but
        for file in article.files
    ]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, replica: ReplicaServer) -> Crawled:
    folder = tmp_path_factory.mktemp("heavy")
    offices = replica.offices
    victims = {site: office.address(office.listed(office.sections[0].id)[0]) for site, office in offices.items()}
    places = [url for site, office in offices.items() for url in dict.fromkeys(_attachments(office, victims[site]))]
    huge, *others = places
    files = dict(zip(FILES, others, strict=False))
    assert len(files) == len(FILES)
    content = {name: make() for name, make in FILES.items()}
    pages: dict[str, Misbehaviour] = {
        url.split("://")[1]: heavy.page(PAGES[site]()) for site, url in victims.items()
    } | {url.split("://")[1]: always(200, content[name]) for name, url in files.items()}
    pages[huge.split("://")[1]] = heavy.endless(HUGE)
    with HostileServer(replica, pages) as server:
        done = run_code(PROBED, folder / "archive.db", server.address, folder / "lag.json", *sorted(offices))
        asked = server.asked[huge.split("://")[1]]
    return Crawled(
        archive=folder / "archive.db",
        states=dict(told.split("=") for told in done.stdout.split()),
        victims=victims,
        files=files,
        huge=(huge, asked),
        expected=sum(_articles(office) for office in offices.values()),
        sizes={name: len(body) for name, body in content.items()},
        lag=json.loads((folder / "lag.json").read_text()),
    )


def test_every_office_is_crawled_to_its_end(crawled: Crawled) -> None:
    assert set(crawled.states.values()) == {"ok"}
    assert value(crawled.archive, "SELECT count(*) FROM articles") >= crawled.expected


@pytest.mark.parametrize("site", PAGES)
def test_heavy_page_is_kept_and_named_or_read(crawled: Crawled, site: str) -> None:
    url = crawled.victims[site]
    ((capture, problems),) = rows(
        crawled.archive,
        "SELECT captures.id, problems FROM captures JOIN articles ON articles.id = captures.article "
        "WHERE captures.kind = 'article' AND captures.url = ?",
        (url,),
    )
    unread = rows(crawled.archive, "SELECT reason FROM unread_captures WHERE capture = ?", (capture,))
    assert bool(unread) == ("too_heavy" in problems)


@pytest.mark.parametrize("name", FILES)
def test_heavy_file_is_kept_and_named_or_read(crawled: Crawled, name: str) -> None:
    ((captured, status, note),) = rows(
        crawled.archive,
        "SELECT captures.bytes, attachments.status, note FROM attachments "
        "JOIN captures ON captures.id = attachments.capture WHERE attachments.url = ?",
        (crawled.files[name],),
    )
    assert captured == crawled.sizes[name]
    assert status in {"stored", "too_heavy", "damaged", "too_large"}
    assert status == "stored" or note.startswith(status)


def test_a_file_that_is_too_large_to_fetch_is_named_and_asked_for_once(crawled: Crawled) -> None:
    url, asked = crawled.huge
    ((status, note, digest),) = rows(
        crawled.archive, "SELECT status, note, sha256 FROM attachments WHERE url = ?", (url,)
    )
    assert (status, digest, asked) == ("too_large", None, 1)
    assert "more than 32 MB" in note


def test_no_process_uses_much_memory(crawled: Crawled) -> None:
    assert crawled.lag["kilobytes"] < 400 * 1024


def test_event_loop_is_never_busy_for_long(crawled: Crawled) -> None:
    assert crawled.lag["slices"] > 1000
    assert crawled.lag["p999"] < 0.05
