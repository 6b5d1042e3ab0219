"""What helps a reader on: times of the office, states in their language, feeds of one article and of a search."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.web.text import in_zone
from tests.archive.samples import make_sample_archive
from tests.web.conftest import MakeReader, Reader


@pytest.mark.parametrize(
    ("moment", "zone", "shown"),
    [
        ("2024-03-04T18:30:20Z", "Asia/Ho_Chi_Minh", "2024-03-05T01:30+07:00"),
        ("2024-03-04T18:30:20Z", "Asia/Shanghai", "2024-03-05T02:30+08:00"),
        ("2024-03-04T18:30:20Z", None, "2024-03-04T18:30:20Z"),
        ("2024-03-04T18:30:20Z", "Nowhere/At_All", "2024-03-04T18:30:20Z"),
        ("no moment", "Asia/Shanghai", "no moment"),
    ],
)
def test_moments_in_the_office_s_time(moment: str, zone: str | None, shown: str) -> None:
    assert in_zone(moment, zone) == shown


def test_a_removed_page_says_between_which_moments(reader: Reader) -> None:
    [row] = reader.rows(
        "SELECT a.id, coalesce(h.seen_before, a.last_seen) AS before FROM articles AS a JOIN status_history AS h "
        "ON h.article = a.id AND h.since = a.status_since WHERE a.status = 'gone' LIMIT 1"
    )
    page = reader.get(f"/archive/articles/{row['id']}").text
    between = page.split("When it vanished")[1].split("</p>")[0]
    assert between.count("<time") == 2
    assert f'datetime="{row["before"]}"' in between
    assert "(+07:00)" in between or "(+08:00)" in between


def test_the_bar_leads_to_the_archived_page(reader: Reader) -> None:
    capture = reader.rows("SELECT capture FROM articles WHERE id = 1")[0]["capture"]
    bar = reader.get("/archive/articles/1").text.split('class="article-bar"')[1].split("</nav>")[0]
    assert f'href="/captures/{capture}"' in bar
    assert reader.get(f"/captures/{capture}").status_code == 200


@pytest.mark.parametrize(("language", "word"), [("vi", "đã gỡ"), ("zh", "已删除")])
def test_states_in_tables_are_in_the_reader_s_language(reader: Reader, language: str, word: str) -> None:
    page = reader.get("/archive/status_history?status=gone", headers={"accept-language": language}).text
    cells = page.split("<tbody>")[1]
    assert '<span title="gone">' in cells
    assert ">gone<" not in cells
    assert word in cells


def test_summaries_of_changes_in_tables_are_in_the_reader_s_language(reader: Reader) -> None:
    [row] = reader.rows("SELECT article, change_summary FROM versions WHERE changes <> '[]' LIMIT 1")
    path = f"/archive/versions?article={row['article']}"
    assert row["change_summary"] in reader.get(path).text
    assert f">{row['change_summary']}<" not in reader.get(path, headers={"accept-language": "vi"}).text


def test_the_feed_of_one_article(reader: Reader) -> None:
    [row] = reader.rows("SELECT article, count(*) AS n FROM changes GROUP BY article ORDER BY n DESC LIMIT 1")
    feed = reader.get(f"/feeds/articles/{row['article']}.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert feed.text.count("<entry>") == row["n"] > 0
    assert f"/feeds/articles/{row['article']}.atom" in reader.get(f"/archive/articles/{row['article']}").text
    assert reader.get("/feeds/articles/999999.atom").status_code == 404


def test_a_saved_search_tells_of_changes_and_removals(tmp_path: Path, make_reader: MakeReader) -> None:
    archive = make_sample_archive(tmp_path / "archive.db")
    with closing(sqlite3.connect(archive)) as connection:
        office, number = connection.execute("SELECT site, id FROM articles WHERE status = 'gone' LIMIT 1").fetchone()
    feed = make_reader(archive).get(f"/feeds/search.atom?office={office}").text
    assert f"/archive/articles/{number}#gone-" in feed
    assert "/versions/2" in feed


@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("select id form articles", "articles"),
        ("select *\nfrom no_such_table", "no_such_table"),
        ("delete from articles", "SELECT"),
        ("delete from articles where id = 1", "SELECT"),
    ],
)
def test_wrong_sql_is_kept_and_explained(reader: Reader, sql: str, where: str) -> None:
    answer = reader.get("/archive", params={"sql": sql})
    assert answer.status_code == 400
    kept = answer.text.split("<textarea")[1].split("</textarea>")[0]
    assert sql.split("\n")[0] in kept
    assert where in answer.text.split('class="notice warning"')[1].split("</p>")[0]


def test_exports_have_codes_of_provinces(reader: Reader) -> None:
    header = reader.get("/export/notices.csv").text.splitlines()[0].split(",")
    assert header.index("province_code") == header.index("province") + 1


def test_exports_of_articles_with_many_views(reader: Reader) -> None:
    expected = reader.rows("SELECT count(*) AS n FROM articles WHERE views > 100")[0]["n"]
    rows = reader.get("/export/notices.jsonl?views_over=100").text.splitlines()
    assert len(rows) == expected > 0
    assert len(rows) < len(reader.get("/export/notices.jsonl?views_over=").text.splitlines())


@pytest.mark.parametrize(
    "asked",
    ["changes.csv?views_over=1", "notices.csv?views_over=many", "notices.csv?views_over=-1",
     "notices.csv?views_over=1&views_over=2"],
)  # fmt: skip
def test_views_over_is_one_number_where_there_are_views(reader: Reader, asked: str) -> None:
    answer = reader.get(f"/export/{asked}")
    assert answer.status_code == 400
    assert "views_over" in answer.text
