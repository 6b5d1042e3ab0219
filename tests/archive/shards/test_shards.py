"""An archive of shards says what one of one file says, under the same numbers, and breaks office by office."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import Archive, ArchiveError
from crawler.archive.db.numbers import BLOCK, NUMBERED, first_number
from crawler.archive.shards.catalogue import CATALOGUE, make_shard, reserve_block
from crawler.archive.shards.joining import join, merge_shards
from crawler.archive.shards.layout import Shard, shard_of_article, shards_of, sound_and_broken
from crawler.archive.shards.rows import COPIED, WITH_GUESTS
from crawler.archive.shards.splitting import split
from crawler.archive.warc.verify import faults
from crawler.publish.snapshot import make_snapshot
from tests.archive import samples

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
OFFICES = ["cn_shili_jkb", "cn_shili_wjw", "vn_vidu_cdc", "vn_vidu_soyte"]


@pytest.fixture
def single(sample_path: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "single"
    shutil.copytree(sample_path.parent, folder)
    return folder / sample_path.name


@pytest.fixture
def sharded(single: Path, tmp_path: Path) -> Path:
    split(single, tmp_path / "shards")
    return tmp_path / "shards"


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        yield connection


def table(path: Path, name: str) -> set[tuple[object, ...]]:
    with reading(path) as connection:
        return set(connection.execute(f"SELECT * FROM {name}").fetchall())


def offices_of(path: Path) -> list[str]:
    with reading(path) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM sites ORDER BY id")]


def see_again(path: Path, number: int, day: int) -> int:
    """Store one more article of an office, as a later crawl would; return its number."""
    sample = samples.samples()[number]
    at = samples.DAY_ONE + timedelta(days=day)
    with Archive.open(path) as archive:
        run = archive.start_run(sample.site, started_at=at, software=samples.SOFTWARE)
        url = f"{sample.site.home}them-{day}.html"
        seen = samples.visit(sample, at, url=url, title=f"Tin thêm ngày {day}")
        moved = samples.replace(seen.capture, url=url, requested_url=url)
        seen = samples.replace(seen, capture=moved)
        samples.store(run, seen)
        run.finish(state="ok", finished_at=at)
        return int(archive.connection.execute("SELECT max(id) FROM articles").fetchone()[0])


def test_split_and_merge_give_the_archive_back_row_by_row(single: Path, sharded: Path, tmp_path: Path) -> None:
    back = tmp_path / "back" / "archive.db"
    back.parent.mkdir()
    merge_shards(sharded, back)
    for name in (*WITH_GUESTS, *COPIED, "same_text"):
        assert table(back, name) == table(single, name), name
    with Archive.open(back, read_only=True) as archive:
        assert list(faults(archive)) == []
        found = archive.connection.execute("SELECT count(*) FROM article_search WHERE article_search MATCH 'y'")
        with Archive.open(single, read_only=True) as other:
            same = other.connection.execute("SELECT count(*) FROM article_search WHERE article_search MATCH 'y'")
            assert found.fetchone()[0] == same.fetchone()[0] > 0


def test_every_shard_is_a_whole_archive_of_its_office(single: Path, sharded: Path) -> None:
    assert [shard.office for shard in shards_of(sharded)] == offices_of(single)
    for shard in shards_of(sharded):
        with Archive.open(shard.path, read_only=True) as archive:
            assert list(faults(archive)) == []
            assert {row[0] for row in archive.connection.execute("SELECT site FROM articles")} <= {shard.office}


def test_numbers_stay_and_new_ones_are_never_given_twice(single: Path, sharded: Path) -> None:
    before = {name: table(single, name) for name in ("articles", "captures")}
    samples_of = {sample.site.id: number for number, sample in enumerate(samples.samples())}
    new = {office: see_again(shard_path, samples_of[office], 40) for office, shard_path in paths(sharded).items()}
    assert len(set(new.values())) == len(new)
    firsts = set()
    for office, path in paths(sharded).items():
        with Archive.open(path, read_only=True) as archive:
            first = first_number(archive.connection)
            assert first <= new[office] < first + BLOCK
            firsts.add(first)
    assert len(firsts) == len(new)
    for name, rows in before.items():
        numbers = {row[0] for path in paths(sharded).values() for row in table(path, name)}
        assert numbers >= {row[0] for row in rows}


def paths(sharded: Path) -> dict[str, Path]:
    return {shard.office: shard.path for shard in shards_of(sharded)}


def test_all_numbers_of_new_rows_lie_in_the_block(sharded: Path) -> None:
    office, path = next(iter(paths(sharded).items()))
    number = next(number for number, sample in enumerate(samples.samples()) if sample.site.id == office)
    before = {name: {row[0] for row in table(path, name)} for name in NUMBERED}
    see_again(path, number, 40)
    with Archive.open(path, read_only=True) as archive:
        first = first_number(archive.connection)
    for name in ("runs", "captures", "articles", "versions", "status_history"):
        added = {int(row[0]) for row in table(path, name)} - before[name]
        assert added, name
        assert all(first <= number < first + BLOCK for number in added), name


def test_a_lost_list_of_blocks_is_made_again_from_the_shards(tmp_path: Path) -> None:
    folder = tmp_path / "shards"
    first = [reserve_block(folder, office) for office in ("a", "b")]
    for office in ("a", "b"):
        make_shard(folder, office, kind="live")
    (folder / CATALOGUE).unlink()
    assert reserve_block(folder, "c") > max(first)
    assert reserve_block(folder, "a") == first[0]


@pytest.mark.parametrize("torn", ["c\t4", "c", "c\t40000000", "\t"])
def test_a_torn_line_names_no_block(tmp_path: Path, torn: str) -> None:
    folder = tmp_path / "shards"
    first = reserve_block(folder, "a")
    with (folder / CATALOGUE).open("a") as file:
        file.write(torn)
    second = reserve_block(folder, "c")
    assert second % BLOCK == 1
    assert second > first
    assert reserve_block(folder, "c") == second
    assert reserve_block(folder, "a") == first


def test_a_snapshot_of_shards_is_the_snapshot_of_the_one_file(single: Path, sharded: Path, tmp_path: Path) -> None:
    one, many = tmp_path / "one.db", tmp_path / "many.db"
    assert make_snapshot(single, one, now=NOW) == make_snapshot(sharded, many, now=NOW)
    for name in ("articles", "versions", "view_counts", "captures", "same_text", "office_summary", "changes"):
        assert table(many, name) == table(one, name), name


def test_a_broken_shard_costs_its_office_only(sharded: Path, tmp_path: Path) -> None:
    victim = paths(sharded)["vn_vidu_cdc"]
    damaged = bytearray(victim.read_bytes())
    damaged[4096 * 3 : 4096 * 40] = b"\xff" * (4096 * 37)
    victim.write_bytes(damaged)
    sound, broken = sound_and_broken(sharded)
    assert [one.office for one in broken] == ["vn_vidu_cdc"]
    target = tmp_path / "snapshot.db"
    make_snapshot(sharded, target, now=NOW, without=["vn_vidu_cdc"])
    with reading(target) as connection:
        published = {row[0] for row in connection.execute("SELECT DISTINCT site FROM articles")}
    assert published == {shard.office for shard in sound}
    with pytest.raises(ArchiveError, match="vn_vidu_cdc"):
        merge_shards(sharded, tmp_path / "merged.db")
    assert not (tmp_path / "merged.db").exists()


def test_two_shards_with_the_same_numbers_are_told_apart_from_damage(sharded: Path, tmp_path: Path) -> None:
    office, path = next(iter(paths(sharded).items()))
    shutil.copy(path, tmp_path / "twice.db")
    with Archive.open(tmp_path / "joined.db") as archive:
        broken = join(archive.connection, [Shard(office, path), Shard("other", tmp_path / "twice.db")])
    assert [one.office for one in broken] == ["other"]
    assert "that another shard has" in broken[0].sentence


def test_one_address_of_two_offices_is_one_article_with_both_numbers(tmp_path: Path) -> None:
    folder = tmp_path / "shards"
    sample = samples.samples()[0]
    other = next(one for one in samples.samples() if one.site.id != sample.site.id)
    numbers = []
    for day, site in ((0, sample.site), (1, other.site)):
        path = make_shard(folder, site.id, kind="live")
        at = samples.DAY_ONE + timedelta(days=day)
        with Archive.open(path) as archive:
            run = archive.start_run(site, started_at=at, software=samples.SOFTWARE)
            samples.store(run, with_site(samples.visit(sample, at), site.id))
            run.finish(state="ok", finished_at=at)
            numbers.append(archive.connection.execute("SELECT id FROM articles").fetchone()[0])
    merged = tmp_path / "merged.db"
    merge_shards(folder, merged)
    with reading(merged) as connection:
        assert [row[0] for row in connection.execute("SELECT id FROM articles")] == [numbers[0]]
        assert connection.execute("SELECT id, article, proof FROM merged_articles").fetchall() == [
            (numbers[1], numbers[0], "address")
        ]
        url = connection.execute("SELECT url FROM articles").fetchone()[0]
        assert "#" not in url
    with Archive.open(merged, read_only=True) as archive:
        assert [fault for fault in faults(archive) if "capture" not in fault.where] == []
    assert shard_of_article(folder, str(numbers[1])) == folder / f"{other.site.id}.db"


def with_site(seen: samples.Visit, site: str) -> samples.Visit:
    return samples.replace(seen, capture=samples.replace(seen.capture, site=site))


def test_a_split_that_is_killed_leaves_no_half_archive(single: Path, tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    def kill(office: str) -> None:
        if office == offices_of(single)[1]:
            raise Killed

    with pytest.raises(Killed):
        split(single, tmp_path / "shards", kill)
    assert not (tmp_path / "shards").exists()
    split(single, tmp_path / "shards")
    assert len(shards_of(tmp_path / "shards")) == len(offices_of(single))


def test_nothing_is_split_or_merged_over_what_is_there(single: Path, sharded: Path) -> None:
    with pytest.raises(ArchiveError, match="not empty"):
        split(single, sharded)
    with pytest.raises(ArchiveError, match="exists already"):
        merge_shards(sharded, single)
    with pytest.raises(ArchiveError, match="folder of shards already"):
        split(sharded, single.parent / "again")


def test_every_table_is_copied_and_every_number_lies_in_a_block(single: Path) -> None:
    with reading(single) as connection:
        schema = dict(
            connection.execute(
                """SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                AND name NOT LIKE 'article_search%' AND name NOT LIKE '\\_%' ESCAPE '\\'"""
            )
        )
    own = {"archive_info", "same_text"}
    assert set(schema) - own == {*COPIED, *WITH_GUESTS}
    numbered = {name for name, sql in schema.items() if "id INTEGER PRIMARY KEY" in sql and name != "merged_articles"}
    assert numbered - {"relations"} == NUMBERED
