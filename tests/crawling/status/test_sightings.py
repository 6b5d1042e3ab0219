"""What a run may say of single articles once it is known how the office as a whole was."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.archive import Archive, Run
from crawler.archive.frontier.memory import Frontier
from crawler.crawling.status.sightings import Sightings
from crawler.items import Capture, Visit
from crawler.pages.signals.same_page import page_sign
from crawler.reading import read_article
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, samples, store, visit
from tests.pages.signals.no_article_pages import BLOCKED, ERROR, LOGIN, MAINTENANCE

NEWS = samples()[1]
OTHER = replace(NEWS, path="/tin-tuc/khac-7.html", title="Tập huấn phòng chống dịch cho y tế thôn bản")
DAY = timedelta(days=1)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive.open(tmp_path / "archive.db")
    with made:
        run = made.start_run(SOYTE, started_at=DAY_ONE, software=SOFTWARE)
        for one in (NEWS, OTHER):
            store(run, visit(one, DAY_ONE))
            run.record_listed(one.url, section="tin", title=one.title, date_raw=None, seen_at=DAY_ONE)
        run.finish(state="ok", finished_at=DAY_ONE)
        yield made


def begin(archive: Archive, day: int) -> Run:
    return archive.start_run(SOYTE, started_at=DAY_ONE + day * DAY, software=SOFTWARE)


def statuses(archive: Archive) -> dict[str, str]:
    return dict(archive.connection.execute("SELECT url, status FROM articles").fetchall())


def see(archive: Archive, run: Run, sightings: Sightings, url: str, page: bytes, day: int) -> None:
    """Let the run meet *page* at the address of an article, as the spider does."""
    capture = Capture(
        site=SOYTE.id, kind="article", url=url, requested_url=url, status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),), body=page, fetched_at=DAY_ONE + day * DAY,
    )  # fmt: skip
    row = run.record_capture(capture)
    read = read_article(capture, SOYTE, capture_id=row)
    expected = Frontier(archive, SOYTE.id).expected(url)
    if read.document is not None and not sightings.is_held(read, page_sign(page), expected):
        run.store(read, capture_id=row)


def settle(run: Run, sightings: Sightings) -> None:
    def keep(held: Visit) -> None:
        assert held.capture_id is not None
        run.store(held, capture_id=held.capture_id)

    sightings.settle(run, store=keep)
    run.finish(state="ok", finished_at=DAY_ONE)


@pytest.mark.parametrize(
    ("named", "live", "status"),
    [
        pytest.param(20, 3, "gone", id="lists came, and others were read"),
        pytest.param(0, 3, "live", id="no list named an article"),
        pytest.param(20, 0, "live", id="no article could be read"),
    ],
)
def test_a_removal_is_believed_only_of_an_office_that_is_well(
    archive: Archive, named: int, live: int, status: str
) -> None:
    for day in (1, 2):
        run, sightings = begin(archive, day), Sightings(live=live)
        sightings.list_read(1, named)
        sightings.doubt(NEWS.url, "gone", DAY_ONE + day * DAY)
        settle(run, sightings)
    assert statuses(archive)[NEWS.url] == status


def test_what_vanished_is_known_to_be_away(archive: Archive) -> None:
    for day in (1, 2):
        run, sightings = begin(archive, day), Sightings(live=3)
        sightings.list_read(1, 20)
        sightings.doubt(NEWS.url, "gone", DAY_ONE + day * DAY)
        assert not Frontier(archive, SOYTE.id).has_vanished(NEWS.url)
        settle(run, sightings)
    frontier = Frontier(archive, SOYTE.id)
    assert [frontier.has_vanished(url) for url in (NEWS.url, OTHER.url, f"{OTHER.url}?khac")] == [True, False, False]


@pytest.mark.parametrize(
    ("live", "has_seen_lists", "days", "status"),
    [
        pytest.param(4, True, (1, 2), "gone", id="two of six"),
        pytest.param(3, True, (1, 2), "live", id="two of five: half of the site may be away"),
        pytest.param(3, True, (1, 2, 9), "gone", id="two of five, for more than a week"),
        pytest.param(9, False, (1, 2), "live", id="a list could not be walked: it may name other addresses"),
        pytest.param(9, False, (1, 2, 9), "gone", id="a list that could not be walked for a week"),
        pytest.param(0, True, (1, 2, 9), "live", id="nothing could be read, however long"),
    ],
)
def test_many_removals_at_once_have_to_last(
    archive: Archive, live: int, has_seen_lists: bool, days: tuple[int, ...], status: str
) -> None:
    for day in days:
        run, sightings = begin(archive, day), Sightings(live=live)
        sightings.list_read(1, 20)
        for one in (NEWS, OTHER):
            sightings.doubt(one.url, "gone", DAY_ONE + day * DAY)
        sightings.settle(run, store=lambda _: None, has_seen_lists=has_seen_lists)
        run.finish(state="ok", finished_at=DAY_ONE + day * DAY)
    assert set(statuses(archive).values()) == {status}


def test_an_error_page_is_no_article_that_could_be_read(archive: Archive) -> None:
    page = "<html><head><title>{}</title></head><body><p>Bài viết không tồn tại hoặc đã bị xóa.</p></body></html>"
    for day in (1, 2):
        run, sightings = begin(archive, day), Sightings()
        sightings.list_read(1, 20)
        for words, one in (("một", NEWS), ("hai", OTHER)):
            see(archive, run, sightings, one.url, page.format(f"Lỗi trang {words}").encode(), day)
            sightings.doubt(one.url, "soft_gone", DAY_ONE + day * DAY)
        settle(run, sightings)
        assert (sightings.live, run.vanished) == (0, 0)
    assert set(statuses(archive).values()) == {"live"}


def test_a_log_in_page_for_two_articles_says_nothing_of_them(archive: Archive) -> None:
    fields = "<input name='u'><input type='password' name='p'><button>Đăng nhập</button>"
    form = f"<html><body><form>{fields}</form></body></html>".encode()
    for day in (1, 2):
        run, sightings = begin(archive, day), Sightings(live=9)
        sightings.list_read(1, 20)
        for one in (NEWS, OTHER):
            see(archive, run, sightings, one.url, form, day)
        assert sightings.doubted() == []
        settle(run, sightings)
        assert sightings.doubted() == []
    assert set(statuses(archive).values()) == {"live"}


def test_an_edit_waits_for_a_second_look(archive: Archive) -> None:
    text = visit(NEWS, DAY_ONE).document.body_text  # type: ignore[union-attr]  # it has one
    for day, (shown, again, version) in enumerate(
        [
            ("Đang xem: chín người bạn", "Đang xem: mười người bạn", 1),
            ("Sửa: thêm một điểm.", "Sửa: thêm một điểm.", 2),
        ],
        1,
    ):
        run, sightings = begin(archive, day), Sightings()
        sightings.list_read(1, 20)
        first, second = (visit(NEWS, DAY_ONE + day * DAY, body_text=f"{text}\n{line}") for line in (shown, again))
        row = run.record_capture(first.capture)
        first = replace(first, capture_id=row)
        before = run.text_at_stake(first, capture_id=row)
        assert before is not None
        assert sightings.holds_edit(first, before)
        assert [url for url, _ in sightings.to_look_at_again()] == [NEWS.url]
        sightings.seen_again(second)
        assert bool(sightings.to_look_at_again()) is (shown == again)  # a third time, if it may be an edit
        sightings.seen_again(second)
        assert sightings.to_look_at_again() == []
        settle(run, sightings)
        stored = archive.connection.execute("SELECT version FROM articles WHERE url = ?", (NEWS.url,)).fetchone()[0]
        assert stored == version


@pytest.mark.parametrize(("articles", "version"), [(1, 2), (2, 1)])
def test_a_banner_that_moved_in_several_articles_is_no_text_of_a_third(
    archive: Archive, articles: int, version: int
) -> None:
    banner = "Trang tin đang được bảo trì vài chức năng."
    run = begin(archive, 1)
    for at in range(articles):
        other = visit(replace(OTHER, path=f"/tin-tuc/khac-{at}.html"), DAY_ONE + DAY)
        run.note_moving(run.record_capture(other.capture), [banner])
    text = visit(NEWS, DAY_ONE).document.body_text  # type: ignore[union-attr]  # it has one
    store(run, visit(NEWS, DAY_ONE + DAY, body_text=f"{banner}\n{text}"))
    run.finish(state="ok", finished_at=DAY_ONE + DAY)

    run, sightings = begin(archive, 2), Sightings()
    sightings.list_read(1, 20)
    without = visit(NEWS, DAY_ONE + 2 * DAY)
    row = run.record_capture(without.capture)
    without = replace(without, capture_id=row)
    before = run.text_at_stake(without, capture_id=row)
    assert before is not None
    sightings.holds_edit(without, before)
    for _ in range(2):
        sightings.seen_again(without)
    made = _version(archive)
    settle(run, sightings)
    assert _version(archive) - made == version - 1


def _version(archive: Archive) -> int:
    return int(archive.connection.execute("SELECT version FROM articles WHERE url = ?", (NEWS.url,)).fetchone()[0])


def test_the_interval_says_when_it_was_last_seen_otherwise(archive: Archive) -> None:
    for day in (6, 7):
        run, sightings = begin(archive, day), Sightings(live=2)
        sightings.list_read(1, 20)
        sightings.doubt(NEWS.url, "gone", DAY_ONE + day * DAY)
        settle(run, sightings)
    row = archive.connection.execute("SELECT seen_before, since FROM status_history WHERE status = 'gone'").fetchone()
    assert tuple(row) == ("2024-03-04T01:00:00Z", "2024-03-10T01:00:00Z")


WORDS = st.text(alphabet="abcdeghiklmnôươáà 天地人口手0123456789.,", min_size=0, max_size=120)
PAGES = st.one_of(
    st.sampled_from([*BLOCKED.values(), *ERROR.values(), *LOGIN.values(), *MAINTENANCE.values()]),
    st.builds(
        "<html><head><title>{}</title></head><body><h1>{}</h1><p>{}</p></body></html>".format, WORDS, WORDS, WORDS
    ),
    st.builds("<p>Ngày đăng: 0{}/03/2024</p><h1>{}</h1><p>{}</p>".format, st.integers(1, 9), WORDS, WORDS),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=PAGES, number=st.integers(1, 10**6))
def test_a_page_served_for_all_addresses_never_becomes_a_version(archive: Archive, page: str, number: int) -> None:
    before = archive.connection.execute("SELECT count(*), sum(version) FROM articles").fetchone()
    run, sightings = begin(archive, 3), Sightings()
    body = page.encode()
    sightings.list_read(page_sign(body), 0)
    for url in (NEWS.url, OTHER.url, f"{NEWS.url}-{number}"):
        see(archive, run, sightings, url, body, 3)
    settle(run, sightings)
    assert archive.connection.execute("SELECT count(*), sum(version) FROM articles").fetchone()[:] == before[:]
    assert set(statuses(archive).values()) <= {"live", "blocked", "unreachable"}


def test_a_page_of_its_own_is_an_edit_however_different(archive: Archive) -> None:
    run, sightings = begin(archive, 1), Sightings()
    sightings.list_read(1, 20)
    page = "<h1>Thu hồi thông báo</h1><p>Ngày đăng: 05/03/2024</p><p>Nội dung mới hoàn toàn khác.</p>".encode()
    see(archive, run, sightings, NEWS.url, page, 1)
    assert archive.connection.execute("SELECT version FROM articles WHERE url = ?", (NEWS.url,)).fetchone()[0] == 1
    settle(run, sightings)
    assert archive.connection.execute("SELECT version FROM articles WHERE url = ?", (NEWS.url,)).fetchone()[0] == 2


def test_copies_of_one_article_under_two_addresses_are_articles(archive: Archive) -> None:
    run, sightings = begin(archive, 1), Sightings()
    sightings.list_read(1, 20)
    title = "Lịch tiêm chủng tháng ba năm 2024"
    page = f"<h1>{title}</h1><p>Ngày đăng: 05/03/2024</p><p>Các trạm y tế tiêm vào ngày 10 và ngày 25.</p>".encode()
    urls = ["https://soyte.example/tin/lich-1.html", "https://soyte.example/thong-bao/lich-1.html"]
    for url in urls:
        run.record_listed(url, section="tin", title=title, date_raw=None, seen_at=datetime.now(UTC))
        see(archive, run, sightings, url, page, 1)
    settle(run, sightings)
    assert set(urls) <= statuses(archive).keys()
