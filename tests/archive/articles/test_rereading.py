"""Another template is no edit: what it shows or hides is a re-reading, what contradicts is a version."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crawler.archive import Archive
from crawler.normalise.text.search_key import match_query
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, Sample, samples, store, visit

NEWS = samples()[1]
DAY = timedelta(days=1)
OLD, NEW = tuple(range(32)), tuple(range(100, 132))
"""Signatures of two templates."""


def see(archive: Archive, sample: Sample, day: int = 0, look: tuple[int, ...] = OLD, **changes: object) -> str:
    run = archive.start_run(SOYTE, started_at=DAY_ONE + day * DAY, software=SOFTWARE)
    return store(run, replace(visit(sample, DAY_ONE + day * DAY, **changes), signature=look))


def one(archive: Archive, sql: str, *values: object) -> Any:
    return tuple(archive.connection.execute(sql, values).fetchone())


FIRST_LINE = NEWS.body.split("\n", maxsplit=1)[0]
DATED = {"published_at": "2024-02-21T08:15+07:00", "published_raw": "21/02/2024 08:15"}

READ_ANEW = {
    "author hidden": {"author": None},
    "author otherwise": {"author": "BBT"},
    "lead hidden": {"lead": None},
    "seconds": {"published_at": "2024-02-21T08:15:30+07:00"},
    "day only": {"published_at": "2024-02-21"},
    "date hidden": {"published_at": None, "published_raw": None},
    "another zone": {"published_at": "2024-02-21T01:15:00+00:00"},
    "hours of another zone": {"published_at": "2024-02-21T15:15:00+07:00"},
    "paragraph hidden": {"body_text": NEWS.body.replace(f"{FIRST_LINE}\n", "")},
    "line shown": {"body_text": f"{NEWS.body}\nTheo Phòng Truyền thông."},
    "site's name behind the title": {"title": f"{NEWS.title} - Sở Y tế"},
    "source shown": {"source": "Sở Y tế"},
}


@pytest.mark.parametrize("changes", READ_ANEW.values(), ids=READ_ANEW.keys())
def test_another_template_makes_no_version_and_loses_nothing(archive: Archive, changes: dict[str, object]) -> None:
    assert see(archive, NEWS, **DATED) == "new"
    sql = "SELECT title, lead, author, published_at, body_text FROM articles"
    before = one(archive, sql)
    assert see(archive, NEWS, 1, NEW, **(DATED | changes)) == "unchanged"
    assert one(archive, "SELECT version, changed_at FROM articles") == (1, None)
    assert one(archive, sql) == before
    assert see(archive, NEWS, 2, NEW, **(DATED | changes)) == "unchanged"
    assert one(archive, "SELECT version FROM articles") == (1,)


FIGURED = f"{NEWS.body}\nĐoàn đã kiểm tra 31 bếp ăn."
EDITED = {
    "title": ({"title": "Tạm dừng tiếp nhận mẫu nước"}, ["title"]),
    "day": ({"published_at": "2024-02-23T08:15+07:00"}, ["published_at"]),
    "numeral": ({"body_text": FIGURED.replace("31", "13")}, ["body_text"]),
}


@pytest.mark.parametrize(("changes", "fields"), EDITED.values(), ids=EDITED.keys())
def test_what_contradicts_is_an_edit_in_any_template(
    archive: Archive, changes: dict[str, object], fields: list[str]
) -> None:
    before = DATED | {"body_text": FIGURED}
    see(archive, NEWS, **before)
    assert see(archive, NEWS, 1, NEW, **(before | changes)) == "changed"
    told = one(archive, "SELECT changed_fields FROM versions ORDER BY number DESC")
    assert json.loads(told[0]) == fields


SAME_TEMPLATE = {
    "seconds": {"published_at": "2024-02-21T08:15:00+07:00"},
    "offset": {"published_at": "2024-02-21T01:15:00+00:00"},
    "day only": {"published_at": "2024-02-21"},
}


@pytest.mark.parametrize("changes", SAME_TEMPLATE.values(), ids=SAME_TEMPLATE.keys())
def test_another_form_of_one_moment_is_no_edit_in_the_same_template(
    archive: Archive, changes: dict[str, object]
) -> None:
    see(archive, NEWS, **DATED)
    assert see(archive, NEWS, 1, **(DATED | changes)) == "unchanged"
    assert one(archive, "SELECT published_at, version FROM articles") == (DATED["published_at"], 1)


def test_a_field_that_becomes_readable_is_found_and_dates_the_article(archive: Archive) -> None:
    undated = replace(NEWS, published=None)
    see(archive, undated, title=None, title_raw=None, author=None)
    assert one(archive, "SELECT date_basis FROM articles") == ("first_seen",)
    assert see(archive, NEWS, 1, NEW) == "unchanged"
    assert one(archive, "SELECT title, author, date_basis, sort_date FROM articles") == (
        NEWS.title,
        "Lan Chi",
        "published",
        NEWS.published and NEWS.published[:10],
    )
    hits = "SELECT count(*) FROM article_search WHERE article_search MATCH ?"
    assert one(archive, hits, match_query(NEWS.title)) == (1,)
    # Its words can be taken out again.
    assert see(archive, NEWS, 2, NEW, title="Lịch trực tuần tới", title_raw="Lịch trực tuần tới") == "changed"
    assert one(archive, hits, match_query(f'"{NEWS.title}"')) == (0,)
    archive.connection.execute("INSERT INTO article_search(article_search, rank) VALUES ('integrity-check', 0)")


def test_the_list_orders_an_article_without_a_date_whenever_it_names_it(archive: Archive) -> None:
    undated = replace(NEWS, published=None)
    see(archive, undated)

    def listed(date_raw: str | None, day: int) -> tuple[object, ...]:
        run = archive.start_run(SOYTE, started_at=DAY_ONE + day * DAY, software=SOFTWARE)
        at = DAY_ONE + day * DAY
        run.record_listed(NEWS.url, section="tin-tuc", title=NEWS.title, date_raw=date_raw, seen_at=at)
        return one(archive, "SELECT sort_date, date_basis, published_at FROM articles")

    assert listed(None, 1) == ("2024-03-04", "first_seen", None)
    assert listed("19/02/2034", 1) == ("2024-03-04", "first_seen", None)  # still to come
    assert listed("19/02/2024", 2) == ("2024-02-19", "listed", None)
    assert listed("20/02/2024", 3) == ("2024-02-20", "listed", None)
    assert listed("18/02/2024", 0) == ("2024-02-20", "listed", None)  # brought in later, but older
    assert see(archive, undated, 4, title="Khác") == "changed"
    assert one(archive, "SELECT sort_date, date_basis FROM articles") == ("2024-02-20", "listed")
