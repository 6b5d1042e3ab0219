"""Feeds that readers can subscribe to, and what crawlers are told."""

from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from tests.web.conftest import MakeReader, Reader
from tests.web.rows import make_archive

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(reader: Reader, path: str, language: str = "en") -> list[ElementTree.Element]:
    answer = reader.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
    return feed.findall(f"{ATOM}entry")


def test_edits_and_losses_are_told(reader: Reader) -> None:
    found = entries(reader, "/feeds/changes.atom")
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in found]
    assert any(title.startswith("Changed: ") for title in titles)
    assert any(title.startswith("removed: ") for title in titles)
    updated = [entry.findtext(f"{ATOM}updated") or "" for entry in found]
    assert updated == sorted(updated, reverse=True)
    identifiers = [entry.findtext(f"{ATOM}id") for entry in found]
    assert len(set(identifiers)) == len(identifiers)


def test_feeds_speak_the_readers_language(reader: Reader) -> None:
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in entries(reader, "/feeds/changes.atom", "zh")]
    assert any(title.startswith("已修改") for title in titles)


def test_an_office_has_a_feed_of_its_own(reader: Reader) -> None:
    expected = reader.rows("SELECT count(*) AS n FROM articles WHERE site = 'cn_shili_wjw'")[0]["n"]
    assert len(entries(reader, "/feeds/offices/cn_shili_wjw.atom")) == expected
    assert reader.get("/feeds/offices/nobody.atom").status_code == 404


def test_a_search_has_a_feed_whose_links_answer(reader: Reader) -> None:
    found = entries(reader, f"/feeds/search.atom?q={quote('y te')}&language=vi")
    assert found
    link = found[0].find(f"{ATOM}link")
    assert link is not None
    assert reader.get(link.attrib["href"].removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize("query", ["", '"', "<&>", "\x00", "%FF"])
def test_odd_searches_have_empty_feeds(reader: Reader, query: str) -> None:
    assert entries(reader, f"/feeds/search.atom?q={quote(query)}") == []


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path, make_reader: MakeReader) -> None:
    reader = make_reader(make_archive(tmp_path / "archive.db", [{"title": "Bài \x0b & <một>", "body_text": "\x01x"}]))
    assert entries(reader, "/feeds/offices/vn_thu_soyte.atom")[0].findtext(f"{ATOM}title") == "Bài  & <một>"


def test_pages_name_their_feeds(reader: Reader) -> None:
    for page, feed in (
        ("/", "/feeds/changes.atom"),
        ("/offices/cn_shili_wjw", "/feeds/offices/cn_shili_wjw.atom"),
        ("/search?q=sởi", "/feeds/search.atom?q=s%E1%BB%9Fi"),
    ):
        assert 'type="application/atom+xml" title=' in reader.get(page).text
        assert f'href="{feed}"' in reader.get(page).text


def test_crawlers_are_kept_out_of_endless_combinations(reader: Reader) -> None:
    closed = reader.get("/robots.txt").text.splitlines()
    assert "Disallow: /search" in closed
    assert "Disallow: /export/" in closed
    assert "Disallow: /" not in closed
