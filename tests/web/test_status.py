"""The status page and the numbers for Prometheus say what the archive knows of each office."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.archive.history.runs import STATES
from crawler.publish.formats.prometheus import OFFICE_STATES
from crawler.publish.snapshot import make_snapshot
from crawler.web.messages import format_date, translate
from tests.crawling.status.test_exposition import parsed
from tests.web.conftest import MakeReader, Reader
from tests.web.rows import OFFICE, make_archive

RUNS = (
    ("2024-05-01T01:00:00Z", "2024-05-01T01:10:00Z", "ok", 9, 4, None),
    ("2024-05-02T01:00:00Z", "2024-05-02T01:10:00Z", "drift", 9, 0, "The titles of 9 of 9 articles are missing."),
    ("2024-05-03T01:00:00Z", None, "running", 0, 0, None),
)


@pytest.fixture
def troubled(tmp_path: Path, make_reader: MakeReader) -> Reader:
    """Return a snapshot's site with an office in trouble, one that is well, and one that was never visited."""
    live = make_archive(tmp_path / "live.db", [{"title": "Bài một", "sort_date": "2024-04-30"}])
    connection = sqlite3.connect(live)
    with connection:
        for site in ("cn_thu_wjw", "vn_moi_soyte"):
            connection.execute("INSERT INTO sites (id, name, language, country) VALUES (?, ?, '', '')", (site, site))
        connection.executemany(
            "INSERT INTO runs (site, started_at, finished_at, state, listed, new, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(OFFICE, *run) for run in RUNS] + [("cn_thu_wjw", *RUNS[0])],
        )
        connection.execute("INSERT INTO alerts VALUES (?, 'drift', '2024-05-02T02:00:00Z')", (OFFICE,))
    connection.close()
    target = tmp_path / "snapshot.db"
    make_snapshot(live, target, now=datetime(2024, 5, 4, tzinfo=UTC))
    return make_reader(target, public=True)


@pytest.mark.parametrize("language", ["en", "vi", "zh"])
def test_the_status_page_says_how_each_office_is(troubled: Reader, language: str) -> None:
    page = troubled.get(f"/status?lang={language}").text
    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
    assert [row.split("/offices/")[1].split(chr(34))[0] for row in rows][-1] == "cn_thu_wjw"
    by_office = {row.split("/offices/")[1].split(chr(34))[0]: row for row in rows}
    assert translate(language, "state.drift") in by_office[OFFICE]
    assert "The titles of 9 of 9 articles are missing." in by_office[OFFICE]
    told = translate(language, "status_page.told", when=format_date("2024-05-02", language))
    assert told in by_office[OFFICE]
    assert ": 4, 0" in by_office[OFFICE]
    assert translate(language, "state.ok") in by_office["cn_thu_wjw"]
    assert translate(language, "state.never") in by_office["vn_moi_soyte"]
    assert translate(language, "status_page.troubled", count="2", offices="3") in page


@pytest.mark.parametrize(
    ("office", "day"), [(OFFICE, "2024-05-01"), ("cn_thu_wjw", "2024-05-01"), ("vn_moi_soyte", None)]
)
@pytest.mark.parametrize("language", ["en", "vi", "zh"])
def test_home_and_office_tell_the_same_last_good_visit(
    troubled: Reader, office: str, day: str | None, language: str
) -> None:
    """That an article was seen is no visit of its own: a run that failed may have seen it."""
    said = f">{format_date(day, language)}</time>" if day else "–"
    label = translate(language, "office.last_good_run")
    assert label == translate(language, "status_page.last_good")
    table = troubled.get(f"/?lang={language}").text.split('class="offices"')[1].split("</table>")[0]
    [row] = [row for row in table.split("<tr>") if f'/offices/{office}"' in row]
    assert said in row.split(f'data-label="{label}"')[1]
    page = troubled.get(f"/offices/{office}?lang={language}").text
    assert said in page.split(f"<dt>{label}</dt>")[1].split("</dd>")[0]


def test_every_page_leads_to_the_status(troubled: Reader) -> None:
    assert 'href="/status"' in troubled.get("/about").text.split("<footer")[1]


def test_prometheus_reads_the_same(troubled: Reader) -> None:
    answer = troubled.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    samples = parsed(answer.text)
    states = {labels for (name, labels), value in samples.items() if name == "healtharchive_state" and value}
    assert states == {
        f'office="{OFFICE}",state="drift"', 'office="cn_thu_wjw",state="ok"', 'office="vn_moi_soyte",state="never"',
    }  # fmt: skip
    of_office = {name.removeprefix("healtharchive_"): value for (name, labels), value in samples.items()
                 if labels == f'office="{OFFICE}"'}  # fmt: skip
    assert of_office == {
        "last_run_timestamp_seconds": datetime(2024, 5, 2, 1, 10, tzinfo=UTC).timestamp(),
        "last_good_run_timestamp_seconds": datetime(2024, 5, 1, 1, 10, tzinfo=UTC).timestamp(),
        "newest_article_timestamp_seconds": datetime(2024, 4, 30, tzinfo=UTC).timestamp(),
        "new_articles": 0,
        "failed_requests": 0,
        "articles": 1,
        "vanished_articles": 0,
        "alert": 1,
    }
    assert samples["healtharchive_snapshot_timestamp_seconds", ""] == datetime(2024, 5, 4, tzinfo=UTC).timestamp()


def test_states_are_those_that_runs_end_in() -> None:
    assert set(OFFICE_STATES) == {*STATES, "never"} - {"imported"}  # which is no crawl
