"""Every page answers, says its language, and shows what it promises."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from crawler.publish.data_dictionary import read_metadata
from crawler.web.messages import translate
from crawler.web.pages.home import provinces
from tests.archive.samples import make_sample_archive
from tests.web.conftest import MakeReader, Reader
from tests.web.rows import make_archive

PAGES = [
    "/", "/search", "/search?q=y+te", "/documents", "/about", "/archive", "/offices/vn_vidu_soyte", "/archive/articles",
    "/archive/articles/1", "/archive/articles/1/versions/2", "/archive/captures", "/archive/runs/1", "/archive/notices",
    "/archive/view_history", "/archive/changes", "/archive/attachments_text", "/archive/edits",
    "/archive/articles?_facet=issuer", "/status",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("vi", "vi"), ("zh", "zh-Hans")])
def test_every_page_answers_in_every_language(reader: Reader, path: str, language: str, tag: str) -> None:
    answer = reader.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{tag}">' in answer.text
    assert answer.headers["content-language"] == tag
    assert len(re.findall(r"<h1[ >]", answer.text)) == 1


def test_the_switch_keeps_the_page_and_is_remembered(reader: Reader) -> None:
    answer = reader.get("/search?q=y+te&page=1&lang=vi")
    assert 'lang="vi"' in answer.text
    assert 'href="?q=y+te&amp;page=1&amp;lang=zh"' in answer.text
    assert answer.headers["set-cookie"].startswith("language=vi;")
    assert '<html lang="zh-Hans">' in reader.get("/", cookies={"language": "zh"}).text


def test_no_cache_shows_a_page_in_another_language(reader: Reader) -> None:
    for path in ("/", "/archive/captures"):
        assert {"Accept-Language", "Cookie"} <= set(reader.get(path).headers["vary"].split(", "))
        assert reader.get(f"{path}?lang=vi").headers.get_list("cache-control") == ["no-store"]


def test_an_unknown_language_is_ignored(reader: Reader) -> None:
    answer = reader.get("/?lang=xx", cookies={"language": "<"})
    assert '<html lang="en">' in answer.text
    assert "set-cookie" not in answer.headers


def test_home_tells_coverage_changes_and_losses(reader: Reader) -> None:
    page = reader.get("/").text
    assert all(site["name"] in page for site in reader.rows("SELECT name FROM sites"))
    for heading in ("newest", "changed", "vanished"):
        section = page.split(f'id="{heading}-heading"')[1].split("</section>")[0]
        assert '<li class="card">' in section


@pytest.mark.parametrize(
    ("name_en", "province", "told"),
    [
        ("Thu Health", "Thử", 'Thu Health · <span lang="vi">Thử</span>'),
        (None, "Thử", '<span lang="vi">Thử</span>'),
        ("Thu Health", None, "Thu Health"),
        ("", None, ""),
    ],
)
def test_home_parts_only_what_is_known_of_an_office(
    name_en: str | None, province: str | None, told: str, make_reader: MakeReader, tmp_path: Path
) -> None:
    path = make_archive(tmp_path / "archive.db", [{"title": "Một"}])
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE sites SET name_en = ?, province = ?", (name_en, province))
    connection.close()
    table = make_reader(path).get("/?lang=en").text.split('class="offices"')[1]
    assert f'<span class="sub">{told}</span></th>' in table


def test_an_article_shows_its_evidence(reader: Reader) -> None:
    page = reader.get("/archive/articles/1").text
    row = reader.rows(
        "SELECT a.url, a.title, c.sha256, c.warc_file FROM articles AS a JOIN captures AS c ON c.id = a.capture "
        "WHERE a.id = 1"
    )[0]
    for value in row.values():
        assert value in page
    assert '<h1 lang="vi">' in page
    assert 'class="body" lang="vi"' in page
    assert '<svg class="chart"' in page
    citation = page.split('id="citation"')[1].split("</p>")[0]
    assert re.search(r"Archived \d{4}-[^ ]*Z as 1@\d{8}T\d{6}Z, SHA-256 [0-9a-f]{64}", citation)


def test_an_article_without_a_date_makes_no_office_fresh(make_reader: MakeReader, tmp_path: Path) -> None:
    undated = {"title": "Không ngày", "sort_date": "2024-05-01", "date_basis": "first_seen"}
    path = make_archive(tmp_path / "archive.db", [{"title": "Có ngày", "sort_date": "2020-03-05"}, undated])
    rows = make_reader(path).rows("SELECT oldest, newest FROM office_summary")
    assert rows == [{"oldest": "2020-03-05", "newest": "2020-03-05"}]


def test_what_has_no_day_counts_for_none(make_reader: MakeReader, tmp_path: Path) -> None:
    """When the archive saw an article first is no day of publication, wherever a year, month or day is told."""
    undated = {"title": "Kế hoạch phun hóa chất", "sort_date": "2024-05-01", "date_basis": "first_seen"}
    undated |= {"document_number": "17/KH-TTYT", "issuer": "Trung tâm Y tế"}
    dated = {"title": "Kế hoạch tẩy giun", "sort_date": "2020-03-05", "document_number": "9/KH-TTYT", "issuer": "Trạm"}
    path = make_archive(tmp_path / "archive.db", [dated, undated])
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany("INSERT INTO same_text (article, group_id) VALUES (?, 1)", [(1,), (2,)])
    connection.close()
    reader = make_reader(path)
    for table, column in (
        ("office_months", "month"),
        ("document_years", "year"),
        ("document_issuers", "newest"),
        ("article_facets", "year"),
        ("text_groups", "last_day"),
        ("text_diffusion", "day"),
        ("office_summary", "newest"),
    ):
        said = [str(row[column]) for row in reader.rows(f"SELECT {column} FROM {table}") if row[column] is not None]
        assert [day[:4] for day in said] == ["2020"], table
    assert "phun hóa chất" not in reader.get("/search", params={"q": "kế hoạch", "year": "2024"}).text
    assert "tẩy giun" in reader.get("/search", params={"q": "kế hoạch", "year": "2020"}).text
    for page in ("/documents", "/archive/notices", "/texts/1"):
        assert "2024" not in reader.get(page).text.split("<main")[-1].split("</main>")[0].replace("2024-05-01T", ""), (
            page
        )


def test_the_number_of_a_merged_article_leads_to_the_one_that_it_is(make_reader: MakeReader, tmp_path: Path) -> None:
    path = make_archive(tmp_path / "archive.db", [{"title": "Thông báo"}])
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("INSERT INTO merged_articles VALUES (7, 1, 'https://thu.example/7', '2024-05-02', 'gone')")
    connection.close()
    answer = make_reader(path).get("/archive/articles/7", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, "/archive/articles/1")


@pytest.mark.parametrize("number", [1, 2])
def test_the_address_of_a_citation_leads_to_the_version_that_it_cites(reader: Reader, number: int) -> None:
    page = reader.get(f"/archive/articles/1/versions/{number}").text
    cited = page.split('id="citation"')[1].split("</p>")[0].split()[-1].removeprefix("http://localhost")
    assert re.fullmatch(r"/archive/articles/1@\d{8}T\d{6}Z", cited)
    for asked in (cited, cited.replace("@", "%40")):
        answer = reader.get(asked)
        assert (answer.status_code, answer.headers["location"]) == (302, f"/archive/articles/1/versions/{number}")
    found = reader.get("/search", params={"q": cited.rpartition("/")[2]})
    assert found.headers["location"] == cited


def test_a_version_of_a_merged_article_is_still_found(make_reader: MakeReader, tmp_path: Path) -> None:
    path = make_sample_archive(tmp_path / "archive.db")
    connection = sqlite3.connect(path)
    with connection:
        capture, fetched_at = connection.execute(
            "SELECT c.id, c.fetched_at FROM versions AS v JOIN captures AS c ON c.id = v.capture "
            "WHERE v.article = 1 AND v.number = 2"
        ).fetchone()
        connection.execute("INSERT INTO merged_articles VALUES (700, 1, 'https://x.example', '2024-06-02', 'moved')")
        connection.execute("INSERT INTO former_versions VALUES (700, 1, ?, '2024-06-02')", (capture,))
    connection.close()
    reader = make_reader(path)
    answer = reader.get("/archive/articles/700/versions/1")
    moment = re.sub("[-:]", "", fetched_at)
    assert (answer.status_code, answer.headers["location"]) == (301, f"/archive/articles/1@{moment}")
    assert reader.get(f"/archive/articles/700@{moment}").headers["location"] == "/archive/articles/1/versions/2"


def test_a_swapped_file_is_named_though_no_word_changed(make_reader: MakeReader, tmp_path: Path) -> None:
    path = make_archive(tmp_path / "archive.db", [{"title": "Thông báo", "body_text": "Nội dung."}])
    swapped = [{"kind": "attachment_replaced", "field": None, "before": "a.pdf", "after": "a.pdf"}]
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "INSERT INTO versions (article, number, seen_at, title, body_text, content_digest, changes) "
            "VALUES (1, 2, '2024-05-02T00:00:00Z', 'Thông báo', 'Nội dung.', '1', ?)",
            (json.dumps(swapped),),
        )
    connection.close()
    assert "attachment replaced: a.pdf" in make_reader(path).get("/archive/articles/1/versions/2").text


@pytest.mark.parametrize("typed", ["qđ-thử", "12 / QD", "qd - thu"])
def test_a_piece_of_a_number_is_found_however_it_is_typed(make_reader: MakeReader, tmp_path: Path, typed: str) -> None:
    numbers = ["12/QĐ-THỬ", "13/TB-KHÁC"]
    reader = make_reader(make_archive(tmp_path / "archive.db", [{"document_number": number} for number in numbers]))
    page = reader.get("/documents", params={"number": typed}).text
    assert [number in page for number in numbers] == [True, False]
    assert not any(number in reader.get("/documents?number=%3F%3F").text for number in numbers)


def test_an_edited_article_says_so_above_its_text(reader: Reader) -> None:
    heads = [reader.get(f"/archive/articles/{number}").text.split('class="body"')[0] for number in (1, 2)]
    versions = [reader.rows(f"SELECT version FROM articles WHERE id = {number}")[0]["version"] for number in (1, 2)]
    assert [version > 1 for version in versions] == [True, False]
    assert ['href="#versions-heading"' in head for head in heads] == [True, False]


def test_a_question_in_sql_is_headed_in_the_reader_s_language(reader: Reader) -> None:
    assert "<h1>Truy vấn SQL</h1>" in reader.get("/archive?sql=select+1&lang=vi").text


def test_a_search_that_finds_nothing_says_so_and_helps(reader: Reader) -> None:
    page = reader.get("/search?q=xqzzt").text
    assert "Nothing was found" in page
    assert '<details class="help" open>' in page
    assert '<details class="help">' in reader.get("/search?q=y+te").text


def test_a_vanished_article_says_so(reader: Reader) -> None:
    gone = reader.rows("SELECT id FROM articles WHERE status = 'gone'")[0]["id"]
    assert "The office has removed this page" in reader.get(f"/archive/articles/{gone}").text


def test_an_official_paper_shows_its_head(reader: Reader) -> None:
    paper = reader.rows("SELECT id, document_number, signer FROM articles WHERE signer IS NOT NULL")[0]
    head = reader.get(f"/archive/articles/{paper['id']}").text.split('class="document-head"')[1].split("</table>")[0]
    assert paper["document_number"] in head
    assert paper["signer"] in head


@pytest.mark.parametrize(
    ("language", "index_label", "subject_label"),
    [("en", "Index number", "Subject"), ("vi", "Số chỉ mục", "Trích yếu"), ("zh", "索引号", "事由")],
)
def test_the_head_names_catalogue_number_and_subject(
    tmp_path: Path, make_reader: MakeReader, language: str, index_label: str, subject_label: str
) -> None:
    papers = [
        {"title": "Bài", "language": "vi", "index_number": "0001/2024", "subject": "Về việc khác"},
        {"title": "Bài", "language": "vi", "index_number": "0002/2024", "subject": "Bài"},
    ]
    reader = make_reader(make_archive(tmp_path / "archive.db", papers))
    pages = [reader.get(f"/archive/articles/{number}?lang={language}").text for number in (1, 2)]
    first, second = (page.split('class="document-head"')[1].split("</table>")[0] for page in pages)
    assert all(words in first for words in (index_label, "0001/2024", subject_label, "Về việc khác"))
    assert subject_label not in second  # it is the headline


def test_a_version_shows_the_difference(reader: Reader) -> None:
    page = reader.get("/archive/articles/1/versions/2").text
    assert "<del>" in page
    assert "<ins>" in page


def test_flags_are_explained_in_the_readers_language(tmp_path: Path, make_reader: MakeReader) -> None:
    problems = json.dumps(["no_title: no headline was found on the page", "odd_thing: a sentence of its own"])
    reader = make_reader(make_archive(tmp_path / "archive.db", [{"body_text": "x", "problems": problems}]))
    page = reader.get("/archive/articles/1").text
    assert "a sentence of its own" in page
    assert "<code>odd_thing</code>" in page
    assert "(no headline)" in page


@pytest.mark.parametrize(
    "path",
    ["/nope", "/archive/articles/999", "/archive/articles/99999999999999999999", "/archive/articles/1/versions/99",
     "/archive/articles/99999999999999999999@19990101T000000Z",
     "/offices/nobody", "/archive/articles/1/versions/999999999999", "/other/articles/1", "/archive/nothing"],
)  # fmt: skip
def test_what_is_not_there_is_a_friendly_404(reader: Reader, path: str) -> None:
    answer = reader.get(path, headers={"Accept-Language": "vi"})
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text


def test_the_json_of_an_article_is_datasettes_own(reader: Reader) -> None:
    row = reader.get("/archive/articles/1.json?_shape=objects").json()["rows"][0]
    assert row["id"] == 1
    assert row["site"] == "vn_vidu_soyte"


def test_every_table_and_column_is_described(reader: Reader) -> None:
    tables = read_metadata()["databases"]["archive"]["tables"]
    names = reader.rows(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'article_search%' "
        "AND name NOT LIKE 'sqlite_%'"
    )
    internal = {name for name, table in tables.items() if table.get("hidden") and not table.get("columns")}
    undescribed = []
    for name in (row["name"] for row in names):
        columns = [row["name"] for row in reader.rows(f"SELECT name FROM pragma_table_info('{name}')")]
        described = tables.get(name, {}).get("columns", {})
        if name not in internal:
            undescribed += [f"{name}.{column}" for column in columns if not described.get(column)]
            undescribed += [f"{name}.{column} does not exist" for column in described if column not in columns]
    assert undescribed == []


def test_every_ready_question_answers(reader: Reader) -> None:
    queries = read_metadata()["databases"]["archive"]["queries"]
    assert {title.split(":")[0] for title in (query["title"] for query in queries.values())} == {
        "Researcher", "Analyst", "Operator",
    }  # fmt: skip
    for name in queries:
        assert reader.get(f"/archive/{name}.json?_shape=array").status_code == 200


def test_pages_need_no_script(reader: Reader) -> None:
    for path in PAGES:
        page = reader.get(path).text
        assert re.findall(r"<script(?![^>]*src=)(?! type=\"application/ld\+json\")", page) == []
        assert re.findall(r"\son[a-z]+=", page) == []
        assert "style=" not in page


def test_sql_can_be_asked_on_ones_own_machine(reader: Reader) -> None:
    assert 'name="sql"' in reader.get("/archive").text
    page = reader.get("/archive?sql=select+%27xin+ch%C3%A0o%27+as+loi").text
    assert "xin chào" in page
    assert reader.get("/archive.json?sql=select+1+as+n&_shape=array").json() == [{"n": 1}]


def test_a_counter_that_began_anew_is_marked(tmp_path: Path, make_reader: MakeReader) -> None:
    path = make_archive(tmp_path / "archive.db", [{"title": "Bài"}])
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany(
            "INSERT INTO view_counts (article, observed_at, views, method) VALUES (1, ?, ?, 'html')",
            [("2024-05-01T00:00:00Z", 900), ("2024-05-02T00:00:00Z", 950), ("2024-05-03T00:00:00Z", 12)],
        )
    connection.close()
    page = make_reader(path).get("/archive/articles/1").text
    assert "The counter began anew: 2024-05-03" in page
    assert page.count("The counter began anew") == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "title changed; Document number added: 1/TB-SYT; numbers in the text: 120 → 150; paragraphs added: 1"),
        ("vi", "đổi tiêu đề; thêm Số, ký hiệu: 1/TB-SYT; con số trong văn bản: 120 → 150; số đoạn thêm: 1"),
        ("zh", "标题有改动；新增文号：1/TB-SYT；正文数字：120 → 150；新增段落：1"),
    ],
)
def test_what_changed_is_said_in_the_reader_s_language(
    tmp_path: Path, make_reader: MakeReader, language: str, said: str
) -> None:
    path = make_archive(tmp_path / "archive.db", [{"title": "Bài mới", "version": 2}])
    changes = [
        {"kind": "title", "field": "title", "before": "Bài cũ", "after": "Bài mới"},
        {"kind": "document_number", "field": "document_number", "before": None, "after": "1/TB-SYT"},
        {"kind": "numeral", "field": "body_text", "before": "120", "after": "150"},
        {"kind": "paragraph_added", "field": "body_text", "before": None, "after": "Thêm."},
    ]
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "INSERT INTO versions (article, number, seen_at, title, changed_fields, changes, content_digest) "
            """VALUES (1, 2, '2024-05-02T00:00:00Z', 'Bài mới', '["title", "body_text"]', ?, '1')""",
            (json.dumps(changes),),
        )
    connection.close()
    reader = make_reader(path)
    for page in ("/", "/archive/articles/1", "/feeds/changes.atom"):
        assert said in reader.get(f"{page}?lang={language}").text


@pytest.mark.parametrize(("language", "shown"), [("en", "Vietnamese"), ("vi", "Tiếng Việt"), ("zh", "越南文")])
def test_facets_are_named_in_the_reader_s_language(reader: Reader, language: str, shown: str) -> None:
    facets = reader.get(f"/archive/articles?lang={language}").text.split('class="facets"')[1].split('class="hint"')[0]
    assert f">{shown}</a>" in facets
    assert f">{translate(language, 'status.live')}</a>" in facets


def test_provinces_are_shown_where_there_are_several() -> None:
    def office(province: str | None, articles: int, country: str = "VN") -> dict[str, object]:
        return {
            "province": province,
            "province_code": None,
            "country": country,
            "language": "vi",
            "articles": articles,
        }

    assert provinces([office("A", 1), office("B", 2), office(None, 9)]) == []
    found = provinces([office("A", 1), office("B", 900), office("B", 100), office("C", 0, "CN"), office(None, 9)])
    assert [(one.name, one.offices, one.articles) for one in found] == [("A", 1, 1), ("B", 2, 1000), ("C", 1, 0)]
    assert [one.share for one in found] == [1, 4, 1]
