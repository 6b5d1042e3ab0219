"""Finding: the stock search box, the search page, document numbers; nothing that is typed is an error."""

import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from crawler.publish.search import asked, find, index, ranking
from crawler.web.pages import search as search_page
from tests.shared import SHARED, needs_shared
from tests.web.conftest import MakeReader, Reader
from tests.web.rows import make_archive

TEXTS = [
    {"title": "Bệnh viện Đà Nẵng tập huấn điều dưỡng", "body_text": "Lớp học cho điều dưỡng trưởng."},
    {
        "title": "深化醫改推進會議",
        "body_text": "全省醫療保障改革工作持续推进。",
        "language": "zh",
        "sort_date": "2023-02-01",
    },
    {"title": "医改工作会议", "body_text": "浙江经验介绍。2022年启动。", "language": "zh", "sort_date": "2022-01-01"},
    {"title": "Tổ chức tiêm chủng", "body_text": "Tiêm cho trẻ em. Không có sởi.", "document_number": "565/TB-SYT"},
    {
        "title": "Hoà giải",
        "body_text": "Má và mà. Sức khoẻ cộng đồng, y tế Quảng Ninh.",
        "document_number": "12/KH-SYT",
    },
    {"title": "转发文件", "body_text": "请认真执行。", "language": "zh", "document_number": "国卫办医发〔2022〕1号"},
]
CASES = {
    "no accents, đ": ("da nang", [1]),
    "two characters, both scripts": ("医改", [2, 3]),
    "traditional query": ("醫改", [2, 3]),
    "one character": ("浙", [3]),
    "digits before Han": ("2022年", [3]),
    "all words": ("y te quang ninh", [5]),
    "phrase": ('"tiêm chủng"', [4]),
    "phrase out of order": ('"chủng tiêm"', []),
    "tone placement": ("sức khỏe", [5]),
    "nothing": ("không hề có từ này", []),
}
OWN_CASES = {
    **CASES,
    "without": ("医改 -浙江", [2]),
    "without accents": ("tiem -soi", []),
    "title only": ("title:会议", [2, 3]),
    "title only, Vietnamese word": ("tiêu đề:sởi", []),
    "title only, Chinese word": ("标题：会议", [2, 3]),
    "only exclusions": ("-浙江", []),
}
ODD = [
    "", " ", '"', '""', "'", "*", "(", ")", "NEAR(", "AND", "OR NOT", "a:b", "-", "--", '-"', "title:", 'title:"',
    "{title}:x", "^x", "x*", "\x00", "\u200b", "％", "\ud7ff", "😀", "a" * 5000, '"' * 999, "%", "\\", "1 OR 1=1; --",
    "<script>", "x\x02y",
]  # fmt: skip


@pytest.fixture
def texts(tmp_path: Path, make_reader: MakeReader) -> Reader:
    return make_reader(make_archive(tmp_path / "archive.db", TEXTS))


def hits(page: str) -> list[int]:
    """Return the articles that a search page lists."""
    return sorted(int(number) for number in re.findall(r'<h2><a href="/archive/articles/(\d+)"', page))


def meant(reader: Reader, query: str, more: str = "") -> list[int]:
    """Return the articles that hold all that was asked as it was asked, not those below that are only alike."""
    found = reader.get(f"/search.json?size=100&q={quote(query)}{more}").json()["hits"]
    return sorted(hit["id"] for hit in found if hit["match"] in ("exact", "synonym", "bearer"))


@pytest.mark.parametrize(("query", "expected"), CASES.values(), ids=CASES)
def test_the_stock_search_box_finds(texts: Reader, query: str, expected: Sequence[int]) -> None:
    answer = texts.get(f"/archive/articles.json?_shape=array&_search={quote(query)}")
    assert sorted(row["id"] for row in answer.json()) == list(expected)


@pytest.mark.parametrize(("query", "expected"), OWN_CASES.values(), ids=OWN_CASES)
def test_the_search_page_finds(texts: Reader, query: str, expected: Sequence[int]) -> None:
    assert meant(texts, query) == list(expected)
    assert set(expected) <= set(hits(texts.get(f"/search?q={quote(query)}").text))


@needs_shared
def test_recall_and_precision_on_the_written_queries(tmp_path: Path, make_reader: MakeReader) -> None:
    cases = json.loads((SHARED / "reference/cases/search_queries.json").read_text("utf-8"))
    documents = [
        {"id": row["id"], "title": row["title"], "body_text": row["body"], "language": row["language"][:2]}
        for row in cases["documents"]
    ]
    reader = make_reader(make_archive(tmp_path / "archive.db", documents))
    wrong = {}
    for case in cases["cases"]:
        query = quote(case["input"])
        stock = reader.get(f"/archive/articles.json?_shape=array&_size=100&_search={query}").json()
        answer = reader.get(f"/search.json?size=100&q={query}&synonyms=0").json()["hits"]
        # what is only alike may follow
        own = sorted(hit["id"] for hit in answer[: len(case["expected"])])
        if (sorted(row["id"] for row in stock), own) != (case["expected"], case["expected"]):
            wrong[case["input"]] = (stock, own)
    assert wrong == {}


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("path", ["/search?q=", "/archive/articles?_search=", "/archive/articles.json?_search=",
                                  "/archive/ranked_search?q=", "/archive/by_document_number?number=",
                                  "/documents?number="])  # fmt: skip
def test_odd_input_is_never_an_error(reader: Reader, path: str, query: str) -> None:
    assert reader.get(path + quote(query, safe="")).status_code in (200, 302)


@pytest.mark.parametrize(
    "typed",
    ["565/TB-SYT", "565 / TB - SYT", "565/tb-syt", "Số 565/TB-SYT"],
    ids=["exact", "spaced", "lower", "with label"],
)
def test_a_document_number_leads_straight_to_the_document(texts: Reader, typed: str) -> None:
    answer = texts.get(f"/search?q={quote(typed)}")
    assert (answer.status_code, answer.headers["location"]) == (302, "/archive/articles/4")


@pytest.mark.parametrize("typed", ["国卫办医发〔2022〕1号", "国卫办医发[2022]1号", "国卫办医发(2022)1号"])
def test_brackets_of_chinese_numbers_do_not_matter(texts: Reader, typed: str) -> None:
    assert texts.get(f"/search?q={quote(typed)}").headers.get("location") == "/archive/articles/6"


def test_excerpts_show_the_original_text(texts: Reader) -> None:
    assert "深化<mark>醫改</mark>推進會議" in texts.get(f"/search?q={quote('医改')}").text
    assert "<mark>điều dưỡng</mark>" in texts.get("/search?q=dieu+duong").text


def test_accents_can_be_taken_literally(texts: Reader) -> None:
    assert hits(texts.get(f"/search?q={quote('mà')}&exact=1").text) == [5]
    assert hits(texts.get(f"/search?q={quote('mả')}").text) == [5]
    assert hits(texts.get(f"/search?q={quote('mả')}&exact=1").text) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("language=zh", [2, 3]),
        ("year=2023", [2]),
        ("office=vn_thu_soyte", [2, 3]),
        ("office=elsewhere", []),
        ("status=gone", []),
        ("attachment=1", []),
        ("section=tin", [2, 3]),
        ("year=abcd&page=-4&sort=up", [2, 3]),
    ],
)
def test_filters_narrow_the_hits(texts: Reader, arguments: str, expected: Sequence[int]) -> None:
    assert hits(texts.get(f"/search?q={quote('医改')}&{arguments}").text) == list(expected)


def test_filters_that_leave_many_articles_find_the_same(texts: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [
        f"/search?q={quote(text)}&{arguments}&sort={sort}"
        for text in ("医改", "会议")
        for arguments in ("language=zh", "status=live", "section=tin&year=2023")
        for sort in ("relevance", "newest")
    ]
    expected = [hits(texts.get(path).text) for path in paths]
    assert any(expected)
    monkeypatch.setattr(index, "MANY", 1)
    monkeypatch.setattr(index, "MANY", 1)
    assert [hits(texts.get(path).text) for path in paths] == expected


def test_filters_alone_list_articles(texts: Reader) -> None:
    assert hits(texts.get("/search?language=zh").text) == [2, 3, 6]


def test_hits_can_be_ordered_by_date(texts: Reader) -> None:
    def order(sort: str) -> list[str]:
        page = texts.get(f"/search?language=zh&q={quote('会议')}&sort={sort}").text
        return re.findall(r'<h2><a href="/archive/articles/(\d+)"', page)

    assert (order("newest"), order("oldest")) == (["2", "3"], ["3", "2"])


def test_a_word_that_is_everywhere_gives_the_same_hits(texts: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def page(sort: str) -> list[str]:
        text = texts.get(f"/search?q={quote('医改')}&sort={sort}").text
        return re.findall(r'<h2><a href="/archive/articles/(\d+)"', text)

    sorts = ("relevance", "newest", "oldest")
    expected = [page(sort) for sort in sorts]
    monkeypatch.setattr(index, "COUNTED", 1)
    monkeypatch.setattr(find, "COUNTED", 1)
    assert [page(sort) for sort in sorts] == expected
    assert "more than 1 articles" in texts.get(f"/search?q={quote('医改')}").text


@pytest.mark.parametrize("tried", [1, 7, 30, 1000])
def test_pages_by_date_are_the_same_however_they_are_found(
    tmp_path: Path, make_reader: MakeReader, monkeypatch: pytest.MonkeyPatch, tried: int
) -> None:
    articles = [
        {
            "title": "Tiêm chủng" if n % 3 else "Họp",
            "sort_date": f"2024-{n % 11 + 1:02d}-01",
            "language": "vi" if n % 5 else "zh",
        }
        for n in range(60)
    ]
    reader = make_reader(make_archive(tmp_path / "archive.db", articles))
    monkeypatch.setattr(search_page, "Search", partial(asked.Search, size=6))
    monkeypatch.setattr(ranking, "POOL", 1)
    paths = [
        f"/search?q=tiem&sort={sort}&page={page}{more}"
        for sort in ("newest", "oldest")
        for more in ("", "&language=vi", "&year=2024&status=live")
        for page in (1, 2, 3, 9)
    ]

    def pages() -> list[list[str]]:
        return [re.findall(r'<h2><a href="/archive/articles/(\d+)"', reader.get(path).text) for path in paths]

    expected = pages()
    assert len(expected[0]) == 6
    monkeypatch.setattr(index, "COUNTED", 2)
    monkeypatch.setattr(index, "TRIED", tried)
    assert pages() == expected


def test_a_search_as_json_has_its_shape(texts: Reader) -> None:
    answer = texts.get(f"/search.json?q={quote('医改')}&size=1").json()
    assert answer["total"] == 2
    assert [hit["url"] for hit in answer["hits"]] == ["https://thu.example/2"]
    assert answer["hits"][0]["archive_url"].endswith("/archive/articles/2")
    assert {"id", "title", "date", "score", "match"} <= answer["hits"][0].keys()
    assert (answer["redirect"], answer["hint"]) == (None, None)
    following = answer["next"].removeprefix("http://localhost")
    assert [hit["id"] for hit in texts.get(following).json()["hits"]] == [3]


def test_a_number_as_json_names_the_article(texts: Reader) -> None:
    answer = texts.get("/search.json?q=565/tb-syt").json()
    assert answer["redirect"].endswith("/archive/articles/4")
    assert [hit["id"] for hit in answer["hits"]] == [4]


def test_sizes_of_pages_have_a_limit(texts: Reader) -> None:
    assert texts.get("/search.json?language=vi&size=5000").json()["size"] == 100


def test_a_miss_names_the_missing_word_and_the_nearest_spelling(texts: Reader) -> None:
    answer = texts.get(f"/search.json?q={quote('điều zưỡng')}").json()
    assert (answer["hits"], answer["suggestion"]) == ([], "điều dưỡng")
    page = texts.get(f"/search?q={quote('điều zưỡng')}").text
    assert f'href="/search?q={quote("điều dưỡng").replace("%20", "+")}"' in page
    assert "quai bị" in texts.get(f"/search.json?q={quote('quai bị')}").json()["hint"]
    assert "exclusions" in texts.get(f"/search.json?q={quote('-sởi')}").json()["hint"]


@pytest.mark.parametrize(("more", "first"), [("", b"id,url"), ("&excel=1", "\ufeffid,url".encode())])
def test_a_search_can_be_taken_home_whole(
    texts: Reader, monkeypatch: pytest.MonkeyPatch, more: str, first: bytes
) -> None:
    monkeypatch.setattr("crawler.web.pages.search_data._BATCH", 2)
    answer = texts.get(f"/search.csv?language=zh{more}")
    lines = answer.content.split(b"\r\n")
    assert lines[0].startswith(first)
    assert [line.split(b",")[0] for line in lines[1:-1]] == [b"6", b"2", b"3"]
    nothing = texts.get(f"/search.csv?q={quote('khônghềcó')}{more}").content.split(b"\r\n")
    assert (nothing[0].startswith(first), nothing[1:]) == (True, [b""])


def test_facets_count_the_hits_and_lead_to_them(texts: Reader) -> None:
    page = texts.get(f"/search?q={quote('会议')}").text
    for year in ("2022", "2023"):
        assert f"year={year}" in page
    chosen = texts.get(f"/search?q={quote('会议')}&year=2023").text
    assert hits(chosen) == [2]
    # the chip takes the filter away again
    assert f'href="/search?q={quote("会议")}"' in chosen
    facets = texts.get(f"/search.json?q={quote('会议')}").json()["facets"]
    assert facets["year"] == {"2022": 1, "2023": 1}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("from=2023", [2]),
        ("to=2022-12-31", [3]),
        ("from=2022-01-01&to=2022", [3]),
        ("to=2022-02-30", [2, 3]),
        ("from=now", [2, 3]),
    ],
)
def test_days_narrow_the_hits(texts: Reader, arguments: str, expected: Sequence[int]) -> None:
    assert hits(texts.get(f"/search?q={quote('医改')}&{arguments}").text) == list(expected)


def test_addresses_have_no_empty_parameters(texts: Reader) -> None:
    answer = texts.get(f"/search?q={quote('医改')}&from=&to=&sort=relevance")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/search?q={quote('医改')}")


def test_other_names_can_be_left_out(texts: Reader) -> None:
    def found(more: str) -> list[int]:
        answer = texts.get(f"/search.json?q={quote('医疗改革')}{more}").json()
        return [hit["id"] for hit in answer["hits"] if hit["match"] == "synonym"]

    assert found("") == [2, 3]
    assert found("&synonyms=0") == []


def test_how_a_tone_is_placed_is_no_accent(texts: Reader) -> None:
    for typed in ("sức khỏe", "sức khoẻ"):
        assert hits(texts.get(f"/search?q={quote(typed)}&exact=1").text) == [5]
    assert hits(texts.get(f"/search?q={quote('sưc khoe')}&exact=1").text) == []


def test_pages_of_a_question_for_an_office_stay_in_that_office(tmp_path: Path, make_reader: MakeReader) -> None:
    articles = [{"title": f"Thông báo về tiêm chủng {number}", "body_text": "Nội dung."} for number in range(300)]
    path = make_archive(tmp_path / "archive.db", articles)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO sites (id, name, name_en) VALUES ('khac', 'Sở Y tế Khác', 'Other')")
        connection.execute("UPDATE articles SET site = 'khac' WHERE id % 2")
    reader = make_reader(path)
    for question in ("office:Khác tiêm chủng", "office:Khác"):
        pages = [reader.get("/search.json", params={"q": question, "size": "100", "page": page}) for page in (1, 2)]
        found = [hit["id"] for page in pages for hit in page.json()["hits"]]
        assert sorted(found) == list(range(1, 300, 2)), question
