"""The address of an office's site, pasted into the search box, leads to the office's page."""

import sqlite3
from pathlib import Path

import pytest

from tests.web.conftest import MakeReader, Reader
from tests.web.rows import OFFICE, make_archive

LETTERS = "trạm-y-tế.test"
HOMES = {
    OFFICE: "https://soyte-thu.example/",
    "vn_cong_a": "https://cong.example/donvi/a",
    "vn_cong_b": "https://cong.example/donvi/b/",
    "vn_le": "http://le.example:8080/portal/trangchu.aspx?id=3",
    "vn_tram": f"http://{LETTERS.encode('idna').decode()}/",
    "vn_khong": None,
}


@pytest.fixture
def reader(tmp_path: Path, make_reader: MakeReader) -> Reader:
    path = make_archive(
        tmp_path / "archive.db", [{"title": "Bài một", "url": "https://cong.example/donvi/b/bai-1.html"}]
    )
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany(
            "INSERT OR IGNORE INTO sites (id, name, language) VALUES (?, ?, 'vi')", [(site, site) for site in HOMES]
        )
        connection.executemany("UPDATE sites SET home = ? WHERE id = ?", [(home, site) for site, home in HOMES.items()])
    connection.close()
    return make_reader(path)


@pytest.mark.parametrize(
    ("typed", "office"),
    [
        ("https://soyte-thu.example/", OFFICE),
        ("http://www.soyte-thu.example", OFFICE),
        ("soyte-thu.example", OFFICE),
        ("<https://SoYTe-Thu.example/index.html#top>", OFFICE),
        ("https://cong.example/donvi/a/", "vn_cong_a"),
        ("cong.example/donvi/b", "vn_cong_b"),
        ("http://le.example:8080/portal/trangchu.aspx?id=3", "vn_le"),
        ("http://le.example:8080/", "vn_le"),
        (f"http://{LETTERS}/", "vn_tram"),
        (HOMES["vn_tram"], "vn_tram"),
    ],
)
@pytest.mark.parametrize("path", ["/search", "/lookup"])
def test_the_home_of_an_office_leads_to_it(reader: Reader, path: str, typed: str, office: str) -> None:
    answer = reader.get(path, params={"q": typed})
    if path == "/lookup":
        answer = reader.get(answer.headers["location"])
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/offices/{office}"


@pytest.mark.parametrize(
    "typed",
    [
        "https://cong.example/",  # two offices live there
        "https://soyte-thu.example/khong-co.html",
        "https://khac.example/",
        "https://le.example/",  # another port is another server
        "https://thu.example/",
    ],
)
def test_an_address_of_no_one_office_leads_nowhere(reader: Reader, typed: str) -> None:
    page = reader.get("/search", params={"q": typed})
    assert page.status_code == 200
    assert "hint-notice" in page.text


def test_who_stays_or_filters_is_not_led_away(reader: Reader) -> None:
    for more in ({"stay": "1"}, {"year": "2024"}):
        assert reader.get("/search", params={"q": "https://soyte-thu.example/", **more}).status_code == 200
