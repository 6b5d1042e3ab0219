"""Replica offices that are known by their home address alone: the same archive as with written sections."""

import json
from pathlib import Path

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
