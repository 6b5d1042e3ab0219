"""What goes wrong before the first request is one clear sentence and the right exit status."""

import os
import sqlite3
from pathlib import Path

import pytest

from crawler.archive import Archive
from replica.server import ReplicaServer
from tests.crawling.crawls import crawl, run, value


def test_unknown_site_names_the_closest(tmp_path: Path) -> None:
    result = run("crawl", "vn_quangnin_cdc", "--archive", tmp_path / "archive.db")
    assert result.returncode == 2
    assert "vn_quangnin_cdc" in result.stderr
    assert "vn_quangninh_cdc" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_unknown_site_without_a_close_one_points_to_the_list(tmp_path: Path) -> None:
    result = run("crawl", "xyzzy", "--archive", tmp_path / "archive.db")
    assert result.returncode == 2
    assert "healtharchive sites" in result.stderr


@pytest.mark.parametrize("command", ["rebuild", "status"])
def test_every_command_knows_its_offices(tmp_path: Path, command: str) -> None:
    with Archive.open(tmp_path / "archive.db"):
        pass
    result = run(command, "xyzzy", "--archive", tmp_path / "archive.db")
    assert (result.returncode, result.stdout) == (2, "")
    assert "'xyzzy'" in result.stderr


def test_a_bad_entry_costs_its_own_office_only(tmp_path: Path, replica: ReplicaServer) -> None:
    offices = tmp_path / "offices.toml"
    offices.write_text(
        '[[office]]\nid = "vn_vidu_soyte"\nname = "Sở Y tế Ví Dụ"\nlanguage = "vi"\ncountry = "VN"\n'
        'home = "https://syt.example/"\narticle_url = "("\n',
        encoding="utf-8",
    )
    archive = tmp_path / "archive.db"
    result = crawl(archive, replica.address, "--all", "--limit", "1", "--requests", "2")
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{offices}: office vn_vidu_soyte: article_url is no regular expression")
    assert value(archive, "SELECT count(*) FROM runs WHERE state = 'ok'") > 0
    named = crawl(archive, replica.address, "vn_vidu_soyte")
    assert (named.returncode, named.stderr.splitlines()) == (2, [f"Error: {line}"])


def test_names_and_all_exclude_each_other(tmp_path: Path) -> None:
    result = run("crawl", "vn_quangninh_cdc", "--all", "--archive", tmp_path / "archive.db")
    assert result.returncode == 2


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_text("notes of a meeting")
    result = crawl(path, "127.0.0.1:9", "vn_quangninh_cdc")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert path.read_text() == "notes of a meeting"


def test_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE invoices (id)")
    connection.close()
    result = crawl(path, "127.0.0.1:9", "vn_quangninh_cdc")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)


def test_folder_that_does_not_exist(tmp_path: Path) -> None:
    result = crawl(tmp_path / "nowhere" / "archive.db", "127.0.0.1:9", "vn_quangninh_cdc")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert not (tmp_path / "nowhere").exists()


def test_replicas_are_not_crawled_into_a_live_archive(tmp_path: Path) -> None:
    Archive.open(tmp_path / "archive.db", kind="live").close()
    result = crawl(tmp_path / "archive.db", "127.0.0.1:9", "vn_quangninh_cdc")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize("command", ["status", "rebuild", "ocr", "verify", "export", "publish", "serve", "cdxj"])
def test_only_a_crawl_makes_an_archive(tmp_path: Path, command: str) -> None:
    result = run(command, "--archive", tmp_path / "archive.db")
    assert (result.returncode, result.stdout) == (2, "")
    assert (
        result.stderr == f"Error: There is no archive at {tmp_path / 'archive.db'}; `healtharchive crawl` makes one.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_archive_that_another_process_writes(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive.db", kind="demo"):
        result = crawl(tmp_path / "archive.db", "127.0.0.1:9", "vn_quangninh_cdc")
    assert (result.returncode, len(result.stderr.splitlines())) == (3, 1)
    assert str(os.getpid()) in result.stderr


def test_lock_of_a_dead_process_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "archive.db.lock").write_text("999999")
    result = crawl(tmp_path / "archive.db", "127.0.0.1:9", "vn_quangninh_cdc")
    assert result.returncode == 1


def test_office_that_cannot_be_reached_is_down(tmp_path: Path) -> None:
    result = crawl(tmp_path / "archive.db", "127.0.0.1:9", "vn_quangninh_cdc")
    assert result.returncode == 1
    assert "vn_quangninh_cdc down" in result.stdout
