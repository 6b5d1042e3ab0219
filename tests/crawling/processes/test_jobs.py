"""Offices crawled by processes side by side, each into its own shard, say what one process says of all in one file."""

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive.shards.joining import merge_shards
from crawler.archive.shards.layout import shards_of
from crawler.crawling.processes.side_by_side import SideBySide
from crawler.crawling.run.runner import CrawlPlan
from crawler.site import Site
from replica.server import ReplicaServer
from tests.crawling.conftest import TwoRuns
from tests.crawling.crawls import crawl, rows, run, start
from tests.waiting import wait_for

SAID = """SELECT site, url, title, body_text, published_at, views, document_number, status, version,
    (SELECT group_concat(name || coalesce(text, '')) FROM attachments WHERE article = articles.id)
    FROM articles ORDER BY url"""


@pytest.fixture(scope="module")
def sharded(tmp_path_factory: pytest.TempPathFactory, replica: ReplicaServer) -> Path:
    folder = tmp_path_factory.mktemp("jobs") / "shards"
    done = crawl(folder, replica.address, "--all", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("5 offices: ")
    assert "all ok" in done.stdout
    return folder


@pytest.fixture
def own(sharded: Path, tmp_path: Path) -> Path:
    """Shards that the test may change."""
    shutil.copytree(sharded, tmp_path / "shards")
    return tmp_path / "shards"


def test_the_shards_say_what_one_file_says(sharded: Path, two_runs: TwoRuns, tmp_path: Path) -> None:
    merge_shards(sharded, tmp_path / "merged.db")
    assert rows(tmp_path / "merged.db", SAID) == rows(two_runs.archive, SAID)


def test_commands_read_shards_and_name_the_broken_one(own: Path, tmp_path: Path) -> None:
    victim = shards_of(own)[1]
    victim.path.write_bytes(victim.path.read_bytes()[:20_000] + b"\x00" * 40_000)
    status = run("status", "--archive", own)
    assert status.returncode == 1
    assert f"{victim.office}" in status.stdout
    assert "broken" in status.stdout
    assert status.stdout.count(" ok ") == 4
    verified = run("verify", "--archive", own)
    assert verified.returncode == 1
    assert verified.stdout.count("captures looked at, 0 faults") == 4
    rebuilt = run("rebuild", "--dry-run", "--archive", own)
    assert rebuilt.returncode == 1
    assert rebuilt.stdout.count("nothing was written") == 4
    published = run("publish", "--archive", own, "--to", tmp_path / "published")
    assert published.returncode == 1, published.stderr
    assert f"{victim.office}: " in published.stdout
    snapshot = tmp_path / "published" / "archive.db"
    assert len(rows(snapshot, "SELECT DISTINCT site FROM articles")) == 4


def test_a_published_office_whose_shard_broke_does_not_stop_the_next_snapshot(own: Path, tmp_path: Path) -> None:
    assert run("publish", "--archive", own, "--to", tmp_path / "published").returncode == 0
    victim = shards_of(own)[0]
    victim.path.write_bytes(b"no database")
    assert run("publish", "--archive", own, "--to", tmp_path / "published").returncode == 1
    snapshot = tmp_path / "published" / "archive.db"
    assert (victim.office,) not in rows(snapshot, "SELECT DISTINCT site FROM articles")


def test_split_and_merge_on_the_command_line(two_runs: TwoRuns, tmp_path: Path) -> None:
    assert run("split", tmp_path / "shards", "--archive", two_runs.archive).returncode == 0
    assert run("merge", tmp_path / "one.db", "--archive", tmp_path / "shards").returncode == 0
    assert rows(tmp_path / "one.db", SAID) == rows(two_runs.archive, SAID)
    assert run("verify", "--archive", tmp_path / "one.db").returncode == 0
    article, url = rows(two_runs.archive, "SELECT id, url FROM articles ORDER BY id DESC")[0]
    for name in (article, url):
        cited = run("cite", str(name), "--archive", tmp_path / "shards")
        assert cited.returncode == 0
        assert f"Article {article}@" in cited.stdout


def test_processes_side_by_side_need_shards(tmp_path: Path, replica: ReplicaServer) -> None:
    done = crawl(tmp_path / "archive.db", replica.address, "--jobs", "2")
    assert done.returncode == 2
    assert "healtharchive split" in done.stderr
    assert not (tmp_path / "archive.db").exists()


def test_a_second_run_asks_for_what_is_due_only(own: Path, replica: ReplicaServer) -> None:
    done = crawl(own, replica.address, "--all", "--due")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_child_does_not_outlive_its_parent(tmp_path: Path, replica: ReplicaServer) -> None:
    folder = tmp_path / "shards"
    process = start("crawl", "vn_quangninh_party", "--jobs", "1", "--archive", folder, "--replica", replica.address)
    shard = folder / "vn_quangninh_party.db"
    wait_for(lambda: shard.exists() and captures(shard) > 0)
    writer = int(shard.with_name(shard.name + ".lock").read_text())
    assert writer != process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.completed(30)
    wait_for(lambda: not is_running(writer))
    assert crawl(folder, replica.address, "vn_quangninh_party").returncode == 0
    assert run("verify", "--archive", folder).returncode == 0


def captures(shard: Path) -> int:
    with closing(sqlite3.connect(f"file:{shard}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM captures").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


def test_offices_that_share_a_host_take_turns(tmp_path: Path) -> None:
    def site(name: str, *hosts: str) -> Site:
        return Site(
            id=name, name=name, country="VN", language="vi", timezone="UTC", home=f"http://{hosts[0]}/", hosts=hosts
        )

    sites = {
        one.id: one
        for one in (site("a", "one.example"), site("b", "two.example", "one.example"), site("c", "three.example"))
    }
    crawl = SideBySide(CrawlPlan(names=list(sites), archive=tmp_path), sites, jobs=3)
    assert [crawl._next(), crawl._next()] == ["a", "c"]
    crawl._busy -= sites["a"].all_hosts()
    assert crawl._next() == "b"
