"""Lists that discovery found are believed when a few of their rows turned out to be articles."""
# markup reads best unbroken

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from spiders.list_walks import TRIED_EVERY
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


def dead_on_top(asked: Question) -> Answer:
    """The first three rows of the only list lead to nothing."""
    if asked.path == "/ds":
        dead = "".join(
            f"<li><a href='/ct/9{at}.html'>Lịch trực tuần {at} của các trạm y tế</a><span>2{at}/11/2026</span></li>"
            for at in range(3)
        )
        return page(f"<h2>Thông báo</h2><ul>{dead}{list_rows()}</ul>")
    return plain(asked)


def endless(asked: Question) -> Answer:
    """The only list has one good page; behind it others follow for ever, whose rows lead to nothing."""
    if asked.path != "/ds":
        return plain(asked)
    number = int(asked.query.get("trang", 1))
    dead = "".join(
        f"<li><a href='/ct/{at}.html'>Lịch trực tuần {at} của các trạm</a><span>{at % 28 + 1:02}/10/2025</span></li>"
        for at in range(number * 10, number * 10 + 6)
    )
    listed = list_rows() if number == 1 else dead
    return page(f"<h2>Thông báo</h2><ul>{listed}</ul><a href='/ds?trang={number + 1}'>Trang sau</a>")


@dataclass
class Later:
    """An office whose articles are not there until it was mended."""

    is_mended: bool = False

    def __call__(self, asked: Question) -> Answer:
        return plain(asked) if self.is_mended or not asked.path.startswith("/ct/") else None


LATER = Later()
OFFICES: dict[str, Callable[[Question], Answer]] = {
    "vn_co_cua": walled,
    "vn_rong": hollow,
    "vn_da_go": removed,
    "vn_thieu_mot": patchy,
    "vn_dau_hong": dead_on_top,
    "vn_tro_lai": LATER,
    "vn_vo_tan": endless,
}
REASONS = {"vn_co_cua": "show a log-in form", "vn_rong": "have no text", "vn_da_go": "lead to nothing"}
START = "2026-11-10T01:00:00+00:00"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, SmallOffices]]:
    folder = tmp_path_factory.mktemp("trials")
    with serving(OFFICES) as small:
        file = small.registry(folder / "own.toml")
        archive = folder / "archive.db"
        crawl(archive, small.address, *OFFICES, "--offices", str(file), HEALTHARCHIVE_CLOCK_START=START)
        yield archive, small


@pytest.mark.parametrize("office", REASONS)
def test_a_list_whose_rows_are_no_articles_is_refused(crawled: tuple[Path, SmallOffices], office: str) -> None:
    archive, small = crawled
    told = rows(archive, "SELECT url, state, evidence FROM lists WHERE site = ? ORDER BY url", (office,))
    assert [(url.rpartition("/")[2], state) for url, state, _ in told] == [("ds", "ok"), ("vb", "refused")]
    tried = min(TRIED, len(PAPERS))
    assert json.loads(told[1][2])[-1] == (
        f"refused: of its rows {tried} were tried and none is an article: {tried} {REASONS[office]}"
    )
    assert len({path for path in small.asked[office] if path.startswith("/vb/")}) == tried
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


def test_what_was_refused_is_tried_the_next_day_and_then_rarely(crawled: tuple[Path, SmallOffices]) -> None:
    archive, small = crawled
    file, asked = archive.parent / "own.toml", []
    for day in (11, 12):
        start = f"2026-11-{day}T01:00:00+00:00"
        crawl(archive, small.address, "vn_rong", "--offices", str(file), HEALTHARCHIVE_CLOCK_START=start)
        asked.append([path for path in small.asked["vn_rong"] if path == "/vb"])
    assert [len(paths) for paths in asked] == [2, 2]


def test_dead_rows_on_top_refuse_no_list(crawled: tuple[Path, SmallOffices]) -> None:
    archive, _ = crawled
    assert rows(archive, "SELECT state FROM lists WHERE site = 'vn_dau_hong'") == [("ok",)]
    assert value(archive, "SELECT count(*) FROM articles WHERE site = 'vn_dau_hong'") == COUNT


def test_a_list_that_goes_on_with_dead_rows_is_left_and_told(crawled: tuple[Path, SmallOffices]) -> None:
    archive, small = crawled
    assert rows(archive, "SELECT state FROM lists WHERE site = 'vn_vo_tan'") == [("incomplete",)]
    assert value(archive, "SELECT count(*) FROM articles WHERE site = 'vn_vo_tan'") == COUNT
    note = value(archive, "SELECT note FROM runs WHERE site = 'vn_vo_tan'")
    assert note == (
        "The list “Thông báo”: it is left behind its page 3: "
        "of its rows 6 were tried and none is an article: 6 lead to nothing."
    )
    assert small.asked["vn_vo_tan"].count("/ds") == TRIED_EVERY + 1  # and the page that was tried


def test_a_list_whose_rows_are_there_again_is_believed(crawled: tuple[Path, SmallOffices]) -> None:
    archive, small = crawled
    assert rows(archive, "SELECT state FROM lists WHERE site = 'vn_tro_lai'") == [("refused",)]
    assert "6 lead to nothing" in value(archive, "SELECT note FROM runs WHERE site = 'vn_tro_lai'")
    LATER.is_mended = True
    file, start = archive.parent / "own.toml", "2026-11-11T01:00:00+00:00"
    crawl(archive, small.address, "vn_tro_lai", "--offices", str(file), HEALTHARCHIVE_CLOCK_START=start)
    assert rows(archive, "SELECT state FROM lists WHERE site = 'vn_tro_lai'") == [("ok",)]
    assert value(archive, "SELECT count(*) FROM articles WHERE site = 'vn_tro_lai'") == COUNT
