"""Lists that a person wrote into an office's entry: walked like found ones, with the pattern to choose their rows."""
# ruff: noqa: E501  # markup reads best unbroken

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from tests.crawling.crawls import crawl, rows, run, value
from tests.crawling.small_offices import (
    COUNT,
    Answer,
    Question,
    SmallOffices,
    article,
    page,
    plain,
    serving,
    title,
)
from tests.crawling.small_offices import rows as list_rows

PATTERN = "article_url = '^/ct/\\d+\\.html$'\n"
LATEST = range(COUNT, COUNT - 3, -1)


def loads_more(asked: Question) -> Answer:
    """A list whose button posts for the next three rows; the home page leads nowhere."""
    if asked.path == "/":
        return page("<h1>Chào mừng</h1>", menu="/lh")
    if asked.path == "/ds":
        script = "var trang = 1; function them(n){ $.post('/mo/ds', {nhom: 'tb', page: n, size: 3}, ve) }"
        return page(
            f"<h2>Thông báo</h2><ul>{list_rows(numbers=LATEST)}</ul><a href='javascript:them(2)'>Trang sau</a><script>{script}</script>"
        )
    if asked.path == "/mo/ds":
        first = (int(dict(parse_qsl(asked.body))["page"]) - 1) * 3
        numbers = list(range(COUNT, 0, -1))[first : first + 3]
        records = [{"url": f"/ct/{at}.html", "title": title(at), "ngay": f"2026-11-{at + 1:02}"} for at in numbers]
        return json.dumps({"total": COUNT, "rows": records}).encode()
    return plain(asked)


def has_more(asked: Question) -> Answer:
    """A list that says that it is longer, with a pager that nobody can read."""
    if asked.path == "/ds":
        return page(
            f"<h2>Thông báo</h2><ul>{list_rows(numbers=LATEST)}</ul><p>Trang 1/3 <a href='javascript:_k(1)'>Trang sau</a></p>"
        )
    return plain(asked)


def two_columns(asked: Question) -> Answer:
    """The latest notices stand in two columns, each with an address of its own."""
    if asked.path in {"/ds", "/tin"}:
        return page(
            f"<ul>{list_rows(f'{asked.path}/90{{}}.html', LATEST if asked.path == '/tin' else range(COUNT, 0, -1))}</ul>"
        )
    column, _, name = asked.path.strip("/").partition("/90")
    return article(int(name[0])) if column in {"ds", "tin"} and name[:1].isdigit() else plain(asked)


def stuck(asked: Question) -> Answer:
    """A list whose pager says that it has three pages and leads to the first one again."""
    if asked.path == "/ds":
        return page(
            f"<h2>Thông báo</h2><ul>{list_rows(numbers=LATEST)}</ul><p>Trang 1/3 <a href='/ds?trang=2'>Trang sau</a></p>"
        )
    return plain(asked)


def beside(asked: Question) -> Answer:
    """Articles in two boxes, pages about the office among them, and a list that the entry does not name."""
    if asked.path == "/ds":
        about = "<li><a href='/gt/so-do-to-chuc.html'>Sơ đồ tổ chức bộ máy của phòng y tế huyện</a><span>01/11/2026</span></li>"
        return page(
            f"<ul>{about}{list_rows(numbers=range(3, 0, -1))}</ul><div class='o'>{list_rows(numbers=range(5, 3, -1))}</div>"
        )
    if asked.path == "/gt/so-do-to-chuc.html":
        return article(1)
    return plain(asked)


def two_lists(asked: Question) -> Answer:
    """A list that the menu names and one that no page leads to."""
    if asked.path == "/ds":
        return page(f"<h2>Thông báo</h2><ul>{list_rows(numbers=range(7, 4, -1))}</ul>")
    if asked.path == "/rieng":
        return page(f"<h2>Lưu trữ</h2><ul>{list_rows(numbers=range(4, 0, -1))}</ul>")
    return plain(asked)


OFFICES = {
    "vn_tai_them": loads_more,
    "vn_hai_cot": two_columns,
    "vn_con_nua": has_more,
    "vn_dung_lai": stuck,
    "vn_lan_loai": beside,
    "vn_sai_dia_chi": plain,
    "vn_hai_noi": two_lists,
}
ENTRIES = {
    "vn_tai_them": f"lists = ['ds']\n{PATTERN}",
    "vn_hai_cot": "lists = ['ds', 'tin']\narticle_url = '^/(?:ds|tin)/\\d+\\.html$'\n",
    "vn_con_nua": f"lists = ['ds']\n{PATTERN}",
    "vn_dung_lai": f"lists = ['ds']\n{PATTERN}",
    "vn_lan_loai": f"lists = ['ds']\n{PATTERN}",
    "vn_sai_dia_chi": "lists = ['muc-cu']\narticle_url = '^/bai-cu/\\d+$'\n",
    "vn_hai_noi": "lists = ['rieng']\n",
}
ALL = set(range(1, COUNT + 1))
EXPECTED = {
    "vn_tai_them": ALL,
    "vn_hai_cot": ALL,
    "vn_con_nua": set(LATEST),
    "vn_dung_lai": set(LATEST),
    "vn_lan_loai": {1, 2, 3, 4, 5},
    "vn_sai_dia_chi": ALL,
    "vn_hai_noi": ALL,
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, SmallOffices, Path]]:
    """Every office crawled once."""
    folder = tmp_path_factory.mktemp("written")
    with serving(OFFICES) as small:
        file = small.registry(folder / "own.toml", ENTRIES)
        archive = folder / "archive.db"
        first = crawl(
            archive,
            small.address,
            *OFFICES,
            "--offices",
            str(file),
            HEALTHARCHIVE_CLOCK_START="2026-11-10T01:00:00+00:00",
        )
        assert first.returncode == 0, first.stdout + first.stderr
        yield archive, small, file


@pytest.mark.parametrize("office", OFFICES)
def test_every_article_is_one_row(crawled: tuple[Path, SmallOffices, Path], office: str) -> None:
    archive, _, _ = crawled
    stored = rows(archive, "SELECT title FROM articles WHERE site = ?", (office,))
    assert sorted(row[0] for row in stored) == sorted(title(at) for at in EXPECTED[office])


def test_they_stand_among_the_lists_with_what_was_seen(crawled: tuple[Path, SmallOffices, Path]) -> None:
    archive, _, _ = crawled
    told = rows(archive, "SELECT id, name, found_by, row_order, state, evidence FROM lists WHERE site = 'vn_tai_them'")
    home = SmallOffices.home("vn_tai_them")
    seen = [f"written in the entry: {home}ds, articles ^/ct/\\d+\\.html$", "3 rows, 3 with a date", "goes on by call"]
    assert [(*row[:5], json.loads(row[5])) for row in told] == [("ds", "ds", "entry", "newest", "ok", seen)]


@pytest.mark.parametrize("office", ["vn_con_nua", "vn_dung_lai"])
def test_a_list_that_is_longer_than_what_was_read_is_incomplete(
    crawled: tuple[Path, SmallOffices, Path], office: str
) -> None:
    archive, _, file = crawled
    assert rows(archive, "SELECT state FROM lists WHERE site = ?", (office,)) == [("incomplete",)]
    told = run("status", "--archive", archive, HEALTHARCHIVE_OFFICES=str(file)).stdout
    assert f"{office}: the list “ds” may be longer than what was read of it" in told


def test_what_the_pattern_does_not_choose_is_not_asked_for(crawled: tuple[Path, SmallOffices, Path]) -> None:
    _, small, _ = crawled
    assert "/gt/so-do-to-chuc.html" not in small.asked["vn_lan_loai"]
    assert "/" not in small.asked["vn_lan_loai"]


def test_a_list_whose_address_is_wrong_is_found(crawled: tuple[Path, SmallOffices, Path]) -> None:
    archive, _, _ = crawled
    assert rows(archive, "SELECT id, state FROM lists WHERE site = 'vn_sai_dia_chi' ORDER BY id") == [
        ("muc-cu", "gone"),
        ("thong-bao", "ok"),
    ]
    assert value(archive, "SELECT state FROM runs WHERE site = 'vn_sai_dia_chi'") != "empty"


def test_without_a_pattern_other_lists_are_found_beside_it(crawled: tuple[Path, SmallOffices, Path]) -> None:
    archive, small, _ = crawled
    told = rows(archive, "SELECT found_by, url FROM lists WHERE site = 'vn_hai_noi' ORDER BY url")
    home = small.home("vn_hai_noi")
    assert told == [("menu", f"{home}ds"), ("entry", f"{home}rieng")]


def test_an_archive_from_before_goes_on(crawled: tuple[Path, SmallOffices, Path], tmp_path: Path) -> None:
    archive, small, file = crawled
    old = tmp_path / "archive.db"
    with closing(sqlite3.connect(archive)) as before, closing(sqlite3.connect(old)) as copy, copy:
        before.backup(copy)
        copy.execute("DELETE FROM lists WHERE found_by = 'entry'")
    names = ("vn_tai_them", "vn_hai_cot")
    again = crawl(
        old, small.address, *names, "--offices", str(file), HEALTHARCHIVE_CLOCK_START="2026-11-11T01:00:00+00:00"
    )
    assert again.returncode == 0, again.stdout + again.stderr
    assert " 0 new, 0 changed, 0 gone" in again.stdout
    assert value(old, "SELECT count(*) FROM lists WHERE found_by = 'entry' AND state = 'ok'") == 3
