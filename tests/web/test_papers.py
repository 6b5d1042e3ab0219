"""What papers say of each other, on the site: on an article, on the page of a number, in its feed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.publish.snapshot import make_snapshot
from crawler.web.figures.relation_graph import Node, relation_graph
from tests.publish.papers_world import make_world
from tests.web.conftest import MakeReader, Reader

NOW = datetime(2024, 9, 1, tzinfo=UTC)


@pytest.fixture
def site(tmp_path: Path, make_reader: MakeReader) -> Reader:
    snapshot = tmp_path / "snapshot.db"
    make_snapshot(make_world(tmp_path / "archive.db"), snapshot, now=NOW)
    return make_reader(snapshot)


def article_of(site: Reader, number: str, office: str) -> int:
    (row,) = site.rows(f"SELECT id FROM articles WHERE document_number = '{number}' AND site = '{office}'")
    return int(row["id"])


def test_an_article_shows_both_directions_and_that_it_was_repealed(site: Reader) -> None:
    page = site.get(f"/archive/articles/{article_of(site, '40/KH-SYT', 'vn_an')}").text
    assert "Another paper says that it repeals this one:" in page
    assert page.index("<h3>Based on</h3>") < page.index("<h3>Repealed by</h3>") < page.index("<h3>Basis of</h3>")
    assert "Thực hiện Thông tư số 05/2024/TT-BYT ngày 01/02/2024, Sở lập kế hoạch." in page
    assert 'aria-label="Papers that this one names, and papers that name it"' in page


def test_an_article_says_from_when_it_is_in_force(site: Reader) -> None:
    page = site.get(f"/archive/articles/{article_of(site, '05/2024/TT-BYT', 'vn_bo')}").text
    assert "In force from 15 March 2024" in " ".join(page.split())
    assert "Another paper says" not in page  # an amendment of one clause is no repeal
    assert "<h3>Amended by</h3>" in page


def test_a_paper_of_another_province_is_not_taken_for_it(site: Reader) -> None:
    page = site.get(f"/archive/articles/{article_of(site, '40/KH-SYT', 'vn_ba')}").text
    assert "Another paper says" not in page
    assert "Repealed by" not in page


def test_the_page_of_a_number_that_is_not_held(site: Reader) -> None:
    page = site.get("/papers/7-abc-xyz")
    assert page.status_code == 200
    assert "7/ABC-XYZ" in page.text
    assert "The archive does not hold this paper" in page.text
    assert "Sở Y tế tỉnh Ba" in page.text
    assert site.get("/papers/8-abc-xyz").status_code == 404


def test_a_number_that_nobody_names_has_no_empty_table(site: Reader) -> None:
    named = {row["number_key"] for row in site.rows("SELECT number_key FROM relations")}
    [key, *_] = [row["key"] for row in site.rows("SELECT key FROM document_keys") if row["key"] not in named]
    page = site.get(f"/papers/{key}").text
    assert "<table" not in page
    assert page.count("No archived paper names it") == 1


def test_the_page_of_a_number_that_is_held(site: Reader) -> None:
    page = site.get("/papers/5-2024-tt-byt?_lang=vi").text
    assert page.count("<tr>") == 4  # a heading and three papers
    feed = site.get("/feeds/papers/5-2024-tt-byt.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert feed.text.count("<entry>") == 3
    assert site.get("/feeds/papers/8-abc-xyz.atom").status_code == 404


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("most_cited", {"number": "05/2024/TT-BYT", "papers": 3}),
        ("rests_on_repealed", {"document_number": "12/KH-BVA", "rests_on": "40/KH-SYT"}),
        ("paper_chains", {"steps": 2}),
        ("lag_by_province", {"province": "An"}),
        ("same_text_followers", {"place": 1, "site": "vn_bo"}),
    ],
)
def test_canned_queries(site: Reader, query: str, columns: dict[str, object]) -> None:
    first = site.get(f"/archive/{query}.json?_shape=array").json()[0]
    assert {name: first[name] for name in columns} == columns


def test_the_graph_escapes_what_it_shows_and_shortens_it() -> None:
    drawn = relation_graph(
        "<b>", [Node("国卫办医发〔2022〕1号文件及其附件的全部内容", "Cites", "/x?a=1&b=2")], [], title="&"
    )
    assert "<b>" not in drawn
    assert "…" in drawn
    assert 'href="/x?a=1&amp;b=2"' in drawn
    assert relation_graph("x", [], [], title="t") == ""


def test_the_graph_draws_a_paper_once_with_all_that_is_said_of_it() -> None:
    law = Node("15/2023/QH15", "Based on", "/papers/15-2023-qh-15")
    drawn = relation_graph("x", [law, Node("9/KH-BVA", "Replaces"), replace(law, relation="Guides")], [], title="t")
    assert drawn.count("<rect") == 3  # with the one in the middle
    assert "<title>Based on, Guides: 15/2023/QH15</title>" in drawn


def test_papers_are_browsed_by_what_is_said_of_them(site: Reader) -> None:
    cited = site.get("/papers").text
    assert cited.index("05/2024/TT-BYT") < cited.index("40/KH-SYT") < cited.index("7/ABC-XYZ")
    wanted = site.get("/papers?show=wanted").text
    assert "7/ABC-XYZ" in wanted
    assert "05/2024/TT-BYT" not in wanted
    repeals = site.get("/papers?show=repeals").text
    assert repeals.count("<tr>") == 2  # a heading and one paper
    assert "Văn bản 77/QĐ-SYT" in repeals
    assert "No paper is named so." in site.get("/papers?show=repeals&office=vn_ba").text
    assert site.get("/papers?show=everything").status_code == 400


def test_a_text_is_followed_from_office_to_office(site: Reader) -> None:
    listed = site.get("/texts").text
    (row,) = site.rows("SELECT group_id, offices FROM text_groups")
    assert row["offices"] == 3
    assert f'href="/texts/{row["group_id"]}"' in listed
    page = site.get(f"/texts/{row['group_id']}").text
    assert page.index("Bộ Y tế") < page.index("Sở Y tế tỉnh An") < page.index("Bệnh viện tỉnh An")
    assert "<del>hai</del>" in page
    assert "<ins>ba</ins>" in page
    assert "−1 +1" in page
    assert "the same words" in page
    article = site.get(f"/archive/articles/{article_of(site, '300/BYT-KCB', 'vn_bo')}").text
    assert f'href="/texts/{row["group_id"]}"' in article
    assert site.get("/texts/999999").status_code == 404


def test_the_page_of_a_number_opens_however_its_address_is_escaped(site: Reader) -> None:
    """The letters of Chinese numbers always come escaped."""
    escaped = "".join(f"%{ord(letter):02x}" for letter in "5-2024-tt-byt")
    assert site.get(f"/papers/{escaped}").status_code == 200
    assert site.get(f"/feeds/papers/{escaped}.atom").status_code == 200
