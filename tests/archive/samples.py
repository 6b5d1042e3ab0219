"""A small archive in our own words, made through the same calls as a crawl makes them; no network, no pages to read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive import Archive, Run
from crawler.archive.articles.files.attachments import read_file
from crawler.items import Attachment, Capture, CaptureKind, Document, Extract, Image, Visit
from crawler.site import Section, Site
from tests.archive.sample_texts import VI_CDC, VI_NEWS, VI_PAPERS, ZH_NEWS, ZH_NOTICES

SOFTWARE = "healtharchive 0.1.0"
DAY_ONE = datetime(2024, 3, 4, 1, 0, tzinfo=UTC)

SOYTE = Site(
    id="vn_vidu_soyte",
    name="Sở Y tế tỉnh Ví Dụ",
    name_en="Vi Du Department of Health",
    kind="health_department",
    country="VN",
    province="Ví Dụ",
    province_code="VN-00",
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    home="https://soyte.vidu.example/",
    family="vnpt_portal",
    sections=(
        Section(id="tin-tuc", name="Tin tức", path="/tin-tuc"),
        Section(id="van-ban", name="Văn bản", path="/van-ban"),
    ),
    article_url=r"-\d+\.html$",
)
CDC = Site(
    id="vn_vidu_cdc",
    name="Trung tâm Kiểm soát bệnh tật tỉnh Ví Dụ",
    name_en="Vi Du Centre for Disease Control",
    kind="cdc",
    country="VN",
    province="Ví Dụ",
    province_code="VN-00",
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    home="http://cdc.vidu.example/",
    family="wordpress",
    sections=(Section(id="phong-benh", name="Phòng bệnh", path="/phong-benh/"),),
    article_url=r"^/\d{4}/",
)
WJW = Site(
    id="cn_shili_wjw",
    name="示例市卫生健康委员会",
    name_en="Shili Municipal Health Commission",
    kind="health_department",
    country="CN",
    province="示例省",
    language="zh",
    timezone="Asia/Shanghai",
    home="https://wjw.shili.example/",
    family="trs",
    sections=(
        Section(id="tzgg", name="通知公告", path="/tzgg/"),
        Section(id="gzdt", name="工作动态", path="/gzdt/"),
    ),
    article_url=r"/t\d{8}_\d+\.html$",
)
SITES = (SOYTE, CDC, WJW)


@dataclass(frozen=True)
class Sample:
    """One article and what happens to it after the day it is first seen."""

    site: Site
    section: str
    path: str
    title: str
    body: str
    published: str | None
    views: Sequence[int] = ()
    """One observation a day, from the first."""
    fields: dict[str, object] = field(default_factory=dict)
    """Further fields of the document."""
    edits: Sequence[dict[str, object]] = ()
    """What changes on the second, third … day."""
    statuses: Sequence[str] = ()
    """What is seen on the days after the last edit; the last one holds on."""

    @property
    def url(self) -> str:
        return self.site.home.rstrip("/") + self.path


def _told(texts: str) -> list[tuple[list[str], str]]:
    """Return the parts of each heading line and the text below it."""
    articles = (article.split("\n", 1) for article in texts.strip().split("\n\n"))
    return [(heading.split(" | "), body) for heading, body in articles]


def samples() -> list[Sample]:
    """Return the articles; order, words and days are always the same."""
    made = [
        Sample(
            SOYTE,
            "tin-tuc",
            f"/tin-tuc/bai-viet-{100 + n}.html",
            title,
            body,
            f"2024-02-{20 + n}T08:15+07:00",
            views=[40 + 7 * n, 55 + 9 * n],
            fields={"author": "Lan Chi", "lead": body.split("\n")[0]},
        )
        for n, ([title], body) in enumerate(_told(VI_NEWS))
    ]
    made += [
        Sample(
            SOYTE,
            "van-ban",
            f"/van-ban/{number.split('/')[0]}-{200 + n}.html",
            title,
            body,
            f"2024-03-0{1 + n % 3}",
            fields={
                "document_number": number,
                "document_type": kind,
                "issuer": "Sở Y tế tỉnh Ví Dụ",
                "signer": "Trần Văn Mẫu",
                "issued_on": f"2024-02-2{n}",
                "attachments": (
                    Attachment(url=f"https://soyte.vidu.example/upload/vb{200 + n}.pdf", name=f"{title}.pdf"),
                ),
            },
        )
        for n, ([number, kind, title], body) in enumerate(_told(VI_PAPERS))
    ]
    made += [
        Sample(
            CDC,
            "phong-benh",
            f"/2024/02/{n + 1:02d}/bai-{n}/",
            title,
            body,
            f"2024-02-{n + 1:02d}T14:00+07:00",
            views=[300 + 20 * n],
            fields={"source": "CDC Ví Dụ"},
        )
        for n, ([title], body) in enumerate(_told(VI_CDC))
    ]
    made += [
        Sample(
            WJW,
            "tzgg",
            f"/tzgg/202403/t2024030{n + 1}_{7700 + n}.html",
            title,
            body,
            f"2024-03-0{n + 1}",
            fields={
                "document_number": number,
                "issuer": WJW.name,
                "issued_on": f"2024-02-2{n + 3}",
                "attachments": (
                    Attachment(url=f"https://wjw.shili.example/tzgg/P0{n}.docx", name=f"附件：{title}.docx"),
                ),
            },
        )
        for n, ([number, title], body) in enumerate(_told(ZH_NOTICES))
    ]
    made += [
        Sample(
            WJW,
            "gzdt",
            f"/gzdt/202402/t202402{10 + n}_{8800 + n}.html",
            title,
            body,
            f"2024-02-{10 + n}T09:30+08:00",
            views=[1000 + n, 1100 + n, 1250 + n],
            fields={"source": "本委", "editor": "王小样"},
        )
        for n, ([title], body) in enumerate(_told(ZH_NEWS))
    ]
    return [_with_history(n, sample) for n, sample in enumerate(made)]


def _with_history(n: int, sample: Sample) -> Sample:
    """Give some articles edits, vanishings and blemishes."""
    histories: dict[int, dict[str, object]] = {
        0: {"edits": [{"body_text": sample.body.replace("12 xã", "15 xã")}, {"title": f"{sample.title} (cập nhật)"}]},
        3: {"statuses": ["gone", "gone"]},
        5: {"fields": sample.fields | {"images": (Image(url=f"{sample.url}.jpg", caption="Trạm y tế mới"),)}},
        7: {"edits": [{"body_text": sample.body.replace("1.250", "1.520")}]},
        9: {"statuses": ["soft_gone", "soft_gone"]},
        13: {"edits": [{"body_text": f"{sample.body}\nBổ sung: đậy kín bể chứa nước."}]},
        14: {"statuses": ["delisted", "delisted"]},
        16: {"statuses": ["blocked", "blocked"]},
        18: {"fields": sample.fields | {"problems": ("short_body: the text is shorter than its lead.",)}},
        19: {"edits": [{"document_number": "示卫医发〔2024〕4号"}]},
        25: {"fields": sample.fields | {"flags": ("pinyin_injected",)}},
        28: {"statuses": ["gone", "gone", "live"]},
        29: {"fields": sample.fields | {"flags": ("traditional_converted",)}},
    }
    return replace(sample, **histories.get(n, {}))  # type: ignore[arg-type]  # the values are the sample's own fields


def document(sample: Sample, **changes: object) -> Document:
    """Return what the sample's page means on a day."""
    published = sample.published
    fields: dict[str, object] = {
        "url": sample.url,
        "language": sample.site.language,
        "family": sample.site.family,
        "encoding": "utf-8",
        "title": sample.title,
        "title_raw": sample.title,
        "body_text": sample.body,
        "published_at": published,
        "published_raw": published,
        "published_precision": None if published is None else "minute" if "T" in published else "day",
        "published_at_utc": _utc(published),
        "sort_date": published[:10] if published else None,
        "date_basis": "published" if published else None,
        "provenance": {"title": "meta:title", "body_text": "structure:densest"},
    }
    return Document(**(fields | sample.fields | changes))  # type: ignore[arg-type]  # assembled from plain fields


def _utc(published: str | None) -> str | None:
    if published is None:
        return None
    moment = datetime.fromisoformat(published)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def capture(
    site: Site,
    url: str,
    body: bytes,
    at: datetime,
    *,
    kind: CaptureKind = "article",
    status: int = 200,
    headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
    section: str | None = None,
    article_url: str | None = None,
    requested_url: str | None = None,
) -> Capture:
    """Return an answer of *site*."""
    return Capture(
        site=site.id,
        kind=kind,
        url=url,
        requested_url=requested_url or url,
        status=status,
        headers=tuple(headers),
        body=body,
        fetched_at=at,
        section=section,
        article_url=article_url,
    )


def page(told: Document) -> bytes:
    """Return a plain page that shows *told*."""
    lines = "".join(f"<p>{line}</p>" for line in (told.body_text or "").split("\n"))
    links = "".join(f'<a href="{file.url}">{file.name}</a>' for file in told.attachments)
    return f"<!doctype html><html><title>{told.title}</title><h1>{told.title}</h1>{lines}{links}</html>".encode()


def visit(sample: Sample, at: datetime, **changes: object) -> Visit:
    """Return the sample's page as captured at a moment and read."""
    told = document(sample, **changes)
    return Visit(
        capture=capture(sample.site, sample.url, page(told), at, section=sample.section),
        extract=Extract(url=sample.url, language=told.language, family=told.family),
        document=told,
    )


def store(run: Run, seen: Visit) -> str:
    """Record and store a visit as the pipelines do; return the outcome."""
    capture_id = run.record_capture(seen.capture, request_headers=(("User-Agent", "healtharchive"),))
    return run.store(seen, capture_id=capture_id)


def keep_file(run: Run, fetched: Capture, language: str = "vi") -> int:
    """Record a file's response and take in what it says, as the spider does; return the capture's id."""
    capture_id = run.record_capture(fetched)
    if fetched.article_url is not None:
        run.store_file(read_file(fetched, language), capture_id=capture_id, article_url=fetched.article_url)
    return capture_id


def make_sample_archive(path: Path) -> Path:
    """Make an archive of 30 articles at *path*, crawled on five days in a row; return *path*."""
    with Archive.open(path) as archive:
        for day in range(5):
            for site in SITES:
                _crawl(archive, site, day)
    return path


def _crawl(archive: Archive, site: Site, day: int) -> None:
    start = DAY_ONE + timedelta(days=day)
    run = archive.start_run(site, started_at=start, software=SOFTWARE)
    for section, url in site.section_urls().items():
        run.record_capture(capture(site, url, f"<ul>{section}</ul>".encode(), start, kind="list", section=section))
    for n, sample in enumerate(sample for sample in samples() if sample.site is site):
        _see(run, sample, day, start + timedelta(seconds=10 * (n + 1)))
    run.finish(state="ok", finished_at=start + timedelta(minutes=20))


def _see(run: Run, sample: Sample, day: int, at: datetime) -> None:
    changes: dict[str, object] = {}
    for edit in sample.edits[:day]:
        changes |= edit
    after = day - len(sample.edits) - 1
    status = sample.statuses[min(after, len(sample.statuses) - 1)] if sample.statuses and after >= 0 else "live"
    if status != "live":
        run.record_status(sample.url, status, at)
        return
    if day < len(sample.views):
        changes |= {"views": sample.views[day], "views_raw": f"{sample.views[day]}"}
    run.record_listed(sample.url, section=sample.section, title=sample.title, date_raw=sample.published, seen_at=at)
    told = visit(sample, at, **changes)
    store(run, told)
    for file in told.document.attachments if told.document and day == 0 else ():
        body = f"%PDF-1.4 {file.name}".encode()
        keep_file(
            run,
            capture(
                sample.site,
                file.url,
                body,
                at,
                kind="attachment",
                article_url=sample.url,
                headers=(("Content-Type", "application/pdf"),),
            ),
        )
