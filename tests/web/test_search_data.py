"""A search as data: paging comes to an end, and what cannot be read is refused, never left out in silence."""

from pathlib import Path

import pytest

from crawler.web.pages import search_data
from tests.web.conftest import MakeReader, Reader
from tests.web.rows import make_archive

TEXTS = [{"title": f"Thông báo số {day}", "sort_date": f"2024-05-{day:02}"} for day in range(1, 8)]
DATA = ("/search.json", "/search.csv", "/feeds/search.atom")
UNREADABLE = {
    "no such month": "from=2024-13",
    "no such day": "to=2024-02-30",
    "no day at all": "from=yesterday",
    "no year": "year=24",
    "unknown order": "sort=best",
    "a flag that is neither": "changed=yes",
    "names switched off in words": "synonyms=no",
    "two offices": "office=a&office=b",
    "the name that exports have for it": "since=2024",
    "a name that nothing has": "sites=a",
}
READABLE = ("from=2024", "to=2024-02", "year=2024", "sort=oldest", "office=a&office=a", "synonyms=1", "exact=0", "to=")


@pytest.fixture
def texts(tmp_path: Path, make_reader: MakeReader) -> Reader:
    return make_reader(make_archive(tmp_path / "archive.db", TEXTS))


@pytest.mark.parametrize("path", DATA)
@pytest.mark.parametrize("argument", UNREADABLE.values(), ids=UNREADABLE)
def test_data_are_not_given_for_a_filter_that_cannot_be_read(texts: Reader, path: str, argument: str) -> None:
    answer = texts.get(f"{path}?q=thong+bao&{argument}")
    assert answer.status_code == 400
    assert argument.split("&")[-1].split("=")[0] in answer.text


@pytest.mark.parametrize("path", DATA)
@pytest.mark.parametrize("argument", READABLE)
def test_data_are_given_for_a_filter_that_can_be_read(texts: Reader, path: str, argument: str) -> None:
    assert texts.get(f"{path}?q=thong+bao&{argument}").status_code == 200


def test_the_search_page_says_which_filter_it_left_out(texts: Reader) -> None:
    page = texts.get("/search?q=thong+bao&from=2024-13&utm_source=x").text
    assert "cannot be read: from=2024-13</p>" in page
    assert "cannot be read" not in texts.get("/search?q=thong+bao&from=2024-12&utm_source=x").text


def test_following_the_pages_comes_to_an_end_that_says_so(texts: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_data, "MAX_PAGES", 3)
    path, seen, hints = "/search.json?q=thong+bao&size=2", [], []
    while path:
        answer = texts.get(path).json()
        seen += [hit["id"] for hit in answer["hits"]]
        hints.append(answer["hint"])
        path = (answer["next"] or "").removeprefix("http://localhost")
    assert len(seen) == len(set(seen)) == 6
    assert (hints[:2], "search.csv" in hints[2]) == ([None, None], True)


def test_a_page_behind_the_last_is_empty(texts: Reader) -> None:
    for page in (8, 50, 51, 99_999):
        answer = texts.get(f"/search.json?q=thong+bao&size=1&page={page}").json()
        assert (answer["page"], answer["hits"], answer["next"], answer["total"]) == (page, [], None, 7)


def test_every_argument_that_the_description_names_is_read(texts: Reader) -> None:
    paths = texts.get("/api/openapi.json").json()["paths"]
    values = {"year": "2024", "from": "2024-01", "to": "2024", "sort": "newest", "page": "1", "size": "5"}
    flags = ("attachment", "changed", "removed", "exact", "synonyms", "excel")
    for path in DATA:
        for parameter in paths[path]["get"]["parameters"]:
            name = parameter["name"]
            value = "1" if name in flags else values.get(name, "x")
            assert texts.get(f"{path}?{name}={value}").status_code == 200, f"{path} {name}"
