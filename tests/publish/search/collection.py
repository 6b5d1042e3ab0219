"""A collection of the tests' own words and the questions to it, loaded as an archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from crawler.archive import Archive
from crawler.items import Capture, Document, Extract, Visit
from crawler.site import Site

_HERE = Path(__file__).parent
NOW = datetime(2025, 8, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """One document."""

    id: str
    office: str
    day: str
    number: str | None
    title: str
    text: str

    @property
    def url(self) -> str:
        return f"https://{self.id}.example.test/x/{self.id}.html"

    @property
    def page(self) -> bytes:
        return f"<h1>{self.title}</h1><p>{self.text}</p>".encode()


@dataclass(frozen=True)
class Question:
    """One question and what is right."""

    kind: str
    text: str
    first: frozenset[str]
    found: frozenset[str]
    below: frozenset[str]
    absent: frozenset[str]
    suggestion: str
    redirect: str


@cache
def documents() -> dict[str, Told]:
    lines = (_HERE / "documents.txt").read_text("utf-8").splitlines()
    told = [Told(a, b, c, None if d == "-" else d, e, f) for a, b, c, d, e, f in (line.split(" | ") for line in lines)]
    return {one.id: one for one in told}


@cache
def questions() -> list[Question]:
    lines = [line for line in (_HERE / "queries.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    return [_question(line.split(" | ")) for line in lines]


def _question(cells: list[str]) -> Question:
    kind, text, *sets = [*cells, *["-"] * (7 - len(cells))]
    redirect = sets[0].removeprefix(">") if sets[0].startswith(">") else ""
    first, found, below, absent = (
        frozenset(cell.split(",")) - {"-"} if not cell.startswith(">") else frozenset({redirect}) for cell in sets[:4]
    )
    digests = {one.id: sha256(one.page).hexdigest() for one in documents().values()}
    suggestion = "" if sets[4] == "-" else sets[4]
    return Question(kind, text.format_map(_Digests(digests)), first, found, below, absent, suggestion, redirect)


class _Digests(dict[str, str]):
    def __init__(self, digests: Mapping[str, str]) -> None:
        super().__init__(digests)

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def make_collection(path: Path) -> Path:
    """Write the collection as an archive, each office with its documents."""
    with Archive.open(path) as archive:
        for office in dict.fromkeys(one.office for one in documents().values()):
            site = _site(office)
            run = archive.start_run(site, started_at=NOW, software="test")
            for one in documents().values():
                if one.office == office:
                    visit = _visit(one, site)
                    run.store(visit, capture_id=run.record_capture(visit.capture, request_headers=()))
            run.finish(state="ok", finished_at=NOW)
    return path


def _site(office: str) -> Site:
    vietnamese = " " in office
    number = list(dict.fromkeys(one.office for one in documents().values())).index(office)
    return Site(
        id=f"{'vn' if vietnamese else 'cn'}_office_{number}",
        name=office,
        name_en=f"Office {number}",
        kind="unknown",
        country="VN" if vietnamese else "CN",
        province="",
        language="vi" if vietnamese else "zh",
        timezone="Asia/Ho_Chi_Minh" if vietnamese else "Asia/Shanghai",
        home=f"https://office{number}.example.test/",
        family="generic",
        sections=(),
        article_url="",
    )


def _visit(one: Told, site: Site) -> Visit:
    capture = Capture(
        site=site.id, kind="article", url=one.url, requested_url=one.url, status=200, headers=(), body=one.page,
        fetched_at=NOW,
    )  # fmt: skip
    extract = Extract(url=one.url, language=site.language, family="generic", title=one.title, body_text=one.text)
    document = Document(
        url=one.url,
        family="generic",
        encoding="utf-8",
        title=one.title,
        title_raw=one.title,
        body_text=one.text,
        language=site.language,
        published_at=one.day,
        published_at_utc=f"{one.day}T00:00:00Z",
        published_precision="day",
        published_raw=one.day,
        sort_date=one.day,
        date_basis="published",
        document_number=one.number,
    )
    return Visit(capture=capture, extract=extract, document=document)
