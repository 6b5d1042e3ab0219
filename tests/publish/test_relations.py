"""A ministry, a province and a hospital publish a chain of papers; the graph equals the written truth."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.archive import Archive
from crawler.archive.db.database import connect
from crawler.commands.wanted import command as wanted_command
from crawler.errors import HealthArchiveError
from crawler.publish.relations.tables import fill_relations
from crawler.publish.snapshot import make_snapshot
from tests.archive.samples import store, visit
from tests.publish.papers_world import DAY_ONE, OTHER, PAPERS, PROVINCE, RULE, TRUTH, Paper, make_world, sample

NOW = datetime(2024, 9, 1, tzinfo=UTC)


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return make_world(tmp_path / "archive.db")


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path, read_only=False)) as connection:
        yield connection


def graph(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    rows = connection.execute(
        "SELECT a.document_number, r.type, r.number, t.site FROM relations AS r JOIN articles AS a ON a.id = r.article "
        "LEFT JOIN articles AS t ON t.id = r.target"
    )
    return {tuple(row) for row in rows}


def change(path: Path, paper: Paper, days: int, **changes: object) -> None:
    with Archive.open(path) as archive:
        at = DAY_ONE + timedelta(days=days)
        run = archive.start_run(paper.site, started_at=at, software="test")
        store(run, visit(sample(paper), at, **changes))
        run.finish(state="ok", finished_at=at + timedelta(hours=1))


def test_the_graph_equals_the_written_truth(world: Path) -> None:
    with opened(world) as connection:
        filled = fill_relations(connection)
        assert (filled.read, filled.kept) == (len(PAPERS), 0)
        assert graph(connection) == TRUTH
        again = fill_relations(connection)
        assert (again.read, again.kept) == (0, len(PAPERS))
        assert graph(connection) == TRUTH
        said = connection.execute("SELECT effective_from FROM paper_status").fetchall()
        assert [row[0] for row in said] == ["2024-03-15"]


def test_an_edit_is_read_again_and_nothing_else(world: Path) -> None:
    hospital = PAPERS[3]
    with opened(world) as connection:
        fill_relations(connection)
    change(world, hospital, 40, body_text="Căn cứ Quyết định số 77/QĐ-SYT ngày 08/7/2024 của Sở Y tế;")
    with opened(world) as connection:
        assert fill_relations(connection).read == 1
        told = (TRUTH - {("12/KH-BVA", "based_on", "40/KH-SYT", "vn_an")}) | {
            ("12/KH-BVA", "based_on", "77/QĐ-SYT", "vn_an")
        }
        assert graph(connection) == told
        for table in ("relations", "paper_status", "relations_read"):
            connection.execute(f"DELETE FROM {table}")
        fill_relations(connection)
        assert graph(connection) == told


def test_a_removed_paper_still_says_what_it_said(world: Path) -> None:
    with Archive.open(world) as archive:
        run = archive.start_run(PROVINCE, started_at=NOW, software="test")
        run.record_status(sample(PAPERS[5]).url, "gone", NOW)
        run.finish(state="ok", finished_at=NOW + timedelta(hours=1))
    with opened(world) as connection:
        fill_relations(connection)
        assert graph(connection) == TRUTH


def test_a_dangling_number_is_joined_when_its_paper_arrives(world: Path) -> None:
    with opened(world) as connection:
        fill_relations(connection)
    late = replace(PAPERS[4], number="7/ABC-XYZ", day="2024-01-02", body="Kính gửi các đơn vị.")
    late_sample = replace(
        sample(PAPERS[4]), path="/vb/99", fields={"document_number": late.number, "issued_on": late.day}
    )
    with Archive.open(world) as archive:
        run = archive.start_run(OTHER, started_at=NOW, software="test")
        store(run, visit(late_sample, NOW))
        run.finish(state="ok", finished_at=NOW + timedelta(hours=1))
    with opened(world) as connection:
        assert fill_relations(connection).read == 1
        assert ("40/KH-SYT", "based_on", "7/ABC-XYZ", "vn_ba") in graph(connection)


def test_a_snapshot_takes_over_what_the_one_before_read(world: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    make_snapshot(world, first, now=NOW)
    with opened(first) as connection:
        # only a row that was taken over keeps this mark
        connection.execute("UPDATE relations SET rule = 'taken over'")
    make_snapshot(world, second, now=NOW + timedelta(days=1), before=first)
    with opened(second) as connection:
        assert graph(connection) == TRUTH
        assert {row[0] for row in connection.execute("SELECT rule FROM relations")} == {"taken over"}


def test_several_processes_read_the_same(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.publish.relations.tables._ALONE", 0)
    with opened(world) as connection:
        fill_relations(connection, workers=2)
        assert graph(connection) == TRUTH


def test_what_others_say_and_what_is_wanted(world: Path, tmp_path: Path) -> None:
    snapshot = tmp_path / "snapshot.db"
    make_snapshot(world, snapshot, now=NOW)
    with opened(snapshot) as connection:
        said = connection.execute(
            "SELECT a.document_number, a.site, s.type, s.clause FROM said_of_papers AS s "
            "JOIN articles AS a ON a.id = s.article"
        ).fetchall()
        assert {tuple(row) for row in said} == {
            (RULE, "vn_bo", "amends", "khoản 1 Điều 3"),
            ("40/KH-SYT", "vn_an", "repeals", None),
        }
    result = CliRunner().invoke(wanted_command, ["--archive", str(snapshot)])
    assert result.exit_code == 0, result.output
    assert result.output == "1 paper names 7/ABC-XYZ\n"
    untouched = tmp_path / "untouched.db"
    shutil.copy(world, untouched)
    result = CliRunner().invoke(wanted_command, ["--archive", str(untouched)])
    assert isinstance(result.exception, HealthArchiveError)


def test_diffusion_tells_who_was_first_and_who_followed(world: Path, tmp_path: Path) -> None:
    snapshot = tmp_path / "snapshot.db"
    make_snapshot(world, snapshot, now=NOW)
    with opened(snapshot) as connection:
        rows = connection.execute(
            "SELECT place, site, days_after, first_site FROM text_diffusion ORDER BY place"
        ).fetchall()
    assert [tuple(row) for row in rows] == [
        (1, "vn_bo", 0, "vn_bo"),
        (2, "vn_an", 4, "vn_bo"),
        (3, "vn_an_bv", 7, "vn_bo"),
    ]


def test_a_table_beside_the_paper_tells_its_force(world: Path) -> None:
    with opened(world) as connection:
        fill_relations(connection)
        number = "SELECT id FROM articles WHERE document_number = '05/2024/TT-BYT'"
        status = f"SELECT effective_from, expires, state FROM paper_status WHERE article = ({number})"
        assert tuple(connection.execute(status).fetchone()) == ("2024-03-15", None, None)
        words = "Ngày hết hiệu lực: 31/12/2025; Tình trạng hiệu lực: Hết hiệu lực toàn bộ"
        connection.execute(f"UPDATE articles SET validity = ? WHERE id = ({number})", (words,))
        assert fill_relations(connection).read == 1
        assert tuple(connection.execute(status).fetchone()) == ("2024-03-15", "2025-12-31", "expired")
