"""The restore drill: what was fetched after the backup comes back from the WARC files, under numbers nobody cited."""

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.archive import Archive
from crawler.archive.articles.files.attachments import FileReading, read_file
from crawler.archive.rebuild.taking_in import Taken, take_in, unnamed_records
from crawler.archive.warc.verify import faults
from crawler.cli import cli
from crawler.errors import HealthArchiveError
from crawler.items import Capture, CaptureKind, Visit
from crawler.publish.evidence.citations import cite
from crawler.publish.publication import SERVED_NAME, Publication, publish
from crawler.reading import read_article
from crawler.site import Site
from tests.archive.samples import CDC, SOFTWARE, SOYTE

BACKED_UP, LOST = datetime(2024, 3, 4, 1, tzinfo=UTC), datetime(2024, 3, 5, 1, tzinfo=UTC)
SITES = {site.id: site for site in (SOYTE, CDC)}


def page(number: int, day: datetime) -> bytes:
    text = f"Ngày làm việc thứ {number}, đoàn kiểm tra đã đến trạm y tế xã và ghi nhận kết quả tiêm chủng của tháng."
    return (
        f'<html><head><meta charset="utf-8"><title>Tin số {number}</title></head><body><h1>Tin số {number} của Sở</h1>'
        f'<div class="date">{day:%d/%m/%Y}</div>'
        f'<div class="content"><p>{text}</p><p>{text} Lần {day:%d}.</p></div></body></html>'
    ).encode()


def address(site: Site, number: int) -> str:
    return f"{site.home}tin/bai-{number}.html"


def capture(site: Site, url: str, body: bytes, at: datetime, kind: CaptureKind, article: str | None = None) -> Capture:
    return Capture(
        site=site.id, kind=kind, url=url, requested_url=url, status=200, body=body, fetched_at=at, article_url=article,
        headers=(("Content-Type", "text/html; charset=utf-8"),), section="tin-tuc" if kind == "article" else None,
    )  # fmt: skip


class PlainReader:
    """Reads in this process."""

    def article(self, one: Capture, site: Site, capture_id: int) -> Visit | None:
        return read_article(one, site, capture_id=capture_id)

    def file(self, one: Capture, site: Site) -> FileReading:
        return read_file(one, site.language)


READER = PlainReader()


def crawl(path: Path, site: Site, numbers: Iterable[int], day: datetime) -> None:
    with Archive.open(path) as archive:
        run = archive.start_run(site, started_at=day, software=SOFTWARE)
        for offset, number in enumerate(numbers):
            at, url = day + timedelta(seconds=offset + 1), address(site, number)
            fetched = capture(site, url, page(number, day), at, "article")
            row = run.record_capture(fetched)
            visit = READER.article(fetched, site, row)
            assert visit is not None
            run.store(visit, capture_id=row)
            count = capture(site, f"{site.home}dem?id={number}", b"document.write('57');", at, "counter", url)
            run.record_capture(count)
            run.observe_views(url, 57, "document.write('57');", "endpoint", at)
        run.finish(state="ok", finished_at=day + timedelta(hours=1))


def state(path: Path) -> dict[str, tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT url, site, section, title, body_text, published_at, version, first_seen, last_seen, views "
            "FROM articles"
        ).fetchall()
    return {row[0]: tuple(row[1:]) for row in rows}


def numbers(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT url, id FROM articles"))


def nothing(_path: Path | None = None) -> None:
    """Do nothing, successfully."""


@pytest.fixture
def lost(tmp_path: Path) -> tuple[Path, dict[str, tuple[object, ...]], dict[str, int]]:
    """An archive whose disk was lost: the backup of day one is back in its place, the WARC files are of day two."""
    archive = tmp_path / "data" / "archive.db"
    archive.parent.mkdir()
    crawl(archive, SOYTE, range(20), BACKED_UP)
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "backup.db"),))
    # two offices at the same seconds, so that nothing tells in which order their articles were numbered
    crawl(archive, CDC, range(25), LOST)
    crawl(archive, SOYTE, range(10, 45), LOST)
    publish(archive, Publication(tmp_path / "published", trial=nothing, after=nothing, keep=2), now=LOST)
    before, numbered = state(archive), numbers(archive)
    assert len(before) == 70
    for path in archive.parent.glob("archive.db*"):
        path.unlink()
    shutil.copy(tmp_path / "backup.db", archive)
    return archive, before, numbered


def repaired(archive: Path, published: Path | None = None) -> Taken:
    with Archive.open(archive) as opened:
        return take_in(opened, SITES, READER, software=SOFTWARE, published=published)


def test_a_restored_backup_takes_in_what_came_after_it(
    lost: tuple[Path, dict[str, tuple[object, ...]], dict[str, int]], tmp_path: Path
) -> None:
    archive, before, numbered = lost
    served = tmp_path / "published" / SERVED_NAME
    with Archive.open(archive, read_only=True) as opened:
        assert len(unnamed_records(opened)) == 120
    taken = repaired(archive, served)
    assert (taken.records, taken.articles, taken.unknown, taken.renumbered) == (120, 50, [], 50)
    assert state(archive) == before
    with Archive.open(archive) as opened:
        assert unnamed_records(opened) == []
        assert [str(fault) for fault in faults(opened)] == []
        for url, number in numbered.items():
            assert cite(opened.connection, str(number)).url == url
    today = numbers(archive)
    # no number means another article than the one that it was cited for
    assert [url for url, number in today.items() if number in numbered.values() and numbered[url] != number] == []
    crawl(archive, SOYTE, [99], LOST + timedelta(days=1))
    assert numbers(archive)[address(SOYTE, 99)] > max(*numbered.values(), *today.values())
    again = publish(
        archive, Publication(served.parent, trial=nothing, after=nothing, keep=2), now=LOST + timedelta(days=1)
    )
    assert len(numbers(again)) == 71


def test_without_a_snapshot_no_number_is_given_again(
    lost: tuple[Path, dict[str, tuple[object, ...]], dict[str, int]],
) -> None:
    archive, before, numbered = lost
    assert repaired(archive).renumbered == 0
    assert state(archive) == before
    new = {number for url, number in numbers(archive).items() if numbered[url] != number}
    assert (len(new), new & set(numbered.values())) == (50, set())
    assert repaired(archive) == Taken()


def test_edits_and_repeated_payloads_come_back_as_they_were(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    crawl(archive, SOYTE, range(3), BACKED_UP)
    shutil.copy(archive, tmp_path / "backup.db")
    crawl(archive, SOYTE, range(3), LOST)
    crawl(archive, SOYTE, [0], LOST)  # the same bytes within the same seconds: a revisit record
    before = state(archive)
    assert {row[5] for row in before.values()} == {2}
    for path in tmp_path.glob("archive.db*"):
        path.unlink()
    shutil.copy(tmp_path / "backup.db", archive)
    repaired(archive)
    assert state(archive) == before
    with Archive.open(archive, read_only=True) as opened:
        assert [str(fault) for fault in faults(opened)] == []


def test_a_record_that_nobody_can_place_is_named(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    crawl(archive, SOYTE, range(2), BACKED_UP)
    crawl(archive, CDC, [7], LOST)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in ("view_counts", "versions", "article_urls", "status_history"):
            connection.execute(f"DELETE FROM {table} WHERE article = 3")
    with Archive.open(archive) as opened:
        opened.connection.execute("PRAGMA foreign_keys = OFF")
        opened.connection.execute("DELETE FROM captures WHERE site = ?", (CDC.id,))
        taken = take_in(opened, {SOYTE.id: SOYTE}, READER, software=SOFTWARE)
    assert (taken.records, len(taken.unknown)) == (0, 2)


def test_the_command_repairs_and_says_so(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    crawl(archive, SOYTE, range(2), BACKED_UP)
    done = CliRunner().invoke(cli, ["verify", "--repair", "--archive", str(archive)], catch_exceptions=False)
    assert "0 records taken in, 0 new articles" in done.output
    assert done.exit_code == 0
    with pytest.raises(HealthArchiveError, match="goes with --repair"):
        CliRunner().invoke(
            cli, ["verify", "--archive", str(archive), "--published", str(archive)], catch_exceptions=False
        )
