"""Replica offices that are known by their home address alone: the same archive as with written sections."""

import json
from pathlib import Path

import pytest

from replica.ningde import NingdeOffice
from replica.server import ReplicaServer
from tests.crawling.crawls import crawl, rows, run

OFFICE = "cn_ningde_news"
ENTRY = f"""
[[office]]
id = "{OFFICE}"
name = "宁德网"
language = "zh"
country = "CN"
home = "https://www.ndwww.cn/"
"""


def test_a_home_address_gives_the_same_archive(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    file = tmp_path / "own.toml"
    file.write_text(ENTRY, encoding="utf-8")
    written, found = tmp_path / "written.db", tmp_path / "found.db"
    assert crawl(written, fresh_replica.address, OFFICE).returncode == 0
    assert crawl(found, fresh_replica.address, OFFICE, "--offices", file).returncode == 0
    articles = "SELECT url FROM articles ORDER BY url"
    assert rows(found, articles) == rows(written, articles)
    lists = rows(found, "SELECT kind, role, state, row_order FROM lists")
    assert lists == [("html", "main", "ok", "newest")] * 3
    assert rows(found, "SELECT count(*) FROM captures WHERE kind = 'discovery'")[0][0] < 20
    # The next run asks for the lists, and for nothing that is known.
    assert crawl(found, fresh_replica.address, OFFICE, "--offices", file).returncode == 0
    again = rows(found, "SELECT kind, count(*) FROM captures WHERE run = 2 GROUP BY kind ORDER BY kind")
    assert dict(again)["list"] == 3
    assert "discovery" not in dict(again)


HOMES = {
    "vn_quangninh_hospital": ("http://benhviendktinhquangninh.vn/", "vi", "VN", ""),
    "vn_quangninh_soyte": ("https://soyte.quangninh.gov.vn/", "vi", "VN", 'hosts = ["www.quangninh.gov.vn"]'),
    "vn_quangninh_cdc": ("https://quangninhcdc.vn/", "vi", "VN", ""),
    "vn_quangninh_party": ("https://dukcq.quangninh.gov.vn/", "vi", "VN", ""),
    "cn_ningde_news": ("https://www.ndwww.cn/", "zh", "CN", ""),
}
"""Office → home address, language, country, and what else an operator must say: a portal on the province's host."""


@pytest.mark.slow
def test_home_addresses_give_the_same_archive_as_written_sections(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    file = tmp_path / "own.toml"
    entry = '[[office]]\nid = "{0}"\nname = "{0}"\nhome = "{1}"\nlanguage = "{2}"\ncountry = "{3}"\n{4}\n'
    file.write_text("".join(entry.format(name, *facts) for name, facts in HOMES.items()), encoding="utf-8")
    written, found = tmp_path / "written.db", tmp_path / "found.db"
    assert crawl(written, fresh_replica.address, *HOMES).returncode == 0
    assert crawl(found, fresh_replica.address, *HOMES, "--offices", str(file)).returncode == 0
    articles = "SELECT site, url, title, published_at FROM articles ORDER BY url"
    both = [rows(archive, articles) for archive in (written, found)]
    assert both[0] == both[1]
    assert len({row[0] for row in both[1]}) == len(HOMES)


def test_discover_tells_what_it_found(fresh_replica: ReplicaServer) -> None:
    result = run("discover", "https://www.ndwww.cn/", "--json", "--replica", fresh_replica.address)
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["language"] == "zh"
    assert len([one for one in told["lists"] if one["role"] == "main"]) == 3
    assert all(one["next"] for one in told["lists"])


def test_a_bad_entry_is_told_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(ENTRY.replace("https://www.ndwww.cn/", "www.ndwww.cn"), encoding="utf-8")
    result = run("crawl", OFFICE, "--offices", file, "--archive", tmp_path / "a.db")
    assert result.returncode == 2
    assert f"Error: {file}: office {OFFICE}: home must be an http or https address.\n" in result.stderr


def test_new_addresses_are_repaired_in_their_first_run(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    file, archive = tmp_path / "own.toml", tmp_path / "archive.db"
    file.write_text(ENTRY, encoding="utf-8")
    office = fresh_replica.offices[OFFICE]
    assert isinstance(office, NingdeOffice)

    def day(number: int) -> tuple[int, str, str]:
        start = f"2026-12-{number:02}T01:00:00+00:00"
        result = crawl(
            archive, fresh_replica.address, OFFICE, "--offices", file, HEALTHARCHIVE_CLOCK_START=start
        )  # fmt: skip
        return result.returncode, *rows(archive, "SELECT state, note FROM runs ORDER BY id DESC LIMIT 1")[0]

    assert day(1) == (0, "ok", "")
    count = rows(archive, "SELECT count(*) FROM articles")[0][0]
    office.redesign_addresses()
    assert day(2) == (0, "ok", "repaired: 3 lists are gone; 3 were found instead")
    assert rows(archive, "SELECT url FROM articles WHERE status = 'live' AND url LIKE '%/zixun/%'")
    told = rows(archive, "SELECT state, count(*) FROM lists GROUP BY state ORDER BY state")
    assert told == [("gone", 3), ("ok", 3)]
    # Told once: the next run walks the new lists, and has nothing to say.
    assert day(3) == (0, "ok", "")
    day(5)
    day(8)
    assert rows(archive, "SELECT count(*) FROM articles WHERE status = 'live'")[0][0] == count
