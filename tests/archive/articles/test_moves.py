"""An article at a new address: one row where that is proven, two and a link where it is only likely."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.archive import Archive, ArchiveError, Run
from crawler.archive.articles.statuses import Interval, join_histories
from crawler.archive.rebuild.rereading import Reread, Rereading
from crawler.archive.warc.verify import faults
from crawler.items import Attachment
from crawler.normalise.text.search_key import match_query
from crawler.publish.evidence.citations import cite
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, Sample, capture, keep_file, samples, store, visit

DAY = timedelta(days=1)
TEXT = "\n".join(
    f"Đợt {number} của chiến dịch tiêm chủng mở rộng bắt đầu tại xã thứ {number * 7}, trạm nhận {number * 31} liều "
    f"và mời cha mẹ đưa trẻ dưới {number + 1} tuổi tới trước giờ thứ {number + 6} của buổi sáng hôm ấy."
    for number in range(1, 7)
)
OLD = Sample(SOYTE, "tin-tuc", "/tin-tuc/dia-chi-cu-501.html", "Chiến dịch tiêm chủng", TEXT, "2024-03-01T08:00+07:00")
NEW = replace(OLD, path="/tin-tuc/dia-chi-moi-502.html")
OTHER = replace(samples()[2], path="/tin-tuc/chuyen-khac-503.html")

NEXT_ISSUE = replace(NEW, body=OTHER.body, published="2024-04-01T08:00+07:00")


def run_on(archive: Archive, day: int) -> Run:
    return archive.start_run(SOYTE, started_at=DAY_ONE + day * DAY, software=SOFTWARE)


def see(archive: Archive, sample: Sample, day: int, minute: int = 0, **changes: object) -> None:
    views = {"views": 10 * (day + 1), "views_raw": str(10 * (day + 1))}
    store(run_on(archive, day), visit(sample, DAY_ONE + day * DAY + timedelta(minutes=minute), **(views | changes)))


def redirect(archive: Archive, old: str, new: str, day: int, status: int = 301) -> Run:
    """Ask for *old*, which leads to *new*; the redirect is not followed."""
    run = run_on(archive, day)
    answer = capture(SOYTE, old, b"", DAY_ONE + day * DAY, status=status, headers=(("Location", new),))
    run.record_capture(answer)
    return run


def follow(archive: Archive, sample: Sample, asked: str, day: int, status: int = 301) -> None:
    """Ask for *asked*, which leads to *sample*, and read that."""
    run = redirect(archive, asked, sample.url, day, status)
    seen = visit(sample, DAY_ONE + day * DAY + timedelta(seconds=1))
    store(run, replace(seen, capture=replace(seen.capture, requested_url=asked)))


def vanish(archive: Archive, sample: Sample, *days: int, status: str = "gone") -> None:
    for day in days:
        run_on(archive, day).record_status(sample.url, status, DAY_ONE + day * DAY)


def rows(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in archive.connection.execute(sql)]


Story = Callable[[Archive], None]


def told(*steps: Story) -> Story:
    def tell(archive: Archive) -> None:
        see(archive, OLD, 0)
        for step in steps:
            step(archive)

    return tell


PROVEN: dict[str, tuple[str, Story]] = {
    "a redirect to what is known": (
        "redirect",
        told(lambda a: see(a, NEW, 1), lambda a: redirect(a, OLD.url, NEW.url, 2) and None),
    ),
    "a redirect that was followed": (
        "redirect",
        told(lambda a: see(a, NEW, 1), lambda a: follow(a, NEW, OLD.url, 2)),
    ),
    "a relative redirect": (
        "redirect",
        told(lambda a: see(a, NEW, 1), lambda a: redirect(a, OLD.url, NEW.path, 2, status=308) and None),
    ),
    "a redirect to an edited text": (
        "redirect",
        told(lambda a: see(a, NEW, 1, body_text="Viết lại."), lambda a: redirect(a, OLD.url, NEW.url, 2) and None),
    ),
    "a redirect to a new title": (
        "redirect",
        told(lambda a: see(a, NEW, 1, title="Tên khác"), lambda a: redirect(a, OLD.url, NEW.url, 2) and None),
    ),
    "a redirect in passing to the very same": (
        "redirect",
        told(lambda a: see(a, NEW, 1), lambda a: follow(a, NEW, OLD.url, 2, status=302)),
    ),
    "gone, then somewhere else": ("gone", told(lambda a: vanish(a, OLD, 1, 2), lambda a: see(a, NEW, 3))),
    "somewhere else, then gone": ("gone", told(lambda a: see(a, NEW, 1), lambda a: vanish(a, OLD, 2, 3))),
    "sent home, then somewhere else": (
        "gone",
        told(lambda a: vanish(a, OLD, 1, 2, status="soft_gone"), lambda a: see(a, NEW, 3)),
    ),
    "an error page in its place": (
        "gone",
        told(
            lambda a: see(a, NEW, 1),
            lambda a: see(a, OLD, 2, flags=("soft_error_page",)),
            lambda a: see(a, OLD, 3, flags=("soft_error_page",)),
        ),
    ),
}


def test_what_came_up_elsewhere_with_its_very_text_was_never_away(archive: Archive) -> None:
    see(archive, OLD, 0)
    see(archive, NEW, 1)
    vanish(archive, OLD, 1)
    assert rows(archive, "SELECT url, status FROM articles") == [(NEW.url, "live")]
    assert rows(archive, "SELECT status FROM status_history") == [("live",)]


def test_what_came_up_makes_the_row_with_its_very_text_due(archive: Archive) -> None:
    for day in (0, 39):
        see(archive, OLD, day)
        see(archive, OTHER, day)
    see(archive, NEW, 40)
    assert {due.url for due in archive.due(SOYTE.id, DAY_ONE + 40 * DAY, 10)} == {OLD.url}


@pytest.mark.parametrize(("proof", "story"), PROVEN.values(), ids=PROVEN.keys())
def test_a_proven_move_is_one_row_with_both_addresses(archive: Archive, proof: str, story: Story) -> None:
    story(archive)
    assert rows(archive, "SELECT id, url, status, moved_to FROM articles") == [(1, NEW.url, "live", None)]
    assert rows(archive, "SELECT id, article, url, proof FROM merged_articles") == [(2, 1, NEW.url, proof)]
    assert archive.known_urls(SOYTE.id) == {OLD.url, NEW.url}
    assert rows(archive, "SELECT DISTINCT article FROM captures WHERE status = 200") == [(1,)]
    assert [due.url for due in archive.due(SOYTE.id, DAY_ONE + 400 * DAY, 9)] == [NEW.url]
    assert list(faults(archive)) == []


LIKELY: dict[str, Story] = {
    "a redirect in passing": told(
        lambda a: see(a, NEW, 1, title="Tên khác"), lambda a: follow(a, NEW, OLD.url, 2, 302)
    ),
    "a redirect to another issue of a notice": told(
        lambda a: see(a, NEXT_ISSUE, 1), lambda a: follow(a, NEXT_ISSUE, OLD.url, 2)
    ),
    "a redirect to another article": told(lambda a: see(a, OTHER, 1), lambda a: follow(a, OTHER, OLD.url, 2)),
    "a vanished text of another date": told(
        lambda a: vanish(a, OLD, 1, 2), lambda a: see(a, NEW, 3, published_at="2024-03-04")
    ),
    "a vanished text of another title": told(
        lambda a: vanish(a, OLD, 1, 2), lambda a: see(a, NEW, 3, title="Tên khác")
    ),
    "a text that stood at both addresses": told(
        lambda a: see(a, NEW, 1), lambda a: see(a, OLD, 2), lambda a: vanish(a, OLD, 3, 4)
    ),
    "seen as gone only once": told(lambda a: vanish(a, OLD, 1), lambda a: see(a, NEW, 2)),
    "a block": told(lambda a: vanish(a, OLD, 1, 2, status="blocked"), lambda a: see(a, NEW, 3)),
}


@pytest.mark.parametrize("story", LIKELY.values(), ids=LIKELY.keys())
def test_a_likely_move_stays_two_rows(archive: Archive, story: Story) -> None:
    story(archive)
    assert len(rows(archive, "SELECT id FROM articles")) == 2
    assert rows(archive, "SELECT * FROM merged_articles") == []
    assert list(faults(archive)) == []


def test_a_text_too_short_to_be_told_from_another_proves_nothing(archive: Archive) -> None:
    short = "Xem tệp đính kèm."
    see(archive, OLD, 0, body_text=short)
    vanish(archive, OLD, 1, 2)
    see(archive, NEW, 3, body_text=short)
    assert len(rows(archive, "SELECT id FROM articles")) == 2


THIRD = replace(OLD, path="/tin-tuc/dia-chi-thu-ba-504.html")
THREE: dict[str, Story] = {
    "two that vanished, then one": told(
        lambda a: see(a, THIRD, 0), lambda a: vanish(a, OLD, 1, 2), lambda a: vanish(a, THIRD, 1, 2),
        lambda a: see(a, NEW, 3),
    ),
    "one that vanished, one that stays, then one": told(
        lambda a: see(a, THIRD, 0), lambda a: vanish(a, OLD, 1, 2), lambda a: see(a, NEW, 3)
    ),
    "two, then one, then one that vanished": told(
        lambda a: see(a, THIRD, 0), lambda a: see(a, NEW, 1), lambda a: vanish(a, OLD, 2, 3)
    ),
}  # fmt: skip


@pytest.mark.parametrize("story", THREE.values(), ids=THREE.keys())
def test_a_text_at_three_addresses_proves_nothing(archive: Archive, story: Story) -> None:
    story(archive)
    assert len(rows(archive, "SELECT id FROM articles")) == 3


ELSEWHERE: dict[str, Story] = {
    "to what is known": told(lambda a: see(a, OTHER, 1), lambda a: follow(a, OTHER, OLD.url, 2)),
    "to what is known, not followed": told(
        lambda a: see(a, OTHER, 1), lambda a: redirect(a, OLD.url, OTHER.url, 2) and None
    ),
    "to what nobody saw before": told(lambda a: follow(a, OTHER, OLD.url, 2)),
    "in passing, to what nobody saw before": told(lambda a: follow(a, OTHER, OLD.url, 2, 302)),
}


@pytest.mark.parametrize("story", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_an_address_that_leads_to_another_article_says_where_once_a_second_run_has_seen_it(
    archive: Archive, story: Story
) -> None:
    story(archive)
    states = "SELECT url, title, status, moved_to FROM articles ORDER BY id"
    other = (OTHER.url, OTHER.title, "live", None)
    assert rows(archive, states) == [(OLD.url, OLD.title, "live", None), other]
    redirect(archive, OLD.url, OTHER.url, 3, 302)
    assert rows(archive, states) == [(OLD.url, OLD.title, "gone", 2), other]
    redirect(archive, OLD.url, OTHER.url, 4, 302)
    assert rows(archive, "SELECT status FROM status_history WHERE article = 1") == [("live",), ("gone",)]
    see(archive, OLD, 5)
    assert rows(archive, states) == [(OLD.url, OLD.title, "live", None), other]
    assert list(faults(archive)) == []


def test_a_page_to_which_many_addresses_lead_is_none_of_their_articles(archive: Archive) -> None:
    third = replace(samples()[1], path="/tin-tuc/thu-ba-504.html")
    see(archive, OLD, 0)
    see(archive, third, 0)
    for day in (1, 2):
        follow(archive, OTHER, OLD.url, day, 302)
        follow(archive, OTHER, third.url, day, 302)
    assert rows(archive, "SELECT title, status, version, moved_to FROM articles ORDER BY id") == [
        (OLD.title, "gone", 1, 3),
        (third.title, "gone", 1, 3),
        (OTHER.title, "live", 1, None),
    ]


def test_a_page_that_the_address_only_frames_is_the_article(archive: Archive) -> None:
    see(archive, OLD, 0, title="Khung", body_text=None)
    framed = visit(NEW, DAY_ONE + DAY)
    store(run_on(archive, 1), replace(framed, capture=replace(framed.capture, requested_url=OLD.url)))
    assert rows(archive, "SELECT url, title, status, version FROM articles") == [(NEW.url, NEW.title, "live", 2)]


def test_a_redirect_to_no_address_is_evidence_all_the_same(archive: Archive) -> None:
    see(archive, OLD, 0)
    redirect(archive, OLD.url, "http://[", 1)
    assert rows(archive, "SELECT article FROM captures WHERE status = 301") == [(1,)]


def _edited_at_both(archive: Archive) -> None:
    see(archive, OLD, 0)
    see(archive, OLD, 1, title="Chiến dịch tiêm chủng, ngày hai")
    see(archive, NEW, 2, title="Chiến dịch tiêm chủng, ngày hai")
    see(archive, NEW, 3, title="Chiến dịch tiêm chủng, ngày ba")
    redirect(archive, OLD.url, NEW.url, 4)


def test_both_histories_are_one_in_order(archive: Archive) -> None:
    _edited_at_both(archive)
    assert rows(
        archive, "SELECT article, number, substr(seen_at, 1, 10), changed_fields FROM versions ORDER BY number"
    ) == [
        (1, 1, "2024-03-04", "[]"),
        (1, 2, "2024-03-05", '["title"]'),
        (1, 3, "2024-03-07", '["title"]'),
    ]
    assert rows(archive, "SELECT title, version, substr(changed_at, 1, 10), views FROM articles") == [
        ("Chiến dịch tiêm chủng, ngày ba", 3, "2024-03-07", 40)
    ]
    assert rows(archive, "SELECT article, views FROM view_counts ORDER BY observed_at") == [
        (1, 10),
        (1, 20),
        (1, 30),
        (1, 40),
    ]
    assert rows(archive, "SELECT status, substr(since, 1, 10), until FROM status_history") == [
        ("live", "2024-03-04", None)
    ]
    found = archive.connection.execute(
        "SELECT rowid FROM article_search WHERE article_search MATCH ?", (match_query("ngày ba"),)
    ).fetchall()
    assert [row[0] for row in found] == [1]


def test_every_earlier_citation_still_leads_to_its_evidence(archive: Archive) -> None:
    see(archive, OLD, 0)
    see(archive, OLD, 1, title="Ngày hai")
    see(archive, NEW, 2, title="Ngày hai")
    see(archive, NEW, 3, title="Ngày ba")
    before = {name: cite(archive.connection, name) for name in ("1@1", "1@2", "2@1", "2@2")}
    redirect(archive, OLD.url, NEW.url, 4)
    assert cite(archive.connection, "2").article == 1
    for name, told_then in before.items():
        for reference in (name, told_then.name):
            now = cite(archive.connection, reference)
            assert now.article == 1
            for fact in ("title", "url", "captured_at", "sha256", "warc_file", "warc_offset"):
                assert getattr(now, fact) == getattr(told_then, fact), (reference, fact)
    assert [cite(archive.connection, name).version for name in before] == [1, 2, 2, 3]
    assert "Article 2 was found to be article 1." in str(cite(archive.connection, "2@1"))


def test_a_number_that_now_means_another_version_is_told(archive: Archive) -> None:
    see(archive, OLD, 0)
    see(archive, NEW, 1, title="Tên khác")
    see(archive, OLD, 2, title="Tên thứ ba")
    moment = cite(archive.connection, "1@2").name
    redirect(archive, OLD.url, NEW.url, 3)
    assert rows(archive, "SELECT title FROM versions ORDER BY number") == [
        (OLD.title,),
        ("Tên khác",),
        ("Tên thứ ba",),
    ]
    now = cite(archive.connection, "1@2")
    assert now.title == "Tên khác"
    assert now.notes == (f"What was version 2 of article 1 before is {moment}.",)
    assert cite(archive.connection, moment).title == "Tên thứ ba"


def test_a_moment_at_which_nothing_was_captured(archive: Archive) -> None:
    see(archive, OLD, 0)
    with pytest.raises(ArchiveError, match=r"^Article 1 was not captured at 2020-01-01T00:00:00Z\.$"):
        cite(archive.connection, "1@20200101T000000Z")


def _files(archive: Archive, sample: Sample, day: int, content: bytes) -> None:
    at = DAY_ONE + day * DAY + timedelta(minutes=5)
    file = "https://soyte.vidu.example/upload/lich-tiem.pdf"
    keep_file(run_on(archive, day), capture(SOYTE, file, content, at, kind="attachment", article_url=sample.url))


def test_a_file_that_both_addresses_offer_is_one_file(archive: Archive) -> None:
    offer = {"attachments": (Attachment(url="https://soyte.vidu.example/upload/lich-tiem.pdf", name="Lịch"),)}
    see(archive, OLD, 0, **offer)
    _files(archive, OLD, 0, b"%PDF-1.4 one")
    see(archive, NEW, 1, **offer)
    _files(archive, NEW, 1, b"%PDF-1.4 two")
    redirect(archive, OLD.url, NEW.url, 2)
    assert rows(archive, "SELECT article, substr(first_seen, 1, 10), substr(last_seen, 1, 10) FROM attachments") == [
        (1, "2024-03-04", "2024-03-05")
    ]
    assert rows(archive, "SELECT number, changed_fields, change_summary FROM versions WHERE number > 1") == [
        (2, '["attachments"]', "attachment replaced: Lịch")
    ]
    assert list(faults(archive)) == []


def test_an_article_that_moves_twice_is_still_called_by_all_its_numbers(archive: Archive) -> None:
    see(archive, THIRD, 0)
    see(archive, OLD, 1)
    see(archive, NEW, 2)
    redirect(archive, OLD.url, NEW.url, 3)  # the second and third first
    redirect(archive, THIRD.url, NEW.url, 4)
    assert rows(archive, "SELECT id, url FROM articles") == [(1, NEW.url)]
    assert {cite(archive.connection, name).article for name in ("1", "2", "3", "2@1", "3@1")} == {1}


def test_a_merged_number_is_never_given_again(archive: Archive) -> None:
    PROVEN["a redirect to what is known"][1](archive)
    see(archive, OTHER, 3)
    assert rows(archive, "SELECT id FROM articles ORDER BY id") == [(1,), (3,)]
    assert cite(archive.connection, "2").article == 1
    archive.connection.execute("INSERT INTO merged_articles VALUES (3, 1, 'https://a.example/', '', 'gone')")
    assert "article 3: bears the number of one that was merged" in [str(fault) for fault in faults(archive)]


HISTORIES = {
    "gone and found in one run": (
        [Interval("live", "01", "05"), Interval("gone", "05", None)],
        [Interval("live", "06", None)],
        ["01", "05"],
        [("live", "01", None)],
    ),
    "found runs later": (
        [Interval("live", "01", "05"), Interval("gone", "05", None)],
        [Interval("live", "08", None)],
        ["01", "05", "07"],
        [("live", "01", "05"), ("gone", "05", "08"), ("live", "08", None)],
    ),
    "found before it was missed": (
        [Interval("live", "01", "09"), Interval("gone", "09", None)],
        [Interval("live", "05", None)],
        ["01", "05", "09"],
        [("live", "01", None)],
    ),
    "away once before": (
        [Interval("live", "01", "02"), Interval("gone", "02", "03"), Interval("live", "03", None)],
        [Interval("live", "05", "07"), Interval("blocked", "07", None)],
        ["01", "05"],
        [("live", "01", "02"), ("gone", "02", "03"), ("live", "03", None)],
    ),
}


@pytest.mark.parametrize(("one", "other", "runs", "expected"), HISTORIES.values(), ids=HISTORIES.keys())
def test_two_histories_are_joined(
    one: list[Interval], other: list[Interval], runs: list[str], expected: list[tuple[str, str, str | None]]
) -> None:
    assert [tuple(interval) for interval in join_histories(one, other, runs=runs)] == expected
    assert [tuple(interval) for interval in join_histories(other, one, runs=runs)] == expected


def test_better_reading_makes_no_two_articles_one(archive: Archive) -> None:
    see(archive, OLD, 0)
    follow(archive, OTHER, OLD.url, 1)
    better = visit(OTHER, DAY_ONE + DAY, title=OLD.title, published_at=OLD.published)
    led_there = replace(better, capture=replace(better.capture, requested_url=OLD.url))
    rereading = Rereading(archive, software=SOFTWARE)
    rereading.take(Reread(capture=1, visit=visit(OLD, DAY_ONE)))
    rereading.take(Reread(capture=3, visit=led_there))
    changed = {one.article: one.changes().get("title") for one in rereading.differences()}
    rereading.close()
    assert changed == {1: None, 2: (OTHER.title, OLD.title)}


@pytest.mark.parametrize(
    ("is_read", "statuses", "url"),
    [
        pytest.param(True, ["live"], NEW.url, id="read at the address that a list gives"),
        pytest.param(False, ["live", "gone"], OLD.url, id="not read there"),
    ],
)
def test_an_alias_that_answers_is_where_the_article_went(
    archive: Archive, *, is_read: bool, statuses: list[str], url: str
) -> None:
    see(archive, OLD, 0)
    listed = run_on(archive, 1)
    listed.record_alias(NEW.url, of=OLD.url, seen_at=DAY_ONE + DAY)
    for day in (2, 3):
        run = run_on(archive, day)
        run.record_capture(capture(SOYTE, OLD.url, b"", DAY_ONE + day * DAY, status=404))
        if is_read:
            store(run, visit(NEW, DAY_ONE + day * DAY + timedelta(seconds=1)))
        run.record_status(OLD.url, "gone", DAY_ONE + day * DAY)
    rows = archive.connection.execute("SELECT status FROM status_history ORDER BY id").fetchall()
    assert [row["status"] for row in rows] == statuses
    assert archive.connection.execute("SELECT url FROM articles").fetchone()["url"] == url
