"""Lists that discovery found are believed when a few of their rows turned out to be articles."""
# markup reads best unbroken

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from spiders.trials import TRIED
from tests.crawling.crawls import crawl, rows, value
from tests.crawling.small_offices import COUNT, Answer, Question, SmallOffices, page, plain, serving, title
from tests.crawling.small_offices import rows as list_rows

PAPERS = [
    f"Văn bản số {at} về việc {name} tại các trạm y tế"
    for at, name in enumerate(("trực lễ", "kiểm kê", "bàn giao", "thu gom rác", "tổng vệ sinh"), 1)
]


def with_papers(asked: Question) -> Answer:
    """An office with a second list, of papers."""
    if asked.path == "/":
        return page("<h1>Chào mừng</h1><ul><li><a href='/vb'>Văn bản chỉ đạo</a></li></ul>")
    if asked.path == "/vb":
        listed = "".join(
            f"<li><a href='/vb/{at}'>{name}</a><span>0{at}/10/2026</span></li>" for at, name in enumerate(PAPERS, 1)
        )
        return page(f"<h2>Văn bản chỉ đạo</h2><ul>{listed}</ul>")
    return plain(asked)


def walled(asked: Question) -> Answer:
    """The papers can be read by the staff alone."""
    if asked.path.startswith("/vb/"):
        form = "<form method='post'><input name='ten'><input type='password' name='mk'><button>Vào</button></form>"
        return page(f"<h1>Đăng nhập hệ thống</h1>{form}<p>Lượt {asked.path[-1]}</p>")
    return with_papers(asked)


def hollow(asked: Question) -> Answer:
    """Behind each paper there is its name and nothing else."""
    if asked.path.startswith("/vb/"):
        return page(f"<h1>{PAPERS[int(asked.path[-1]) - 1]}</h1>")
    return with_papers(asked)


def removed(asked: Question) -> Answer:
    """No paper is there any more."""
    return None if asked.path.startswith("/vb/") else with_papers(asked)


def patchy(asked: Question) -> Answer:
    """The newest article of the only list has no text yet."""
    if asked.path == "/ds":
        return page(f"<h2>Thông báo</h2><ul>{list_rows()}</ul>")
    if asked.path == f"/ct/{COUNT}.html":
        return page(f"<h1>{title(COUNT)}</h1><div class='ngay'>Ngày đăng: 08/11/2026</div>")
    return plain(asked)


OFFICES = {"vn_co_cua": walled, "vn_rong": hollow, "vn_da_go": removed, "vn_thieu_mot": patchy}
START = "2026-11-10T01:00:00+00:00"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, SmallOffices]]:
    folder = tmp_path_factory.mktemp("trials")
    with serving(OFFICES) as small:
        file = small.registry(folder / "own.toml")
        archive = folder / "archive.db"
        crawl(archive, small.address, *OFFICES, "--offices", str(file), HEALTHARCHIVE_CLOCK_START=START)
        yield archive, small


@pytest.mark.parametrize("office", ["vn_co_cua", "vn_rong", "vn_da_go"])
def test_a_list_whose_rows_are_no_articles_is_refused(crawled: tuple[Path, SmallOffices], office: str) -> None:
    archive, small = crawled
    told = rows(archive, "SELECT url, state, evidence FROM lists WHERE site = ? ORDER BY url", (office,))
    assert [(url.rpartition("/")[2], state) for url, state, _ in told] == [("ds", "ok"), ("vb", "refused")]
    assert json.loads(told[1][2])[-1] == "its first rows are no articles"
    assert len({path for path in small.asked[office] if path.startswith("/vb/")}) == TRIED
    stored = rows(archive, "SELECT title FROM articles WHERE site = ?", (office,))
    assert sorted(row[0] for row in stored) == sorted(title(at) for at in range(1, COUNT + 1))


def test_one_row_without_text_refuses_no_list(crawled: tuple[Path, SmallOffices]) -> None:
    archive, _ = crawled
    assert rows(archive, "SELECT state FROM lists WHERE site = 'vn_thieu_mot'") == [("ok",)]
    assert value(archive, "SELECT count(*) FROM articles WHERE site = 'vn_thieu_mot'") == COUNT


def test_the_articles_of_a_trial_are_asked_for_once(crawled: tuple[Path, SmallOffices]) -> None:
    _, small = crawled
    asked = [path for path in small.asked["vn_rong"] if path.startswith("/ct/")]
    assert sorted(asked) == sorted(f"/ct/{at}.html" for at in range(1, COUNT + 1))


def test_what_was_refused_is_not_asked_for_the_next_day(crawled: tuple[Path, SmallOffices]) -> None:
    archive, small = crawled
    before = [path for path in small.asked["vn_rong"] if path.startswith("/vb")]
    file = archive.parent / "own.toml"
    crawl(
        archive, small.address, "vn_rong", "--offices", str(file), HEALTHARCHIVE_CLOCK_START="2026-11-11T01:00:00+00:00"
    )
    assert [path for path in small.asked["vn_rong"] if path.startswith("/vb")] == before
