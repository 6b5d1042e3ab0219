"""Pages as programs read them: references, meta tags, sitemaps, the OpenAPI document, releases, changes."""

import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from crawler.publish.data_dictionary import read_metadata
from crawler.publish.evidence.references import FORMATS, Reference, bibtex, csl_json, gbt7714, ris
from crawler.publish.release import make_release
from crawler.web.endpoints.linked_data import json_ld
from crawler.web.figures.papers import paper_columns, paper_parts
from crawler.web.serving.settings import SiteSettings
from tests.web.conftest import MakeReader, Reader
from tests.web.rows import make_archive

PAPER = Reference(
    key="12@20240305T010000Z",
    office="Sở Y tế tỉnh Thử",
    title="V/v phòng bệnh {mùa} hè & đông 100%",
    url="https://thu.example/12",
    archive_url="https://archive.example/archive/articles/12@20240305T010000Z",
    archived_at="2024-03-05T01:00:00Z",
    published_at="2024-03-04T08:00+07:00",
    document_number="565/SYT-NVY",
    language="vi",
)
BARE = Reference(
    key="3",
    office="示例市卫健委",
    title=None,
    url="https://x.example/3",
    archive_url="https://a.example/3",
    archived_at=None,
)


def test_a_bibtex_entry_is_balanced_and_escaped() -> None:
    entry = bibtex(PAPER)
    assert entry.startswith("@misc{healtharchive:12-20240305T010000Z,\n")
    assert r"V/v phòng bệnh \{mùa\} hè \& đông 100\%" in entry
    plain = re.sub(r"\\.", "", entry)
    assert plain.count("{") == plain.count("}")
    assert "  date = {2024-03-04}," in entry


def test_a_ris_record_has_its_tags_in_order() -> None:
    lines = ris(PAPER).split("\r\n")
    assert (lines[0], lines[-2]) == ("TY  - GOVDOC", "ER  - ")
    assert {"DA  - 2024/03/04/", "M1  - 565/SYT-NVY", "Y2  - 2024/03/05", "PY  - 2024"} <= set(lines)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines if line)


@pytest.mark.parametrize(("day", "parts"), [("2024", [2024]), ("2024-03", [2024, 3]), ("2024-03-04", [2024, 3, 4])])
def test_a_date_is_cited_as_far_as_it_is_known(day: str, parts: list[int]) -> None:
    item = json.loads(csl_json(Reference(**{**PAPER.__dict__, "published_at": day})))[0]
    assert item["issued"] == {"date-parts": [parts]}


def test_what_is_not_known_is_left_out() -> None:
    assert json.loads(csl_json(BARE))[0].keys() & {"issued", "number", "accessed"} == set()
    assert gbt7714(
        BARE
    ) == "示例市卫健委. https://x.example/3[EB/OL]. . https://x.example/3. https://a.example/3.\n".replace(
        "[EB/OL]. . ", "[EB/OL]. "
    )


def test_a_chinese_reference_is_printed_as_the_standard_has_it() -> None:
    chinese = {"office": "示例市卫健委", "title": "关于开展工作的通知", "document_number": "示卫〔2024〕3号"}
    paper = Reference(**{**PAPER.__dict__, **chinese})
    assert gbt7714(paper).startswith(
        "示例市卫健委. 关于开展工作的通知：示卫〔2024〕3号[EB/OL]. (2024-03-04)[2024-03-05]. https://thu.example/12. "
    )


def test_every_format_is_offered_on_the_page(reader: Reader) -> None:
    page = reader.get("/archive/articles/1").text
    for ending, (content_type, _) in FORMATS.items():
        assert f'href="/archive/articles/1/cite.{ending}"' in page
        answer = reader.get(f"/archive/articles/1/cite.{ending}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    for path in ("/archive/articles/1/cite.doc", "/archive/articles/99999/cite.bib"):
        assert reader.get(path).status_code == 404


def test_an_article_page_says_what_it_is(tmp_path: Path, make_reader: MakeReader) -> None:
    title = 'Bài "một" </script><b>'
    article = {
        "title": title,
        "published_at": "2024-03-04",
        "document_number": "1/TB-SYT",
        "author": "Lê A",
        "body_text": "Nội dung.",
    }
    page = make_reader(make_archive(tmp_path / "archive.db", [article])).get("/archive/articles/1").text
    tags = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page)
    meta = {unescape(name): unescape(content) for name, content in tags}
    assert meta["citation_title"] == title
    assert meta["citation_publication_date"] == "2024/03/04"
    assert meta["citation_author"] == "Lê A"
    assert meta["citation_technical_report_number"] == "1/TB-SYT"
    assert (meta["og:title"], meta["og:locale"], meta["description"]) == (title, "vi_VN", "Nội dung.")
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(script)["headline"] == title
    languages = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page))
    assert set(languages) == {"en", "vi", "zh-Hans", "x-default"}
    assert "<b>" not in page


def test_linked_data_cannot_leave_its_script() -> None:
    assert not set("<>&") & set(json_ld({"x": "</script><!-- & -->"}))


def test_sitemaps_name_every_article_once(tmp_path: Path, make_reader: MakeReader) -> None:
    archive = make_archive(tmp_path / "archive.db", [{"title": f"Bài {n}"} for n in range(3)])
    settings = SiteSettings.checked(public=True, base_url="https://archive.example", allowed_hosts=())
    reader = make_reader(archive, settings=settings)
    index = ElementTree.fromstring(reader.get("/sitemap.xml").content)
    files = [element.text or "" for element in index.iter() if element.tag.endswith("loc")]
    assert "Sitemap: https://archive.example/sitemap.xml" in reader.get("/robots.txt").text
    found = []
    for file in files:
        document = ElementTree.fromstring(reader.get(file.removeprefix("https://archive.example")).content)
        found += [element.text or "" for element in document.iter() if element.tag.endswith("loc")]
    assert len(found) == len(set(found))
    articles = [url for url in found if "/articles/" in url]
    assert articles == [f"https://archive.example/archive/articles/{n}" for n in (1, 2, 3)]
    for url in found:
        assert reader.get(url.removeprefix("https://archive.example")).status_code == 200


def test_a_site_that_is_not_to_be_indexed_says_so_everywhere(tmp_path: Path, make_reader: MakeReader) -> None:
    reader = make_reader(
        make_archive(tmp_path / "archive.db", [{"title": "Bài"}]), settings=SiteSettings(indexed=False)
    )
    assert reader.get("/sitemap.xml").status_code == 404
    assert "Disallow: /\n" in reader.get("/robots.txt").text
    assert '<meta name="robots" content="noindex">' in reader.get("/archive/articles/1").text


def test_the_openapi_document_describes_what_answers(reader: Reader) -> None:
    document = reader.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.")
    examples = {"view": "notices", "format": "csv", "id": "1", "table": "articles", "key": "120-tb-syt"}
    operations = set()
    for path, methods in document["paths"].items():
        operation = methods["get"]
        operations.add(operation["operationId"])
        named = set(re.findall(r"\{(\w+)\}", path))
        assert named == {p["name"] for p in operation["parameters"] if p["in"] == "path"}
        values = {**examples, "format": "bib"} if "cite" in path else examples
        answer = reader.get(path.format(**values))
        assert answer.status_code == 200, path
        content = answer.headers["content-type"].partition(";")[0]
        assert content in operation["responses"]["200"]["content"] or "cite" in path
    assert len(operations) == len(document["paths"])


def test_the_page_of_the_interface_names_addresses_that_answer(reader: Reader) -> None:
    page = unescape(reader.get("/api").text)
    addresses = set(re.findall(r'["\'](http://[^"\']+/export/[^"\']+)["\']', page))
    assert len(addresses) >= 3
    for address in addresses:
        assert reader.get("/" + address.split("/", 3)[3]).status_code == 200


def test_scripts_of_other_sites_may_read_what_is_public(
    sample_archive: Path, make_reader: MakeReader, reader: Reader
) -> None:
    public = make_reader(sample_archive, public=True)
    for path in ("/archive/articles/1.json", "/search.json?q=y+te", "/export/notices.jsonl"):
        assert public.get(path).headers.get_list("access-control-allow-origin") == ["*"]
    assert "access-control-allow-origin" not in reader.get("/archive/articles/1.json").headers


# releases


def test_releases_are_listed_with_checksums_and_growth(
    sample_archive: Path, tmp_path: Path, make_reader: MakeReader
) -> None:
    folder = tmp_path / "releases"
    for day in (1, 2):
        make_release(
            sample_archive, folder / f"2024-06-0{day}", metadata=read_metadata(), now=datetime(2024, 6, day, tzinfo=UTC)
        )
    (folder / "other").mkdir()
    reader = make_reader(sample_archive, settings=SiteSettings(public=True, releases=str(folder)))
    page = reader.get("/releases").text
    assert page.index("2024-06-02") < page.index("2024-06-01")
    assert "+0 since 2024-06-01" in page
    for name in ("CITATION.cff", "SHA256SUMS", "README.md", "notices.parquet"):
        answer = reader.get(f"/releases/2024-06-01/{name}")
        assert answer.content == (folder / "2024-06-01" / name).read_bytes()
    (folder / "2024-06-01" / "secret.txt").write_text("x")
    for path in ("2024-06-01/secret.txt", "other/x", "2024-06-03/README.md"):
        assert reader.get(f"/releases/{path}").status_code == 404


def test_without_releases_the_page_says_so(reader: Reader) -> None:
    assert "Nothing has been released yet" in reader.get("/releases").text


# changes


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("kind=edited", lambda row: row["kind"] == "edited"),
        ("kind=gone", lambda row: row["kind"] == "gone"),
        ("office=vn_vidu_cdc", lambda row: row["site"] == "vn_vidu_cdc"),
        ("since=2024-03-06", lambda row: row["changed_at"] >= "2024-03-06"),
        ("until=2024-03-05", lambda row: row["changed_at"] < "2024-03-06"),
    ],
)
def test_changes_are_browsed_by_what_they_are(reader: Reader, query: str, holds) -> None:  # type: ignore[no-untyped-def]  # a condition on a row
    everything = reader.rows("SELECT * FROM changes")
    expected = sum(holds(row) for row in everything)
    assert 0 < expected <= len(everything)
    page = reader.get(f"/changes?{query}").text
    assert page.split('<ol class="change-list">')[1].split("</ol>")[0].count("<h2>") == min(expected, 20)


def test_silent_edits_are_told_from_announced_ones(reader: Reader) -> None:
    counts = {edit: reader.get(f"/changes?edit={edit}").text.count("<h2>") for edit in ("silent", "announced")}
    edits = reader.rows("SELECT count(*) AS n FROM changes WHERE kind = 'edited'")[0]["n"]
    assert sum(counts.values()) == edits
    assert counts["silent"] > 0


@pytest.mark.parametrize("query", ["kind=x", "edit=x", "size=x", "since=2024-13", "until=x"])
def test_a_wrong_filter_of_changes_is_refused(reader: Reader, query: str) -> None:
    assert reader.get(f"/changes?{query}").status_code == 400


# papers


VI_PAPER = """SỞ Y TẾ TỈNH THỬ
Số: 565/SYT-NVY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Thử, ngày 4 tháng 3 năm 2024
Kính gửi: Trung tâm Y tế các huyện
Đề nghị các đơn vị báo cáo trước ngày 10.
Nơi nhận: như trên; lưu VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Nguyễn Văn Thử"""
ZH_PAPER = """示例市卫生健康委员会文件
示卫医发〔2024〕3号
各县区卫生健康局：
请于月底前报送工作总结。
示例市卫生健康委员会
2024年3月4日"""


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("vi", VI_PAPER, "head number motto motto date salutation text recipients signature signature signature"),
        ("zh", ZH_PAPER, "head number salutation text signature signature"),
        ("vi", "Một tin thường.\nKhông có gì đặc biệt.", ""),
        ("zh", "一条普通新闻。\n没有别的。", ""),
        ("vi", "Số: 5/TB\nBảng | Cột\nMột | Hai", ""),
        ("vi", "", ""),
    ],
)
def test_an_official_paper_is_set_by_its_parts(language: str, text: str, roles: str) -> None:
    parts = paper_parts({"body_text": text, "document_number": "x", "language": language})
    assert [part.role for part in parts] == roles.split()
    assert "\n".join(part.text for part in parts) in (text, "")


def test_what_bears_no_number_is_no_paper() -> None:
    assert paper_parts({"body_text": ZH_PAPER, "document_number": None, "language": "zh"}) == []


def test_a_vietnamese_head_stands_in_two_columns() -> None:
    row = {"body_text": VI_PAPER, "document_number": "565/SYT-NVY", "language": "vi"}
    (is_head, columns), (_, rest) = paper_columns(paper_parts(row))
    assert is_head
    assert [[line.text for line in column] for column in columns] == [
        ["SỞ Y TẾ TỈNH THỬ", "Số: 565/SYT-NVY"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Thử, ngày 4 tháng 3 năm 2024",
        ],
    ]
    assert rest[0].text == "Kính gửi: Trung tâm Y tế các huyện"


def test_a_chinese_head_stays_in_one() -> None:
    lines = paper_parts({"body_text": ZH_PAPER, "document_number": "示卫医发〔2024〕3号", "language": "zh"})
    assert paper_columns(lines) == [(False, lines)]


ZOTERO_ITEM_TYPES = (
    ("citation_journal_title", "journalArticle"),
    ("citation_technical_report_institution", "report"),
    ("citation_conference_title", "conferencePaper"),
    ("citation_conference", "conferencePaper"),
    ("citation_dissertation_institution", "thesis"),
    ("citation_inbook_title", "bookSection"),
    ("citation_title", "journalArticle"),
)
"""As the translator "Embedded Metadata" reads Highwire's tags: the first that is there tells the type."""


def zotero_item(page: str) -> dict[str, str]:
    """Return the item that Zotero makes of a page, by the rules of its translator "Embedded Metadata"."""
    pairs = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page)
    tags = {unescape(name): unescape(content) for name, content in pairs}
    item = {"itemType": next(kind for tag, kind in ZOTERO_ITEM_TYPES if tag in tags)}
    if (
        item["itemType"] == "journalArticle"
        and tags.get("og:type") == "article"
        and "citation_journal_title" not in tags
    ):
        item["itemType"] = "webpage"
    for field, names in {
        "title": ("citation_title", "og:title"),
        "author": ("citation_author",),
        "date": ("citation_publication_date", "citation_online_date", "citation_date", "citation_year"),
        "institution": ("citation_technical_report_institution", "citation_publisher"),
        "reportNumber": ("citation_technical_report_number",),
        "language": ("citation_language",),
        "url": ("citation_public_url", "citation_abstract_html_url", "og:url"),
        "abstractNote": ("citation_abstract", "description", "og:description"),
    }.items():
        found = next((tags[name] for name in names if name in tags), None)
        if found:
            item[field] = found
    return item


def test_zotero_takes_an_official_paper_as_a_report(tmp_path: Path, make_reader: MakeReader) -> None:
    article = {
        "title": "V/v phòng bệnh mùa hè",
        "published_at": "2024-03-04",
        "document_number": "565/SYT-NVY",
        "issuer": "Sở Y tế tỉnh Thử",
        "body_text": "Đề nghị các đơn vị báo cáo.",
    }
    page = make_reader(make_archive(tmp_path / "archive.db", [article])).get("/archive/articles/1").text
    item = zotero_item(page)
    assert item.pop("url").endswith("/archive/articles/1")
    assert item == {
        "itemType": "report",
        "title": "V/v phòng bệnh mùa hè",
        "author": "Sở Y tế tỉnh Thử",
        "date": "2024/03/04",
        "institution": "Sở Y tế tỉnh Thử",
        "reportNumber": "565/SYT-NVY",
        "language": "vi",
        "abstractNote": "Đề nghị các đơn vị báo cáo.",
    }


def test_zotero_takes_news_as_a_web_page(tmp_path: Path, make_reader: MakeReader) -> None:
    archive = make_archive(tmp_path / "archive.db", [{"title": "Tin", "published_at": "2024-03-04"}])
    item = zotero_item(make_reader(archive).get("/archive/articles/1").text)
    assert item["itemType"] == "webpage"
    assert (item["title"], item["date"]) == ("Tin", "2024/03/04")


def test_offices_and_the_data_say_what_they_are(reader: Reader) -> None:
    def linked(path: str) -> dict[str, object]:
        (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', reader.get(path).text)
        data: dict[str, object] = json.loads(script)
        return data

    office = linked("/offices/vn_vidu_soyte")
    assert office["@type"] == "GovernmentService"
    assert isinstance(office["provider"], dict)
    assert office["provider"]["@type"] == "GovernmentOrganization"
    dataset = linked("/archive")
    assert dataset["@type"] == "Dataset"
    downloads = dataset["distribution"]
    assert isinstance(downloads, list)
    assert {one["@type"] for one in downloads} == {"DataDownload"}
    for one in downloads[:3]:
        assert reader.get("/" + one["contentUrl"].split("/", 3)[3]).status_code == 200
